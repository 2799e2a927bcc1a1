// SPDX-License-Identifier: Apache-2.0
// TomlWriter: the lines of a TOML file, with strings quoted as suits them. One per file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace keyhound {

// A string as TOML: literal where that can hold it, which leaves regexes readable, else escaped.
std::string toml_string(std::string_view text);

class TomlWriter {
 public:
  // `text` may have several lines.
  void comment(std::string_view text);
  // "[name]" or "[[name]]", after an empty line.
  void table(std::string_view header);
  void raw(std::string_view key, std::string_view value);
  // These write nothing for an empty value.
  void text(std::string_view key, std::string_view value);
  void texts(std::string_view key, const std::vector<std::string>& values);

  [[nodiscard]] const std::string& content() const { return content_; }

 private:
  std::string content_;
};

}  // namespace keyhound
