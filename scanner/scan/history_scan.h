// SPDX-License-Identifier: Apache-2.0
// Scans git history: every stored object once, in the order of the packs' deltas, and then finds
// out where the findings stand: commits, paths, refs. Objects that nothing reaches are reported
// where that is asked for, and where damage may hide what reaches them.
#pragma once

#include "scanner/scan/scan_output.h"
#include "scanner/scan/scan_request.h"

namespace keyhound {

class OpenRepository;

// Scans all of the history of `opened` into `output`.
Status scan_history(const ScanContext& context, const ScanRequest& request, OpenRepository& opened,
                    ScanOutput& output);

}  // namespace keyhound
