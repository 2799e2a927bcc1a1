// SPDX-License-Identifier: Apache-2.0
#include "scanner/rules/rule_file.h"

#include <doctest/doctest.h>

#include <string>

#include "scanner/rules/rule_schema.h"
#include "scanner/rules/toml_fields.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

RuleFile parse(const std::string& toml) {
  Result<RuleFile> file = parse_rule_file(toml, "my.toml");
  REQUIRE_MESSAGE(file, file.error().message);
  return std::move(*file);
}

TEST_CASE("A rule file is read into rules with the defaults of its head") {
  const RuleFile file = parse(R"(
provider = "SOPS/age"
[[rules]]
id = "a"
regex = '''x\d'''
severity = "critical"
confidence = "low"
entropy = 3
max_length = 90
keywords = ["k"]
identity = ["who"]
[[rules.allowlists]]
condition = "all"
regex_target = "line"
regexes = ["^#"]
paths = ["test/"]
[[rules]]
id = "b"
regex = "y"
provider = "Other"
family = "shared"
)");
  REQUIRE(file.rules.size() == 2);
  const Rule& a = file.rules[0];
  CHECK(a.regex == "x\\d");
  CHECK(a.provider == "SOPS/age");
  CHECK(a.family == "sops-age");
  CHECK(a.origin == "my.toml");
  CHECK(a.severity == Severity::kCritical);
  CHECK(a.confidence == Confidence::kLow);
  CHECK(a.entropy == 3.0);
  CHECK(a.max_length == 90);
  REQUIRE(a.allowlists.size() == 1);
  CHECK(a.allowlists[0].condition == Allowlist::Condition::kAll);
  CHECK(a.allowlists[0].target == Allowlist::Target::kLine);
  CHECK(file.rules[1].provider == "Other");
  CHECK(file.rules[1].family == "shared");
}

TEST_CASE("A configuration of gitleaks is read as it is") {
  const RuleFile file = parse(R"(
title = "mine"
[extend]
useDefault = true
[[rules]]
id = "My_Rule.1"
description = "d"
regex = '''(x)(y)'''
secretGroup = 2
path = '''\.env$'''
[rules.allowlist]
regexTarget = "match"
condition = "AND"
stopwords = ["no"]
[allowlist]
paths = ["vendor/"]
)");
  REQUIRE(file.rules.size() == 1);
  CHECK(file.rules[0].secret_group == 2);
  CHECK(file.rules[0].family == "My_Rule.1");
  CHECK(file.rules[0].allowlists[0].target == Allowlist::Target::kMatch);
  CHECK(file.rules[0].allowlists[0].condition == Allowlist::Condition::kAll);
  REQUIRE(file.allowlists.size() == 1);
  CHECK(file.allowlists[0].paths.size() == 1);
}

