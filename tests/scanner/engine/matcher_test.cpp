// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <sys/mman.h>

#include <string>
#include <thread>
#include <vector>

#include "scanner/engine/match_plan.h"
#include "scanner/engine/plan_codec.h"
#include "scanner/engine/rule_engine.h"
#include "scanner/engine/trigger_database.h"
#include "scanner/rules/rule_file.h"
#include "tests/support/aligned_image.h"

namespace keyhound {
namespace {

Rule make_rule(std::string id, std::string regex) {
  Rule rule;
  rule.id = std::move(id);
  rule.regex = std::move(regex);
  return rule;
}

RuleEngine engine_of(std::vector<Rule> rules) {
  RuleFile file;
  file.rules = std::move(rules);
  Result<RuleSet> set = make_rule_set(std::move(file));
  REQUIRE(set);
  Result<RuleEngine> engine = RuleEngine::create(std::move(*set));
  REQUIRE_MESSAGE(engine, engine.error().message);
  return std::move(*engine);
}

Matcher matcher_of(const RuleEngine& engine) {
  Result<Matcher> matcher = Matcher::create(engine);
  REQUIRE(matcher);
  return std::move(*matcher);
}

// "id[start,end)" of each match, which both ways of matching must agree on.
std::string found(const RuleEngine& engine, Matcher& matcher, std::string_view text) {
  std::vector<Match> matches;
  std::vector<Match> expected;
  REQUIRE(matcher.find(text, matches));
  REQUIRE(matcher.find_by_definition(text, expected));
  CHECK((matches == expected));
  std::string list;
  for (const Match& match : matches) {
    list += engine.rules().rules[match.rule].id + "[" + std::to_string(match.start) + "," +
            std::to_string(match.end) + ")";
  }
  return list;
}

// A rule of each way to be searched for: bounded, unbounded, without a trigger.
std::vector<Rule> mixed_rules() {
  return {make_rule("bounded", "qzx_[a-z]{4}"), make_rule("open", "wvu_[a-z]+"),
          make_rule("untriggered", "[0-9]{3}")};
}

TEST_CASE("Matches of all rules come in the order of rules, then of places") {
  const RuleEngine engine = engine_of(mixed_rules());
  Matcher matcher = matcher_of(engine);
  CHECK(found(engine, matcher, "123 wvu_a qzx_abcd 456 qzx_efgh") ==
        "bounded[10,18)bounded[23,31)open[4,9)untriggered[0,3)untriggered[19,22)");
  CHECK(found(engine, matcher, "") == "");
}

TEST_CASE("Rules that share a trigger are each confirmed at its hits") {
  Rule keyed = make_rule("c", "qzx_[a-z]{4}");
  keyed.keywords = {"acme"};
  const RuleEngine engine =
      engine_of({make_rule("a", "qzx_[a-z]{4}"), make_rule("b", "qzx_[a-z]{4}\\b"), keyed});
  Matcher matcher = matcher_of(engine);
  CHECK(found(engine, matcher, "qzx_abcde") == "a[0,8)");
  CHECK(found(engine, matcher, "acme qzx_abcd") == "a[5,13)b[5,13)c[5,13)");
}

TEST_CASE("Nothing of one text is left for the next, and old matches are replaced") {
  const RuleEngine engine = engine_of(mixed_rules());
  Matcher matcher = matcher_of(engine);
  const std::string text = "qzx_abcd 789";
  std::vector<Match> matches(5);
  REQUIRE(matcher.find(std::string(3000, 'q') + text, matches));
  CHECK(matches.size() == 2);
  REQUIRE(matcher.find("nothing", matches));
  CHECK(matches.empty());
  CHECK(found(engine, matcher, text) == "bounded[0,8)untriggered[9,12)");
}

TEST_CASE("Text may hold any bytes") {
  const RuleEngine engine = engine_of({make_rule("r", "qzx_[^ ]{3}")});
  Matcher matcher = matcher_of(engine);
  const std::string text = std::string("\0\xFF", 2) + "qzx_" + std::string("\0\n\x80", 3);
  CHECK(found(engine, matcher, text) == "r[2,9)");
}

// The offsets that the hits of each trigger end at, "trigger:end".
std::string hits_of(const TextMatches& found) {
  std::string list;
  for (const TriggerHit& hit : found.hits) {
    list += (list.empty() ? "" : " ") + std::to_string(hit.trigger) + ":" + std::to_string(hit.end);
  }
  return list;
}

TEST_CASE("What a text holds are its size, the hits of its triggers and its matches") {
  const RuleEngine engine = engine_of(mixed_rules());
  Matcher matcher = matcher_of(engine);
  TextMatches found;
  REQUIRE(matcher.find("wvu_a 123 qzx_1 qzx_abcd", found));
  std::vector<Match> matches;
  REQUIRE(matcher.find("wvu_a 123 qzx_1 qzx_abcd", matches));
  CHECK((found.matches == matches));
  CHECK(found.matches.size() == 3);
  CHECK(found.size == 24);
  CHECK(found.memory() >= 2 * sizeof(TriggerHit) + 3 * sizeof(Match));
  REQUIRE(matcher.find(std::string_view(), found));  // which has no address
  CHECK(found.size + found.hits.size() + found.matches.size() == 0);
}

TEST_CASE("Triggers of two databases are told apart, in whole texts and in derived ones") {
  RuleFile file;
  file.rules = {make_rule("shipped", "qzx_[a-z]{4}")};
  const Result<RuleSet> shipped = make_rule_set(std::move(file));
  REQUIRE(shipped);
  const Result<MatchPlan> plan = make_match_plan(shipped->rules[0]);
  REQUIRE(plan);
  const Result<std::string> compiled =
      TriggerDatabase::compile_image({&plan->trigger, 1}, CpuLevel::kBaseline);
  REQUIRE(compiled);
  const testing::AlignedImage image(*compiled);
  const std::string plans = encode_plans({*plan});
  const PrecompiledTriggers precompiled{shipped->digest, plans, {image.view()}};
  RuleFile all;
  all.rules = {make_rule("own", "wvu_[a-z]{4}"), shipped->rules[0]};
  Result<RuleSet> rules = make_rule_set(std::move(all));
  REQUIRE(rules);
  Result<RuleEngine> engine = RuleEngine::create(std::move(*rules), {&precompiled, &*shipped, ""});
  REQUIRE(engine);
  Matcher matcher = matcher_of(*engine);
  const std::string text = std::string(300, '.') + "wvu_abcd qzx_abcd" + std::string(300, '.');
  TextMatches base;
  REQUIRE(matcher.find(text, base));
  CHECK(hits_of(base) == "0:317 1:308");
  TextMatches found;
  const std::string derived = "qzx_abcd wvu_abcd" + text;
  REQUIRE(matcher.find_derived(derived, base, std::vector<CopiedRange>{{17, 0, 617}}, found));
  CHECK(hits_of(found) == "0:8 0:334 1:17 1:325");
  REQUIRE(found.matches.size() == 4);
  CHECK(engine->rules().rules[found.matches[0].rule].id == "own");
  CHECK(found.matches[3].start == 326);
}

TEST_CASE("A derived text gives what it holds itself, not what its base held") {
  const RuleEngine engine = engine_of(mixed_rules());
  Matcher matcher = matcher_of(engine);
  const std::string text = std::string(400, '.') + "qzx_abcd" + std::string(400, '.');
  TextMatches base;
  REQUIRE(matcher.find(text, base));
  TextMatches found;
  REQUIRE(matcher.find_derived("", base, {}, found));
  CHECK(found.matches.empty());
  // The token is copied, its first byte is not.
  const std::string cut = "-" + text.substr(401);
  REQUIRE(matcher.find_derived(cut, base, std::vector<CopiedRange>{{1, 401, 407}}, found));
  CHECK(found.hits.empty());
  CHECK(found.matches.empty());
  CHECK(found.size == cut.size());
}

TEST_CASE("Copied ranges that do not fit their texts are refused") {
  const RuleEngine engine = engine_of(mixed_rules());
  Matcher matcher = matcher_of(engine);
  TextMatches base;
  TextMatches found;
  REQUIRE(matcher.find("0123456789", base));
  for (const CopiedRange& range : {CopiedRange{0, 1, 10}, CopiedRange{1, 0, 10}}) {
    const Status status =
        matcher.find_derived("0123456789", base, std::vector<CopiedRange>{range}, found);
    REQUIRE_FALSE(status);
    CHECK(status.error().kind == ErrorKind::kInternal);
  }
}

TEST_CASE("Time is added up while a matcher measures, and only then") {
  const RuleEngine engine = engine_of(mixed_rules());
  Matcher matcher = matcher_of(engine);
  const std::string text(100'000, '1');
  TextMatches base;
  TextMatches found;
  const auto total = [&matcher] { return matcher.timings().trigger + matcher.timings().confirm; };
  REQUIRE(matcher.find(text, base));
  CHECK(total() == 0);
  matcher.measure(true);
  REQUIRE(matcher.find(text, base));
  const MatchTimings whole = matcher.timings();
  CHECK(whole.trigger > 0);
  CHECK(whole.confirm > 0);
  REQUIRE(matcher.find_derived(text, base, std::vector<CopiedRange>{{0, 0, text.size()}}, found));
  CHECK(matcher.timings().confirm > whole.confirm);
  matcher.measure(false);
  const std::uint64_t measured = total();
  REQUIRE(matcher.find(text, base));
  CHECK(total() == measured);
}

TEST_CASE("A matcher that was moved goes on, and threads with their own do not meet") {
  const RuleEngine engine = engine_of(mixed_rules());
  Matcher first = matcher_of(engine);
  Matcher moved = std::move(first);
  CHECK(found(engine, moved, "qzx_abcd") == "bounded[0,8)");
  std::vector<std::thread> threads;
  std::vector<std::size_t> counts(4);
  for (std::size_t& count : counts) {
    threads.emplace_back([&engine, &count] {
      Result<Matcher> own = Matcher::create(engine);
      std::vector<Match> matches;
      for (int i = 0; own && i < 200; ++i) {
        if (own->find("qzx_abcd wvu_x 123", matches)) count += matches.size();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(counts == std::vector<std::size_t>(4, 600));
}

TEST_CASE("A text of 4 GiB is refused by its size, before a byte of it is read") {
  const RuleEngine engine = engine_of(mixed_rules());
  Matcher matcher = matcher_of(engine);
  const std::size_t size = UINT32_MAX;
  void* address =
      ::mmap(nullptr, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  REQUIRE(address != MAP_FAILED);
  const std::string_view text(static_cast<const char*>(address), size);
  std::vector<Match> matches(1);
  const Status status = matcher.find(text, matches);
  REQUIRE_FALSE(status);
  CHECK(status.error().kind == ErrorKind::kLimit);
  CHECK_FALSE(matcher.find_by_definition(text, matches));
  CHECK(matches.empty());
  ::munmap(address, size);
}

}  // namespace
}  // namespace keyhound
