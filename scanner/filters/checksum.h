// SPDX-License-Identifier: Apache-2.0
// What a token proves about itself: checksums that providers build into it, and structures that
// made-up text does not have. Each has a name, and a row in a table of its family in checksum/.
// Pure, thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"

namespace keyhound {

// Whether `secret` carries a right checksum of the kind `name`; nullopt for an unknown name, and
// where the kind says nothing about this secret (an older form without checksum, a part cut off).
std::optional<bool> is_checksum_right(std::string_view name, std::string_view secret);

// What the placeholder {<name>-checksum} stands for: a random body and its right checksum, to be
// written behind the token's literal prefix. `draw(n)` answers a random number below n.
Result<std::string> make_checksum_body(std::string_view name,
                                       const std::function<std::uint32_t(std::uint32_t)>& draw);

bool is_checksum_name(std::string_view name);

// The names of all validators, sorted.
std::vector<std::string_view> checksum_names();

}  // namespace keyhound
