// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/dockerfile/dockerfile_words.h"

#include <algorithm>
#include <string>
#include <utility>

#include "scanner/base/hex_digits.h"
#include "scanner/base/utf8.h"
#include "scanner/pipelines/source_text_builder.h"

namespace keyhound {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }

// Follows the quotes of a text, byte by byte.
class Quotes {
 public:
  explicit Quotes(char escape) : escape_(escape) {}

  // Whether the byte is itself, outside of quotes and not escaped.
  bool is_bare(char c) {
    if (std::exchange(is_escaped_, false)) return false;
    if (c == escape_ && quote_ != '\'') {
      is_escaped_ = true;
      return false;
    }
    if (quote_ != '\0') {
      if (c == quote_) quote_ = '\0';
      return false;
    }
    if (c == '"' || c == '\'') quote_ = c;
    return quote_ == '\0';
  }

 private:
  char escape_;
  char quote_ = '\0';
  bool is_escaped_ = false;
};

class JsonStrings {
 public:
  explicit JsonStrings(const SourceText& text) : source_(text), text_(text.text) {}

  std::optional<std::vector<SourceText>> read() {
    std::vector<SourceText> strings;
    if (!take('[')) return std::nullopt;
    for (bool is_first = true; !take(']'); is_first = false) {
      if (!is_first && !take(',')) return std::nullopt;
      skip_blanks();
      if (!read_string()) return std::nullopt;
      strings.push_back(std::move(string_));
    }
    skip_blanks();
    if (at_ != text_.size()) return std::nullopt;
    return strings;
  }

 private:
  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }

  bool take(char c) {
    skip_blanks();
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  bool read_string() {
    const std::uint32_t begin = at_;
    if (!take('"')) return false;
    while (at_ < text_.size() && text_[at_] != '"') {
      if (text_[at_] == '\\') {
        if (!read_escape()) return false;
        continue;
      }
      const auto end =
          static_cast<std::uint32_t>(std::min(text_.find_first_of("\"\\", at_), text_.size()));
      builder_.copy(source_, {at_, end});
      at_ = end;
    }
    if (!take('"')) return false;
    string_ = builder_.finish(source_.source_of(TextRange{begin, at_}));
    return true;
  }

  bool read_escape() {
    constexpr std::string_view kNames = "\"\\/nrtbf";
    constexpr std::string_view kBytes = "\"\\/\n\r\t\b\f";
    const char c = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    if (const auto name = kNames.find(c); name != std::string_view::npos) {
      builder_.put(kBytes[name]);
      at_ += 2;
      return true;
    }
    const auto code = c == 'u' ? hex_number(text_.substr(at_ + 2), 4) : std::nullopt;
    if (!code) return false;
    std::string unit;
    append_utf8(unit, *code);
    builder_.put(unit);
    at_ += 6;
    return true;
  }

  const SourceText& source_;
  std::string_view text_;
  std::uint32_t at_ = 0;
  SourceTextBuilder builder_{{}};
  SourceText string_;
};

}  // namespace

TextRange dockerfile_word(std::string_view text, std::uint32_t at, char escape) {
  while (at < text.size() && is_blank(text[at])) ++at;
  Quotes quotes(escape);
  std::uint32_t end = at;
  while (end < text.size() && !(quotes.is_bare(text[end]) && is_blank(text[end]))) ++end;
  return {at, end};
}

std::uint32_t dockerfile_equals(std::string_view text, TextRange range, char escape) {
  Quotes quotes(escape);
  std::uint32_t at = range.begin;
  while (at < range.end && !(quotes.is_bare(text[at]) && text[at] == '=')) ++at;
  return at;
}

SourceText dockerfile_unquoted(const SourceText& text, TextRange range, char escape) {
  SourceTextBuilder builder({});
  const std::string_view bytes = text.text;
  char quote = '\0';
  std::uint32_t copied = range.begin;  // what is before is in the builder or left out
  const auto leave_out = [&](std::uint32_t at) {
    builder.copy(text, {copied, at});
    copied = at + 1;
  };
  for (std::uint32_t at = range.begin; at < range.end; ++at) {
    const char c = bytes[at];
    if (c == escape && quote != '\'' && at + 1 < range.end) {
      const char next = bytes[at + 1];
      const bool is_escape = quote == '\0' || next == '"' || next == '$' || next == escape;
      if (is_escape) leave_out(at);
      ++at;
    } else if (quote == '\0' && (c == '"' || c == '\'')) {
      quote = c;
      leave_out(at);
    } else if (quote != '\0' && c == quote) {
      quote = '\0';
      leave_out(at);
    }
  }
  builder.copy(text, {copied, range.end});
  return builder.finish(text.source_of(range));
}

TextRange dockerfile_rest(std::string_view text, std::uint32_t at) {
  auto end = static_cast<std::uint32_t>(text.size());
  while (at < end && is_blank(text[at])) ++at;
  while (end > at && is_blank(text[end - 1])) --end;
  return {at, end};
}

std::optional<std::vector<SourceText>> dockerfile_json(const SourceText& text) {
  return JsonStrings(text).read();
}

}  // namespace keyhound
