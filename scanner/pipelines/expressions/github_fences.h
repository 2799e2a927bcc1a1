// SPDX-License-Identifier: Apache-2.0
// Where expressions stand in a value of a GitHub workflow or action: between `${{` and `}}`, of
// which those in '…' strings do not count. Azure Pipelines cuts out its template expressions alike.
// Ranges are bytes of the text. Pure, thread-safe, linear.
#pragma once

#include <string_view>
#include <vector>

#include "scanner/pipelines/text_range.h"

namespace keyhound {

struct ExpressionFence {
  TextRange whole;   // from `${{` to `}}`
  TextRange inside;  // what is between them
  bool closed = true;
};

// In order. One that is not closed reaches to the end of the text, and is the last: GitHub refuses
// the whole value then.
std::vector<ExpressionFence> find_github_fences(std::string_view text);

// The same for the value of an `if:`, which is an expression as a whole when it has no fence.
std::vector<ExpressionFence> find_condition_fences(std::string_view text);

}  // namespace keyhound
