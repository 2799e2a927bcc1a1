// SPDX-License-Identifier: Apache-2.0
// Whether a regex can match at all near some places of a text, by its tree alone: to compile the
// regex takes RE2 hundreds of microseconds, and most rules whose trigger hits in a handful of files
// match nothing there.
#pragma once

#include <cstddef>
#include <string_view>

#include "scanner/engine/regex_syntax.h"

namespace keyhound {

// False when RE2 finds no match of `regex` in `text` that starts in [first, last] and ends at `end`
// or before. True when there may be one, and when it would take long to tell.
// REQUIRES: first <= last <= end <= text.size().
bool may_match(const RegexNode& regex, std::string_view text, std::size_t first, std::size_t last,
               std::size_t end);

}  // namespace keyhound
