// SPDX-License-Identifier: Apache-2.0
// Several scans of files as one result, whose paths are as the targets were given.
#pragma once

#include <span>

#include "scanner/model/scan_result.h"
#include "scanner/scan/scan_context.h"
#include "scanner/scan/scan_request.h"

namespace keyhound {

// One request is run as run_scan() does. Of several, or of a file, each path begins with its target
// ("deploy/ci.yml"); a credential that stands below two targets is one finding. The first error
// ends it. REQUIRES: at least one request.
Result<ScanResult> run_scans(const ScanContext& context, std::span<const ScanRequest> requests);

}  // namespace keyhound
