// SPDX-License-Identifier: Apache-2.0
// Private to policies/language: tokens into a syntax tree, after the grammar of the CEL
// specification, without messages, bytes and unsigned numbers.
#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "policies/language/syntax.h"
#include "scanner/base/result.h"

namespace keyhound {

// How deep expressions may nest in brackets, calls and conditions. Bounds the parser's stack.
inline constexpr int kCelDeepestNesting = 64;
// How high the tree may be: chains such as a + b + c nest without brackets. Bounds the stack of
// whoever walks the tree.
inline constexpr int kCelHighestTree = 256;

// The tree's texts live in `text` and `strings`. REQUIRES: valid UTF-8, at most 4 GiB.
Result<CelSyntax> parse_expression(std::string_view text, std::deque<std::string>& strings);

}  // namespace keyhound
