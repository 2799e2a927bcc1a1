// SPDX-License-Identifier: Apache-2.0
// The secrets of a file as findings, so that they are verified, judged and reported as those of a
// scan are.
#pragma once

#include <string>

#include "scanner/base/result.h"
#include "scanner/model/scan_result.h"
#include "scanner/scan/scan_context.h"
#include "scanner/scan/secret_keeper.h"

namespace keyhound {

// One finding a secret of `path` ("-": standard input), with its line; `keeper` takes the secrets.
// Errors are those of read_secrets().
Result<ScanResult> list_secrets(const std::string& path, const ScanContext& context,
                                SecretKeeper& keeper);

}  // namespace keyhound
