// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/finding_list.h"

namespace keyhound {

static constexpr auto kColumns = finding_columns(
    {"severity", "rule", "repository", "path", "line", "owner", "regressed", "fixed"});

static constexpr QuestionFilter kFilters[] = {
    {FilterKind::kSinceNone, "f.state = 'regressed'"},
    {FilterKind::kSinceTime, "f.state IN ('existing', 'regressed') AND f.regressed >= {value}"},
    {FilterKind::kSinceRun,
     "f.state IN ('existing', 'regressed') AND f.regressed_run_id >= {value}"},
    kSeverityOfFindings,
    kRepositoryOfFindings,
    kOwnerOfFindings,
    kPolicyOfFindings,
    kRuleOfFindings,
};

extern const Question kRegressedQuestion;
const Question kRegressedQuestion{
    .name = "regressed",
    .description = "Findings that were fixed and came back",
    .columns = kColumns,
    .from = kFromFindings,
    .order_by = kFindingOrder,
    .key = kFindingKey,
    .filters = kFilters,
};

}  // namespace keyhound
