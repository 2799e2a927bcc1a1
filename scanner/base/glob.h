// SPDX-License-Identifier: Apache-2.0
// Glob: a pattern over paths and repository names. `*` stays within a segment, `**` crosses `/`,
// `**/` may match nothing, `?` is one character but `/`, `\` takes the next character literally.
// Matches in pattern × text steps at worst. Immutable, thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace keyhound {

class Glob {
 public:
  explicit Glob(std::string_view pattern);
  [[nodiscard]] bool matches(std::string_view text) const;
  // True when the pattern can match one text only.
  [[nodiscard]] bool is_literal() const;

 private:
  enum class Kind : unsigned char {
    kByte,
    kAnyCharacter,     // one byte that is not '/'
    kRestOfCharacter,  // UTF-8 continuation bytes, as many as there are
    kStar,
    kGlobstar,
    kSegments,  // "**/": nothing, or whole segments
  };
  struct Token {
    Kind kind;
    char byte;
  };
  void step(std::size_t at, char byte, std::vector<char>& next) const;
  void close_over_empty(std::vector<char>& states) const;

  std::vector<Token> tokens_;
};

inline bool glob_matches(std::string_view pattern, std::string_view text) {
  return Glob(pattern).matches(text);
}

// A glob that matches this path and no other: its special characters are escaped, and a byte that
// is not UTF-8, which YAML cannot hold, becomes `?`.
std::string glob_of_path(std::string_view path);

}  // namespace keyhound
