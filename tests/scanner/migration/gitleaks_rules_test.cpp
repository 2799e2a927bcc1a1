// SPDX-License-Identifier: Apache-2.0
#include "scanner/migration/gitleaks_rules.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

std::vector<std::string> names(std::string_view foreign) {
  if (foreign == "github-pat") return {"github-classic-pat"};
  return {};
}

GitleaksRules translated(std::string_view toml) {
  auto config = parse_gitleaks_config(toml, "g.toml", [](std::string_view) { return Status(); });
  REQUIRE(config.has_value());
  return translate_gitleaks(*config, names);
}

bool notes_hold(const GitleaksRules& rules, std::string_view text) {
  for (const MigrationNote& note : rules.notes)
    if (note.message.find(text) != std::string::npos) return true;
  return false;
}

}  // namespace

TEST_CASE("An entropy is rejected when it is not greater than the rule's") {
  const GitleaksRules rules = translated(
      "[[rules]]\nid = \"a\"\nregex = 'x'\nentropy = 3.5\n[[rules]]\nid = \"b\"\nregex = 'x'\n");
  REQUIRE(rules.file.rules.size() == 2);
  CHECK(rules.file.rules[0].entropy > 3.5);
  CHECK(rules.file.rules[0].entropy < 3.5000001);
  CHECK(rules.file.rules[1].entropy == 0);
}

TEST_CASE("Keywords and what a rule requires become conditions on the whole text") {
  const GitleaksRules rules = translated(
      "[[rules]]\nid = \"a\"\nregex = 'x'\nkeywords = [\"K\"]\n[[rules.required]]\nid = \"b\"\n"
      "[[rules]]\nid = \"b\"\nregex = 'y'\nskipReport = true\n[[rules]]\nid = \"c\"\nregex = "
      "'z'\n");
  CHECK(rules.file.rules[0].keywords.empty());
  REQUIRE(rules.conditions.size() == 2);
  CHECK(rules.conditions.at("a").keywords == std::vector<std::string>{"k"});
  CHECK(rules.conditions.at("b").skip_report);
}

TEST_CASE("A rule with a path alone is kept apart, and a rule that finds nothing stands in") {
  const GitleaksRules rules = translated("[[rules]]\nid = \"p12\"\npath = '''\\.p12$'''\n");
  REQUIRE(rules.path_rules.size() == 1);
  CHECK(rules.path_rules.front().path == "\\.p12$");
  REQUIRE(rules.file.rules.size() == 1);
  CHECK(rules.file.rules.front().id == kIdleRule);
}

TEST_CASE("Allowlists go to the rules that they target, and to keyhound's for gitleaks' own") {
  const GitleaksRules rules = translated(
      "[extend]\nuseDefault = true\ndisabledRules = [\"github-pat\", \"odd\"]\n"
      "[[rules]]\nid = \"a\"\nregex = 'x'\n[[rules]]\nid = \"github-pat\"\n[[rules.allowlists]]\n"
      "stopwords = [\"s\"]\n"
      "[[allowlists]]\npaths = ['p']\ntargetRules = [\"a\", \"github-pat\", \"unknown\"]\n"
      "[[allowlists]]\npaths = ['q']\n");
  CHECK(rules.with_defaults);
  CHECK(rules.file.rules.front().allowlists.size() == 1);
  CHECK(rules.file.allowlists.size() == 1);
  REQUIRE(rules.default_allowlists.size() == 2);
  CHECK(rules.default_allowlists[0].first == "github-classic-pat");
  CHECK(rules.disabled_defaults == std::vector<std::string>{"github-classic-pat"});
  CHECK(notes_hold(rules, "targetRules names unknown"));
  CHECK(notes_hold(rules, "disabledRules names odd"));
}

TEST_CASE("What cannot be taken over is told") {
  CHECK(
      notes_hold(translated("[extend]\nuseDefault = true\n[[rules]]\nid = \"odd\"\nentropy = 3\n"),
                 "knows no default rule of this name"));
  CHECK(notes_hold(
      translated("[extend]\nuseDefault = true\n[[rules]]\nid = \"github-pat\"\nentropy = 3\n"),
      "of a default rule are not changed"));
  CHECK(notes_hold(translated("[[rules]]\nid = \"a\"\nregex = 'x'\nentropy = 9\n"),
                   "no secret has an entropy above"));
}

}  // namespace keyhound
