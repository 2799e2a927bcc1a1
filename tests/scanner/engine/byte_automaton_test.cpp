// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/byte_automaton.h"

#include <doctest/doctest.h>
#include <re2/re2.h>

#include <algorithm>
#include <string>
#include <vector>

#include "scanner/engine/trigger_print.h"
#include "tests/scanner/engine/random_regex.h"

namespace keyhound {
namespace {

constexpr std::size_t kRoom = ByteAutomaton::kMaxSize;

std::optional<std::string> table_of(const std::string& regex, Reading reading,
                                    std::size_t room = kRoom) {
  const Result<RegexRef> root = parse_regex(regex);
  REQUIRE(root);
  return build_byte_automaton({&*root, 1}, reading, room);
}

std::size_t end_in(const std::string& regex, std::string_view text, std::size_t from = 0) {
  const std::optional<std::string> table = table_of(regex, Reading::kForward);
  REQUIRE(table);
  return ByteAutomaton(*table).end_of_match(text, from, text.size());
}

std::size_t begin_in(const std::string& regex, std::string_view text) {
  const std::optional<std::string> table = table_of(regex, Reading::kBackward);
  REQUIRE(table);
  return ByteAutomaton(*table).begin_of_match(text, text.size(), 0);
}

constexpr std::size_t kNowhere = ByteAutomaton::kNowhere;

TEST_CASE("The first end of a match is found, or that there is none") {
  CHECK(end_in("[a-z_]{0,8}(?:=|:=)", "_key:= x") == 6);
  CHECK(end_in("[a-z_]{0,8}(?:=|:=)", "_key: x") == kNowhere);
  CHECK(end_in("[a-z_]{0,8}(?:=|:=)", "_key") == kNowhere);  // the text ends before
  CHECK(end_in("[a-z_]{0,4}=", "abcde=") == kNowhere);
  CHECK(end_in("a{2,4}", "aaaa") == 2);  // not the longest
  CHECK(end_in("ab|a", "ab") == 1);
  CHECK(end_in("\\xff\\x00", {"x\xff\0", 3}, 1) == 3);
}

TEST_CASE("Read backward, the beginning that is nearest is found") {
  CHECK(begin_in("--?[a-z]{0,8}key", "  --api.key") == kNowhere);
  CHECK(begin_in("--?[a-z]{0,8}key", "  --apikey") == 3);
  CHECK(begin_in("(?:env |arg )[a-z]{0,8}key", "arg mykey") == 0);
  CHECK(begin_in("abc", "bc") == kNowhere);
}

TEST_CASE("No byte beyond the given place is read") {
  const std::optional<std::string> table = table_of("a{0,4}b", Reading::kForward);
  REQUIRE(table);
  CHECK(ByteAutomaton(*table).end_of_match("aab", 0, 2) == kNowhere);
  CHECK(ByteAutomaton(*table).end_of_match("aab", 0, 3) == 3);
  const std::optional<std::string> back = table_of("ba{0,4}", Reading::kBackward);
  REQUIRE(back);
  CHECK(ByteAutomaton(*back).begin_of_match("baa", 2, 1) == kNowhere);
  CHECK(ByteAutomaton(*back).begin_of_match("baa", 2, 0) == 0);
}

TEST_CASE("What cannot be followed has no table") {
  CHECK_FALSE(table_of("a*b", Reading::kForward));
  CHECK_FALSE(table_of("a{0,4}", Reading::kForward));  // it matches the empty text
  CHECK_FALSE(table_of("[a-z]{0,60}[0-9a-f]{0,60}[a-z:]{0,60}[0-9a-z]{60}", Reading::kForward));
  CHECK_FALSE(table_of("(?:(?:(?:ab?){0,60}){0,60}){0,60}c", Reading::kForward));
  const std::optional<std::string> table = table_of("abc", Reading::kForward);
  REQUIRE(table);
  CHECK(table_of("abc", Reading::kForward, table->size()));
  CHECK_FALSE(table_of("abc", Reading::kForward, table->size() - 1));
  CHECK_FALSE(table_of("abc", Reading::kForward, 10));
}

// The first end of a match of `re2` that begins at `from`, by trying all of them.
std::size_t first_end(const re2::RE2& re2, std::string_view text, std::size_t from) {
  for (std::size_t end = from; end <= text.size(); ++end) {
    const re2::StringPiece part(text.data() + from, end - from);
    if (re2::RE2::FullMatch(part, re2)) return end;
  }
  return kNowhere;
}

std::size_t last_begin(const re2::RE2& re2, std::string_view text, std::size_t from) {
  for (std::size_t begin = from + 1; begin-- > 0;) {
    const re2::StringPiece part(text.data() + begin, from - begin);
    if (re2::RE2::FullMatch(part, re2)) return begin;
  }
  return kNowhere;
}

TEST_CASE("Whatever the pieces, both readings find what trying every place finds") {
  int followed = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    testing::Random random(seed);
    const std::string regex = testing::random_regex(random);
    CAPTURE(regex);
    const Result<RegexRef> root = parse_regex(regex);
    REQUIRE(root);
    if ((*root)->max_width == kUnbounded) continue;
    const auto forward = build_byte_automaton({&*root, 1}, Reading::kForward, kRoom);
    const auto backward = build_byte_automaton({&*root, 1}, Reading::kBackward, kRoom);
    if (!forward || !backward) continue;
    ++followed;
    std::string printed;  // without the assertions, as the tree has none
    print_regex(**root, printed);
    re2::RE2::Options options(re2::RE2::Latin1);
    options.set_dot_nl(true);
    const re2::RE2 re2(printed, options);
    REQUIRE(re2.ok());
    for (int i = 0; i < 20; ++i) {
      std::string text;
      while (text.size() < 24)
        text += random.pick<std::string>({"a", "b", "c", "key", "1", "=", " ", "x_", "ab"});
      CAPTURE(text);
      const std::size_t from = random.below(text.size());
      CHECK(ByteAutomaton(*forward).end_of_match(text, from, text.size()) ==
            first_end(re2, text, from));
      CHECK(ByteAutomaton(*backward).begin_of_match(text, from, 0) == last_begin(re2, text, from));
    }
  }
  CHECK(followed > 100);
}

}  // namespace
}  // namespace keyhound
