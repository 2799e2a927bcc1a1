// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/groovy/groovy_string.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "scanner/base/hex_digits.h"
#include "scanner/base/utf8.h"
#include "scanner/pipelines/groovy/groovy_names.h"
#include "scanner/pipelines/source_text_builder.h"

namespace keyhound {
namespace {

struct QuoteMarks {
  std::string_view open;
  std::string_view close;
  std::string_view special;  // bytes that are not simply themselves
};

QuoteMarks marks_of(GroovyQuote quote) {
  switch (quote) {
    case GroovyQuote::kSingle:
      return {"'", "'", "'\\\n"};
    case GroovyQuote::kDouble:
      return {"\"", "\"", "\"\\\n$"};
    case GroovyQuote::kTripleSingle:
      return {"'''", "'''", "'\\"};
    case GroovyQuote::kTripleDouble:
      return {"\"\"\"", "\"\"\"", "\"\\$"};
    case GroovyQuote::kSlashy:
      return {"/", "/", "/\\$"};
    case GroovyQuote::kDollarSlashy:
      break;
  }
  return {"$/", "/$", "/$"};
}

// The end of the code of ${…}: the place of its }. nullopt: it has none, or is nested too deep.
// Strings and braces in it are followed with a stack of their closing marks.
class InterpolationEnd {
 public:
  InterpolationEnd(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  std::optional<std::uint32_t> find() {
    closers_.push_back("}");
    while (at_ < text_.size() && closers_.size() <= kMostReaderDepth && !is_broken_) {
      if (text_.compare(at_, closers_.back().size(), closers_.back()) == 0) {
        at_ += closers_.back().size();
        closers_.pop_back();
        if (closers_.empty()) return static_cast<std::uint32_t>(at_ - 1);
      } else if (closers_.back() == "}") {
        step_code();
      } else {
        step_string();
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] std::size_t at() const { return at_; }

 private:
  [[nodiscard]] bool sees(std::string_view word) const {
    return text_.compare(at_, word.size(), word) == 0;
  }

  void step_code() {
    for (const std::string_view opener : {"\"\"\"", "'''", "\"", "'", "{"}) {
      if (!sees(opener)) continue;
      closers_.push_back(opener == "{" ? "}" : opener);
      at_ += opener.size();
      return;
    }
    if (sees("/*")) {
      const std::size_t end = text_.find("*/", at_ + 2);
      at_ = end == std::string_view::npos ? text_.size() : end + 2;
    } else {
      ++at_;
    }
  }

  void step_string() {
    if (sees("\\")) {
      at_ += 2;
    } else if (closers_.back()[0] == '"' && sees("${")) {
      closers_.push_back("}");
      at_ += 2;
    } else {
      is_broken_ = text_[at_] == '\n' && closers_.back().size() == 1;
      ++at_;
    }
  }

  std::string_view text_;
  std::size_t at_;
  std::vector<std::string_view> closers_;
  bool is_broken_ = false;
};

class StringReader {
 public:
  StringReader(std::string_view text, std::uint32_t at, GroovyQuote quote, SearchBudget& budget)
      : text_(text), begin_(at), marks_(marks_of(quote)), budget_(budget), builder_(text) {
    string_.quote = quote;
    at_ = at + static_cast<std::uint32_t>(marks_.open.size());
  }

  std::optional<GroovyString> read() {
    while (at_ < text_.size()) {
      const auto special = std::min(text_.find_first_of(marks_.special, at_), text_.size());
      builder_.copy({at_, static_cast<std::uint32_t>(special)});
      at_ = static_cast<std::uint32_t>(special);
      if (at_ == text_.size()) break;
      if (sees(marks_.close)) {
        at_ += static_cast<std::uint32_t>(marks_.close.size());
        return finish();
      }
      if (text_[at_] == '\n' && marks_.special.find('\n') != std::string_view::npos) break;
      step();
    }
    if (string_.quote == GroovyQuote::kSlashy || string_.quote == GroovyQuote::kDollarSlashy) {
      budget_.spend(at_ - begin_);
      return std::nullopt;
    }
    string_.is_complete = false;
    return finish();
  }

 private:
  [[nodiscard]] bool sees(std::string_view word) const {
    return text_.compare(at_, word.size(), word) == 0;
  }
  [[nodiscard]] char next() const { return at_ + 1 < text_.size() ? text_[at_ + 1] : '\0'; }

  GroovyString finish() {
    string_.value = builder_.finish({begin_, at_});
    return std::move(string_);
  }

  void step() {
    const char c = text_[at_];
    if (c == '\\') {
      step_escape();
    } else if (c == '$' && string_.quote == GroovyQuote::kDollarSlashy &&
               (next() == '$' || next() == '/')) {
      copy_escaped();
    } else if (c != '$' || !step_interpolation()) {
      copy(1);
    }
  }

  void copy(std::uint32_t length) {
    const auto end = std::min<std::size_t>(at_ + length, text_.size());
    builder_.copy({at_, static_cast<std::uint32_t>(end)});
    at_ = static_cast<std::uint32_t>(end);
  }

  // Two bytes that stand for the second one.
  void copy_escaped() {
    ++at_;
    copy(1);
  }

  void put(std::string_view bytes, std::uint32_t length) {
    builder_.put(bytes);
    at_ += length;
  }

  void step_escape() {
    const char c = next();
    if (string_.quote == GroovyQuote::kSlashy) return c == '/' ? copy_escaped() : copy(1);
    if (c == '\n') return put({}, 2);
    if (text_.compare(at_ + 1, 2, "\r\n") == 0) return put({}, 3);
    constexpr std::string_view kNames = "nrtbfs";
    constexpr std::string_view kBytes = "\n\r\t\b\f ";
    if (const auto name = kNames.find(c); name != std::string_view::npos) {
      return put(kBytes.substr(name, 1), 2);
    }
    if (c == '\\' || c == '\'' || c == '"' || c == '$') return copy_escaped();
    if (c == 'u') {
      if (const auto code = hex_number(text_.substr(at_ + 2), 4)) {
        std::string unit;
        append_utf8(unit, *code);
        return put(unit, 6);
      }
    }
    copy(c == '\0' ? 1 : 2);
  }

  // ${…} or $name; false: a plain dollar.
  bool step_interpolation() {
    if (next() == '{') return step_braces();
    if (!is_groovy_name_start(next()) || next() == '$') return false;
    std::uint32_t end = at_ + 1;
    for (bool is_more = true; is_more;) {
      while (end < text_.size() && is_groovy_name(text_[end]) && text_[end] != '$') ++end;
      is_more = end + 1 < text_.size() && text_[end] == '.' &&
                is_groovy_name_start(text_[end + 1]) && text_[end + 1] != '$';
      if (is_more) ++end;
    }
    add_interpolation({at_ + 1, end}, end);
    return true;
  }

  bool step_braces() {
    if (budget_.is_spent()) return false;
    InterpolationEnd search(text_, at_ + 2);
    const auto end = search.find();
    if (!end) {
      budget_.spend(search.at() - at_);
      string_.is_complete = false;
      return false;
    }
    add_interpolation({at_ + 2, *end}, *end + 1);
    return true;
  }

  void add_interpolation(TextRange expression, std::uint32_t end) {
    const std::uint32_t value = builder_.size();
    const std::string_view code = text_.substr(expression.begin, expression.size());
    string_.interpolations.push_back(
        {{value, value + (end - at_)}, expression, std::string(code), groovy_paths(code)});
    copy(end - at_);
  }

  std::string_view text_;
  std::uint32_t begin_;
  std::uint32_t at_ = 0;
  QuoteMarks marks_;
  SearchBudget& budget_;
  SourceTextBuilder builder_;
  GroovyString string_;
};

}  // namespace

std::optional<GroovyString> read_groovy_string(std::string_view text, std::uint32_t at,
                                               GroovyQuote quote, SearchBudget& budget) {
  return StringReader(text, at, quote, budget).read();
}

}  // namespace keyhound
