// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/ignore_pattern.h"

#include <doctest/doctest.h>

#include <chrono>

namespace keyhound::testing {

TEST_CASE("Globs match as in a .gitignore") {
  struct Row {
    const char* glob;
    const char* text;
    bool matches;
  };
  const Row rows[] = {{"a", "a", true},
                      {"a", "b", false},
                      {"*", "", true},
                      {"*", "abc", true},
                      {"*", "a/b", false},
                      {"*.log", "x.log", true},
                      {"*.log", "x.logs", false},
                      {"a*b*c", "axxbyyc", true},
                      {"a*b*c", "axxbyy", false},
                      {"a/*", "a/b", true},
                      {"a/*", "a/b/c", false},
                      {"a/*/c", "a/b/c", true},
                      {"a/**", "a/b/c", true},
                      {"a/**", "a", false},
                      {"**", "a/b/c", true},
                      {"**/c", "c", true},
                      {"**/c", "a/b/c", true},
                      {"**/c", "a/bc", false},
                      {"a/**/c", "a/c", true},
                      {"a/**/c", "a/b/b/c", true},
                      {"a/**/c", "ab/c", false},
                      {"**/b/*.txt", "b/b/x.txt", true},
                      {"**/b/*.txt", "x/b/y/b/x.txt", true},
                      {"a**b", "axb", true},
                      {"a**b", "a/b", false},
                      {"?", "a", true},
                      {"?", "/", false},
                      {"?", "", false},
                      {"[a-c]x", "bx", true},
                      {"[a-c]x", "dx", false},
                      {"[!a-c]x", "dx", true},
                      {"[^a-c]x", "ax", false},
                      {"[]]", "]", true},
                      {"[]-]", "-", true},
                      {"[a-]", "-", true},
                      {"[\\]]", "]", true},
                      {"[[:digit:]a]", "7", true},
                      {"[[:digit:]a]", "b", false},
                      {"[[:alnum:]]", "_", false},
                      {"[!x]", "/", false},
                      {"[a", "a", false},
                      {"\\*", "*", true},
                      {"\\*", "a", false},
                      {"\\", "\\", true},
                      {"a*", "a", true},
                      {"", "", true},
                      {"", "a", false}};
  for (const Row& row : rows) {
    CAPTURE(row.glob);
    CAPTURE(row.text);
    CHECK(glob_matches(row.glob, row.text) == row.matches);
  }
}

TEST_CASE("A pattern made to explode is answered at once") {
  std::string glob;
  for (int i = 0; i < 200; ++i) glob += "a***/*";
  const auto start = std::chrono::steady_clock::now();
  CHECK_FALSE(glob_matches(glob + "b", std::string(2000, 'a') + "/" + std::string(2000, 'a')));
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(2));
}

TEST_CASE("Blank lines and comments are no patterns, quoted signs are") {
  for (const char* line : {"", "   ", "# comment", "/", "!", "\r"}) {
    CAPTURE(line);
    CHECK_FALSE(IgnorePattern::parse(line));
  }
  CHECK(IgnorePattern::parse("\\#x")->matches("#x", false));
  CHECK(IgnorePattern::parse("\\!x")->matches("!x", false));
  CHECK(IgnorePattern::parse("x  ")->matches("x", false));
  CHECK(IgnorePattern::parse("x\\ ")->matches("x ", false));
  CHECK(IgnorePattern::parse("x\r")->matches("x", false));
  CHECK(IgnorePattern::parse("!x")->is_negated());
}

TEST_CASE("A pattern without a slash matches at every depth, one with a slash from its directory") {
  CHECK(IgnorePattern::parse("x.txt")->matches("a/b/x.txt", false));
  CHECK(IgnorePattern::parse("*.txt")->matches("a/b/x.txt", false));
  CHECK(IgnorePattern::parse("/x.txt")->matches("x.txt", false));
  CHECK_FALSE(IgnorePattern::parse("/x.txt")->matches("a/x.txt", false));
  CHECK(IgnorePattern::parse("a/x")->matches("a/x", false));
  CHECK_FALSE(IgnorePattern::parse("a/x")->matches("b/a/x", false));
  CHECK(IgnorePattern::parse("dir/")->matches("a/dir", true));
  CHECK_FALSE(IgnorePattern::parse("dir/")->matches("a/dir", false));
}

TEST_CASE("An ignore file gives its patterns in order") {
  CHECK(parse_ignore_file("\xef\xbb\xbf"
                          "a\n# c\n\nb\r\n!c")
            .size() == 3);
  CHECK(parse_ignore_file("").empty());
}

}  // namespace keyhound::testing
