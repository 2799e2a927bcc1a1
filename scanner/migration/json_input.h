// SPDX-License-Identifier: Apache-2.0
// Private to scanner/migration: JSON files of other tools. Parsing never throws. Pure.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

using Json = nlohmann::json;

// kConfiguration for what is no JSON text, or nested deeper than 64 levels.
Result<Json> parse_json_input(std::string_view text);

// The member of an object; empty or 0 where it is not there, has another type, or is longer than
// 4096 bytes.
std::string json_text(const Json& object, const char* key);
std::uint64_t json_number(const Json& object, const char* key);

}  // namespace keyhound
