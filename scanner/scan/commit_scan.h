// SPDX-License-Identifier: Apache-2.0
// Scans the files of one commit's tree, whatever is checked out: what a change is compared with.
#pragma once

#include "scanner/scan/scan_output.h"
#include "scanner/scan/scan_request.h"

namespace keyhound {

class OpenRepository;

// Scans every file of the commit that `request.revision` names, each blob once, the names of files,
// and reads its pipeline definitions. kUsage for a revision that names nothing.
Status scan_commit(const ScanContext& context, const ScanRequest& request, OpenRepository& opened,
                   ScanOutput& output);

}  // namespace keyhound
