// SPDX-License-Identifier: Apache-2.0
// Private to scanner/dashboard/: counts of all findings: whole, by repository, by owner.
#pragma once

#include "scanner/base/result.h"
#include "scanner/dashboard/model/board_rows.h"
#include "scanner/store/database.h"

namespace keyhound {

// REQUIRES: model.now, and load_board_repositories() filled model.repositories and `index`.
Status load_board_tallies(Database& database, BoardModel& model, const BoardIndex& index);

}  // namespace keyhound
