// SPDX-License-Identifier: Apache-2.0
// Scans what the next commit would bring in: the bytes of the index, not those of the work tree.
#pragma once

#include "scanner/scan/scan_output.h"
#include "scanner/scan/scan_request.h"

namespace keyhound {

class OpenRepository;

// Scans the files that the index adds or changes against HEAD. A secret that HEAD's version of the
// file already holds, or while a merge is in progress that of the other side, is not reported,
// unless `with_known` asks for everything the index holds.
Status scan_staged(const ScanContext& context, const ScanRequest& request, OpenRepository& opened,
                   bool with_known, ScanOutput& output);

}  // namespace keyhound
