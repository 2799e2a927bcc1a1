// SPDX-License-Identifier: Apache-2.0
// Private to scanner/dashboard/: the repositories of a store, how the last run left them, and what
// their last scan has to say.
#pragma once

#include "scanner/base/result.h"
#include "scanner/dashboard/model/board_rows.h"
#include "scanner/store/database.h"

namespace keyhound {

// REQUIRES: load_board_runs() filled model.runs. `index` gets where each repository stands.
Status load_board_repositories(Database& database, BoardModel& model, BoardIndex& index);

}  // namespace keyhound
