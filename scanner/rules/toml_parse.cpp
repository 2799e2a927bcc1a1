// SPDX-License-Identifier: Apache-2.0
#include "scanner/rules/toml_parse.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace keyhound {
namespace {

constexpr std::size_t kMostKeyParts = 64;

// Looks for keys like a.b.c, without knowing more of TOML than where strings and comments end.
class KeyParts {
 public:
  explicit KeyParts(std::string_view text) : text_(text) {}

  // Where a key has too many parts; npos: nowhere.
  std::size_t find_excess() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (c == '"' || c == '\'') {
        skip_string(c);
      } else {
        count(c);
        if (parts_ > kMostKeyParts) return at_;
        ++at_;
      }
    }
    return std::string_view::npos;
  }

 private:
  // A dot goes on with a key; letters, blanks and strings may stand between two of them.
  void count(char c) {
    const bool is_part = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                         (c >= '0' && c <= '9') || c == '_' || c == '-' || c == ' ' || c == '\t';
    if (c == '.') {
      ++parts_;
    } else if (!is_part) {
      parts_ = 0;
    }
  }

  void skip_string(char quote) {
    const std::string three(3, quote);
    const bool is_long = text_.substr(at_, 3) == three;
    at_ += is_long ? 3 : 1;
    for (; at_ < text_.size(); ++at_) {
      if (quote == '"' && text_[at_] == '\\') {
        ++at_;
      } else if (is_long && text_.substr(at_, 3) == three) {
        at_ += 3;
        return;
      } else if (!is_long && (text_[at_] == quote || text_[at_] == '\n')) {
        ++at_;
        return;
      }
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t parts_ = 0;
};

}  // namespace

Result<toml::table> parse_toml(std::string_view text, const TomlSource& source) {
  if (const std::size_t excess = KeyParts(text).find_excess(); excess != std::string_view::npos) {
    const std::string_view before = text.substr(0, excess);
    const auto line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
    return fail(ErrorKind::kConfiguration, fmt::format("{}:{}: a key has more than {} parts",
                                                       source.origin, line, kMostKeyParts));
  }
  toml::parse_result parsed = toml::parse(text);
  if (!parsed) {
    const toml::parse_error& error = parsed.error();
    return source.error_at(error.source().begin, std::string(error.description()));
  }
  return std::move(parsed).table();
}

}  // namespace keyhound
