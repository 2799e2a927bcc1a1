// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/finding_list.h"

namespace keyhound {

static constexpr QuestionColumn kColumns[] = {
    {"fingerprint", ColumnType::kText, "of the credential"},
    {"repositories", ColumnType::kNumber, "how many repositories have it now"},
    {"repository", ColumnType::kText, "one of them"},
    {"path", ColumnType::kText, "where it stands first in it"},
    {"line", ColumnType::kNumber, "line in `path`"},
    {"severity", ColumnType::kText, "of the finding there", true, "f.severity_rank"},
    {"rule", ColumnType::kText, "id of the rule that found it there"},
    {"state", ColumnType::kText, "of the finding there", false},
    {"owner", ColumnType::kText, "accountable by the registry; empty: nobody"},
    {"registry_id", ColumnType::kText, "entry of the owner registry; empty: none", false},
    {"first_seen", ColumnType::kTime, "when a scan first saw it there", false},
};

extern const Question kReusedQuestion;
const Question kReusedQuestion{
    .name = "reused",
    .description = "Credentials that stand in several repositories, with the places",
    .columns = kColumns,
    .select =
        "SELECT c.fingerprint AS fingerprint, c.repository_count AS repositories,"
        " r.name AS repository, f.path AS path, f.line AS line, f.severity AS severity,"
        " f.rule_id AS rule, f.state AS state, c.owner AS owner,"
        " c.registry_id AS registry_id, f.first_seen AS first_seen"
        " FROM credentials c JOIN findings f ON f.credential_id = c.id"
        " JOIN repositories r ON r.id = f.repository_id",
    .where = "c.repository_count > 1 AND f.state <> 'fixed'",
    .order_by = "c.repository_count DESC, c.fingerprint, r.name, f.path, f.line, f.rule_id",
    .filters = kFindingFilters,
};

}  // namespace keyhound
