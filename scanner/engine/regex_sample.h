// SPDX-License-Identifier: Apache-2.0
// Draws texts from a regex, to test rules and the engine with what they claim to find.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "scanner/engine/regex_syntax.h"

namespace keyhound {

// Answers a number below its argument, which is greater than 0.
using DrawNumber = std::function<std::uint32_t(std::uint32_t)>;

// A text that `node` accepts, mostly of printable bytes, with repeats near their least count and
// now and then at their greatest. Assertions are not looked at, so RE2 may refuse it.
std::string sample_regex(const RegexNode& node, const DrawNumber& draw);

}  // namespace keyhound