TEST_CASE("A mistake in a rule file is an error with its place") {
  struct Row {
    const char* toml;
    const char* message;
  };
  const std::string head = "[[rules]]\nid = \"a\"\nregex = \"x\"\n";
  for (const Row& row : {
           Row{"entropi = 3", "my.toml:4:1: unknown key \"entropi\"; did you mean \"entropy\"?"},
           Row{"zzzzzzzz = 3", "my.toml:4:1: unknown key \"zzzzzzzz\""},
           Row{"entropy = 9", "my.toml:4:11: entropy must lie between 0 and 8"},
           Row{"entropy = nan", "my.toml:4:11: entropy must lie between 0 and 8"},
           Row{"entropy = '3'", "my.toml:4:11: entropy must be a number"},
           Row{"secret_group = -1", "my.toml:4:16: secret_group must lie between 0 and 1000"},
           Row{"secret_group = 1.5", "my.toml:4:16: secret_group must be a whole number"},
           Row{"max_length = 1000001", "my.toml:4:14: max_length must lie between 0 and 1000000"},
           Row{"severity = 'huge'",
               "my.toml:4:12: severity must be one of critical, high, medium, low, info"},
           Row{"tags = 'x'", "my.toml:4:8: tags must be a list of strings"},
           Row{"tags = ['x', 1]", "my.toml:4:14: tags must hold strings only"},
           Row{"keywords = ['']", "my.toml:4:12: keywords must not hold an empty string"},
           Row{"secret_group = 1\nsecretGroup = 1", "my.toml:4:1: secret_group is given twice"},
           Row{"allowlists = 1", "my.toml:4:14: allowlists must be a table"},
           Row{"[[rules.allowlists]]\nregex = ['x']",
               "my.toml:5:1: unknown key \"regex\"; did you mean \"regexes\"?"},
           Row{"[[rules]]\nid = 'b'", "my.toml:4:1: rule b has no regex"},
           Row{"[[rules]]\nregex = 'b'", "my.toml:4:1: the rule has no id"},
           Row{"[[rules]]\nid = 'a b'\nregex = 'x'", "my.toml:5:6: id must consist of"},
           Row{"[rule]\nx = 1", "my.toml:4:2: unknown key \"rule\"; did you mean \"rules\"?"},
           Row{"x = [", "my.toml:4:"},
       }) {
    CAPTURE(std::string(row.toml));
    const Result<RuleFile> file = parse_rule_file(head + row.toml, "my.toml");
    REQUIRE(!file);
    CHECK(file.error().kind == ErrorKind::kConfiguration);
    CHECK(file.error().message.substr(0, std::string(row.message).size()) == row.message);
  }
  CHECK(!parse_rule_file("rules = 3", "my.toml"));
  for (const char* hostile :
       {"\xFF\xFE", "[\x7F", "\xEF\xBB\xBD", "\xC3\xA9=1\n", "[[", "[", "a=\x01", "[a]\n[a]"}) {
    CHECK(!parse_rule_file(hostile, "my.toml"));
  }
}

TEST_CASE("Each field has one name") {
  std::set<std::string_view> names;
  for (const auto& field : rule_fields()) CHECK(names.insert(field.name).second);
  for (const auto& field : allowlist_fields()) CHECK(field.read != nullptr);
}

TEST_CASE("A folder is loaded in the order of its files' names") {
  const testing::TempDir dir;
  dir.write_file("b.toml", "[[rules]]\nid = 'b'\nregex = 'x'\n");
  dir.write_file("a.toml", "[[rules]]\nid = 'z'\nregex = 'x'\n");
  dir.write_file("c.txt", "nothing");
  const Result<RuleFile> file = load_rule_files(dir.str());
  REQUIRE(file);
  REQUIRE(file->rules.size() == 2);
  CHECK(file->rules[0].id == "z");
  CHECK(file->rules[1].origin == dir / "b.toml");
  CHECK(load_rule_files(dir / "a.toml")->rules.size() == 1);
  const Result<RuleFile> missing = load_rule_files(dir / "none.toml");
  REQUIRE(!missing);
  CHECK(missing.error().kind == ErrorKind::kNotFound);
  dir.write_file("b.toml", "[");
  CHECK(!load_rule_files(dir.str()));
}

TEST_CASE("A rule set is sorted, names duplicates, and lets overrides replace") {
  const RuleFile base = parse("[[rules]]\nid='b'\nregex='1'\n[[rules]]\nid='a'\nregex='2'\n");
  const RuleFile own = parse("[[rules]]\nid='b'\nregex='3'\n");
  const Result<RuleSet> set = make_rule_set(base, own);
  REQUIRE(set);
  REQUIRE(set->rules.size() == 2);
  CHECK(set->rules[0].id == "a");
  CHECK(set->rules[1].regex == "3");
  RuleFile twice = base;
  twice.rules.push_back(base.rules[0]);
  twice.rules.back().origin = "other.toml";
  const Result<RuleSet> refused = make_rule_set(twice);
  REQUIRE(!refused);
  CHECK(refused.error().message == "other.toml: rule b: the id is used already in my.toml");
}

TEST_CASE("The digest names what the rules say, not where they were read") {
  RuleFile file = parse("[[rules]]\nid='b'\nregex='1'\n");
  const std::string digest = make_rule_set(file)->digest;
  CHECK(digest.size() == 7 + 64);
  file.rules[0].origin = "elsewhere.toml";
  CHECK(make_rule_set(file)->digest == digest);
  file.rules[0].regex = "2";
  CHECK(make_rule_set(file)->digest != digest);
}

}  // namespace
}  // namespace keyhound
