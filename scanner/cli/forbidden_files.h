// SPDX-License-Identifier: Apache-2.0
// The findings of paths.forbidden: files that must not be in a repository, whatever they hold.
#pragma once

#include <span>
#include <string_view>

#include "scanner/base/time.h"
#include "scanner/config/configuration.h"
#include "scanner/model/scan_result.h"
#include "scanner/scan/scan_context.h"
#include "scanner/scan/scan_request.h"

namespace keyhound {

// The rule of these findings, for `disable`, `severity`, allowlists and baselines.
inline constexpr std::string_view kForbiddenFileRule = "forbidden-file";

// Adds them to `result`, for the paths that the requests look at. REQUIRES: check_configuration().
Status add_forbidden_files(const Configuration& configuration, const ScanContext& context,
                           std::span<const ScanRequest> requests, ScanResult& result);

}  // namespace keyhound
