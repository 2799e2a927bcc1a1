// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/finding_list.h"

namespace keyhound {

static constexpr auto kColumns = finding_columns(
    {"severity", "rule", "repository", "path", "owner", "waiver", "waiver_reason", "waiver_until"});

static constexpr QuestionFilter kFilters[] = {
    kSeverityOfFindings,
    kRepositoryOfFindings,
    kOwnerOfFindings,
    kRuleOfFindings,
};

extern const Question kWaivedQuestion;
const Question kWaivedQuestion{
    .name = "waived",
    .description = "Findings that an exception or a baseline accepts, the next to end first",
    .columns = kColumns,
    .from = kFromFindings,
    .where = "f.state = 'waived'",
    .order_by = "f.waiver_until NULLS LAST, f.severity_rank DESC, r.name, f.rule_id, f.id",
    .key = kFindingKey,
    .filters = kFilters,
};

}  // namespace keyhound
