// SPDX-License-Identifier: Apache-2.0
// Scans the commits of a range: the blobs that their trees bring in, the paths, the commit and tag
// messages. Each blob is read on its own, since a range touches few; the whole history has a faster
// way (history_scan.h), which gives the same.
#pragma once

#include "scanner/scan/scan_output.h"
#include "scanner/scan/scan_request.h"

namespace keyhound {

class OpenRepository;

// Scans what `request` says: kRange and kSince, of which what the older version of a file already
// held is left out, and every other mode as all of history. kUsage for a revision that names
// nothing.
Status scan_range(const ScanContext& context, const ScanRequest& request, OpenRepository& opened,
                  ScanOutput& output);

}  // namespace keyhound
