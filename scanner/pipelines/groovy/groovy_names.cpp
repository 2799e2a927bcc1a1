// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/groovy/groovy_names.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace keyhound {
namespace {

constexpr std::size_t kMostPaths = 64;  // of one expression

class PathReader {
 public:
  explicit PathReader(std::string_view text) : text_(text) {}

  std::vector<std::string> read() {
    while (at_ < text_.size() && paths_.size() < kMostPaths) {
      const char c = text_[at_];
      if (c == '"' || c == '\'') {
        skip_string();
      } else if (is_groovy_name_start(c)) {
        read_path();
      } else if (is_digit_ascii(c)) {
        skip_name();
      } else {
        ++at_;
      }
    }
    return std::move(paths_);
  }

 private:
  [[nodiscard]] char peek(std::size_t offset = 0) const {
    return at_ + offset < text_.size() ? text_[at_ + offset] : '\0';
  }

  void skip_string() {
    const char quote = text_[at_++];
    while (at_ < text_.size() && text_[at_] != quote) at_ += text_[at_] == '\\' ? 2U : 1U;
    ++at_;
  }

  std::string_view skip_name() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_groovy_name(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  // .name, ?.name, or ['name'].
  std::string_view read_part() {
    const std::size_t dot = peek() == '?' ? 1 : 0;
    if (peek(dot) == '.' && is_groovy_name_start(peek(dot + 1))) {
      at_ += dot + 1;
      return skip_name();
    }
    if (peek() != '[' || (peek(1) != '\'' && peek(1) != '"')) return {};
    std::size_t end = at_ + 2;
    while (end < text_.size() && is_groovy_name(text_[end])) ++end;
    if (end == at_ + 2 || end + 1 >= text_.size() || text_[end] != text_[at_ + 1] ||
        text_[end + 1] != ']') {
      return {};
    }
    const std::string_view name = text_.substr(at_ + 2, end - at_ - 2);
    at_ = end + 2;
    return name;
  }

  void read_path() {
    static constexpr std::array<std::string_view, 9> kWords = {
        "new", "null", "true", "false", "as", "in", "instanceof", "return", "it"};
    const bool is_member = at_ > 0 && text_[at_ - 1] == '.';  // of a call's result
    std::string path(skip_name());
    std::size_t before = 0;  // the length without the last part
    for (std::string_view part = read_part(); !part.empty(); part = read_part()) {
      before = path.size();
      path.append(".").append(part);
    }
    if (peek() == '(') path.resize(before);
    if (is_member || path.empty()) return;
    if (std::find(kWords.begin(), kWords.end(), path) == kWords.end()) {
      paths_.push_back(std::move(path));
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<std::string> paths_;
};

}  // namespace

std::vector<std::string> groovy_paths(std::string_view expression) {
  return PathReader(expression).read();
}

}  // namespace keyhound
