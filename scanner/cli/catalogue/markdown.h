// SPDX-License-Identifier: Apache-2.0
// Texts as Markdown (CommonMark with tables): what they hold shows as it is written. Pure.
#pragma once

#include <string>
#include <string_view>

namespace keyhound {

// Running text on one line, also in a cell of a table: markup, HTML and "|" are escaped, line ends
// become blanks.
std::string page_text(std::string_view text);
// The same as code, between as many backticks as it takes.
std::string page_code(std::string_view text);
// A fenced block, with a fence that `text` does not hold.
std::string page_block(std::string_view text, std::string_view language = "text");
// A name for a file or an anchor: lower-case letters and digits, the rest is "-"; never empty.
std::string slug_of(std::string_view name);

}  // namespace keyhound
