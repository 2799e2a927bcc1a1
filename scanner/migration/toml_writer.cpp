// SPDX-License-Identifier: Apache-2.0
#include "scanner/migration/toml_writer.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

constexpr std::size_t kLongestLine = 100;

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

}  // namespace

std::string toml_string(std::string_view text) {
  const std::string valid = to_valid_utf8(text);
  const bool is_literal =
      valid.find('\'') == std::string::npos && std::none_of(valid.begin(), valid.end(), is_control);
  if (is_literal) return "'" + valid + "'";
  std::string out = "\"";
  for (const char c : valid) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (is_control(c)) {
      out += fmt::format("\\u{:04X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    } else {
      out += c;
    }
  }
  return out + "\"";
}

void TomlWriter::comment(std::string_view text) {
  while (true) {
    const std::size_t end = text.find('\n');
    content_ += "# " + escape_for_terminal(text.substr(0, end)) + "\n";
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

void TomlWriter::table(std::string_view header) {
  if (!content_.empty()) content_ += "\n";
  content_ += header;
  content_ += "\n";
}

void TomlWriter::raw(std::string_view key, std::string_view value) {
  content_ += fmt::format("{} = {}\n", key, value);
}

void TomlWriter::text(std::string_view key, std::string_view value) {
  if (!value.empty()) raw(key, toml_string(value));
}

void TomlWriter::texts(std::string_view key, const std::vector<std::string>& values) {
  if (values.empty()) return;
  std::string line = "[";
  std::string lines = "[\n";
  for (const std::string& value : values) {
    line += (line.size() == 1 ? "" : ", ") + toml_string(value);
    lines += "  " + toml_string(value) + ",\n";
  }
  const bool fits = key.size() + line.size() + 4 <= kLongestLine;
  raw(key, fits ? line + "]" : lines + "]");
}

}  // namespace keyhound
