// SPDX-License-Identifier: Apache-2.0
// Private to scanner/pipelines/expressions: the symbols of a GitHub expression, one at a time. What
// a `.` or a word is depends on the symbol before it, as in GitHub's own lexer.
#pragma once

#include <cstdint>
#include <string_view>

#include "scanner/pipelines/text_range.h"

namespace keyhound {

enum class GithubTokenKind : std::uint8_t {
  kEnd,
  kUnexpected,  // no symbol of the language
  kOpen,        // (
  kClose,       // )
  kOpenIndex,   // [
  kCloseIndex,  // ]
  kComma,
  kDot,
  kStar,
  kNot,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kEqual,
  kNotEqual,
  kAnd,
  kOr,
  kNull,
  kTrue,
  kFalse,
  kNumber,
  kString,    // with its quotes
  kProperty,  // a name behind a dot
  kFunction,  // a name before a (
  kContext,   // any other name
};

struct GithubToken {
  GithubTokenKind kind = GithubTokenKind::kEnd;
  TextRange range;
  double number = 0;
};

class GithubLexer {
 public:
  // `text` must outlive this.
  explicit GithubLexer(std::string_view text) : text_(text) {}

  GithubToken next();

 private:
  void skip_space();
  [[nodiscard]] bool is_at_boundary() const;
  [[nodiscard]] bool starts_operand() const;
  GithubToken token(GithubTokenKind kind, std::size_t begin);
  GithubToken read_number();
  GithubToken read_string();
  GithubToken read_operator();
  GithubToken read_word();

  std::string_view text_;
  std::size_t at_ = 0;
  GithubTokenKind last_ = GithubTokenKind::kEnd;  // kEnd: this is the first
};

}  // namespace keyhound
