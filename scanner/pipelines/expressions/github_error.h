// SPDX-License-Identifier: Apache-2.0
// GithubExpressionError: why GitHub would refuse an expression, or fail to evaluate it. `message`
// is in GitHub's own words and quotes the expression, which may hold a credential: it is for
// comparing, never for showing. `summary` holds no byte of the expression. Plain data.
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "scanner/pipelines/text_range.h"

namespace keyhound {

enum class GithubErrorKind {
  kLexing,      // a symbol that no expression may hold
  kParsing,     // symbols that may not follow one another, unknown names, too deep or too long
  kEvaluation,  // well-formed, without a result
};

struct GithubExpressionError {
  GithubErrorKind kind = GithubErrorKind::kParsing;
  bool is_limit = false;  // too deep, too long, too much memory
  std::string message;
  std::string summary;
  TextRange range;  // of the expression text; empty: all of it
};

template <class T>
using GithubResult = tl::expected<T, GithubExpressionError>;

}  // namespace keyhound
