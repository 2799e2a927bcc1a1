// SPDX-License-Identifier: Apache-2.0
// The options of `keyhound scan` that hold for every target of a bulk run, and what else decides
// what the scan of a target finds.
#pragma once

#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/cli/scan_options.h"

namespace keyhound {

struct BulkScanOptions {
  ScanOptions scan;  // by one thread unless --threads is given; judges nothing
  // --trust-configuration: what a repository says of itself (.keyhound.toml, .keyhound-baseline)
  // counts. Else it is ignored, and a diagnostic says so.
  bool trusts_configuration = false;
};

// Reads them, and the file of --config, as `keyhound scan` does. kUsage, naming the option, for one
// that is not known, or that is the run's to decide: PATH, --output, --state, --repository, --range
// and their like. For a coordinator to check before anything begins, and for each worker.
Result<BulkScanOptions> read_scan_arguments(const std::vector<std::string>& arguments);

}  // namespace keyhound
