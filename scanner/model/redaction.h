// SPDX-License-Identifier: Apache-2.0
// The only form in which a secret may leave memory.
#pragma once

#include <string>
#include <string_view>

namespace keyhound {

// The public prefix of a token and its length: "ghp_…(40)"; else "…(16)". What counts as prefix are
// words of one case with their separators, within the first 12 bytes and the first quarter. Of a
// private key block, its label: "RSA PRIVATE KEY…(1675)".
// The result is valid UTF-8 without control characters.
std::string redact(std::string_view secret);

}  // namespace keyhound
