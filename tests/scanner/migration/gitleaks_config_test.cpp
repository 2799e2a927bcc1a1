// SPDX-License-Identifier: Apache-2.0
#include "scanner/migration/gitleaks_config.h"

#include <doctest/doctest.h>

#include "scanner/migration/gitleaks_fields.h"

namespace keyhound {
namespace {

// Stands for RE2: a regex with "(?=" does not compile.
Status check(std::string_view regex) {
  if (regex.find("(?=") == std::string_view::npos) return {};
  return fail(ErrorKind::kConfiguration, "invalid perl operator: (?=");
}

GitleaksConfig parsed(std::string_view toml) {
  auto config = parse_gitleaks_config(toml, ".gitleaks.toml", check);
  REQUIRE_MESSAGE(config.has_value(), (config ? "" : config.error().message));
  return std::move(*config);
}

std::string error_of(std::string_view toml) {
  const auto config = parse_gitleaks_config(toml, ".gitleaks.toml", check);
  return config ? "none" : config.error().message;
}

}  // namespace

TEST_CASE("A gitleaks rule is read with all its fields") {
  const GitleaksConfig config = parsed(R"(
title = "ours"
[[rules]]
id = "acme-token"
description = "ACME token"
regex = '''acme_(?<secret>[0-9a-f]{16})'''
path = '''\.env$'''
secretGroup = 1
entropy = 3.5
keywords = ["ACME_"]
tags = ["acme"]
skipReport = true
  [[rules.allowlists]]
  condition = "AND"
  regexTarget = "line"
  regexes = ['''test''']
  paths = ['''^tests/''']
  stopwords = ["dead"]
  commits = ["ABCDEF"]
  [[rules.required]]
  id = "acme-account"
  withinLines = 5
  withinColumns = 40
)");
  REQUIRE(config.rules.size() == 1);
  const GitleaksRule& rule = config.rules.front();
  CHECK(rule.regex == "acme_(?P<secret>[0-9a-f]{16})");
  CHECK(rule.path == R"(\.env$)");
  CHECK(rule.secret_group == 1);
  CHECK(rule.entropy == 3.5);
  CHECK(rule.keywords == std::vector<std::string>{"acme_"});
  CHECK(rule.skip_report);
  CHECK(rule.place == ".gitleaks.toml:3");
  REQUIRE(rule.allowlists.size() == 1);
  const Allowlist& list = rule.allowlists.front().list;
  CHECK(list.condition == Allowlist::Condition::kAll);
  CHECK(list.target == Allowlist::Target::kLine);
  CHECK(list.commits == std::vector<std::string>{"abcdef"});
  REQUIRE(rule.required.size() == 1);
  CHECK(rule.required.front().rule == "acme-account");
  CHECK(rule.required.front().within_lines == 5);
  CHECK(rule.required.front().within_columns == 40);
  CHECK(config.notes.empty());
}

TEST_CASE("Keys of a gitleaks configuration are compared without their case") {
  const GitleaksConfig config = parsed(
      "[Extend]\nUSEDEFAULT = true\nDisabledRules = [\"jwt\"]\n[[RULES]]\nID = \"a\"\nRegEx = "
      "'a(b)'\n"
      "SecretGroup = 1\n[[RULES.AllowLists]]\nStopWords = [\"x\"]\n");
  CHECK(config.use_default);
  CHECK(config.disabled_rules == std::vector<std::string>{"jwt"});
  REQUIRE(config.rules.size() == 1);
  CHECK(config.rules.front().secret_group == 1);
  CHECK(config.rules.front().allowlists.size() == 1);
  CHECK(error_of("[[rules]]\nid = \"a\"\nregex = 'a'\nRegex = 'b'\n")
            .find("which are one key to gitleaks") != std::string::npos);
}

TEST_CASE("Values of a gitleaks configuration are converted to the type that is wanted") {
  const GitleaksConfig config = parsed(
      "[extend]\nuseDefault = \"true\"\n[[rules]]\nid = 7\nregex = 'a(b)'\nsecretGroup = \"1\"\n"
      "entropy = \"3.2\"\nkeywords = \"one,two\"\ntags = \"only\"\nskipReport = 0\n"
      "[[rules.required]]\nid = \"7\"\nwithinLines = \"3\"\n");
  CHECK(config.use_default);
  const GitleaksRule& rule = config.rules.front();
  CHECK(rule.id == "7");
  CHECK(rule.secret_group == 1);
  CHECK(rule.entropy == doctest::Approx(3.2));
  CHECK(rule.keywords == std::vector<std::string>{"one", "two"});
  CHECK(rule.tags == std::vector<std::string>{"only"});
  CHECK_FALSE(rule.skip_report);
  CHECK(rule.required.front().within_lines == 3);
  REQUIRE(config.notes.size() == 1);  // of the commas
  CHECK(config.notes.front().message.find("keywords is one string") != std::string::npos);
  CHECK(error_of("[[rules]]\nid = \"a\"\nregex = 'a'\nentropy = \"high\"\n") ==
        ".gitleaks.toml:4: rules: entropy must be a number");
}

TEST_CASE("One table may stand where an array of tables is expected, and the older name serves") {
  const GitleaksConfig config = parsed(
      "[rules]\nid = \"a\"\nregex = 'a'\n[rules.allowlist]\npaths = ['x']\n[allowlist]\nregexes = "
      "['y']\n");
  REQUIRE(config.rules.size() == 1);
  CHECK(config.rules.front().allowlists.size() == 1);
  CHECK(config.allowlists.size() == 1);
  CHECK(error_of("[allowlist]\npaths = ['x']\n[[allowlists]]\npaths = ['y']\n")
            .find("is the older name") != std::string::npos);
}

TEST_CASE("A global allowlist names the rules that it is for") {
  const GitleaksConfig config =
      parsed("[[allowlists]]\ntargetRules = [\"a\", \"b\"]\nregexes = ['x']\n");
  REQUIRE(config.allowlists.size() == 1);
  CHECK(config.allowlists.front().target_rules == std::vector<std::string>{"a", "b"});
}

TEST_CASE("What gitleaks refuses is an error with file, line and rule") {
  struct Row {
    const char* toml;
    const char* message;
  };
  for (const Row& row : {
           Row{"[[rules]]\nregex = 'a'\n", ".gitleaks.toml:1: a rule without an id"},
           Row{"\n[[rules]]\nid = \"a\"\nregex = 'a(?=b)'\n",
               ".gitleaks.toml:2: rule a: regex: invalid perl operator: (?="},
           Row{"[[rules]]\nid = \"a\"\nregex = 'a(b)'\nsecretGroup = 2\n",
               ".gitleaks.toml:1: rule a: secretGroup is 2, and the regex has 1 group"},
           Row{"[[allowlists]]\ndescription = \"x\"\n",
               ".gitleaks.toml:1: global allowlist: must have at least one of commits, paths, "
               "regexes, stopwords"},
           Row{"[[allowlists]]\nregexes = ['x']\nregexTarget = \"mtach\"\n",
               ".gitleaks.toml:1: global allowlist: regexTarget is none of secret, match, line"},
           Row{"[[allowlists]]\nregexes = ['x']\ncondition = \"XOR\"\n",
               ".gitleaks.toml:1: global allowlist: condition is none of AND, OR"},
           Row{"[extend]\npath = \"b.toml\"\nuseDefault = true\n",
               ".gitleaks.toml:1: extend: path and useDefault exclude each other; give one"},
           Row{"[[rules]]\nid = \"a\"\nregex = 'a'\n[[rules.required]]\nwithinLines = 1\n",
               ".gitleaks.toml:4: rule a: required: the id is missing"},
       }) {
    CAPTURE(row.toml);
    CHECK(error_of(row.toml) == row.message);
  }
  CHECK(error_of("[[rules]\n").rfind(".gitleaks.toml:1:", 0) == 0);
}

TEST_CASE("A key that gitleaks does not know, and a rule that another replaces, are told") {
  const GitleaksConfig config = parsed(
      "[[rules]]\nid = \"a\"\nregex = 'a'\nentropi = 3\n[[rules]]\nid = \"a\"\nregex = 'b'\n");
  REQUIRE(config.rules.size() == 1);
  CHECK(config.rules.front().regex == "b");
  REQUIRE(config.notes.size() == 2);
  CHECK(config.notes[0].message.find("no key entropi") != std::string::npos);
  CHECK(config.notes[0].place == ".gitleaks.toml:4");
  CHECK(config.notes[1].message.find("replaces it") != std::string::npos);
}

TEST_CASE("An empty regex of an allowlist allows nothing, and is told") {
  const GitleaksConfig config = parsed("[[allowlists]]\nregexes = ['', 'x']\n");
  CHECK(config.allowlists.front().list.regexes == std::vector<std::string>{"x"});
  CHECK(config.notes.size() == 1);
}

}  // namespace keyhound
