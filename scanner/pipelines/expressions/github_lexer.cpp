// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/expressions/github_lexer.h"

#include <cmath>
#include <limits>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/expressions/github_number.h"

namespace keyhound {
namespace {

using Kind = GithubTokenKind;

bool is_name_start(char c) { return is_alpha_ascii(c) || c == '_'; }

bool is_name_part(char c) { return is_alnum_ascii(c) || c == '_' || c == '-'; }

bool is_name(std::string_view word) {
  if (word.empty() || !is_name_start(word.front())) return false;
  for (const char c : word) {
    if (!is_name_part(c)) return false;
  }
  return true;
}

// Two characters that are one operator; kUnexpected: none.
Kind long_operator(std::string_view text) {
  if (text == "==") return Kind::kEqual;
  if (text == "!=") return Kind::kNotEqual;
  if (text == "<=") return Kind::kLessEqual;
  if (text == ">=") return Kind::kGreaterEqual;
  if (text == "&&") return Kind::kAnd;
  if (text == "||") return Kind::kOr;
  return Kind::kUnexpected;
}

Kind short_operator(char c) {
  if (c == '!') return Kind::kNot;
  if (c == '<') return Kind::kLess;
  if (c == '>') return Kind::kGreater;
  return Kind::kUnexpected;
}

// Case matters here, unlike in names.
Kind literal_of(std::string_view word) {
  if (word == "null") return Kind::kNull;
  if (word == "true") return Kind::kTrue;
  if (word == "false") return Kind::kFalse;
  if (word == "NaN" || word == "Infinity") return Kind::kNumber;
  return Kind::kUnexpected;
}

}  // namespace

GithubToken GithubLexer::token(Kind kind, std::size_t begin) {
  last_ = kind;
  return {kind, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)}};
}

void GithubLexer::skip_space() {
  while (const std::size_t length = github_space(text_.substr(at_))) at_ += length;
}

bool GithubLexer::is_at_boundary() const {
  if (at_ == text_.size()) return true;
  constexpr std::string_view kBoundaries = "()[],.!><=&|";
  return kBoundaries.find(text_[at_]) != std::string_view::npos ||
         github_space(text_.substr(at_)) > 0;
}

bool GithubLexer::starts_operand() const {
  return last_ == Kind::kEnd || last_ == Kind::kComma || last_ == Kind::kOpen ||
         last_ == Kind::kOpenIndex || (last_ >= Kind::kNot && last_ <= Kind::kOr);
}

GithubToken GithubLexer::next() {
  skip_space();
  const std::size_t begin = at_;
  if (at_ == text_.size()) return token(Kind::kEnd, begin);
  const auto single = [&](Kind kind) {
    ++at_;
    return token(kind, begin);
  };
  switch (text_[at_]) {
    case '(':
      return single(Kind::kOpen);
    case ')':
      return single(Kind::kClose);
    case '[':
      return single(Kind::kOpenIndex);
    case ']':
      return single(Kind::kCloseIndex);
    case ',':
      return single(Kind::kComma);
    case '*':
      return single(Kind::kStar);
    case '\'':
      return read_string();
    case '!':
    case '>':
    case '<':
    case '=':
    case '&':
    case '|':
      return read_operator();
    case '.':
      return starts_operand() ? read_number() : single(Kind::kDot);
    case '-':
    case '+':
      return read_number();
    default:
      return is_digit_ascii(text_[at_]) ? read_number() : read_word();
  }
}

GithubToken GithubLexer::read_number() {
  const std::size_t begin = at_;
  do {
    ++at_;
  } while (at_ < text_.size() && (!is_at_boundary() || text_[at_] == '.'));
  const double number = github_number(text_.substr(begin, at_ - begin));
  GithubToken read = token(std::isnan(number) ? Kind::kUnexpected : Kind::kNumber, begin);
  read.number = number;
  return read;
}

GithubToken GithubLexer::read_string() {
  const std::size_t begin = at_++;
  while (true) {
    at_ = text_.find('\'', at_);
    if (at_ == std::string_view::npos) {
      at_ = text_.size();
      return token(Kind::kUnexpected, begin);
    }
    ++at_;
    if (at_ == text_.size() || text_[at_] != '\'') return token(Kind::kString, begin);
    ++at_;  // two quotes are one of the string
  }
}

GithubToken GithubLexer::read_operator() {
  const std::size_t begin = at_;
  if (const Kind kind = long_operator(text_.substr(at_, 2)); kind != Kind::kUnexpected) {
    at_ += 2;
    return token(kind, begin);
  }
  const Kind kind = short_operator(text_[at_++]);
  while (kind == Kind::kUnexpected && !is_at_boundary()) ++at_;
  return token(kind, begin);
}

GithubToken GithubLexer::read_word() {
  const std::size_t begin = at_;
  do {
    ++at_;
  } while (at_ < text_.size() && (is_name_part(text_[at_]) || !is_at_boundary()));
  const std::string_view word = text_.substr(begin, at_ - begin);
  if (!is_name(word)) return token(Kind::kUnexpected, begin);
  if (last_ == Kind::kDot) return token(Kind::kProperty, begin);
  if (const Kind literal = literal_of(word); literal != Kind::kUnexpected) {
    GithubToken read = token(literal, begin);
    if (literal == Kind::kNumber) {
      read.number = word == "NaN" ? std::numeric_limits<double>::quiet_NaN()
                                  : std::numeric_limits<double>::infinity();
    }
    return read;
  }
  std::size_t behind = at_;
  while (const std::size_t length = github_space(text_.substr(behind))) behind += length;
  const bool is_call = behind < text_.size() && text_[behind] == '(';
  return token(is_call ? Kind::kFunction : Kind::kContext, begin);
}

}  // namespace keyhound
