// SPDX-License-Identifier: Apache-2.0
// SarifSelection: which findings get a result under a profile, and how many of what are left out.
// The worst come first when there is no room for all. Borrows the result.
#pragma once

#include <cstddef>
#include <vector>

#include "scanner/model/scan_result.h"
#include "scanner/report/json_stream.h"
#include "scanner/report/sarif/sarif_profile.h"

namespace keyhound {

struct SarifSelection {
  std::vector<const Finding*> findings;  // in the order of the report
  std::size_t waived = 0;                // left out, since an exception covers them
  std::size_t accepted = 0;              // left out, since a baseline accepts them
  std::size_t over_results = 0;          // left out, since there are too many
  std::size_t over_bytes = 0;            // left out, since they are too long together
  std::size_t over_verdicts = 0;         // passed policies beyond the number of results
  std::size_t over_notifications = 0;    // diagnostics beyond the limit
};

SarifSelection select_sarif_findings(const ScanResult& result, const SarifProfile& profile);

// The diagnostics of the run, within the limit, and one for each thing that was left out.
std::vector<Diagnostic> sarif_diagnostics(const ScanResult& result, const SarifProfile& profile,
                                          const SarifSelection& selection);

// The numbers of what was left out; empty: nothing.
Json sarif_omissions(const SarifSelection& selection);

}  // namespace keyhound
