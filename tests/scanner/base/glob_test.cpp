// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/glob.h"

#include <doctest/doctest.h>

#include <chrono>
#include <string>

namespace keyhound {

TEST_CASE("Glob keeps a star inside its segment and lets two stars cross") {
  struct Row {
    std::string_view pattern, text;
    bool matches;
  };
  for (const Row& row : {
           Row{"a/*.env", "a/b.env", true},
           Row{"a/*.env", "a/b/c.env", false},
           Row{"a/**", "a/b/c.env", true},
           Row{"a/**", "a", false},
           Row{"**/x", "x", true},
           Row{"**/x", "a/b/x", true},
           Row{"**/x", "ax", false},
           Row{"a/**/x", "a/x", true},
           Row{"a/**/x", "a/b/c/x", true},
           Row{"a/**/x", "ab/x", false},
           Row{"a**b", "a/x/b", true},
           Row{"**", "", true},
           Row{"", "", true},
           Row{"", "a", false},
           Row{"?.env", "a.env", true},
           Row{"?.env", "/.env", false},
           Row{"?.env", "\xC3\xA4.env", true},
           Row{"?.env", "\xF0\x9F\x94\x91.env", true},
           Row{"?.env", "\xFF.env", true},
           Row{"a\\*b", "a*b", true},
           Row{"a\\*b", "axb", false},
           Row{"[ab]", "[ab]", true},
           Row{"a\\", "a\\", true},
           Row{"acme/*", "acme/pay", true},
           Row{"acme/*", "acme/pay/x", false},
       }) {
    CAPTURE(row.pattern);
    CAPTURE(row.text);
    CHECK(glob_matches(row.pattern, row.text) == row.matches);
  }
}

TEST_CASE("Glob knows which patterns match one text only") {
  CHECK(Glob("a/b.env").is_literal());
  CHECK(Glob("a\\*b").is_literal());
  CHECK_FALSE(Glob("a?b").is_literal());
}

TEST_CASE("Glob does not go back, whatever the pattern") {
  std::string pattern;
  for (int i = 0; i < 30; ++i) pattern += "**a*";
  const auto start = std::chrono::steady_clock::now();
  CHECK_FALSE(glob_matches(pattern + "b", std::string(2000, 'a')));
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(2));
}

}  // namespace keyhound
