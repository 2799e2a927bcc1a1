// SPDX-License-Identifier: Apache-2.0
// The only form in which a secret may leave memory.
#pragma once

#include <string>
#include <string_view>

namespace keyhound {

// The public prefix of a token (letters and digits up to its last separator within the first 12
// bytes, when it is at most a quarter of the secret) and its length: "ghp_…(40)"; else "…(16)".
// The result is valid UTF-8 without control characters.
std::string redact(std::string_view secret);

}  // namespace keyhound
