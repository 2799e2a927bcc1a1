// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/expressions/github_lexer.h"

#include <array>
#include <cmath>
#include <limits>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/expressions/github_number.h"

namespace keyhound {
namespace {

using Kind = GithubTokenKind;

// What a byte may be, as bits.
enum : std::uint8_t { kNamePart = 1, kBoundary = 2, kSpace = 4, kNotAscii = 8 };

constexpr std::array<std::uint8_t, 256> kClasses = [] {
  std::array<std::uint8_t, 256> classes{};
  for (const char c : std::string_view("()[],.!><=&|"))
    classes[static_cast<unsigned char>(c)] = kBoundary;
  for (const char c : std::string_view(" \t\n\v\f\r"))
    classes[static_cast<unsigned char>(c)] = kBoundary | kSpace;
  for (unsigned c = 0; c < 256; ++c) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    if (is_letter || (c >= '0' && c <= '9') || c == '-') classes[c] = kNamePart;
    if (c >= 0x80) classes[c] = kNotAscii;
  }
  return classes;
}();

std::uint8_t class_of(char c) { return kClasses[static_cast<unsigned char>(c)]; }

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

std::size_t GithubLexer::behind_space(std::size_t at) const {
  while (at < text_.size()) {
    const std::uint8_t kind = class_of(text_[at]);
    const std::size_t length = (kind & kNotAscii) != 0 ? github_space(text_.substr(at))
                               : (kind & kSpace) != 0  ? 1
                                                       : 0;
    if (length == 0) break;
    at += length;
  }
  return at;
}

bool GithubLexer::is_at_boundary() const {
  if (at_ == text_.size()) return true;
  const std::uint8_t kind = class_of(text_[at_]);
  return (kind & kBoundary) != 0 ||
         ((kind & kNotAscii) != 0 && github_space(text_.substr(at_)) > 0);
}

bool GithubLexer::starts_operand() const {
  return last_ == Kind::kEnd || last_ == Kind::kComma || last_ == Kind::kOpen ||
         last_ == Kind::kOpenIndex || (last_ >= Kind::kNot && last_ <= Kind::kOr);
}

GithubToken GithubLexer::next() {
  at_ = behind_space(at_);
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
  while (at_ < text_.size() && class_of(text_[at_]) == kNamePart) ++at_;
  if (at_ == begin || !is_at_boundary()) {
    do {
      ++at_;
    } while (!is_at_boundary());
    return token(Kind::kUnexpected, begin);
  }
  const std::string_view word = text_.substr(begin, at_ - begin);
  if (last_ == Kind::kDot) return token(Kind::kProperty, begin);
  if (const Kind literal = literal_of(word); literal != Kind::kUnexpected) {
    GithubToken read = token(literal, begin);
    if (literal == Kind::kNumber) {
      read.number = word == "NaN" ? std::numeric_limits<double>::quiet_NaN()
                                  : std::numeric_limits<double>::infinity();
    }
    return read;
  }
  const std::size_t behind = behind_space(at_);
  const bool is_call = behind < text_.size() && text_[behind] == '(';
  return token(is_call ? Kind::kFunction : Kind::kContext, begin);
}

}  // namespace keyhound
