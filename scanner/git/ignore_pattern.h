// SPDX-License-Identifier: Apache-2.0
// IgnorePattern: one line of a .gitignore (https://git-scm.com/docs/gitignore). Immutable.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace keyhound {

class IgnorePattern {
 public:
  // None for blank lines and comments.
  static std::optional<IgnorePattern> parse(std::string_view line);

  // `path` is relative to the directory of the ignore file.
  [[nodiscard]] bool matches(std::string_view path, bool is_directory) const;
  [[nodiscard]] bool is_negated() const { return negated_; }

 private:
  std::string glob_;
  bool negated_ = false;
  bool directories_only_ = false;
  bool anchored_ = false;  // matched against the whole path, else against the last component
  bool literal_ = false;   // no wildcard in it
};

std::vector<IgnorePattern> parse_ignore_file(std::string_view text);

// Does `glob` match all of `text`? `*` and `?` stop at slashes, `**` as a whole component crosses
// them, [a-z] is a class, a backslash quotes. The time is polynomial, whatever the pattern.
bool glob_matches(std::string_view glob, std::string_view text);

}  // namespace keyhound
