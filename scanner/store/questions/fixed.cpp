// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/finding_list.h"

namespace keyhound {

static constexpr auto kColumns = finding_columns(
    {"fixed", "severity", "rule", "repository", "path", "owner", "closed_reason", "first_seen"});

static constexpr QuestionFilter kFilters[] = {
    {FilterKind::kSinceTime, "f.fixed >= {value}"},
    {FilterKind::kSinceRun, "f.fixed_run_id >= {value}"},
    kSeverityOfFindings,
    kRepositoryOfFindings,
    kOwnerOfFindings,
    kRuleOfFindings,
};

extern const Question kFixedQuestion;
const Question kFixedQuestion{
    .name = "fixed",
    .description = "Findings that are not there any more, the last fixed first",
    .columns = kColumns,
    .from = kFromFindings,
    .where = "f.state = 'fixed'",
    .order_by = "f.fixed DESC NULLS LAST, f.severity_rank DESC, r.name, f.rule_id, f.id",
    .key = kFindingKey,
    .filters = kFilters,
};

}  // namespace keyhound
