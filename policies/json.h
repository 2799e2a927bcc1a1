// SPDX-License-Identifier: Apache-2.0
// Private to policies/: JSON values, behind one name. Parsing never throws: use parse_json().
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

using Json = nlohmann::json;

// kCorrupt with "byte <offset>: ..." for what is no JSON text (RFC 8259), or nested deeper than 64
// levels. No message quotes the text.
Result<Json> parse_json(std::string_view text);

// For what people and scripts read: members keep the order in which they are written.
using OrderedJson = nlohmann::ordered_json;

// `value` on one line, in ASCII, so that nothing in it acts on a terminal or a CI system ("##[").
// Never fails: bytes that are not UTF-8 become U+FFFD.
std::string ascii_json_line(const OrderedJson& value);

}  // namespace keyhound
