// SPDX-License-Identifier: Apache-2.0
// The lines in which two texts differ, as a unified diff with three lines around each change
// (https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html). Pure,
// thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace keyhound {

struct DiffLine {
  char mark = ' ';        // ' ', '-', '+', '@' (a hunk's header), '\\' (no newline at the end)
  std::string_view text;  // without its newline; of a header empty
  std::string header;     // of '@': "@@ -1,3 +1,4 @@"
};

// Empty: they are the same. The lines point into the texts. Texts with more than some thousand
// changed lines may give more lines than the least.
std::vector<DiffLine> unified_diff(std::string_view before, std::string_view after);

}  // namespace keyhound
