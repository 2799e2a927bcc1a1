// SPDX-License-Identifier: Apache-2.0
// GithubExpression: what stands between `${{` and `}}` in a GitHub workflow or action, as a tree.
// https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
// Owns its text; immutable once parsed. Ranges are bytes of that text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/pipelines/expressions/github_error.h"
#include "scanner/pipelines/text_range.h"

namespace keyhound {

// GitHub's own limits.
inline constexpr std::size_t kGithubExpressionLength = 21'000;  // UTF-16 units
inline constexpr std::uint32_t kGithubExpressionDepth = 50;     // levels of nodes, or open brackets

enum class GithubNodeKind : std::uint8_t {
  kNull,
  kBool,
  kNumber,
  kString,
  kContext,   // github
  kProperty,  // child.name
  kIndex,     // child[child]
  kWildcard,  // child.* and child[*]
  kCall,      // name(children)
  kNot,       // one child
  kLess,      // two children, to kNotEqual
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kEqual,
  kNotEqual,
  kAnd,  // two or more: `a && b && c` is one node
  kOr,
};

using GithubNodeId = std::uint32_t;  // index into GithubExpression::nodes
inline constexpr GithubNodeId kNoGithubNode = std::numeric_limits<GithubNodeId>::max();

struct GithubNode {
  GithubNodeKind kind = GithubNodeKind::kNull;
  bool boolean = false;    // of kBool
  std::uint8_t depth = 1;  // levels of this node and those below
  TextRange range;         // from its first symbol to its last; brackets around it are outside
  TextRange name;          // of kContext, kProperty, kCall; of kString: what is between the quotes
  double number = 0;       // of kNumber
  GithubNodeId first_child = kNoGithubNode;
  GithubNodeId next = kNoGithubNode;  // the next child of the same parent
};

struct GithubExpression {
  std::string text;
  std::vector<GithubNode> nodes;  // in no order that matters
  GithubNodeId root = 0;          // an empty text is a null

  // As written. Valid as long as this is and does not move.
  [[nodiscard]] std::string_view name_of(GithubNodeId node) const;
  // REQUIRES: a kString. Two quotes are one.
  [[nodiscard]] std::string string_of(GithubNodeId node) const;
};

// Tells what is known, so that anything else is refused, as GitHub does.
struct GithubNames {
  std::span<const std::string_view> contexts;  // case does not matter
};

// With `names`, contexts outside it, functions that GitHub does not have, and calls with too few or
// too many arguments are errors; without, any name will do. Ends after the first error, in time
// linear in the text, however deep it is nested.
GithubResult<GithubExpression> read_github_expression(std::string_view text,
                                                      const GithubNames* names = nullptr);

// The same for those who only show errors: kCorrupt or kLimit, without a byte of the text.
Result<GithubExpression> parse_github_expression(std::string_view text);

}  // namespace keyhound
