// SPDX-License-Identifier: Apache-2.0
// The "scan" of GitLab's security reports: who scanned, when, how it ended, and what there is to
// say about it.
#pragma once

#include "scanner/model/scan_result.h"
#include "scanner/report/json_stream.h"

namespace keyhound {

// Writes the member "scan". Its status is "failure" when something was not read.
void write_gitlab_scan(JsonStream& out, const ScanResult& result);

}  // namespace keyhound
