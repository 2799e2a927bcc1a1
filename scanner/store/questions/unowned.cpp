// SPDX-License-Identifier: Apache-2.0
// Only secrets have owners: what checks of pipelines find belongs to the pipeline.
#include "scanner/store/query/finding_list.h"

namespace keyhound {

static constexpr auto kColumns = finding_columns(
    {"severity", "rule", "repository", "path", "line", "author", "first_seen", "fingerprint"});

static constexpr QuestionFilter kFilters[] = {
    kSeverityOfFindings,
    kRepositoryOfFindings,
    kPolicyOfFindings,
    kRuleOfFindings,
};

extern const Question kUnownedQuestion;
const Question kUnownedQuestion{
    .name = "unowned",
    .description = "Open credentials for which nobody is accountable",
    .columns = kColumns,
    .from = kFromFindings,
    .where =
        "f.state IN ('new', 'existing', 'regressed') AND f.credential_id IN (SELECT id FROM "
        "credentials WHERE owner = '' AND kind = 'secret')",
    .order_by = kFindingOrder,
    .key = kFindingKey,
    .filters = kFilters,
};

}  // namespace keyhound
