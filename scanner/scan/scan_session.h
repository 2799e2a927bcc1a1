// SPDX-License-Identifier: Apache-2.0
// The session: sources -> engine -> filters -> findings. Policies and reports come after it.
#pragma once

#include "scanner/model/scan_result.h"
#include "scanner/scan/scan_context.h"
#include "scanner/scan/scan_request.h"

namespace keyhound {

// Scans what `request` asks for. What could not be read is in the result's diagnostics; an error
// means that the scan could not be done at all: kNotFound for a target that does not exist, kUsage
// for a revision that names nothing or a mode that needs a repository where there is none.
// The result's `rules` points into the context's engine. Blocks; call from one thread.
Result<ScanResult> run_scan(const ScanContext& context, const ScanRequest& request);

}  // namespace keyhound
