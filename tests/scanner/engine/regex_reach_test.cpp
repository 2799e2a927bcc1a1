// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/regex_reach.h"

#include <doctest/doctest.h>

#include <string>

#include "scanner/engine/re2_regex.h"
#include "tests/scanner/engine/random_regex.h"

namespace keyhound {
namespace {

bool may_match_at(const char* regex, std::string_view text, std::size_t place = 0) {
  const auto tree = parse_regex(regex);
  REQUIRE(tree);
  return may_match(**tree, text, place, place, text.size());
}

TEST_CASE("What no path through the regex reaches cannot match") {
  CHECK(may_match_at("abc", "abcd"));
  CHECK_FALSE(may_match_at("abc", "abd"));
  CHECK_FALSE(may_match_at("abc", "ab"));
  CHECK(may_match_at("(?i:KEY)=[0-9]{2,4}", "key=12"));
  CHECK_FALSE(may_match_at("(?i:KEY)=[0-9]{2,4}", "key=1"));
  CHECK(may_match_at("a(?:b|cd)*e", "abcdcdbe"));
  CHECK_FALSE(may_match_at("a(?:b|cd)*e", "abcdcbe"));
  CHECK(may_match_at("x{0,3}y", "xxxy"));
  CHECK_FALSE(may_match_at("x{0,3}y", "xxxxy"));
  CHECK(may_match_at("x{0,3}y", "xxxxy", 1));
  CHECK(may_match_at("(?:x|xx){2}y", "xxxxy"));
  CHECK(may_match_at("(?:x{2}){2,}y", "xxxxxxy"));
  CHECK_FALSE(may_match_at("(?:x{2}){2,}y", "xxxxxy"));
}

TEST_CASE("Any place of the range will do, and none behind it") {
  const auto tree = parse_regex("ab");
  REQUIRE(tree);
  CHECK(may_match(**tree, "--ab", 0, 2, 4));
  CHECK_FALSE(may_match(**tree, "--ab", 0, 1, 4));
  CHECK_FALSE(may_match(**tree, "--ab", 0, 2, 3));
}

TEST_CASE("Assertions hold anywhere, and in a long window there may be a match") {
  CHECK(may_match_at("a\\bb$", "ab-"));
  const std::string far(5000, '-');
  CHECK(may_match_at("a", far));
}

TEST_CASE("Where RE2 finds a match of a random regex, there may be one") {
  const std::vector<std::string> pieces = {"a", "b",   "c", "key",   "KE", "x_",  "1",
                                           "=", "a.b", " ", "token", "\n", "\xe9"};
  testing::Random random(20261130);
  std::size_t matched = 0;
  std::size_t refused = 0;
  for (int i = 0; i < 3000; ++i) {
    const std::string regex = testing::random_regex(random);
    const auto compiled = compile_re2(regex);
    const auto tree = parse_regex(regex);
    if (!compiled || !tree) continue;
    std::string text;
    for (std::size_t n = random.below(12); n > 0; --n) text += random.pick(pieces);
    CAPTURE(regex);
    CAPTURE(text);
    for (std::size_t place = 0; place <= text.size(); ++place) {
      const bool is_match =
          (*compiled)->Match(text, place, text.size(), re2::RE2::ANCHOR_START, nullptr, 0);
      const bool is_possible = may_match(**tree, text, place, place, text.size());
      if (is_match) CHECK(is_possible);
      matched += is_match ? 1 : 0;
      refused += is_possible ? 0 : 1;
    }
  }
  CHECK(matched > 1000);
  CHECK(refused > 1000);
}

}  // namespace
}  // namespace keyhound
