// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/comment_arguments.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <system_error>

#include "scanner/base/end_date.h"
#include "scanner/filters/inline_comment.h"

namespace keyhound {
namespace {

constexpr std::string_view kBlank = " \t\r";
constexpr std::size_t kShownWord = 40;
constexpr std::size_t kMostSecrets = 1000;
constexpr std::size_t kLeastDigits = 8;  // of a fingerprint that names a secret: 40 bits
constexpr std::size_t kMostPrints = 100;
constexpr std::string_view kUsage =
    "write keyhound:allow RULE until=YYYY-MM-DD reason=\"...\", where RULE is the id that the "
    "report names, or * for every rule";

bool is_id(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.' || c == '/' || c == ':' || c == '+';
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

// Reads words off the front of a comment's text.
class Words {
 public:
  explicit Words(std::string_view rest) : rest_(rest) {}

  void skip_blank() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(kBlank), rest_.size()));
  }
  // Whether what follows is no word: the comment is over.
  [[nodiscard]] bool is_over() const {
    return rest_.empty() || (!is_id(rest_.front()) && rest_.front() != '*');
  }
  [[nodiscard]] bool is_at_dashes() const { return rest_.starts_with("--"); }
  [[nodiscard]] std::string_view rest() const { return rest_; }

  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  std::string_view id() {
    std::size_t length = 0;
    while (length < rest_.size() && is_id(rest_[length])) ++length;
    return take_front(length);
  }
  // A value: between quotes, which a backslash may stand before, or up to a blank.
  std::string value() {
    const bool is_escaped = rest_.starts_with("\\\"");
    if (is_escaped) rest_.remove_prefix(1);
    if (rest_.starts_with('"') || rest_.starts_with('\'')) {
      const char quote = rest_.front();
      rest_.remove_prefix(1);
      const std::size_t end = std::min(rest_.find(quote), rest_.size());
      std::string text(take_front(end));
      if (is_escaped && text.ends_with('\\')) text.pop_back();
      take(quote);
      return text;
    }
    return std::string(id());
  }

 private:
  std::string_view take_front(std::size_t length) {
    const std::string_view front = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return front;
  }

  std::string_view rest_;
};

std::string shown(std::string_view word) {
  std::string text(word.substr(0, kShownWord));
  // Bytes of a cut character have no place in a message.
  while (!text.empty() && static_cast<unsigned char>(text.back()) >= 0x80) text.pop_back();
  return text;
}

void read_fingerprints(Words& words, InlineComment& comment) {
  do {
    words.skip_blank();
    std::string print = words.value();
    const bool is_one = print.starts_with("kh1:") && print.size() - print.rfind(':') > kLeastDigits;
    if (!is_one || comment.fingerprints.size() == kMostPrints) {
      comment.problem = fmt::format(
          "silences nothing: fingerprint='{}' is none; write kh1: and at least the first {} "
          "characters of what the report names after it",
          shown(print), kLeastDigits);
      return;
    }
    comment.fingerprints.push_back(std::move(print));
    words.skip_blank();
  } while (words.take(','));
}

void read_count(std::string_view value, InlineComment& comment) {
  std::size_t count = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), count);
  if (error == std::errc() && end == value.data() + value.size() && count >= 1 &&
      count <= kMostSecrets) {
    comment.count = count;
    return;
  }
  comment.problem = fmt::format("silences nothing: count='{}' is no number from 1 to {}",
                                shown(value), kMostSecrets);
}

void read_rules(Words& words, InlineComment& comment) {
  do {
    words.skip_blank();
    if (words.take('*')) {
      comment.rules.emplace_back("*");
    } else if (const std::string_view id = words.id(); !id.empty()) {
      comment.rules.emplace_back(id);
    }
    words.skip_blank();
  } while (words.take(','));
}

// false: there is no such key.
bool set_value(std::string_view key, std::string value, InlineComment& comment) {
  if (key == "until") {
    auto end = parse_end_date(value);
    if (end) {
      comment.until = *end;
    } else {
      comment.problem = fmt::format(
          "silences nothing: until='{}' is no date; write until=YYYY-MM-DD", shown(value));
    }
    return true;
  }
  if (key == "reason") {
    comment.reason = std::move(value);
    return true;
  }
  if (key == "exception") {
    comment.exception_id = std::move(value);
    return true;
  }
  if (key == "count") {
    read_count(value, comment);
    return true;
  }
  return false;
}

}  // namespace

std::string_view comment_text(std::string_view rest) {
  std::size_t end = rest.size();
  for (const std::string_view sign : {"*/", "-->", "%>", "#}", "}}"})
    end = std::min(end, rest.find(sign));
  return rest.substr(0, end);
}

std::string reason_behind_dashes(std::string_view text) {
  text = trimmed(text);
  if (!text.starts_with("--")) return {};
  return std::string(trimmed(text.substr(2)));
}

void read_arguments(std::string_view text, InlineComment& comment) {
  Words words(text);
  words.skip_blank();
  // The first word names rules, unless it is one of the keys.
  const std::string_view first = Words(words).id();
  const bool has_rules = !words.is_over() && !words.is_at_dashes() &&
                         !words.rest().substr(first.size()).starts_with('=');
  if (has_rules) read_rules(words, comment);
  if (comment.rules.empty()) {
    comment.problem = fmt::format("silences nothing, since it names no rule: {}", kUsage);
    return;
  }
  while (words.skip_blank(), !words.is_over() && comment.problem.empty()) {
    if (words.is_at_dashes()) {
      if (comment.reason.empty()) comment.reason = reason_behind_dashes(words.rest());
      return;
    }
    const std::string_view key = words.id();
    const bool has_value = words.take('=');
    if (has_value && key == "fingerprint") {
      read_fingerprints(words, comment);
      continue;
    }
    if (has_value && set_value(key, words.value(), comment)) continue;
    comment.problem =
        fmt::format("silences nothing, since '{}' is not understood: {}", shown(key), kUsage);
  }
}

}  // namespace keyhound
