// SPDX-License-Identifier: Apache-2.0
// What the checks of one secret say together, which stands in several places under several names.
// Pure.
#pragma once

#include <vector>

#include "scanner/model/liveness.h"

namespace keyhound {

// Active where one of them is; dead only where all are, as of the oldest of them; else the first
// that could not tell, and the first that was not asked. REQUIRES: at least one.
Liveness joined_liveness(const std::vector<Liveness>& checks);

}  // namespace keyhound
