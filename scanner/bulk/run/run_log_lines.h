// SPDX-License-Identifier: Apache-2.0
// The lines of --json-log: one JSON object each (docs/bulk.md, "Log"), without line end. In ASCII,
// whatever repositories are called. Pure.
#pragma once

#include <string>

#include "scanner/base/time.h"
#include "scanner/bulk/run/run_listener.h"
#include "scanner/bulk/run/run_status.h"

namespace keyhound {

std::string start_line(const RunStart& start, Timestamp time);
std::string target_line(const TargetReport& target, Timestamp time);
std::string notice_line(const std::string& message, Timestamp time);
std::string summary_line(const RunStatus& status, int exit_code, Timestamp time);

}  // namespace keyhound
