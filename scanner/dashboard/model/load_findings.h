// SPDX-License-Identifier: Apache-2.0
// Private to scanner/dashboard/: findings with their places and verdicts, and the credentials that
// they are of.
#pragma once

#include "scanner/base/result.h"
#include "scanner/dashboard/model/board_rows.h"
#include "scanner/store/database.h"

namespace keyhound {

// How many places of a finding are on the pages, beside their number.
inline constexpr std::size_t kMostBoardPlaces = 10;

// At most `most` findings; the open and worst come first. `repositories` says where each stands.
// REQUIRES: load_board_repositories() filled model.repositories.
Status load_board_findings(Database& database, BoardModel& model, const BoardIndex& repositories,
                           std::size_t most);

}  // namespace keyhound
