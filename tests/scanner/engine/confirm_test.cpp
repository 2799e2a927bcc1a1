// SPDX-License-Identifier: Apache-2.0
// Each rule here has a plan made by hand, so that what is asked of RE2, and where, is the test's
// choice. Whether real plans lead to all matches is for tests/properties.
#include "scanner/engine/confirm.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace keyhound {
namespace {

// A match starts `min` to `max` bytes before the end of a hit.
MatchPlan plan_of(std::size_t min, std::size_t max, std::size_t max_length) {
  MatchPlan plan;
  plan.trigger = "of no interest";
  plan.back_min = min;
  plan.back_max = max;
  plan.max_length = max_length;
  return plan;
}

std::vector<TriggerHit> hits_at(const std::vector<std::uint32_t>& ends) {
  std::vector<TriggerHit> hits;
  for (const std::uint32_t end : ends) hits.push_back({3, end});
  return hits;
}

struct Subject {
  Subject(std::string regex, MatchPlan plan) {
    rule.id = "r";
    rule.regex = std::move(regex);
    compiled = CompiledRule::create_proved(rule, std::move(plan));
  }
  // Made anew by `change`, since what a rule says is read when it is compiled.
  Subject& with(void (*change)(Rule&)) {
    const MatchPlan plan = compiled->plan();
    change(rule);
    compiled = CompiledRule::create_proved(rule, plan);
    return *this;
  }

  // "[start,end)" of the matches, each of which must carry the rule's index. The places of wide
  // windows are probed first, and searched once there were many: both must find the same.
  template <class Confirm>
  [[nodiscard]] std::string in_both_ways(const Confirm& confirm) const {
    const auto fresh = CompiledRule::create_proved(rule, compiled->plan());
    const auto used = CompiledRule::create_proved(rule, compiled->plan());
    while (used->prefers_probes(64)) continue;
    std::string found[2];
    for (const CompiledRule* one : {fresh.get(), used.get()}) {
      std::vector<Match> matches;
      SecretCache secrets;
      confirm(*one, secrets, matches);
      found[one == used.get()] = describe(matches);
    }
    CHECK(found[0] == found[1]);
    return found[0];
  }
  [[nodiscard]] std::string at_hits(std::string_view text,
                                    const std::vector<std::uint32_t>& ends) const {
    return in_both_ways([&](const CompiledRule& one, SecretCache& secrets, auto& matches) {
      confirm_hits(one, kIndex, text, hits_at(ends), secrets, matches);
    });
  }
  [[nodiscard]] std::string everywhere(std::string_view text) const {
    return in_both_ways([&](const CompiledRule& one, SecretCache& secrets, auto& matches) {
      confirm_everywhere(one, kIndex, text, secrets, matches);
    });
  }
  [[nodiscard]] std::string by_definition(std::string_view text) const {
    std::vector<Match> matches;
    match_by_definition(*compiled, kIndex, text, matches);
    return describe(matches);
  }

  static std::string describe(const std::vector<Match>& matches) {
    std::string text;
    for (const Match& match : matches) {
      CHECK(match.rule == kIndex);
      text += "[" + std::to_string(match.start) + "," + std::to_string(match.end) + ")";
    }
    return text;
  }

