// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/expressions/azure_macros.h"

#include <optional>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/expressions/github_fences.h"

namespace keyhound {
namespace {

TextRange range_of(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

bool is_word(char c) { return is_alnum_ascii(c) || c == '_' || c == '-'; }

// Behind the string that begins at `at`, or the end of the text.
std::size_t behind_string(std::string_view text, std::size_t at) {
  const std::size_t quote = text.find('\'', at + 1);
  return quote == std::string_view::npos ? text.size() : quote + 1;
}

// The names in the text of an expression. Tolerant: the words between the names (`if`, `each`,
// version numbers) are many, and none of them matters.
class NameReader {
 public:
  NameReader(std::string_view text, TextRange inside)
      : text_(text.substr(0, inside.end)), at_(inside.begin) {}

  std::vector<AzureName> run() {
    while (at_ < text_.size()) {
      if (text_[at_] == '\'') {
        at_ = behind_string(text_, at_);
      } else if (is_word(text_[at_]) || text_[at_] == '.') {
        read_path();
      } else {
        ++at_;
      }
    }
    return std::move(names_);
  }

 private:
  // A word, with what is selected from it.
  void read_path() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_word(text_[at_])) ++at_;
    const std::string first = to_lower_ascii(text_.substr(begin, at_ - begin));
    const bool is_parameter = first == "parameters";
    if (is_parameter || first == "variables") {
      std::string name = read_selection().value_or("");
      names_.push_back({is_parameter, std::move(name), range_of(begin, at_)});
    }
    while (at_ < text_.size() && (is_word(text_[at_]) || text_[at_] == '.')) ++at_;
  }

  // `.name` or `['name']`; otherwise nothing is taken.
  std::optional<std::string> read_selection() {
    std::size_t at = skip_space(at_);
    if (at == text_.size()) return std::nullopt;
    if (text_[at] == '.') {
      const std::size_t begin = skip_space(at + 1);
      std::size_t end = begin;
      while (end < text_.size() && is_word(text_[end])) ++end;
      if (end == begin) return std::nullopt;
      at_ = end;
      return std::string(text_.substr(begin, end - begin));
    }
    if (text_[at] != '[') return std::nullopt;
    at = skip_space(at + 1);
    if (at == text_.size() || text_[at] != '\'') return std::nullopt;
    const std::size_t end = behind_string(text_, at);
    const std::size_t close = skip_space(end);
    if (close == text_.size() || text_[close] != ']') return std::nullopt;
    at_ = close + 1;
    return std::string(text_.substr(at + 1, end - at - 2));
  }

  [[nodiscard]] std::size_t skip_space(std::size_t at) const {
    while (at < text_.size() && (text_[at] == ' ' || (text_[at] >= '\t' && text_[at] <= '\r')))
      ++at;
    return at;
  }

  std::string_view text_;
  std::size_t at_;
  std::vector<AzureName> names_;
};

class Finder {
 public:
  explicit Finder(std::string_view text) : text_(text) {}

  std::vector<AzureExpression> run() {
    std::size_t begin = 0;
    for (const ExpressionFence& fence : find_github_fences(text_)) {
      find_between(begin, fence.whole.begin);
      add({AzureSyntax::kTemplate, fence.whole, fence.inside, fence.closed, {}});
      begin = fence.whole.end;
    }
    find_between(begin, text_.size());
    return std::move(found_);
  }

 private:
  // What stands between two template expressions.
  void find_between(std::size_t begin, std::size_t end) {
    const std::string_view text = text_.substr(0, end);
    std::size_t at = text.find('$', begin);
    while (at != std::string_view::npos) {
      std::size_t behind = at + 1;
      if (behind < end && text[behind] == '(') {
        behind = macro_at(text, at);
      } else if (behind < end && text[behind] == '[') {
        behind = runtime_at(text, at);
      }
      at = text.find('$', behind);
    }
  }

  // Each answers where to go on.
  std::size_t macro_at(std::string_view text, std::size_t begin) {
    const std::size_t name = begin + 2;
    std::size_t end = name;
    while (end < text.size() && (is_word(text[end]) || text[end] == '.')) ++end;
    if (end == name || end == text.size() || text[end] != ')') return end;
    const TextRange inside = range_of(name, end);
    found_.push_back({AzureSyntax::kMacro,
                      range_of(begin, end + 1),
                      inside,
                      true,
                      {{false, std::string(text.substr(name, end - name)), inside}}});
    return end + 1;
  }

  // A `]` in a string or of an index does not close it.
  std::size_t runtime_at(std::string_view text, std::size_t begin) {
    const std::size_t inside = begin + 2;
    std::size_t open = 1;
    std::size_t at = inside;
    while (at < text.size() && open > 0) {
      if (text[at] == '\'') {
        at = behind_string(text, at);
        continue;
      }
      if (text[at] == '[') ++open;
      if (text[at] == ']') --open;
      ++at;
    }
    const bool is_closed = open == 0;
    add({AzureSyntax::kRuntime,
         range_of(begin, at),
         range_of(inside, is_closed ? at - 1 : at),
         is_closed,
         {}});
    return at;
  }

  void add(AzureExpression expression) {
    expression.names = NameReader(text_, expression.inside).run();
    found_.push_back(std::move(expression));
  }

  std::string_view text_;
  std::vector<AzureExpression> found_;
};

}  // namespace

std::vector<AzureExpression> find_azure_expressions(std::string_view text) {
  return Finder(text).run();
}

}  // namespace keyhound
