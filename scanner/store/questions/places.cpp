// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/finding_list.h"

namespace keyhound {

static constexpr QuestionColumn kColumns[] = {
    {"path", "o.path", CellType::kText, "path in the repository"},
    {"line", "o.start_line", CellType::kNumber, "line in it; 0: the place has none"},
    {"repository", "r.name", CellType::kText, "name of the repository"},
    {"severity", "f.severity", CellType::kText, "of the finding", true, "f.severity_rank"},
    {"rule", "f.rule_id", CellType::kText, "id of the rule that found it"},
    {"state", "f.state", CellType::kText, "of the finding", false},
    {"part", "o.part", CellType::kText, "\"commit-message\", ...; empty: a file's content", false},
    {"commit_id", "o.commit_id", CellType::kText, "commit that brought it in", false},
    {"author", "o.author", CellType::kText, "of that commit"},
    {"committed", "o.committed", CellType::kTime, "time of that commit"},
    {"removed_commit_id", "o.removed_commit_id", CellType::kText,
     "commit that took it out; empty: none", false},
    {"in_head", "o.is_in_head", CellType::kFlag, "whether the default branch still has it"},
    {"owner", "c.owner", CellType::kText, "accountable by the registry; empty: nobody", false},
    {"fingerprint", "c.fingerprint", CellType::kText, "of the credential", false},
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
    .from =
        "occurrences o JOIN findings f ON f.id = o.finding_id JOIN repositories r ON r.id ="
        " f.repository_id JOIN credentials c ON c.id = f.credential_id",
    .where = "f.state <> 'fixed'",
    .order_by = "o.path, o.start_line, r.name, f.rule_id, c.fingerprint, o.ordinal",
    .filters = kFilters,
};

}  // namespace keyhound
