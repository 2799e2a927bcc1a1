// SPDX-License-Identifier: Apache-2.0
// "New" is what a repository's last scan was the first to see. Since a time or a run it is what was
// first seen then or later and is open still: the run itself counts, as its time would.
#include "scanner/store/query/finding_list.h"

namespace keyhound {

static constexpr auto kColumns = finding_columns(
    {"severity", "rule", "repository", "path", "line", "owner", "first_seen", "fingerprint"});

static constexpr QuestionFilter kFilters[] = {
    {FilterKind::kSinceNone, "f.state = 'new'"},
    {FilterKind::kSinceTime,
     "f.state IN ('new', 'existing', 'regressed') AND f.first_seen >= {value}"},
    {FilterKind::kSinceRun,
     "f.state IN ('new', 'existing', 'regressed') AND f.first_run_id >= {value}"},
    kSeverityOfFindings,
    kRepositoryOfFindings,
    kOwnerOfFindings,
    kPolicyOfFindings,
    kRuleOfFindings,
};

extern const Question kNewQuestion;
const Question kNewQuestion{
    .name = "new",
    .description = "Findings that were not there before",
    .columns = kColumns,
    .from = kFromFindings,
    .order_by = kFindingOrder,
    .key = kFindingKey,
    .filters = kFilters,
};

}  // namespace keyhound
