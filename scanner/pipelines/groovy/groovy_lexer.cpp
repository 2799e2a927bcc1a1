// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/groovy/groovy_lexer.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "scanner/pipelines/groovy/groovy_names.h"
#include "scanner/pipelines/groovy/groovy_string.h"
#include "scanner/pipelines/reader_limits.h"

namespace keyhound {
namespace {

constexpr std::array<std::string_view, 33> kOperators = {
    "<=>", "==~", "===", "!==", "**=", "<<=", ">>=", "...", "..<", "?.", "*.",
    ".&",  "::",  "->",  "==",  "!=",  "<=",  ">=",  "=~",  "&&",  "||", "++",
    "--",  "+=",  "-=",  "*=",  "/=",  "%=",  "<<",  ">>",  "?:",  "..", "**"};

// Words behind which a value begins, so that a slash there begins a string.
constexpr std::array<std::string_view, 5> kValueWords = {"return", "case", "in", "assert", "throw"};

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text.substr(0, kMostReaderBytes)), budget_(text_) {
    result_.is_complete = text_.size() == text.size();
  }

  GroovyTokens read() {
    if (sees("\xEF\xBB\xBF")) at_ = 3;
    if (sees("#!")) skip_line();
    while (at_ < text_.size()) {
      if (result_.tokens.size() >= kMostReaderItems) {
        result_.is_complete = false;
        break;
      }
      step();
    }
    return std::move(result_);
  }

 private:
  [[nodiscard]] bool sees(std::string_view word) const {
    return text_.compare(at_, word.size(), word) == 0;
  }

  void skip_line() {
    at_ = static_cast<std::uint32_t>(std::min(text_.find('\n', at_), text_.size()));
  }

  void add(GroovyTokenKind kind, std::uint32_t end, std::uint32_t string = 0) {
    result_.tokens.push_back({kind, {at_, end}, string});
    at_ = end;
  }

  void step() {
    const char c = text_[at_];
    if (c == '\n') {
      step_newline();
    } else if (c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v') {
      ++at_;
    } else if (c == '\\' && (sees("\\\n") || sees("\\\r\n"))) {
      at_ += text_[at_ + 1] == '\n' ? 2U : 3U;
    } else if (sees("//")) {
      skip_line();
    } else if (sees("/*")) {
      skip_block_comment();
    } else if (!step_string()) {
      step_word();
    }
  }

  void step_newline() {
    const bool is_new =
        !result_.tokens.empty() && result_.tokens.back().kind != GroovyTokenKind::kNewline;
    if (is_new) return add(GroovyTokenKind::kNewline, at_ + 1);
    ++at_;
  }

  void skip_block_comment() {
    const std::size_t end = text_.find("*/", at_ + 2);
    if (end == std::string_view::npos) result_.is_complete = false;
    at_ = static_cast<std::uint32_t>(end == std::string_view::npos ? text_.size() : end + 2);
  }

  // Whether what is before is a value, so that a slash divides it.
  [[nodiscard]] bool is_behind_value() const {
    if (result_.tokens.empty()) return false;
    const GroovyToken& last = result_.tokens.back();
    const std::string_view word = text_.substr(last.range.begin, last.range.size());
    switch (last.kind) {
      case GroovyTokenKind::kIdentifier:
        return std::find(kValueWords.begin(), kValueWords.end(), word) == kValueWords.end();
      case GroovyTokenKind::kOperator:
        return word == ")" || word == "]" || word == "}";
      case GroovyTokenKind::kNewline:
        return false;
      case GroovyTokenKind::kNumber:
      case GroovyTokenKind::kString:
        break;
    }
    return true;
  }

  [[nodiscard]] std::optional<GroovyQuote> quote_here() const {
    if (sees("'''")) return GroovyQuote::kTripleSingle;
    if (sees("\"\"\"")) return GroovyQuote::kTripleDouble;
    if (sees("'")) return GroovyQuote::kSingle;
    if (sees("\"")) return GroovyQuote::kDouble;
    if (budget_.is_spent()) return std::nullopt;
    if (sees("$/")) return GroovyQuote::kDollarSlashy;
    if (sees("/") && !is_behind_value()) return GroovyQuote::kSlashy;
    return std::nullopt;
  }

  bool step_string() {
    const std::optional<GroovyQuote> quote = quote_here();
    if (!quote) return false;
    std::optional<GroovyString> string = read_groovy_string(text_, at_, *quote, budget_);
    if (!string) return false;
    if (!string->is_complete) result_.is_complete = false;
    const std::uint32_t end = string->value.whole.end;
    result_.strings.push_back(std::move(*string));
    add(GroovyTokenKind::kString, end, static_cast<std::uint32_t>(result_.strings.size() - 1));
    return true;
  }

  void step_word() {
    std::uint32_t end = at_;
    if (is_digit_ascii(text_[at_])) {
      // A point belongs to a number only before another digit: 1..5 is a range.
      while (end < text_.size() && (is_groovy_name(text_[end]) || is_decimal_point(end))) ++end;
      return add(GroovyTokenKind::kNumber, end);
    }
    if (is_groovy_name_start(text_[at_])) {
      while (end < text_.size() && is_groovy_name(text_[end])) ++end;
      return add(GroovyTokenKind::kIdentifier, end);
    }
    const auto* const found = std::find_if(kOperators.begin(), kOperators.end(),
                                           [this](std::string_view word) { return sees(word); });
    const std::size_t length = found == kOperators.end() ? 1 : found->size();
    add(GroovyTokenKind::kOperator, at_ + static_cast<std::uint32_t>(length));
  }

  [[nodiscard]] bool is_decimal_point(std::uint32_t at) const {
    return text_[at] == '.' && at + 1 < text_.size() && is_digit_ascii(text_[at + 1]);
  }

  std::string_view text_;
  std::uint32_t at_ = 0;
  SearchBudget budget_;
  GroovyTokens result_;
};

}  // namespace

GroovyTokens lex_groovy(std::string_view text) { return Lexer(text).read(); }

}  // namespace keyhound
