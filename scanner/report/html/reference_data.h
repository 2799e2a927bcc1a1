// SPDX-License-Identifier: Apache-2.0
// Private to report/: the references of pipeline definitions as the data of the page holds them,
// with what the registry knows of them. Pure.
#pragma once

#include "scanner/model/scan_result.h"
#include "scanner/report/json_stream.h"

namespace keyhound {

// `registered` is true with `credential` and `owner` where an entry holds the secret, false where
// the policies say that none does, and left out where that was not judged.
// REQUIRES: result.references.
Json references_data(const ScanResult& result);

}  // namespace keyhound
