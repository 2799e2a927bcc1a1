// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/expressions/github_lexer.h"

#include <doctest/doctest.h>

#include <vector>

namespace keyhound {
namespace {

using Kind = GithubTokenKind;

std::vector<Kind> kinds(std::string_view text) {
  GithubLexer lexer(text);
  std::vector<Kind> found;
  while (true) {
    found.push_back(lexer.next().kind);
    if (found.back() == Kind::kEnd || found.back() == Kind::kUnexpected) return found;
  }
}

TEST_CASE("A word is a property behind a dot, a function before a bracket, else a context") {
  CHECK(kinds("a.true") == std::vector{Kind::kContext, Kind::kDot, Kind::kProperty, Kind::kEnd});
  CHECK(kinds("true") == std::vector{Kind::kTrue, Kind::kEnd});
  CHECK(kinds("True") == std::vector{Kind::kContext, Kind::kEnd});
  CHECK(kinds("f  (") == std::vector{Kind::kFunction, Kind::kOpen, Kind::kEnd});
}

TEST_CASE("A dot where an operand begins is part of a number") {
  CHECK(kinds("(.5") == std::vector{Kind::kOpen, Kind::kNumber, Kind::kEnd});
  CHECK(kinds("a.5") == std::vector{Kind::kContext, Kind::kDot, Kind::kNumber, Kind::kEnd});
}

TEST_CASE("Names hold dashes, and nothing else that is no letter") {
  CHECK(kinds("git-secrets") == std::vector{Kind::kContext, Kind::kEnd});
  for (const char* text : {"a@b", "a'b'", "\xC3\xBC", "$x", "=", "&x", "'open", "-x"}) {
    CAPTURE(text);
    CHECK(kinds(text) == std::vector{Kind::kUnexpected});
  }
}

}  // namespace
}  // namespace keyhound