  static constexpr std::uint32_t kIndex = 7;
  Rule rule;
  std::unique_ptr<CompiledRule> compiled;
};

TEST_CASE("RE2 is asked where a hit says that a match may start, and nowhere else") {
  const Subject subject("abc", plan_of(3, 3, 3));
  const std::string text = "abc abc abc";
  CHECK(subject.at_hits(text, {}) == "");
  CHECK(subject.at_hits(text, {7}) == "[4,7)");
  CHECK(subject.at_hits(text, {3, 11}) == "[0,3)[8,11)");
  CHECK(subject.at_hits(text, {6, 8}) == "");  // a place too early and one too late
  CHECK(subject.everywhere(text) == "[0,3)[4,7)[8,11)");
  CHECK(subject.by_definition(text) == "[0,3)[4,7)[8,11)");
}

TEST_CASE("A hit so near to the beginning that no match fits before it is passed over") {
  const Subject subject("abc", plan_of(3, 3, 3));
  CHECK(subject.at_hits("xbabc", {2, 5}) == "[2,5)");
  CHECK(subject.at_hits("xbabc", {2}) == "");
  const Subject wide("x*abc", plan_of(3, 50, 50));
  CHECK(wide.at_hits("xabc", {1, 4}) == "[0,4)");
}

TEST_CASE(
    "A match behind the places of a wide window is left, since the cut may have shortened it") {
  for (const bool is_cut : {false, true}) {
    CAPTURE(is_cut);
    MatchPlan plan = plan_of(3, 20, 7);
    plan.is_cut = is_cut;
    const Subject subject("abc[0-9]{0,4}", plan);
    const std::string text = std::string(30, ' ') + "abc1234";
    CHECK(subject.at_hits(text, {32}) == "");
    CHECK(subject.at_hits(text, {32, 33}) == "[30,37)");
  }
}

TEST_CASE("Hits whose windows overlap or touch give each match once") {
  for (const std::size_t reach : {6U, 40U}) {  // probed place by place, and searched
    CAPTURE(reach);
    const Subject subject("x{0,3}abc", plan_of(3, reach, 6));
    CHECK(subject.at_hits("xxabc", {5, 5, 5}) == "[0,5)");
    CHECK(subject.at_hits("abcabcxxabc", {3, 6, 11}) == "[0,3)[3,6)[6,11)");
    CHECK(subject.at_hits("abc" + std::string(100, ' ') + "xabc", {3, 107}) == "[0,3)[103,107)");
  }
}

TEST_CASE("A match does not begin within the match before it, though a hit would allow it") {
  const Subject subject("aba", plan_of(3, 3, 3));
  CHECK(subject.at_hits("ababa", {3, 5}) == "[0,3)");
  CHECK(subject.at_hits("abababa", {3, 5, 7}) == "[0,3)[4,7)");
}

TEST_CASE("The bytes around the window are context: borders of words, lines and the text") {
  for (const std::size_t reach : {3U, 20U}) {
    CAPTURE(reach);
    const Subject word("\\babc\\b", plan_of(3, reach, 3));
    CHECK(word.at_hits("abc", {3}) == "[0,3)");
    CHECK(word.at_hits("xabc", {4}) == "");
    CHECK(word.at_hits("abcx", {3}) == "");
    CHECK(word.at_hits("-abc-", {4}) == "[1,4)");
    const Subject text("^abc$", plan_of(3, reach, 3));
    CHECK(text.at_hits("abc", {3}) == "[0,3)");
    CHECK(text.at_hits("\nabc", {4}) == "");
    CHECK(text.at_hits("abc\n", {3}) == "");
    const Subject line("(?m)^abc$", plan_of(3, reach, 3));
    CHECK(line.at_hits("x\nabc\ny", {5}) == "[2,5)");
  }
}

TEST_CASE("A match is as long as the regex prefers, up to its greatest length") {
  const Subject greedy("abc[0-9]{0,4}", plan_of(3, 3, 7));
  CHECK(greedy.at_hits("abc123", {3}) == "[0,6)");
  CHECK(greedy.at_hits("abc12345678", {3}) == "[0,7)");
  const Subject lazy("abc[0-9]{0,4}?", plan_of(3, 3, 7));
  CHECK(lazy.at_hits("abc123", {3}) == "[0,3)");
}

TEST_CASE("A rule that is cut finds no match beyond its length, and the next one behind it") {
  for (const std::size_t reach : {2U, 30U}) {
    CAPTURE(reach);
    MatchPlan plan = plan_of(2, reach, 8);
    plan.is_cut = true;
    const Subject subject("B-[^;]*;", plan);
    CHECK(subject.at_hits("B-12345;", {2}) == "[0,8)");
    CHECK(subject.at_hits("B-123456;", {2}) == "");
    CHECK(subject.at_hits("B-12B-45;", {2, 6}) == "[4,9)");
    const std::string far = "B-" + std::string(50, 'x') + "B-1;";
    CHECK(subject.at_hits(far, {2, 54}) == "[52,56)");
    CHECK(subject.by_definition(far) == "[52,56)");
    CHECK(subject.everywhere(far) == "[52,56)");
  }
}

TEST_CASE("Without a bound on the start every place of the text is asked") {
  const Subject subject("[a-z]+=abc", plan_of(0, kUnbounded, kUnbounded));
  const std::string text = "1 " + std::string(500, 'k') + "=abc x=abc";
  CHECK(subject.at_hits(text, {506}) == "[2,506)[507,512)");
}

TEST_CASE("Without a bound on the length one search serves all hits, and finds the same") {
  const Subject subject("abc[0-9]*;", plan_of(3, 3, kUnbounded));
  const std::string text = "abc" + std::string(300, '1') + "; abc abc2;";
  CHECK(subject.at_hits(text, {3, 308, 312}) == "[0,304)[309,314)");
}

TEST_CASE("A match without its keyword is dropped, and what it covered stays covered") {
  Subject subject("abca?", plan_of(3, 3, 4));
  subject.with([](Rule& rule) { rule.keywords = {"acme"}; });
  CHECK(subject.at_hits("abcabc", {3, 6}) == "");
  CHECK(subject.at_hits("acme abc", {8}) == "[5,8)");
}

TEST_CASE("The secret is the first group that took part and is not empty") {
  Subject subject("k=(a*)(b*)(c*)", plan_of(2, 2, 20));
  const auto secret_of = [&subject](std::string_view text) {
    std::vector<Match> matches;
    SecretCache secrets;
    confirm_hits(*subject.compiled, 0, text, hits_at({2}), secrets, matches);
    REQUIRE(matches.size() == 1);
    return std::string(
        text.substr(matches[0].secret_start, matches[0].secret_end - matches[0].secret_start));
  };
  CHECK(secret_of("k=aabc") == "aa");
  CHECK(secret_of("k=bbc") == "bb");
  CHECK(secret_of("k=;") == "k=");
  subject.with([](Rule& rule) { rule.secret_group = 3; });
  CHECK(secret_of("k=aabc") == "c");
}

TEST_CASE("Public groups are read again from the match, those that are empty left out") {
  Subject subject("k=(?P<user>[a-z]*):(?P<host>[a-z]*)!(s+)", plan_of(2, 2, 20));
  subject.with([](Rule& rule) { rule.identity = {"user", "host"}; });
  const std::string text = "..k=ana:!ss";
  std::vector<Match> matches;
  SecretCache secrets;
  confirm_hits(*subject.compiled, 0, text, hits_at({4}), secrets, matches);
  REQUIRE(matches.size() == 1);
  using Identity = std::vector<std::pair<std::string, std::string>>;
  CHECK(identity_of(*subject.compiled, text, matches[0]) == Identity{{"user", "ana"}});
  Match elsewhere = matches[0];
  elsewhere.start = 3;
  CHECK(identity_of(*subject.compiled, text, elsewhere).empty());
  subject.with([](Rule& rule) { rule.identity.clear(); });
  CHECK(identity_of(*subject.compiled, text, matches[0]).empty());
}

TEST_CASE("Public groups end where the rule's greatest length ends the match") {
  MatchPlan plan = plan_of(2, 2, 6);
  plan.is_cut = true;
  Subject subject("k=(?P<user>[a-z]+)", plan);
  subject.with([](Rule& rule) { rule.identity = {"user"}; });
  const std::string text = "k=abcdefgh";
  std::vector<Match> matches;
  SecretCache secrets;
  confirm_hits(*subject.compiled, 0, text, hits_at({2}), secrets, matches);
  REQUIRE(matches.size() == 1);
  using Identity = std::vector<std::pair<std::string, std::string>>;
  CHECK(identity_of(*subject.compiled, text, matches[0]) == Identity{{"user", "abcd"}});
}

}  // namespace
}  // namespace keyhound
