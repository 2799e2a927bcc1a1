// SPDX-License-Identifier: Apache-2.0
// libcrypto beyond the functions for one hash (SHA256_Init and its like): the program loads it when
// it is first needed, since scans of files without private keys need none of it.
#pragma once

#include "scanner/base/result.h"

namespace keyhound {

// Before any other function of libcrypto is called, and again for nothing. kConfiguration, with
// cause and remedy, when it cannot be loaded. Thread-safe.
Status load_libcrypto();

}  // namespace keyhound
