// SPDX-License-Identifier: Apache-2.0
// Private to scanner/dashboard/: the leaked values that findings are of.
#pragma once

#include <string>

#include "scanner/base/result.h"
#include "scanner/dashboard/model/board_rows.h"
#include "scanner/store/database.h"

namespace keyhound {

// Those whose row numbers `chosen` (a SELECT) answers. `index` gets where each stands.
Status load_board_credentials(Database& database, BoardModel& model, BoardIndex& index,
                              const std::string& chosen, const SqlRow& parameters);

}  // namespace keyhound
