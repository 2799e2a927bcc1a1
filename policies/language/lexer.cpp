// SPDX-License-Identifier: Apache-2.0
#include "policies/language/lexer.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "policies/language/place.h"
#include "policies/language/string_literal.h"
#include "scanner/base/ascii.h"
#include "scanner/base/hex_digits.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kMostMagnitude = std::uint64_t{1} << 63U;
constexpr std::string_view kTwoCharacters[] = {"&&", "||", "==", "!=", "<=", ">="};
constexpr std::string_view kOneCharacter = ".[](){}?:!<>+-*/%,";

bool is_name_start(char c) { return is_alpha_ascii(c) || c == '_'; }
bool is_name(char c) { return is_alnum_ascii(c) || c == '_'; }

class Lexer {
 public:
  Lexer(std::string_view text, std::deque<std::string>& strings) : text_(text), strings_(strings) {}

  Result<std::vector<CelToken>> run() {
    for (skip_blanks(); at_ < text_.size(); skip_blanks()) {
      KEYHOUND_TRY(CelToken token, next());
      at_ = token.end;
      tokens_.push_back(token);
    }
    CelToken end;
    end.begin = end.end = text_.size();
    tokens_.push_back(end);
    return std::move(tokens_);
  }

 private:
  [[nodiscard]] char peek(std::size_t i) const { return i < text_.size() ? text_[i] : '\0'; }

  void skip_blanks() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (text_.substr(at_, 2) == "//") {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
        ++at_;
      } else {
        return;
      }
    }
  }

  [[nodiscard]] std::size_t digits_end(std::size_t i) const {
    while (is_digit_ascii(peek(i))) ++i;
    return i;
  }

  Result<CelToken> next() {
    const char c = text_[at_];
    if (is_name_start(c)) return word();
    if (is_digit_ascii(c) || (c == '.' && is_digit_ascii(peek(at_ + 1)))) return number();
    if (c == '"' || c == '\'') return string(at_, false);
    for (const std::string_view symbol : kTwoCharacters)
      if (text_.substr(at_, 2) == symbol) return token(CelTokenKind::kSymbol, at_ + 2);
    if (kOneCharacter.find(c) != std::string_view::npos)
      return token(CelTokenKind::kSymbol, at_ + 1);
    if (c == '&' || c == '|' || c == '=')
      return fail(cel_error(text_, at_, "operators of this sign are '&&', '||', '=='"));
    return fail(cel_error(text_, at_, "this character has no meaning here"));
  }

  [[nodiscard]] CelToken token(CelTokenKind kind, std::size_t end) const {
    CelToken result;
    result.kind = kind;
    result.begin = at_;
    result.end = end;
    result.text = text_.substr(at_, end - at_);
    return result;
  }

  // A name, or the prefix of a string.
  Result<CelToken> word() {
    std::size_t end = at_;
    while (is_name(peek(end))) ++end;
    const std::string_view name = text_.substr(at_, end - at_);
    if (peek(end) != '"' && peek(end) != '\'') return token(CelTokenKind::kName, end);
    if (name == "r" || name == "R") return string(end, true);
    return fail(cel_error(text_, at_, "strings may begin with r only; there is no type bytes"));
  }

  Result<CelToken> string(std::size_t quote, bool is_raw) {
    KEYHOUND_TRY(CelStringLiteral literal, read_string_literal(text_, quote, is_raw));
    CelToken result = token(CelTokenKind::kString, literal.end);
    result.text = strings_.emplace_back(std::move(literal.value));
    return result;
  }

  Result<CelToken> number() {
    std::size_t end = digits_end(at_);
    bool is_double = false;
    if (peek(end) == '.' && is_digit_ascii(peek(end + 1))) {
      is_double = true;
      end = digits_end(end + 1);
    }
    if (peek(end) == 'e' || peek(end) == 'E') {
      const std::size_t sign = peek(end + 1) == '+' || peek(end + 1) == '-' ? 1 : 0;
      if (is_digit_ascii(peek(end + 1 + sign))) {
        is_double = true;
        end = digits_end(end + 1 + sign);
      }
    }
    if (is_double) return real(end);
    const bool is_hex = text_[at_] == '0' && end == at_ + 1 && peek(end) == 'x';
    if (is_hex) {
      ++end;
      while (hex_value(peek(end)) >= 0) ++end;
    }
    return integer(end, is_hex);
  }

  Result<CelToken> real(std::size_t end) {
    CelToken result = token(CelTokenKind::kDouble, end);
    const auto [stop, error] =
        std::from_chars(text_.data() + at_, text_.data() + end, result.number);
    if (error != std::errc{}) return fail(cel_error(text_, at_, "the number is out of range"));
    return result;
  }

  Result<CelToken> integer(std::size_t end, bool is_hex) {
    CelToken result = token(CelTokenKind::kInt, end);
    if (peek(end) == 'u' || peek(end) == 'U')
      return fail(cel_error(text_, at_, "there are no unsigned numbers; leave the 'u' out"));
    const char* const first = text_.data() + at_ + (is_hex ? 2 : 0);
    const auto [stop, error] =
        std::from_chars(first, text_.data() + end, result.magnitude, is_hex ? 16 : 10);
    if (error == std::errc::invalid_argument)
      return fail(cel_error(text_, at_, "hex digits must follow '0x'"));
    if (error != std::errc{} || result.magnitude > kMostMagnitude)
      return fail(cel_error(text_, at_, "the number is out of range: an int has 64 bits"));
    return result;
  }

  std::string_view text_;
  std::deque<std::string>& strings_;
  std::size_t at_ = 0;
  std::vector<CelToken> tokens_;
};

}  // namespace

Result<std::vector<CelToken>> tokenize(std::string_view text, std::deque<std::string>& strings) {
  return Lexer(text, strings).run();
}

}  // namespace keyhound
