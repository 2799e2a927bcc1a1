// SPDX-License-Identifier: Apache-2.0
// The failure of a target because the cache folder could not be worked with. Pure.
#pragma once

#include <string>

#include "scanner/bulk/target_failure.h"

namespace keyhound {

// "disk-full" where it is that, else "configuration"; with path, the system's reason and the next
// step.
TargetFailure cache_failure(const std::string& path, int error_number);

}  // namespace keyhound
