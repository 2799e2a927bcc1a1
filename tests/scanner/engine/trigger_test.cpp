// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/trigger.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <string>

#include "scanner/base/c_handle.h"
#include "scanner/engine/hyperscan.h"
#include "scanner/engine/match_plan.h"
#include "scanner/engine/trigger_run.h"
#include "scanner/rules/rule_file.h"
#include "tests/support/build_places.h"

namespace keyhound {
namespace {

RegexShape shape_of(const std::string& regex) {
  Result<RegexShape> shape = analyse_regex(regex);
  REQUIRE(shape);
  return *shape;
}

TEST_CASE("The trigger is the rarest stretch that every match contains") {
  struct Row {
    const char* regex;
    const char* part;  // of the trigger
  };
  for (const Row& row : {
           Row{"\\b(AKIA[A-Z2-7]{16})\\b", "AKIA[2-7A-Z]"},
           Row{"\\bghp_[0-9A-Za-z]{36}", "ghp_[0-9A-Za-z]"},
           Row{"x?amzn1\\.oa2-cs\\.v1\\.[0-9a-f]{64}", "oa2"},
           Row{"[0-9A-Za-z]{52}JQQJ99[0-9A-Za-z]{20}", "JQQJ99"},
           Row{"(?i)hcloud_token\\s*=", "[Cc][Ll][Oo][Uu][Dd]_"},
           Row{"[a-z]{1,80}foo_?qzx", "_?qzx"},
       }) {
    CAPTURE(std::string(row.regex));
    const RegexShape shape = shape_of(row.regex);
    CAPTURE(shape.trigger);
    CHECK(shape.trigger.find(row.part) != std::string::npos);
    CHECK(shape.trigger_bits >= kMinTriggerBits);
  }
}

TEST_CASE("A regex that is too frequent everywhere has no trigger") {
  for (const char* regex :
       {"[a-z]{5}", "[0-9a-z]{30}", "the", "e+", "(?:secret_key_abc|[a-z]+)", "\\w*x?", ".*"}) {
    CAPTURE(regex);
    CHECK(shape_of(regex).trigger.empty());
  }
}

TEST_CASE("A stretch that holds a word goes before a rarer one of classes and single bytes") {
  constexpr const char* kUuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
  const RegexShape with_word = shape_of(std::string("(?i:acmecorp)[a-z_]{0,30}=\\s?") + kUuid);
  CHECK(with_word.has_word);
  CHECK(with_word.trigger.starts_with("[Aa][Cc][Mm][Ee]"));
  // Nothing but a word that is too frequent by itself: the classes it is.
  const RegexShape frequent = shape_of(std::string("(?i:key)[a-z_]{0,30}=\\s?") + kUuid);
  CHECK_FALSE(frequent.has_word);
  CHECK(frequent.trigger.find("\\x2d") != std::string::npos);
  const RegexShape without = shape_of(kUuid);
  CHECK_FALSE(without.has_word);
  CHECK(without.trigger.find("\\x2d") != std::string::npos);
}

TEST_CASE("A rule whose bytes hold no word is looked for by its keywords, if it has any") {
  Rule rule;
  rule.id = "r";
  rule.regex = "[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}";
  const Result<MatchPlan> alone = make_match_plan(rule);
  REQUIRE(alone);
  CHECK(alone->trigger.find("\\x2d") != std::string::npos);
  rule.keywords = {"acme", "x-y"};
  const Result<MatchPlan> plan = make_match_plan(rule);
  REQUIRE(plan);
  CHECK(plan->trigger == "(?:[Aa][Cc][Mm][Ee]|[Xx]\\x2d[Yy])");
  CHECK(plan->back_max == kUnbounded);
  rule.regex = "acme_" + rule.regex;
  const Result<MatchPlan> with_word = make_match_plan(rule);
  REQUIRE(with_word);
  CHECK(with_word->trigger.starts_with("acme_"));
}

TEST_CASE("The trigger of a context rule goes from its word over the operator to the value") {
  const std::string regex = "(?i:acmeco)[a-z.]{0,24}[=:][ ]{0,4}([0-9a-f]{32})(?:[^0-9a-f]|$)";
  const RegexShape shape = *analyse_regex(regex, TriggerChoice::kLeading);
  CAPTURE(shape.trigger);
  CHECK(shape.trigger.starts_with("[Aa][Cc][Mm][Ee][Cc][Oo]"));
  CHECK(shape.trigger.find("[\\x3a\\x3d]") != std::string::npos);
  CHECK(shape.trigger.ends_with("[0-9a-f]{29}"));
  CHECK(shape.trigger_end_min == 6 + 1 + 29);
  CHECK(shape.trigger_end_max == kMaxTriggerWidth);
  // What does not begin with something rare is searched for by its rarest stretch.
  CHECK(*analyse_regex("[0-9a-z]{2}acmeco_key", TriggerChoice::kLeading)->trigger.rbegin() == 'y');
  CHECK(analyse_regex("[a-z]{1,70}:QZXJKVWQ", TriggerChoice::kLeading)->trigger.find("QZX") !=
        std::string::npos);
}

TEST_CASE("Wide alternatives are represented by the best stretch of each") {
  const RegexShape shape =
      shape_of("(?:xoxb-[0-9]{10,90}[a-z]{50}|sk_live_[0-9a-zA-Z]{70,99}){2,3}z");
  CHECK(shape.trigger.find("xoxb") != std::string::npos);
  CHECK(shape.trigger.find("sk_live") != std::string::npos);
}

TEST_CASE("The place of the trigger in the match is known") {
  const RegexShape fixed = shape_of("AB[0-9]{4}QZXJKV");
  CHECK(fixed.trigger_end_max == fixed.trigger_end_min);
  const RegexShape ranged = shape_of("[a-z]{1,9}:QZXJKVWQ");
  REQUIRE(ranged.trigger_end_max);
  CHECK(*ranged.trigger_end_max - ranged.trigger_end_min == 8);
  CHECK(!shape_of("[a-z]+:QZXJKVWQ").trigger_end_max);
}

TEST_CASE("The bounds of a match and the bytes it spells out are known") {
  const RegexShape shape = shape_of("(?i)key[=:]{1,2}(?:abc|de)[0-9]{4,6}");
  CHECK(shape.min_length == 10);
  CHECK(shape.max_length == 14);
  CHECK(shape.literal_bytes == 6);
  CHECK(!shape_of("a{3,}").max_length);
}

TEST_CASE("Nested repeats of alternations are analysed in a moment") {
  std::string regex = "(?:aq|bz)";
  for (int i = 0; i < 12; ++i) regex = "(?:" + regex + "{9}|cj)";
  CHECK(analyse_regex(regex));
}

TEST_CASE("An explicit trigger must be well-formed, narrow and not empty") {
  struct Row {
    const char* trigger;
    const char* reason;
  };
  for (const Row& row :
       {Row{"[", "trigger: malformed class"}, Row{"a*", "trigger: it matches the empty string"},
        Row{"ab{64}", "trigger: it can match more than 64 bytes"},
        Row{"ab+", "trigger: it can match more than 64 bytes"}}) {
    CAPTURE(row.trigger);
    Rule rule;
    rule.regex = "ab{70}";
    rule.trigger = row.trigger;
    const Result<MatchPlan> plan = make_match_plan(rule);
    REQUIRE(!plan);
    CHECK(plan.error().message.find(row.reason) == 0);
  }
}

// What Hyperscan says about a trigger: a hit depends on no more than the 64 bytes before its end.
void check_locality(const std::string& trigger) {
  CAPTURE(trigger);
  hs_expr_info_t* info = nullptr;
  hs_compile_error_t* error = nullptr;
  REQUIRE(hs_expression_info(trigger.c_str(), 0, &info, &error) == HS_SUCCESS);
  const CHandle<hs_expr_info_t, std::free> owner(info);
  CHECK(info->min_width > 0);
  CHECK(info->max_width <= kMaxTriggerWidth);
  CHECK(info->unordered_matches == 0);
  CHECK(info->matches_at_eod == 0);
}

TEST_CASE("Whether a trigger hits depends on the 64 bytes before its end alone") {
  Result<RuleFile> file = load_rule_files(std::string(testing::kSourceDir) + "/rules");
  REQUIRE_MESSAGE(file, file.error().message);
  for (const Rule& rule : file->rules) {
    const Result<MatchPlan> plan = make_match_plan(rule);
    REQUIRE(plan);
    if (!plan->trigger.empty()) check_locality(plan->trigger);
  }
  Rule rule;
  rule.regex = "(?s:.){100}";
  for (const char* trigger :
       {"^abc$", "\\babc\\B", "(?m)^a{64}$", "\\A\\pLabc\\z", "(?i)\\x{e9}b"}) {
    rule.trigger = trigger;
    const Result<MatchPlan> plan = make_match_plan(rule);
    REQUIRE(plan);
    check_locality(plan->trigger);
  }
  rule.trigger.clear();
  rule.keywords = {std::string(64, 'k'), "^"};
  check_locality(make_match_plan(rule)->trigger);
}

TEST_CASE("max_length bounds a regex that has no bound, and cuts one that has a greater one") {
  Rule rule;
  rule.regex = "-----BEGIN[^-]+";
  CHECK(make_match_plan(rule)->max_length == kUnbounded);
  rule.max_length = 500;
  CHECK(make_match_plan(rule)->max_length == 500);
  CHECK(make_match_plan(rule)->is_cut);
  rule.regex = "-----BEGIN[^-]{1,20}";
  CHECK(make_match_plan(rule)->max_length == 30);
  CHECK(!make_match_plan(rule)->is_cut);
  rule.max_length = 5;
  CHECK(!make_match_plan(rule));
}

TEST_CASE(
    "Without a stretch of its own a rule is triggered by its keywords, anywhere in the text") {
  Rule rule;
  rule.regex = "[0-9a-z]{30}";
  CHECK(make_match_plan(rule)->trigger.empty());
  rule.keywords = {"acme", "foo"};
  const Result<MatchPlan> plan = make_match_plan(rule);
  CHECK(plan->trigger == "(?:[Aa][Cc][Mm][Ee]|[Ff][Oo][Oo])");
  CHECK(plan->back_max == kUnbounded);
}

}  // namespace
}  // namespace keyhound
