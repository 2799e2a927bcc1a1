// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/fixes/yaml_difference.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

YamlChanges difference(std::string_view before, std::string_view after) {
  const auto a = YamlDocument::parse(before, {}, {.duplicate_keys = DuplicateKeys::kReport});
  const auto b = YamlDocument::parse(after, {}, {.duplicate_keys = DuplicateKeys::kReport});
  REQUIRE(a.has_value());
  REQUIRE(b.has_value());
  return yaml_difference(*a, *b);
}

}  // namespace

TEST_CASE("Layout, comments and the order of keys are no difference") {
  CHECK(difference("a: {b: 1, c: [x]}\n", "# new\na:\n  c:\n  - x # here\n  b: 1\n").empty());
}

TEST_CASE("Values that are added, changed or gone are told by path") {
  CHECK(difference("a: {b: 1, c/d: 2, e: 3}\n", "a: {b: 1, c/d: 4, f: [5]}\n") ==
        YamlChanges{{"a/c~1d", "4"}, {"a/e", std::nullopt}, {"a/f/0", "5"}});
  CHECK(difference("a: 1\nb: {}\n", "a: {x: 1}\nb: []\n") ==
        YamlChanges{{"a", std::nullopt}, {"a/x", "1"}, {"b", "[]"}});
  CHECK(difference("a: {}\n", "a: {x: 1}\n") == YamlChanges{{"a/x", "1"}});
  CHECK(difference("a: {}\nab: 1\n", "ab: 1\n") == YamlChanges{{"a", std::nullopt}});
}

TEST_CASE("Anchors, aliases, tags, quotes, repeated keys and further documents count") {
  CHECK(difference("a: 1\n", "a: &x 1\n").size() == 1);
  CHECK(difference("a: &x 1\n", "a: 1\n").size() == 1);
  CHECK(difference("a: &x {b: 1}\n", "a: {b: 1}\n") == YamlChanges{{"a", std::nullopt}});
  CHECK(difference("a: &x 1\nb: *x\n", "a: &x 1\nb: 1\n") == YamlChanges{{"b", "1"}});
  CHECK(difference("a: true\n", "a: 'true'\n").size() == 1);
  CHECK(difference("a: 1\n", "a: !t 1\n").size() == 1);
  CHECK(difference("a: 1\n", "a: 1\na: 1\n").size() == 1);
  CHECK(difference("a: 1\n", "a: 1\n---\nb: 2\n") == YamlChanges{{"#1/b", "2"}});
}

}  // namespace keyhound
