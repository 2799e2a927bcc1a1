// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/finding_list.h"

namespace keyhound {

static constexpr auto kColumns = finding_columns(
    {"severity", "rule", "repository", "path", "line", "owner", "state", "first_seen"});

extern const Question kOpenQuestion;
const Question kOpenQuestion{
    .name = "open",
    .description = "Findings that are neither fixed nor waived",
    .columns = kColumns,
    .from = kFromFindings,
    .where = "f.state IN ('new', 'existing', 'regressed')",
    .order_by = kFindingOrder,
    .key = kFindingKey,
    .filters = kFindingFilters,
};

}  // namespace keyhound
