// SPDX-License-Identifier: Apache-2.0
// Private to scanner/bulk/: a target as plans and jobs write it. Pure.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "scanner/base/result.h"
#include "scanner/bulk/target.h"

namespace keyhound {

nlohmann::ordered_json target_json(const Target& target);
// Strict: every member and no other. kCorrupt naming `place` and the member.
Result<Target> read_target(const nlohmann::json& value, const std::string& place);

}  // namespace keyhound
