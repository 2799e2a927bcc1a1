// SPDX-License-Identifier: Apache-2.0
// Tells new findings from those that the base of a change has already.
#pragma once

#include "scanner/base/result.h"
#include "scanner/cli/judge.h"
#include "scanner/cli/scan_options.h"
#include "scanner/model/scan_result.h"
#include "scanner/scan/scan_context.h"
#include "scanner/scan/scan_request.h"

namespace keyhound {

struct BaseComparison {
  std::string base;                             // hex id of the commit that is compared with
  ScanRequest request;                          // how the change was scanned
  Confidence confidence = Confidence::kMedium;  // findings below were dropped
  // The change touches registry or policies: their findings are new, since what judges now did not
  // judge the base.
  bool changes_judging = false;
};

// Scans the files of the base, unless there is nothing to compare, and says of each finding whether
// it is new: by rule and fingerprint. `result` is judged; its scan.base is set.
Status compare_with_base(const ScanContext& context, const Judge& judge,
                         const BaseComparison& comparison, ScanResult& result);

}  // namespace keyhound
