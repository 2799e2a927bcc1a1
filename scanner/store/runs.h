// SPDX-License-Identifier: Apache-2.0
// Private to scanner/store/: rows of runs.
#pragma once

#include <string>

#include "scanner/store/database.h"
#include "scanner/store/store_records.h"

namespace keyhound {

// The first row of "SELECT <columns> FROM runs <condition>"; kNotFound: none.
Result<RunSummary> select_run(Database& database, std::string_view condition,
                              std::span<const SqlValue> parameters);

// Keeps the row from being changed by others until the end of the transaction.
Status lock_run(Database& database, std::int64_t run_id);

}  // namespace keyhound
