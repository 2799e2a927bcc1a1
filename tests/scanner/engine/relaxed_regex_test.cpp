// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/relaxed_regex.h"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

#include "scanner/engine/re2_regex.h"
#include "tests/scanner/engine/random_regex.h"

namespace keyhound {
namespace {

std::string relaxed(std::string_view regex) {
  const auto text = relax_regex(regex);
  return text ? text->regex + " up to " + std::to_string(text->exact_length) : "as it is";
}

TEST_CASE("Large upper bounds of single bytes are left out") {
  CHECK(relaxed("key=([a-z]{20,1000})") == "key=([a-z]{20,}) up to 1000");
  CHECK(relaxed(".{0,64}?x") == ".{0,}?x up to 64");
  CHECK(relaxed("\\d{2,100}\\x{41}{0,90}") == "\\d{2,}\\x{41}{0,} up to 90");
  CHECK(relaxed("[^]x{2,9}\\]]{1,80}-") ==
        "[^]x{2,9}\\]]{1,}-"
        " up to 80");
  CHECK(relaxed("[[:alpha:]_]{1,80}") == "[[:alpha:]_]{1,} up to 80");
  CHECK(relaxed("\\pL{1,80}a") == "\\pL{1,}a up to 80");
}

TEST_CASE("Bounds stay where they are small and where a round might take nothing") {
  CHECK(relaxed("[a-z]{20,63}") == "as it is");
  CHECK(relaxed("a{100}b{100,}") == "as it is");
  CHECK(relaxed("(a?){0,100}") == "as it is");
  CHECK(relaxed("(?:a|b){1,100}") == "as it is");
  CHECK(relaxed("\\b{0,100}") == "as it is");
  CHECK(relaxed("a{2}{3,100}") == "as it is");
  CHECK(relaxed("\\Q[a]{1,100}\\E") == "as it is");
  CHECK(relaxed("[a{1,100}]b\\{1,100}") == "as it is");
  CHECK(relaxed("a{1,100") == "as it is");
  CHECK(relaxed("a{,100}") == "as it is");
}

TEST_CASE("Bounds below half of the largest stay, since longer matches are asked for twice") {
  CHECK(relaxed("[a-z]{1,99}=[a-z]{1,200}") == "[a-z]{1,99}=[a-z]{1,} up to 200");
  CHECK(relaxed("[a-z]{1,100}=[a-z]{1,200}") == "[a-z]{1,}=[a-z]{1,} up to 100");
}

TEST_CASE(
    "A regex that cannot be read is refused, and so is one that is too large as it is written") {
  const auto refused = RelaxedRegex::prove("(a{1,100}");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.find("(a{1,100}") != std::string::npos);
  CHECK_FALSE(RelaxedRegex::compile("(a{1,100}"));
  CHECK_FALSE(RelaxedRegex::prove("a{1,100}(?:b{1000}){1000}"));
  CHECK(RelaxedRegex::prove("a{1,1000}"));
}

// Whether both answer alike from every place; says how many matches there were beyond the bounds.
std::size_t compare(const RelaxedRegex& regex, std::size_t exact_length, const std::string& text,
                    re2::RE2::Anchor anchor) {
  constexpr int kGroups = 4;
  const int count = std::min(kGroups, regex.exact().NumberOfCapturingGroups() + 1);
  std::size_t beyond = 0;
  for (std::size_t place = 0; place <= text.size(); place += 1 + text.size() / 8) {
    std::array<re2::StringPiece, kGroups> expected;
    std::array<re2::StringPiece, kGroups> found;
    const bool is_match =
        regex.exact().Match(text, place, text.size(), anchor, expected.data(), count);
    REQUIRE(regex.match(text, place, text.size(), anchor, found.data(), count) == is_match);
    if (!is_match) continue;
    for (std::size_t i = 0; i < kGroups; ++i) {
      CHECK(found[i].data() == expected[i].data());
      CHECK(found[i].size() == expected[i].size());
    }
    beyond += expected[0].size() > exact_length ? 1U : 0U;
  }
  return beyond;
}

std::string with_large_bounds(std::string regex, testing::Random& random) {
  const std::vector<std::string> bounds = {"{0,64}", "{1,100}", "{60,130}?", "{2,70}?"};
  for (const std::string_view small : {"{0,3}", "{1,4}?", "{3,}", "+"}) {
    for (std::size_t at = regex.find(small); at != std::string::npos;
         at = regex.find(small, at + 2))
      regex.replace(at, small.size(), random.pick(bounds));
  }
  return regex;
}

TEST_CASE("The answers are those of the regex as it is written, groups and all") {
  const std::vector<std::string> pieces = {"a", "b", "c", "key",   "x_",
                                           "1", "=", " ", "token", "\n"};
  const std::vector<std::size_t> rounds = {1, 1, 2, 33, 63, 64, 65, 70, 71, 101, 140};
  testing::Random random(20261201);
  std::size_t asked = 0;
  std::size_t beyond = 0;
  for (int i = 0; i < 3000; ++i) {
    const std::string regex = with_large_bounds(testing::random_regex(random), random);
    const auto text_of = relax_regex(regex);
    const auto compiled = RelaxedRegex::prove(regex);
    if (!text_of || !compiled) continue;
    ++asked;
    std::string text;
    for (std::size_t n = random.below(6); n > 0; --n) {
      const std::string piece = random.pick(pieces);
      for (std::size_t k = random.pick(rounds); k > 0; --k) text += piece;
    }
    CAPTURE(regex);
    CAPTURE(text);
    for (const auto anchor : {re2::RE2::UNANCHORED, re2::RE2::ANCHOR_START, re2::RE2::ANCHOR_BOTH})
      beyond += compare(**compiled, text_of->exact_length, text, anchor);
  }
  CHECK(asked > 500);
  CHECK(beyond > 100);
}

}  // namespace
}  // namespace keyhound
