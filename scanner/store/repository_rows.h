// SPDX-License-Identifier: Apache-2.0
// Private to scanner/store/: the rows of the repositories of a plan. A provider's number outlives
// a name, so that a renamed repository keeps its row and all that hangs on it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "scanner/store/database.h"
#include "scanner/store/store_records.h"

namespace keyhound {

// Adds, renames and updates the rows; answers with their numbers by stored_name(). REQUIRES: called
// in a transaction.
Result<std::map<std::string, std::int64_t>> write_repositories(
    Database& database, const std::vector<PlannedRepository>& planned, Timestamp now);

}  // namespace keyhound
