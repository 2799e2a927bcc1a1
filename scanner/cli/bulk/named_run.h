// SPDX-License-Identifier: Apache-2.0
// The run that a command line names.
#pragma once

#include <string>

#include "scanner/base/result.h"
#include "scanner/store/store.h"

namespace keyhound {

// The run of that key, the last one for an empty key. kUsage with the next step where there is
// none.
Result<RunSummary> find_named_run(Store& store, const std::string& key);

}  // namespace keyhound
