// SPDX-License-Identifier: Apache-2.0
// Private to policies/: JSON values, behind one name. Parsing never throws: use parse_json().
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

using Json = nlohmann::json;

// kCorrupt with "byte <offset>: ..." for what is no JSON text (RFC 8259), or nested deeper than 64
// levels. No message quotes the text.
Result<Json> parse_json(std::string_view text);

}  // namespace keyhound
