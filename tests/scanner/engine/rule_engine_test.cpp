// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/rule_engine.h"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <vector>

#include "scanner/engine/match_plan.h"
#include "scanner/engine/plan_codec.h"
#include "scanner/engine/plan_table.h"
#include "scanner/engine/rule_check.h"
#include "scanner/engine/rule_cost.h"
#include "scanner/engine/trigger_database.h"
#include "scanner/engine/trigger_table.h"
#include "scanner/rules/rule_codec.h"
#include "scanner/rules/rule_file.h"
#include "scanner/rules/rule_pack.h"
#include "tests/support/aligned_image.h"

namespace keyhound {
namespace {

Rule make_rule(std::string id, std::string regex) {
  Rule rule;
  rule.id = std::move(id);
  rule.regex = std::move(regex);
  rule.origin = "my.toml";
  return rule;
}

RuleSet set_of(std::vector<Rule> rules) {
  RuleFile file;
  file.rules = std::move(rules);
  Result<RuleSet> set = make_rule_set(std::move(file));
  REQUIRE(set);
  return *set;
}

RuleEngine engine_of(std::vector<Rule> rules, const EngineOptions& options = {}) {
  Result<RuleEngine> engine = RuleEngine::create(set_of(std::move(rules)), options);
  REQUIRE_MESSAGE(engine, engine.error().message);
  return std::move(*engine);
}

std::vector<Match> find(const RuleEngine& engine, std::string_view text) {
  Result<Matcher> matcher = Matcher::create(engine);
  REQUIRE(matcher);
  std::vector<Match> matches;
  REQUIRE(matcher->find(text, matches));
  return matches;
}

std::string secret(std::string_view text, const Match& match) {
  return std::string(text.substr(match.secret_start, match.secret_end - match.secret_start));
}

std::string refusal(const Rule& rule) {
  const Result<RuleEngine> engine = RuleEngine::create(set_of({rule}));
  REQUIRE(!engine);
  CHECK(engine.error().kind == ErrorKind::kConfiguration);
  return engine.error().message;
}

TEST_CASE("Matcher reports the capture group, not the whole match") {
  Rule rule = make_rule("r", "key_zq=(?P<name>[a-z]+):([0-9]+)(;x)?");
  rule.identity = {"name"};
  rule.max_length = 100;
  const std::string text = "..key_zq=bob:123 key_zq=al:4;x";
  const RuleEngine engine = engine_of({rule});
  const std::vector<Match> matches = find(engine, text);
  REQUIRE(matches.size() == 2);
  CHECK(matches[0].start == 2);
  CHECK(matches[0].end == 16);
  CHECK(secret(text, matches[0]) == "123");
  CHECK(secret(text, matches[1]) == "4");
  using Identity = std::vector<std::pair<std::string, std::string>>;
  CHECK(engine.identity(text, matches[0]) == Identity{{"name", "bob"}});
}

TEST_CASE("Matches that touch are all found, and one that overlaps its predecessor is not") {
  const RuleEngine engine = engine_of({make_rule("r", "qzxj[0-9](?:qzxj)?")});
  CHECK(find(engine, "qzxj1qzx").size() == 1);
  CHECK(find(engine, "qzxj1qzxj").size() == 1);
  CHECK(find(engine, "qzxj1qzxjqzxj2").size() == 2);
  CHECK(find(engine, "qzxj1qzxj2qzxj3").size() == 2);
  CHECK(find(engine_of({make_rule("r", "qzxj[0-9]")}), "qzxj1qzxj2qzxj3").size() == 3);
}

TEST_CASE("The secret is the named group, the first that took part, or the whole match") {
  struct Row {
    const char* regex;
    int group;
    const char* secret;
  };
  for (const Row& row : {Row{"qzx_(a+)(b+)", 0, "aa"}, Row{"qzx_(a+)(b+)", 2, "bb"},
                         Row{"qzx_(?:(c+)|(a+))b", 0, "aa"}, Row{"qzx_(?:(c+)|a+)b", 1, "qzx_aab"},
                         Row{"qzx_a+", 0, "qzx_aa"}}) {
    CAPTURE(row.regex);
    Rule rule = make_rule("r", row.regex);
    rule.secret_group = row.group;
    const std::string text = "qzx_aabb";
    const std::vector<Match> matches = find(engine_of({rule}), text);
    REQUIRE(matches.size() == 1);
    CHECK(secret(text, matches[0]) == row.secret);
  }
}

TEST_CASE("A rule is refused by name and file, with the reason") {
  struct Row {
    const char* regex;
    const char* reason;
  };
  for (const Row& row :
       {Row{"[", "missing ]"}, Row{"(?=a)b", "invalid perl operator"},
        Row{"(a)\\1", "invalid escape sequence"},
        Row{"(?:a{1,1000}){1,1000}", "the regex is refused"}, Row{"x*", "matches the empty string"},
        Row{"\\b", "matches the empty string"}, Row{"(?:a|b)?$", "matches the empty string"}}) {
    CAPTURE(row.regex);
    const std::string message = refusal(make_rule("bad-rule", row.regex));
    CHECK(message.find("my.toml: rule bad-rule: ") == 0);
    CHECK(message.find(row.reason) != std::string::npos);
  }
  Rule rule = make_rule("r", "abc(d)");
  rule.secret_group = 2;
  CHECK(refusal(rule).find("secret_group is 2, and the regex has 1 groups") != std::string::npos);
  rule = make_rule("r", "abc(d)");
  rule.identity = {"who"};
  CHECK(refusal(rule).find("the group \"who\"") != std::string::npos);
  rule = make_rule("r", "abc");
  rule.path = "(";
  CHECK(refusal(rule).find("path: the regex is refused") != std::string::npos);
  rule = make_rule("r", std::string("abc{70}"));
  rule.trigger = "abc{70}";
  CHECK(refusal(rule).find("more than 64 bytes") != std::string::npos);
  std::string alternatives = "word0";
  for (int i = 1; i < 3000; ++i) alternatives += "|word" + std::to_string(i) + "[a-z]{0,50}x";
  CHECK(refusal(make_rule("r", alternatives)).find("too large") != std::string::npos);
}

TEST_CASE("An empty or ambiguous set is refused") {
  CHECK(!RuleEngine::create(RuleSet{}));
  RuleSet twice;
  twice.rules = {make_rule("r", "abc"), make_rule("r", "abd")};
  const Result<RuleEngine> engine = RuleEngine::create(twice);
  REQUIRE(!engine);
  CHECK(engine.error().message.find("the id is used twice") != std::string::npos);
}

TEST_CASE("Regexes that make others hang run in time that grows with the text") {
  const std::string text = std::string(200'000, 'a') + "!";
  for (const char* regex :
       {"(a+)+$", "^(([a-z])+.)+[A-Z]([a-z])+$", "\\p{L}{1,500}z", "(?:a|a)+b", "a{500}b"}) {
    CAPTURE(regex);
    const RuleEngine engine = engine_of({make_rule("r", regex)});
    const auto start = std::chrono::steady_clock::now();
    find(engine, text);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
  }
}

TEST_CASE("A keyword must stand within reach of the match, in either case") {
  Rule rule = make_rule("r", "[0-9a-f]{32}");
  rule.keywords = {"acme"};
  const RuleEngine engine = engine_of({rule});
  const std::string token = "0123456789abcdef0123456789abcdef";
  CHECK(find(engine, "ACME = " + token).size() == 1);
  CHECK(find(engine, token).empty());
  CHECK(find(engine, "acme" + std::string(kKeywordReach - 4, ' ') + token).size() == 1);
  CHECK(find(engine, "acme" + std::string(kKeywordReach - 3, ' ') + token).empty());
  CHECK(find(engine, token + std::string(kKeywordReach - 4, ' ') + "acme").size() == 1);
}

TEST_CASE("A match longer than max_length is not found") {
  Rule rule = make_rule("r", "BEGINQ[^-]+-END");
  rule.max_length = 20;
  const RuleEngine engine = engine_of({rule});
  CHECK(find(engine, "BEGINQ0123456789-END").size() == 1);
  CHECK(find(engine, "BEGINQ01234567890-END").empty());
  CHECK(find(engine, "BEGINQ01234BEGINQ56-END").size() == 1);
}

TEST_CASE("The context covers the longest bounded rule; a rule without a bound has none") {
  Rule open = make_rule("open", "qzx_[a-z]+");
  Rule keyed = make_rule("keyed", "qzx_[a-z]{16}");
  keyed.keywords = {"k"};
  CHECK(engine_of({keyed}).context() == 20 + kKeywordReach);
  CHECK(!engine_of({keyed, open}).context());
  CHECK(engine_of({keyed, open}).bounded_context() == 20 + kKeywordReach);
}

TEST_CASE("The surer rule is more specific, then the one that spells out more") {
  Rule vague = make_rule("a", "secretkey_q[a-z]{9}");
  Rule sure = make_rule("b", "qzx_[a-z]{9}");
  Rule surer = make_rule("c", "qzx_v1_[a-z]{9}");
  vague.confidence = Confidence::kLow;
  const RuleEngine engine = engine_of({vague, sure, surer});
  CHECK(engine.specificity(0) < engine.specificity(1));
  CHECK(engine.specificity(1) < engine.specificity(2));
}

TEST_CASE("Of two rules with one regex that which asks for a keyword or a path is more specific") {
  Rule plain = make_rule("a", "qzx_[a-z]{9}");
  Rule with_path = plain;
  with_path.id = "b";
  with_path.path = "\\.npmrc$";
  Rule with_keyword = plain;
  with_keyword.id = "c";
  with_keyword.keywords = {"provider", "pro"};
  const RuleEngine engine = engine_of({plain, with_path, with_keyword});
  CHECK(engine.specificity(0) + 8 == engine.specificity(1));
  CHECK(engine.specificity(0) + 3 == engine.specificity(2));
}

TEST_CASE("A rule with a path applies where its path matches") {
  Rule rule = make_rule("r", "qzx_[a-z]{9}");
  rule.path = "\\.npmrc$";
  const RuleEngine engine = engine_of({rule});
  CHECK(engine.applies_to_path(0, "home/.npmrc"));
  CHECK(!engine.applies_to_path(0, "home/.npmrc.bak"));
}

TEST_CASE("Rules compiled at build time and rules of the user find the same as rules of one kind") {
  const RuleSet shipped = set_of({make_rule("a", "qzx_[a-z]{9}"), make_rule("b", "qzx_[a-z]{5}9"),
                                  make_rule("c", "wvu_[a-z]{9}")});
  std::vector<MatchPlan> plans;
  for (const Rule& rule : shipped.rules) plans.push_back(*make_match_plan(rule));
  const std::string encoded = encode_plans(plans);
  const Result<std::string> compiled =
      TriggerDatabase::compile_image(make_trigger_table(plans).patterns(), CpuLevel::kBaseline);
  REQUIRE(compiled);
  const testing::AlignedImage image(*compiled);
  const PrecompiledTriggers triggers{shipped.digest, encoded, {image.view()}};
  EngineOptions options;
  options.precompiled = &triggers;
  options.precompiled_rules = &shipped;
  const std::vector<Rule> rules = {make_rule("a", "qzx_[a-z]{9}"), make_rule("c", "wvu_[0-9]{9}"),
                                   make_rule("d", "qzx_[a-z]{3}")};
  const std::string text = "qzx_abcdefghij wvu_abcdefghij wvu_012345678";
  const RuleEngine mixed = engine_of(rules, options);
  CHECK(find(mixed, text) == find(engine_of(rules), text));
  CHECK(find(mixed, text).size() == 3);
  CHECK_FALSE(mixed.is_proved_whole());
  CHECK(mixed.is_proved(0));
  CHECK_FALSE(mixed.is_proved(1));
}

TEST_CASE(
    "An engine that reads rules when they are needed finds the same as one that has read them") {
  Rule with_path = make_rule("c", "wvu_[a-z]{9}");
  with_path.path = "\\.env$";
  const RuleSet rules =
      set_of({make_rule("a", "qzx_[a-z]{9}"), make_rule("b", "qzx_[a-z]{5}9"), with_path});
  std::vector<MatchPlan> plans;
  for (const Rule& rule : rules.rules) plans.push_back(*make_match_plan(rule));
  const std::string encoded = encode_rule_set(rules);
  const std::string rule_table = encode_rule_table(rules);
  const std::string encoded_plans = encode_plans(plans);
  const std::string plan_table = encode_plan_table(rules, plans);
  const Result<std::string> compiled =
      TriggerDatabase::compile_image(make_trigger_table(plans).patterns(), CpuLevel::kBaseline);
  REQUIRE(compiled);
  const testing::AlignedImage image(*compiled);
  const auto pack = RulePack::open(encoded, rule_table);
  REQUIRE(pack);
  PrecompiledTriggers triggers{rules.digest, encoded_plans, {image.view()}, plan_table};
  const auto packed = RuleEngine::open(*pack, triggers);
  REQUIRE(packed);
  const RuleEngine whole = engine_of(rules.rules);
  const std::string text = "qzx_abcdefghij qzx_abcde9 wvu_abcdefghij";
  CHECK(find(*packed, text) == find(whole, text));
  CHECK(find(*packed, text).size() == 3);
  CHECK(packed->size() == 3);
  CHECK(packed->context() == whole.context());
  CHECK(packed->is_proved_whole());
  CHECK(packed->rules_with_path() == whole.rules_with_path());
  CHECK(packed->find("b") == whole.find("b"));
  CHECK_FALSE(packed->find("d"));
  CHECK(packed->common().rules.empty());
  CHECK(packed->common().digest == rules.digest);
  CHECK(packed->rules().rules.size() == 3);
  for (std::uint32_t i = 0; i < 3; ++i) {
    CHECK(packed->rule(i).id == whole.rule(i).id);
    CHECK(packed->specificity(i) == whole.specificity(i));
    CHECK(packed->trigger(i) == whole.trigger(i));
    CHECK(packed->is_proved(i));
  }
  triggers.rules_digest = "sha256:0";
  CHECK_FALSE(RuleEngine::open(*pack, triggers));
}

TEST_CASE("Match plans that belong to other rules are refused, not used") {
  const RuleSet shipped = set_of({make_rule("a", "qzx_[a-z]{9}"), make_rule("b", "wvu_[a-z]{9}")});
  const std::string encoded = encode_plans({*make_match_plan(shipped.rules[0])});
  const PrecompiledTriggers triggers{shipped.digest, encoded, {}};
  EngineOptions options;
  options.precompiled = &triggers;
  const auto engine = RuleEngine::create(shipped, options);
  REQUIRE_FALSE(engine);
  CHECK(engine.error().kind == ErrorKind::kCorrupt);
}

TEST_CASE("The rule check finds a trigger that does not stand in every match") {
  Rule rule = make_rule("r", "user=([a-z]{1,64}):pw_qz");
  rule.trigger = "user=[a-z]{1,40}:";
  const Status status = check_rule_search(rule);
  REQUIRE(!status);
  CHECK(status.error().message.find("my.toml: rule r: its trigger does not stand") == 0);
  rule.trigger = ":pw_qz";
  CHECK(check_rule_search(rule));
}

TEST_CASE("The cost tells of rules without bound, without trigger, and of frequent triggers") {
  std::string corpus;
  while (corpus.size() < 1'000'000) corpus += "int main(int argc, char** argv) { return argc; }\n";
  const std::string_view texts[] = {corpus};
  CHECK(excesses(*measure_cost(make_rule("good", "qzx_[a-z]{9}"), texts)).empty());
  CHECK(excesses(*measure_cost(make_rule("open", "qzx_[a-z]+"), texts)).size() == 1);
  CHECK(excesses(*measure_cost(make_rule("bare", "[a-z]{9}"), texts)).size() == 1);
  Rule frequent = make_rule("frequent", "return argc");
  const Result<RuleCost> cost = measure_cost(frequent, texts);
  REQUIRE(cost);
  CHECK(cost->hits_per_megabyte > kMaxHitsPerMegabyte);
  const Rule counted = make_rule("counted", "qzx_([a-z]{8,1000}[a-z]{0,1000}[a-z]{0,1000}=)");
  CHECK(measure_cost(counted, texts)->confirm_us > kMaxConfirmMicroseconds);
  CHECK(!measure_cost(frequent, {}));
}

}  // namespace
}  // namespace keyhound
