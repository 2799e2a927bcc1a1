// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/rule_options.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound {
namespace {

constexpr std::string_view kOwnRule =
    "[[rules]]\nid = \"own\"\nregex = '''own_([0-9A-Za-z]{20})'''\nsecret_group = 1\n";

const Rule* find_rule(const RuleSet& rules, std::string_view id) {
  const auto place = std::find_if(rules.rules.begin(), rules.rules.end(),
                                  [id](const Rule& rule) { return rule.id == id; });
  return place == rules.rules.end() ? nullptr : &*place;
}

RuleOptions options_of(std::vector<std::string> files, bool no_default_rules) {
  RuleOptions options;
  options.files = std::move(files);
  options.no_default_rules = no_default_rules;
  return options;
}

}  // namespace

TEST_CASE("The default rules are there without any option") {
  const auto rules = load_rule_set({});
  REQUIRE(rules);
  CHECK(rules->rules.size() > 100);
  CHECK(find_rule(*rules, testing::kGithubRule) != nullptr);
  CHECK(find_rule(*rules, testing::kGithubRule)->examples.empty());
  RuleOptions options;
  options.with_examples = true;
  CHECK_FALSE(find_rule(*load_rule_set(options), testing::kGithubRule)->examples.empty());
}

TEST_CASE("Rules of a file come beside the default ones, or replace those of the same id") {
  const testing::TempDir dir;
  dir.write_file("a/own.toml", kOwnRule);
  dir.write_file("b.toml", "[[rules]]\nid = \"" + std::string(testing::kGithubRule) +
                               "\"\nregex = '''mine_[0-9]{9}'''\n");
  const auto defaults = load_rule_set({});
  const auto rules = load_rule_set(options_of({dir / "a", dir / "b.toml"}, false));
  REQUIRE(rules);
  CHECK(rules->rules.size() == defaults->rules.size() + 1);
  CHECK(find_rule(*rules, "own") != nullptr);
  CHECK(find_rule(*rules, testing::kGithubRule)->regex == "mine_[0-9]{9}");
  CHECK(rules->digest != defaults->digest);
}

TEST_CASE("Without default rules only those of the files count, and there must be one") {
  const testing::TempDir dir;
  dir.write_file("own.toml", kOwnRule).write_file("none.toml", "");
  const auto own = load_rule_set(options_of({dir / "own.toml"}, true));
  REQUIRE(own);
  CHECK(own->rules.size() == 1);
  for (const RuleOptions& options : {options_of({}, true), options_of({dir / "none.toml"}, true)}) {
    const auto none = load_rule_set(options);
    REQUIRE_FALSE(none);
    CHECK(none.error().kind == ErrorKind::kConfiguration);
    CHECK_FALSE(make_engine(options));
  }
  const auto missing = load_rule_set(options_of({dir / "missing.toml"}, false));
  REQUIRE_FALSE(missing);
  CHECK(missing.error().message.find("missing.toml") != std::string::npos);
}

TEST_CASE("Two files with one rule id are refused") {
  const testing::TempDir dir;
  dir.write_file("a.toml", kOwnRule).write_file("b.toml", kOwnRule);
  const auto twice = load_rule_set(options_of({dir / "a.toml", dir / "b.toml"}, false));
  REQUIRE_FALSE(twice);
  CHECK(twice.error().kind == ErrorKind::kConfiguration);
}

TEST_CASE("The engine finds with default rules and with those of a file") {
  const testing::TempDir dir;
  dir.write_file("own.toml", kOwnRule);
  ::setenv("XDG_CACHE_HOME", (dir / "cache").c_str(), 1);
  const std::string text =
      "a = " + testing::github_pat(1) + "\nb = own_" + testing::alphanumerics(1, 20) + "\n";
  for (const bool with_own : {false, true, true}) {
    RuleOptions options;
    if (with_own) options.files = {dir / "own.toml"};
    const auto engine = make_engine(options);
    REQUIRE(engine);
    auto matcher = Matcher::create(*engine);
    REQUIRE(matcher);
    std::vector<Match> matches;
    REQUIRE(matcher->find(text, matches));
    const auto finds = [&](std::string_view id) {
      return std::any_of(matches.begin(), matches.end(), [&](const Match& match) {
        return engine->rules().rules[match.rule].id == id;
      });
    };
    CHECK(finds(testing::kGithubRule));
    CHECK(finds("own") == with_own);
  }
  ::unsetenv("XDG_CACHE_HOME");
}

}  // namespace keyhound
