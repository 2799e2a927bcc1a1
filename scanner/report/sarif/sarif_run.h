// SPDX-License-Identifier: Apache-2.0
// A SARIF 2.1.0 log of one run (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), under a profile.
#pragma once

#include "scanner/report/report_format.h"
#include "scanner/report/sarif/sarif_profile.h"

namespace keyhound {

// One result for each finding that the profile has room for, one result on a line.
void render_sarif_log(const ScanResult& result, const SarifProfile& profile,
                      const ReportSink& sink);

}  // namespace keyhound
