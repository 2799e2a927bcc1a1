// SPDX-License-Identifier: Apache-2.0
// Scans git history: every reachable blob once, the paths, the commit and tag messages; and, where
// asked or where damage may hide something, the objects that nothing reaches.
#pragma once

#include "scanner/scan/scan_output.h"
#include "scanner/scan/scan_request.h"

namespace keyhound {

class Repository;

// Scans what `request` says of `repository` into `output`. kUsage for a revision that names
// nothing.
Status scan_history(const ScanContext& context, const ScanRequest& request, Repository& repository,
                    ScanOutput& output);

}  // namespace keyhound
