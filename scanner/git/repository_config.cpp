// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/repository_config.h"

#include <utility>

#include "scanner/base/ascii.h"
#include "scanner/base/file.h"

namespace keyhound {

namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
constexpr int kEnd = -1;

bool is_letter(int c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_name(int c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-'; }
bool is_blank(int c) { return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f'; }
char lower(int c) { return to_lower_ascii(static_cast<char>(c)); }

}  // namespace

// One pass over the text, a character at a time. The end of the text ends a line.
class RepositoryConfig::Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text) {
    if (rest_.starts_with(kByteOrderMark)) rest_.remove_prefix(kByteOrderMark.size());
  }

  Result<RepositoryConfig> run() {
    while (peek() != kEnd) {
      const int c = take();
      if (c == '\n' || is_blank(c)) continue;
      if (c == '#' || c == ';') {
        skip_line();
      } else if (!(c == '[' ? take_header() : is_letter(c) && take_setting(c))) {
        return fail(ErrorKind::kCorrupt,
                    "line " + std::to_string(line_) + " is not in the syntax of git's settings");
      }
    }
    return std::move(config_);
  }

 private:
  // A line that ends with CR LF ends as one with LF does.
  [[nodiscard]] int peek() const {
    if (rest_.empty()) return kEnd;
    return rest_.starts_with("\r\n") ? '\n' : static_cast<unsigned char>(rest_.front());
  }
  int take() {
    const int c = peek();
    if (at_line_end_) ++line_;
    at_line_end_ = c == '\n';
    if (c != kEnd) rest_.remove_prefix(rest_.starts_with("\r\n") ? 2 : 1);
    return c;
  }
  void skip_line() {
    while (peek() != '\n' && peek() != kEnd) take();
  }
  void skip_blanks() {
    while (is_blank(peek())) take();
  }

  // [section], [section "Subsection"], or the old [section.subsection], which is all lower case.
  bool take_header() {
    std::string name;
    while (is_name(peek()) || peek() == '.') name += lower(take());
    if (name.empty()) return false;
    if (is_blank(peek())) {
      skip_blanks();
      if (take() != '"') return false;
      name += '.';
      while (peek() != '"') {
        int c = take();
        if (c == '\\') c = take();
        if (c == '\n' || c == kEnd) return false;
        name += static_cast<char>(c);
      }
      take();
    }
    if (take() != ']') return false;
    config_.sections_.push_back(std::move(name));
    return true;
  }

  bool take_setting(int first) {
    if (config_.sections_.empty()) return false;
    std::string key(1, lower(first));
    while (is_name(peek())) key += lower(take());
    skip_blanks();
    std::string value;
    if (peek() == '=') {
      take();
      if (!take_value(value)) return false;
    } else if (peek() != '\n' && peek() != kEnd && peek() != '#' && peek() != ';') {
      return false;
    }
    config_.settings_.push_back({config_.sections_.size() - 1, std::move(key), std::move(value)});
    return true;
  }

  // Blanks around a value do not belong to it, unless they are quoted.
  bool take_value(std::string& value) {
    skip_blanks();
    bool is_quoted = false;
    std::size_t kept = 0;  // the value's size without blanks at its end
    while (peek() != '\n' && peek() != kEnd) {
      const int c = take();
      if (!is_quoted && (c == '#' || c == ';')) {
        skip_line();
        break;
      }
      if (c == '"') {
        is_quoted = !is_quoted;
        kept = value.size();
      } else if (c == '\\') {
        if (!take_escape(value)) return false;
        kept = value.size();
      } else {
        value += static_cast<char>(c);
        if (is_quoted || !is_blank(c)) kept = value.size();
      }
    }
    value.resize(kept);
    return !is_quoted;
  }

  bool take_escape(std::string& value) {
    constexpr std::string_view kWritten = "tbn\"\\";
    constexpr std::string_view kMeant = "\t\b\n\"\\";
    const int c = take();
    if (c == '\n') return true;  // the value goes on in the next line
    if (c == kEnd) return false;
    const std::size_t at = kWritten.find(static_cast<char>(c));
    if (at == std::string_view::npos) return false;
    value += kMeant[at];
    return true;
  }

  std::string_view rest_;
  std::size_t line_ = 1;
  bool at_line_end_ = false;  // the last character taken ended its line
  RepositoryConfig config_;
};

Result<RepositoryConfig> RepositoryConfig::parse(std::string_view text) {
  return Parser(text).run();
}

Result<RepositoryConfig> RepositoryConfig::read(const std::string& path) {
  const Result<std::string> text = read_file(path, kMaxBytes);
  if (!text && text.error().kind == ErrorKind::kNotFound) return RepositoryConfig();
  if (!text) return fail(text.error());
  Result<RepositoryConfig> config = parse(*text);
  if (!config) return fail(config.error().within(path));
  return config;
}

std::vector<std::string_view> RepositoryConfig::get_all(std::string_view section,
                                                        std::string_view key) const {
  std::vector<std::string_view> values;
  for (const Setting& setting : settings_) {
    if (setting.key == key && sections_[setting.section] == section)
      values.push_back(setting.value);
  }
  return values;
}

std::optional<std::string_view> RepositoryConfig::get(std::string_view section,
                                                      std::string_view key) const {
  const std::vector<std::string_view> values = get_all(section, key);
  if (values.empty()) return std::nullopt;
  return values.back();
}

std::vector<std::string_view> RepositoryConfig::keys(std::string_view section) const {
  std::vector<std::string_view> found;
  for (const Setting& setting : settings_) {
    if (sections_[setting.section] == section) found.push_back(setting.key);
  }
  return found;
}

}  // namespace keyhound
