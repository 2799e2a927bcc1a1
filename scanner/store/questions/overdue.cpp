// SPDX-License-Identifier: Apache-2.0
// Overdue is what the registry says was due, and what a policy of rotation (ROT...) is not met by:
// one row a credential and reason. Policies of one finding are told where no entry's verdict says
// the same already.
#include "scanner/store/query/finding_list.h"

namespace keyhound {

static constexpr QuestionColumn kColumns[] = {
    {"registry_id", "q.registry_id", CellType::kText, "entry of the owner registry; empty: none"},
    {"owner", "q.owner", CellType::kText, "accountable by the registry; empty: nobody"},
    {"rotation_due", "q.rotation_due", CellType::kTime, "when it was to be rotated"},
    {"last_rotated", "q.last_rotated", CellType::kTime, "when it was rotated last"},
    {"policy", "q.policy", CellType::kText,
     "policy that is not met; empty: the date alone has passed"},
    {"message", "q.message", CellType::kText, "what is wrong"},
    {"title", "q.title", CellType::kText, "the entry's title", false},
    {"status", "q.status", CellType::kText, "\"active\", \"rotating\", ...", false},
    {"environment", "q.environment", CellType::kText, "\"prod\", ...", false},
    {"findings", "q.findings", CellType::kNumber, "places where the credential was found"},
    {"path", "q.path", CellType::kText, "file of the entry", false},
    {"line", "q.line", CellType::kNumber, "line of the entry", false},
};

static constexpr QuestionFilter kFilters[] = {
    {FilterKind::kOwner, "q.owner IN ({values})"},
    {FilterKind::kPolicy, "q.policy IN ({values})"},
};

extern const Question kOverdueQuestion;
const Question kOverdueQuestion{
    .name = "overdue",
    .description = "Credentials whose rotation is late, by date or by a policy of rotation",
    .columns = kColumns,
    .from =
        "(SELECT g.registry_id AS registry_id, g.owner AS owner, g.rotation_due AS"
        " rotation_due, g.last_rotated AS last_rotated, '' AS policy, 'its rotation was due'"
        " AS message, g.title AS title, g.status AS status, g.environment AS environment,"
        " g.findings AS findings, g.path AS path, g.line AS line FROM registry_credentials g"
        " WHERE g.rotation_due < {now} AND g.revoked IS NULL AND g.status NOT IN ('revoked',"
        " 'retired') UNION ALL SELECT s.registry_id, s.owner, g.rotation_due, g.last_rotated,"
        " s.policy_id, s.message, COALESCE(g.title, ''), COALESCE(g.status, ''),"
        " COALESCE(g.environment, ''), COALESCE(g.findings, 0), s.path, s.line FROM"
        " subject_verdicts s LEFT JOIN registry_credentials g ON g.registry_id = s.registry_id"
        " WHERE s.policy_id >= 'ROT' AND s.policy_id < 'ROU' AND s.outcome = 'fail' UNION ALL"
        " SELECT c.registry_id, c.owner, MIN(g.rotation_due), MIN(g.last_rotated),"
        " v.policy_id, MIN(v.message), COALESCE(MIN(g.title), ''), COALESCE(MIN(g.status),"
        " ''), COALESCE(MIN(g.environment), ''), COUNT(*), COALESCE(MIN(g.path), ''),"
        " COALESCE(MIN(g.line), 0) FROM verdicts v JOIN findings f ON f.id = v.finding_id JOIN"
        " credentials c ON c.id = f.credential_id LEFT JOIN registry_credentials g ON"
        " g.registry_id = c.registry_id WHERE v.policy_id >= 'ROT' AND v.policy_id < 'ROU' AND"
        " v.outcome = 'fail' AND f.state <> 'fixed' AND NOT EXISTS (SELECT 1 FROM"
        " subject_verdicts s WHERE s.subject = 'credential:' || c.registry_id AND s.policy_id"
        " = v.policy_id AND s.outcome = 'fail') GROUP BY c.id, c.registry_id, c.owner,"
        " v.policy_id) q",
    .order_by = "q.rotation_due NULLS LAST, q.registry_id, q.policy, q.message, q.findings",
    .filters = kFilters,
};

}  // namespace keyhound
