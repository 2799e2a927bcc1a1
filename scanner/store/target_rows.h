// SPDX-License-Identifier: Apache-2.0
// Private to scanner/store/: how a target of a run ends, and numbers of how many did.
#pragma once

#include "scanner/store/database.h"
#include "scanner/store/store_records.h"

namespace keyhound {

// Writes how a target ended, and locks its row; kPending gives its claim back. What was read stays:
// a failure, which another coordinator met, does not replace a scan. False: the row was left as it
// is. kNotFound: it is no target of the run.
Result<bool> write_outcome(Database& database, std::int64_t run_id, const TargetEnd& end,
                           Timestamp now);

// shard 0: of the whole run.
Result<OutcomeCounts> count_outcomes(Database& database, std::int64_t run_id, int shard);
// How many scans of the run did not read everything.
Result<std::int64_t> count_incomplete_scans(Database& database, std::int64_t run_id, int shard);

}  // namespace keyhound
