// SPDX-License-Identifier: Apache-2.0
// Private to scanner/dashboard/: what policies and the owner registry say.
#pragma once

#include "scanner/base/result.h"
#include "scanner/dashboard/model/board_model.h"
#include "scanner/store/database.h"

namespace keyhound {

// Policies with their history, what they object to beside findings, and exceptions.
// REQUIRES: load_board_runs() filled model.runs.
Status load_board_governance(Database& database, BoardModel& model);

}  // namespace keyhound
