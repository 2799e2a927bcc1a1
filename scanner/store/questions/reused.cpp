// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/finding_list.h"

namespace keyhound {

static constexpr QuestionColumn kColumns[] = {
    {"fingerprint", "c.fingerprint", CellType::kText, "of the credential"},
    {"repositories", "c.repository_count", CellType::kNumber, "how many repositories have it now"},
    {"repository", "r.name", CellType::kText, "one of them"},
    {"path", "f.path", CellType::kText, "where it stands first in it"},
    {"line", "f.line", CellType::kNumber, "line in `path`"},
    {"severity", "f.severity", CellType::kText, "of the finding there", true, "f.severity_rank"},
    {"rule", "f.rule_id", CellType::kText, "id of the rule that found it there"},
    {"state", "f.state", CellType::kText, "of the finding there", false},
    {"owner", "c.owner", CellType::kText, "accountable by the registry; empty: nobody"},
    {"registry_id", "c.registry_id", CellType::kText, "entry of the owner registry; empty: none",
     false},
    {"first_seen", "f.first_seen", CellType::kTime, "when a scan first saw it there", false},
};

extern const Question kReusedQuestion;
const Question kReusedQuestion{
    .name = "reused",
    .description = "Credentials that stand in several repositories, with the places",
    .columns = kColumns,
    .from =
        "credentials c JOIN findings f ON f.credential_id = c.id JOIN repositories r ON r.id ="
        " f.repository_id",
    .where = "c.repository_count > 1 AND f.state <> 'fixed'",
    .order_by = "c.repository_count DESC, c.fingerprint, r.name, f.id",
    .key = kFindingKey,
    .filters = kFindingFilters,
};

}  // namespace keyhound
