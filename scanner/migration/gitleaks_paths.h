// SPDX-License-Identifier: Apache-2.0
// The findings of gitleaks' rules that ask for nothing but a path: the file itself is one.
#pragma once

#include <vector>

#include "scanner/migration/gitleaks_rules.h"
#include "scanner/migration/place_texts.h"
#include "scanner/model/scan_result.h"
#include "scanner/scan/scan_context.h"
#include "scanner/scan/scan_request.h"

namespace keyhound {

// Adds them to `result`, for the paths that the request looks at: those of files, of the index, or
// of the commits in its scope. What could not be looked at is a diagnostic.
Status add_path_findings(const GitleaksRules& rules, const ScanContext& context,
                         const ScanRequest& request, PlaceTexts& texts, ScanResult& result);

}  // namespace keyhound
