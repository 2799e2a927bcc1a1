// SPDX-License-Identifier: Apache-2.0
// Here the base claims matches that RE2 would not find. Where they come back, they were carried;
// where RE2's come back, it was asked.
#include "scanner/engine/carry.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

namespace keyhound {
namespace {

constexpr std::uint32_t kIndex = 7;

// "tok" and up to 5 digits, found by a trigger that ends behind "tok".
struct Subject {
  explicit Subject(std::vector<std::string> keywords = {}) {
    rule.id = "r";
    rule.regex = "tok[0-9]{0,5}";
    rule.keywords = std::move(keywords);
    MatchPlan plan;
    plan.trigger = "tok";
    plan.back_min = 3;
    plan.back_max = 3;
    plan.max_length = 8;
    compiled = CompiledRule::create_proved(rule, plan);
  }

  Rule rule;
  std::unique_ptr<CompiledRule> compiled;
};

std::vector<TriggerHit> hits_at(const std::vector<std::uint32_t>& starts) {
  std::vector<TriggerHit> hits;
  for (const std::uint32_t start : starts) hits.push_back({3, start + 3});
  return hits;
}

// A base of 1,000 bytes with hits at some places, and as its claim a match of one byte at each,
// with a secret of none.
struct Base {
  explicit Base(const std::vector<std::uint32_t>& starts) : hits(hits_at(starts)) {
    matches.push_back({kIndex - 1, 100, 101, 100, 101, {}});
    for (const std::uint32_t start : starts) {
      matches.push_back({kIndex, start, start + 1U, start + 1U, start + 1U, {}});
    }
    matches.push_back({kIndex + 1, 100, 101, 100, 101, {}});
  }

