// SPDX-License-Identifier: Apache-2.0
// Private to scanner/dashboard/: the runs of a store with their totals.
#pragma once

#include "scanner/base/result.h"
#include "scanner/dashboard/model/board_model.h"
#include "scanner/store/database.h"

namespace keyhound {

// Older runs than the last so many are not on the pages.
inline constexpr std::size_t kMostBoardRuns = 400;

Status load_board_runs(Database& database, BoardModel& model);

}  // namespace keyhound
