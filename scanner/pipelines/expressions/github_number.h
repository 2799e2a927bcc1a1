// SPDX-License-Identifier: Apache-2.0
// Private to scanner/pipelines/expressions: what GitHub's expressions call white space, and how
// they read and write numbers (those of .NET, which has the language's first implementation).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace keyhound {

// The bytes of the white space that `text` begins with: of one character; 0: none.
std::size_t github_space(std::string_view text);

// The number that a string stands for, without the white space around it: decimal with exponent,
// 0x…, 0o…, Infinity. Nothing: 0. Anything else: NaN.
double github_number(std::string_view text);

// In 15 significant digits; -0 is "0".
std::string github_number_text(double number);

}  // namespace keyhound