  std::vector<TriggerHit> hits;
  std::vector<Match> matches;
};

// A text of dots with "tok12" at `starts`.
std::string text_with(std::size_t size, const std::vector<std::uint32_t>& starts) {
  std::string text(size, '.');
  for (const std::uint32_t start : starts) text.replace(start, 5, "tok12");
  return text;
}

// Each match as "start" if it was carried and "start!" if it was confirmed.
std::string carried(const Subject& subject, const Base& base, std::size_t size,
                    const std::vector<CopiedRange>& copied,
                    const std::vector<std::uint32_t>& starts) {
  const std::string text = text_with(size, starts);
  std::vector<Match> matches;
  SecretCache secrets;
  carry_matches(*subject.compiled, kIndex, {text, copied, base.matches, 1000}, hits_at(starts),
                base.hits, secrets, matches);
  std::string list;
  for (const Match& match : matches) {
    CHECK(match.rule == kIndex);
    const bool is_carried = match.end == match.start + 1;
    CHECK(match.secret_end == match.end);
    CHECK(match.secret_start == (is_carried ? match.end : match.start));
    list += (list.empty() ? "" : " ") + std::to_string(match.start) + (is_carried ? "" : "!");
  }
  return list;
}

TEST_CASE("A match is carried when one byte before it and one behind its greatest length are") {
  const Subject subject;
  const Base base({100});
  CHECK(carried(subject, base, 1000, {{0, 0, 1000}}, {100}) == "100");
  CHECK(carried(subject, base, 1000, {{99, 99, 10}}, {100}) == "100");
  CHECK(carried(subject, base, 1000, {{100, 100, 9}}, {100}) == "100!");
  CHECK(carried(subject, base, 1000, {{99, 99, 9}}, {100}) == "100!");
  CHECK(carried(subject, base, 1000, {{99, 99, 5}, {104, 204, 50}}, {100}) == "100!");
  CHECK(carried(subject, base, 1000, {}, {100}) == "100!");
}

TEST_CASE("A rule with keywords asks for the bytes in which they count") {
  const Subject subject({"acme"});
  const Base base({300});
  CHECK(carried(subject, base, 1000, {{44, 44, 520}}, {300}) == "300");
  // Confirmed, and dropped for want of its keyword.
  CHECK(carried(subject, base, 1000, {{45, 45, 519}}, {300}) == "");
  CHECK(carried(subject, base, 1000, {{44, 44, 519}}, {300}) == "");
}

TEST_CASE("All offsets of a match move with its range") {
  const Subject subject;
  const Base base({100, 900});
  CHECK(carried(subject, base, 2000, {{50, 80, 40}, {500, 880, 40}}, {70, 520}) == "70 520");
  // The same bytes twice, and swapped.
  CHECK(carried(subject, base, 2000, {{0, 880, 40}, {40, 80, 40}, {80, 80, 40}}, {20, 60, 100}) ==
        "20 60 100");
}

TEST_CASE("Only matches that start at the group's places are its own") {
  const Subject subject;
  const Base neighbours({99, 101});
  Base base({100});
  base.matches = neighbours.matches;
  CHECK(carried(subject, base, 1000, {{0, 0, 1000}}, {100}) == "");
}

TEST_CASE("At the beginning of the text a match is carried from the beginning only") {
  const Subject subject;
  const Base at_start({0});
  CHECK(carried(subject, at_start, 1000, {{0, 0, 9}}, {0}) == "0");
  CHECK(carried(subject, at_start, 1000, {{5, 0, 100}}, {5}) == "5!");
  const Base behind_start({5});
  CHECK(carried(subject, behind_start, 1000, {{0, 5, 100}}, {0}) == "0!");
  CHECK(carried(subject, behind_start, 1000, {{0, 4, 100}}, {1}) == "1");
}

TEST_CASE("At the end of the text a match is carried from the end only") {
  const Subject subject;
  const Base at_end({994});
  CHECK(carried(subject, at_end, 500, {{400, 900, 100}}, {494}) == "494");
  CHECK(carried(subject, at_end, 510, {{400, 900, 100}}, {494}) == "494!");
  const Base before_end({894});
  CHECK(carried(subject, before_end, 500, {{400, 800, 100}}, {494}) == "494!");
}

// The base's match at `start` ends at `end`.
Base with_end(Base base, std::size_t start, std::size_t end) {
  for (Match& match : base.matches) {
    if (match.rule == kIndex && match.start == start) match.end = end;
  }
  return base;
}

TEST_CASE("A match is carried when the walk comes to it as in the base") {
  const Subject subject;
  const std::vector<CopiedRange> copied = {{99, 99, 500}};
  // The base has a match before it that ends there, or reaches into it.
  CHECK(carried(subject, with_end(Base({95, 100}), 95, 100), 1000, copied, {100}) == "100");
  CHECK(carried(subject, with_end(Base({95, 100}), 95, 101), 1000, copied, {100}) == "100!");
  // The text has one that reaches in as far, or farther: it ends at 100 or 101.
  CHECK(carried(subject, with_end(Base({95, 100}), 95, 101), 1000, copied, {95, 100}) ==
        "95! 100!");
  CHECK(carried(subject, with_end(Base({95, 100}), 95, 100), 1000, copied, {95, 100}) == "95! 100");
  CHECK(carried(subject, with_end(Base({96, 101}), 96, 101), 1000, copied, {96, 101}) == "96! 101");
}

TEST_CASE(
    "Where no match before it is known for want of keywords, hits of the base are in the way") {
  const Subject subject({"acme"});
  const std::vector<CopiedRange> copied = {{44, 44, 700}};
  // The base's walk comes to 300 from 293 or 292; the text has nothing there.
  CHECK(carried(subject, Base({293, 300}), 1000, copied, {300}) == "");
  CHECK(carried(subject, Base({292, 300}), 1000, copied, {300}) == "300");
  // What stands behind it in the base is not in its way.
  CHECK(carried(subject, Base({300, 303}), 1000, copied, {300}) == "300");
}

TEST_CASE(
    "With keywords, hits that could be in each other's way are carried or confirmed together") {
  const Subject subject({"acme"});
  const Base base({300, 307, 315});
  CHECK(carried(subject, base, 1000, {{0, 0, 1000}}, {300, 307, 315}) == "300 307 315");
  // The window of the first two is short of a byte; the third has its own.
  CHECK(carried(subject, base, 1000, {{45, 45, 900}}, {300, 307, 315}) == "315");
  CHECK(carried(subject, base, 1000, {{44, 44, 526}}, {300, 307, 315}) == "");
  CHECK(carried(subject, base, 1000, {{44, 44, 527}}, {300, 307, 315}) == "300 307");
}

TEST_CASE("A hit too near to the beginning for a match belongs to no group") {
  const Subject subject;
  const Base base({100});
  const std::string text = text_with(1000, {100});
  const std::vector<TriggerHit> hits = {{3, 2}, {3, 103}};
  const std::vector<CopiedRange> copied = {{0, 0, 1000}};
  std::vector<Match> matches;
  SecretCache secrets;
  carry_matches(*subject.compiled, kIndex, {text, copied, base.matches, 1000}, hits, hits, secrets,
                matches);
  REQUIRE(matches.size() == 1);
  CHECK(matches[0].end == 101);
  matches.clear();
  carry_matches(*subject.compiled, kIndex, {text, copied, base.matches, 1000},
                std::span(hits).first(1), hits, secrets, matches);
  CHECK(matches.empty());
}

TEST_CASE("A rule without a bound is confirmed on the whole text") {
  Subject subject;
  for (const auto& [back_max, max_length] :
       {std::pair<std::size_t, std::size_t>{3, kUnbounded}, {kUnbounded, 8}}) {
    MatchPlan plan = subject.compiled->plan();
    plan.back_max = back_max;
    plan.max_length = max_length;
    subject.compiled = CompiledRule::create_proved(subject.rule, plan);
    CHECK(carried(subject, Base({100, 300}), 1000, {{0, 0, 1000}}, {100, 300}) == "100! 300!");
  }
}

}  // namespace
}  // namespace keyhound
