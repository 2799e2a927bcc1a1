// SPDX-License-Identifier: Apache-2.0
// Private to scanner/store/: numbers of a run, for trends (docs/store.md lists them).
#pragma once

#include <cstdint>

#include "scanner/store/database.h"

namespace keyhound {

// Counts anew and replaces the run's totals.
Status write_run_totals(Database& database, std::int64_t run_id);

}  // namespace keyhound
