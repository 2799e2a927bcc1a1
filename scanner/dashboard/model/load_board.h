// SPDX-License-Identifier: Apache-2.0
// Reads a store for the dashboard.
#pragma once

#include "scanner/base/result.h"
#include "scanner/dashboard/model/board_model.h"
#include "scanner/store/database.h"

namespace keyhound {

// More findings than this are not on the pages: the open and worst are. All are counted.
inline constexpr std::size_t kMostBoardFindings = 50'000;

// All of it as of one moment of the store; `now` decides what is late or has ended. A title that is
// empty follows from the repositories.
Result<BoardModel> load_board(Database& database, Timestamp now, const std::string& title,
                              std::size_t most_findings = kMostBoardFindings);

}  // namespace keyhound
