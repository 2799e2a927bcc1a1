// SPDX-License-Identifier: Apache-2.0
// A secret of which only its SHA-1 is known, looked for where it stood: detect-secrets keeps no
// more, and may cut a secret otherwise than a rule does. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace keyhound {

// Whether `text` has this SHA-1, in lower-case hex.
bool has_sha1(std::string_view text, std::string_view sha1);

// The bytes of the part of `line` that overlaps [begin, end) and has this SHA-1; nullopt: none, or
// the line is longer than 512 bytes, whose parts are too many.
std::optional<std::size_t> hashed_part(std::string_view line, std::size_t begin, std::size_t end,
                                       std::string_view sha1);

}  // namespace keyhound
