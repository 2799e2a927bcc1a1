// SPDX-License-Identifier: Apache-2.0
// Diagnostics as SARIF notifications: what could not be read stands in the report as well.
#pragma once

#include <span>

#include "scanner/model/scan_result.h"
#include "scanner/report/json_stream.h"

namespace keyhound {

// tool.driver.notifications: one descriptor for each kind of diagnostic, by kind.
Json sarif_notification_descriptors(std::span<const Diagnostic> diagnostics);

// The run's one invocation, with the notifications.
Json sarif_invocation(const ScanResult& result, std::span<const Diagnostic> diagnostics);

}  // namespace keyhound
