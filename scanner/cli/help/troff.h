// SPDX-License-Identifier: Apache-2.0
// Text for man pages in the macros of man(7). Pure.
#pragma once

#include <string>
#include <string_view>

namespace keyhound {

// `text` as running text: backslashes, hyphens, quotes and what would begin a request are escaped,
// so that it reads as it is written. `text` may have several lines; none becomes a request.
std::string troff_text(std::string_view text);

// The same as one argument of a macro, in quotes.
std::string troff_argument(std::string_view text);

// In bold, or in italics.
std::string troff_bold(std::string_view text);
std::string troff_italic(std::string_view text);

}  // namespace keyhound
