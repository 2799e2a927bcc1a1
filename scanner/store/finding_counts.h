// SPDX-License-Identifier: Apache-2.0
// How many findings are open, of a repository or of what a run covers.
#pragma once

#include <cstdint>

#include "scanner/base/result.h"
#include "scanner/model/severity.h"
#include "scanner/store/database.h"

namespace keyhound {

struct FindingCounts {
  std::int64_t added = 0;  // "new" and "regressed": not there, or fixed, the scan before
  std::int64_t open = 0;   // with those; neither fixed nor waived
};

// Of one repository.
Result<FindingCounts> finding_counts(Database& database, std::int64_t repository_id);

// Of all repositories that the run's shard planned to scan (0: any shard), from that severity on.
Result<FindingCounts> finding_counts_of_run(Database& database, std::int64_t run_id, int shard,
                                            Severity least);

}  // namespace keyhound
