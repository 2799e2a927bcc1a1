// SPDX-License-Identifier: Apache-2.0
// A run as JSON: the lines of --json-log (docs/bulk.md, "Log"), and a status. One object each, on
// one line without its end; in ASCII, whatever repositories are called. Pure.
#pragma once

#include <string>

#include "scanner/base/time.h"
#include "scanner/bulk/run/run_listener.h"
#include "scanner/bulk/run/run_status.h"

namespace keyhound {

std::string start_line(const RunOpening& start, Timestamp time);
std::string target_line(const TargetReport& target, Timestamp time);
std::string notice_line(const std::string& message, Timestamp time);
std::string summary_line(const RunStatus& status, int exit_code, Timestamp time);

// docs/bulk.md, "Status".
std::string run_status_json(const RunStatus& status);

}  // namespace keyhound
