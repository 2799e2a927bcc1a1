// SPDX-License-Identifier: Apache-2.0
// What `keyhound bulk run` does: a coordinator from its plan to its exit code.
#pragma once

#include "scanner/base/result.h"
#include "scanner/cli/bulk/run_options.h"

namespace keyhound {

// Answers the exit code: 0, 1 for findings from --fail-on on, 3 where coverage is not complete, and
// 128 and the signal's number where one ended it.
Result<int> run_bulk(const BulkRunOptions& options);

}  // namespace keyhound
