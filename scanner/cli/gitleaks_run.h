// SPDX-License-Identifier: Apache-2.0
// `--gitleaks-config`: a scan with gitleaks' rules and semantics.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "scanner/migration/gitleaks_rules.h"
#include "scanner/model/scan_result.h"
#include "scanner/scan/scan_context.h"
#include "scanner/scan/scan_request.h"

namespace keyhound {

// keyhound's rules for what another tool's rule finds.
std::vector<std::string> own_rule_names(std::string_view foreign);

// Whether the engine compiles it, with its reason.
Status check_regex(std::string_view regex);

// The rules of the file, with what it extends. kConfiguration, with file, line and rule, for what
// gitleaks or the engine refuses.
Result<std::shared_ptr<const GitleaksRules>> load_gitleaks_rules(const std::string& path);

// Adds what the scan needs to know of them.
void add_gitleaks_settings(const GitleaksRules& rules, ScanSettings& settings);

// After the scan: drops what gitleaks would not report, adds findings of rules on paths, and tells
// what is not taken over. REQUIRES: `context` was made with the settings.
Status apply_gitleaks(const GitleaksRules& rules, const ScanContext& context,
                      std::span<const ScanRequest> requests, ScanResult& result);

}  // namespace keyhound
