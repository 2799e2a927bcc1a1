// SPDX-License-Identifier: Apache-2.0
// Private to report/: what the policies and the registry say, as the data of the page holds it.
// Pure.
#pragma once

#include "scanner/model/scan_result.h"
#include "scanner/report/json_stream.h"

namespace keyhound {

// Each entry with its dates and what the rotation policies (ROT....) say about it. The page judges
// nothing itself: `rotation` is the worst of their outcomes, left out where none of them applies.
Json credentials_data(const Assessment& assessment);

Json exceptions_data(const Assessment& assessment);

// Each policy that was asked: what it is, and how many subjects had which outcome.
Json policies_data(const ScanResult& result);

Json suppressions_data(const std::vector<Suppression>& suppressions);

}  // namespace keyhound
