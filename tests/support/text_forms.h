// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace keyhound::testing {

// The same text in other encodings. REQUIRES: valid UTF-8.
enum class Utf { k16Le, k16Be, k32Le, k32Be };
std::string to_utf(Utf form, std::string_view utf8, bool with_bom);

bool is_valid_utf8(std::string_view bytes);
// The first thing in the text that a terminal or a CI log would obey: a control character other
// than newline and tab, a bidirectional override, a line that starts with a workflow command, a
// byte that is not UTF-8. Empty when there is none.
std::string obeyed_by_terminals(std::string_view text);

}  // namespace keyhound::testing
