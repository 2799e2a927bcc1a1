// SPDX-License-Identifier: Apache-2.0
// What a repository of a bulk run says of its own scan: .keyhound.toml and .keyhound-baseline, as
// HEAD has them.
#pragma once

#include <string>
#include <vector>

#include "scanner/cli/bulk/scan_arguments.h"
#include "scanner/model/diagnostic.h"

namespace keyhound {

// Completes `options` for the scan of the repository at `path`. Unless it is trusted nothing of it
// counts, and the answer names what was ignored. Where it is, it may choose and silence findings,
// and neither where reports go nor what judges them. `folder` takes a copy of its baseline.
// kConfiguration for what is wrong with it.
Result<std::vector<Diagnostic>> apply_repository_configuration(const std::string& path,
                                                               const std::string& folder,
                                                               BulkScanOptions& options);

}  // namespace keyhound
