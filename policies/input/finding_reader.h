// SPDX-License-Identifier: Apache-2.0
// Private to policies/input/: the parts of a JSON report. Each answers with its problem, "" for
// none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "policies/json.h"
#include "scanner/model/scan_result.h"

namespace keyhound {

inline constexpr std::uint64_t kMostHttpStatus = 999;

// By its JSON name.
std::optional<LocationPart> part_named(std::string_view name);

std::string read_finding(const Json& object, const std::string& place, Finding& into);
std::string read_reference(const Json& object, const std::string& place, Reference& into);
std::string read_suppression(const Json& object, const std::string& place, Suppression& into);
std::string read_diagnostic(const Json& object, const std::string& place, Diagnostic& into);
std::string read_scan_info(const Json& object, const std::string& place, ScanInfo& into);

}  // namespace keyhound
