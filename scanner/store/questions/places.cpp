// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/finding_list.h"

namespace keyhound {

static constexpr QuestionColumn kColumns[] = {
    {"path", ColumnType::kText, "path in the repository"},
    {"line", ColumnType::kNumber, "line in it; 0: the place has none"},
    {"repository", ColumnType::kText, "name of the repository"},
    {"severity", ColumnType::kText, "of the finding", true, "f.severity_rank"},
    {"rule", ColumnType::kText, "id of the rule that found it"},
    {"state", ColumnType::kText, "of the finding", false},
    {"part", ColumnType::kText, "\"commit-message\", ...; empty: a file's content", false},
    {"commit_id", ColumnType::kText, "commit that brought it in", false},
    {"author", ColumnType::kText, "of that commit"},
    {"committed", ColumnType::kTime, "time of that commit"},
    {"removed_commit_id", ColumnType::kText, "commit that took it out; empty: none", false},
    {"in_head", ColumnType::kFlag, "whether the default branch still has it"},
    {"owner", ColumnType::kText, "accountable by the registry; empty: nobody", false},
    {"fingerprint", ColumnType::kText, "of the credential", false},
};

static constexpr QuestionFilter kFilters[] = {
    {FilterKind::kPath, "o.path"},
    kSeverityOfFindings,
    kRepositoryOfFindings,
    kOwnerOfFindings,
    kPolicyOfFindings,
    kRuleOfFindings,
};

extern const Question kPlacesQuestion;
const Question kPlacesQuestion{
    .name = "places",
    .description = "Every place of the findings that are not fixed, by path",
    .columns = kColumns,
    .select =
        "SELECT o.path AS path, o.start_line AS line, r.name AS repository,"
        " f.severity AS severity, f.rule_id AS rule, f.state AS state, o.part AS part,"
        " o.commit_id AS commit_id, o.author AS author, o.committed AS committed,"
        " o.removed_commit_id AS removed_commit_id, o.is_in_head AS in_head,"
        " c.owner AS owner, c.fingerprint AS fingerprint"
        " FROM occurrences o JOIN findings f ON f.id = o.finding_id"
        " JOIN repositories r ON r.id = f.repository_id"
        " JOIN credentials c ON c.id = f.credential_id",
    .where = "f.state <> 'fixed'",
    .order_by = "o.path, o.start_line, r.name, f.rule_id, c.fingerprint, o.ordinal",
    .filters = kFilters,
};

}  // namespace keyhound
