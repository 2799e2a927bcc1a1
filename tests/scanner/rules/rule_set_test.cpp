// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "scanner/rules/rule_file.h"

namespace keyhound {
namespace {

Rule make_rule(std::string id, std::string regex, std::string origin = "base.toml") {
  Rule rule;
  rule.id = std::move(id);
  rule.regex = std::move(regex);
  rule.origin = std::move(origin);
  return rule;
}

RuleFile file_of(std::vector<Rule> rules, std::vector<std::string> stopwords = {}) {
  RuleFile file;
  file.rules = std::move(rules);
  for (const std::string& word : stopwords) file.allowlists.emplace_back().stopwords = {word};
  return file;
}

RuleSet set_of(RuleFile base, RuleFile overrides = {}) {
  Result<RuleSet> set = make_rule_set(std::move(base), std::move(overrides));
  REQUIRE_MESSAGE(set, set.error().message);
  return std::move(*set);
}

// "id=regex" of each rule, in the order of the set.
std::string describe(const RuleSet& set) {
  std::string text;
  for (const Rule& rule : set.rules) text += rule.id + "=" + rule.regex + " ";
  return text;
}

TEST_CASE("A set has its rules in the order of their ids") {
  CHECK(describe(set_of(file_of(
            {make_rule("b", "2"), make_rule("c", "3"), make_rule("a", "1")}))) == "a=1 b=2 c=3 ");
  CHECK(set_of({}).rules.empty());
}

TEST_CASE("A rule of the user replaces the one with its id and stands beside the others") {
  const RuleSet set = set_of(file_of({make_rule("a", "1"), make_rule("c", "3")}),
                             file_of({make_rule("c", "mine", "my.toml"), make_rule("b", "new")}));
  CHECK(describe(set) == "a=1 b=new c=mine ");
  CHECK(set.rules[2].origin == "my.toml");
}

TEST_CASE("An id that one side holds twice is refused, naming both files") {
  const std::vector<Rule> twice = {make_rule("a", "1", "one.toml"),
                                   make_rule("a", "2", "two.toml")};
  for (const bool is_override : {false, true}) {
    CAPTURE(is_override);
    const auto set =
        is_override ? make_rule_set({}, file_of(twice)) : make_rule_set(file_of(twice));
    REQUIRE_FALSE(set);
    CHECK(set.error().kind == ErrorKind::kConfiguration);
    CHECK(set.error().message == "two.toml: rule a: the id is used already in one.toml");
  }
}

TEST_CASE("Allowlists of both sides hold, those of the base first") {
  const RuleSet set = set_of(file_of({}, {"base"}), file_of({}, {"mine", "also"}));
  REQUIRE(set.allowlists.size() == 3);
  CHECK(set.allowlists[0].stopwords[0] == "base");
  CHECK(set.allowlists[1].stopwords[0] == "mine");
  CHECK(set.allowlists[2].stopwords[0] == "also");
}

TEST_CASE("The digest names what the rules say, not where they were read or in which order") {
  const std::string digest = set_of(file_of({make_rule("a", "1"), make_rule("b", "2")})).digest;
  CHECK(digest.size() == std::string("sha256:").size() + 64);
  CHECK(digest.find("sha256:") == 0);
  CHECK(set_of(file_of({make_rule("b", "2", "x"), make_rule("a", "1", "y")})).digest == digest);
  CHECK(set_of(file_of({make_rule("a", "1")}), file_of({make_rule("b", "2")})).digest == digest);
  CHECK(set_of(file_of({make_rule("a", "0"), make_rule("b", "2")}), file_of({make_rule("a", "1")}))
            .digest == digest);
}

TEST_CASE("The digest changes with any rule and with the allowlists") {
  const auto digest_with = [](void (*change)(Rule&)) {
    Rule rule = make_rule("a", "1");
    change(rule);
    return set_of(file_of({rule})).digest;
  };
  const std::string digest = digest_with([](Rule&) {});
  CHECK(digest_with([](Rule& rule) { rule.regex = "2"; }) != digest);
  CHECK(digest_with([](Rule& rule) { rule.severity = Severity::kLow; }) != digest);
  CHECK(digest_with([](Rule& rule) { rule.keywords = {"k"}; }) != digest);
  CHECK(digest_with([](Rule& rule) { rule.family = "f"; }) != digest);
  CHECK(set_of(file_of({make_rule("a", "1")}, {"w"})).digest != digest);
  CHECK(set_of({}).digest != digest);
}

}  // namespace
}  // namespace keyhound
