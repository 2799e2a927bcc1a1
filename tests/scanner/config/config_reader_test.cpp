// SPDX-License-Identifier: Apache-2.0
#include "scanner/config/config_reader.h"

#include <doctest/doctest.h>

#include <sstream>

#include "scanner/config/config_values.h"

namespace keyhound {
namespace {

Configuration read(std::string_view toml) {
  auto file = parse_configuration(toml, "k.toml");
  INFO((file ? std::string() : file.error().message));
  REQUIRE(file);
  return std::move(file->configuration);
}

std::string error_of(std::string_view toml) {
  const auto file = parse_configuration(toml, "k.toml");
  REQUIRE_FALSE(file);
  CHECK(file.error().kind == ErrorKind::kConfiguration);
  return file.error().message;
}

}  // namespace

TEST_CASE("A configuration file gives each value the place that says it") {
  const Configuration configuration = read(
      "[rules]\n"
      "files = [\"own.toml\"]\n"
      "disable = [\"a\",\n"
      "           \"b\"]\n"
      "severity = { c = \"critical\" }\n"
      "[scan]\n"
      "strict = true\n"
      "fail_on = \"none\"\n");
  REQUIRE(configuration.disabled.size() == 2);
  CHECK(configuration.disabled[1].value == "b");
  CHECK(configuration.disabled[1].origin.line == 4);
  CHECK(configuration.disabled[1].origin.column == 12);
  CHECK(configuration.rule_files.at(0).value == "own.toml");
  CHECK(configuration.severities.at("c").value == "critical");
  CHECK(configuration.severities.at("c").origin.line == 5);
  CHECK(configuration.strict->value);
  CHECK(configuration.strict->origin.line == 7);
  CHECK(configuration.fail_on->value == "none");
  CHECK_FALSE(configuration.archives);
}

TEST_CASE("Allowlist entries are read as those of rule files, with their reason and end") {
  const Configuration configuration = read(
      "[[allowlists]]\n"
      "reason = \"published\"\n"
      "until = 2027-01-31\n"
      "exception = \"EXC-1\"\n"
      "rules = [\"a\"]\n"
      "condition = \"all\"\n"
      "target = \"line\"\n"
      "regexes = ['x']\n"
      "paths = ['^test/']\n"
      "[[allowlists]]\n"
      "regex_target = \"match\"\n"
      "until = \"2027-01-31T12:00:00+01:00\"\n"
      "stopwords = [\"sample\"]\n"
      "commits = [\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"]\n");
  REQUIRE(configuration.allowlists.size() == 2);
  const AllowlistEntry& first = configuration.allowlists[0];
  CHECK(first.origin.line == 1);
  CHECK(first.until->value == *parse_timestamp("2027-01-31"));
  CHECK(first.exception->value == "EXC-1");
  CHECK(first.rules.at(0).value == "a");
  const Allowlist list = allowlist_of(first);
  CHECK(list.description == "published");
  CHECK(list.condition == Allowlist::Condition::kAll);
  CHECK(list.target == Allowlist::Target::kLine);
  CHECK(list.regexes == std::vector<std::string>{"x"});
  const AllowlistEntry& second = configuration.allowlists[1];
  CHECK(second.until->value == *parse_timestamp("2027-01-31T11:00:00Z"));
  CHECK(second.commits.at(0).value == std::string(40, 'a'));
  CHECK(allowlist_of(second).target == Allowlist::Target::kMatch);
}

TEST_CASE("Extensions are paths, or tables with a ref") {
  const auto file = parse_configuration(
      "extends = [\"../a.toml\", { path = \"b.toml\", ref = \"origin/main\" }]\n", "k.toml");
  REQUIRE(file);
  REQUIRE(file->extends.size() == 2);
  CHECK(file->extends[0].path == "../a.toml");
  CHECK(file->extends[1].ref == "origin/main");
  CHECK(file->extends[1].origin.column == 25);
  CHECK(parse_configuration("extends = \"a.toml\"", "k.toml")->extends.size() == 1);
}

TEST_CASE("What is wrong with a configuration is told with its place and what was expected") {
  struct Row {
    std::string toml;
    std::string message;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"[rules]\ndisabel = []",
            "k.toml:2:1: unknown key \"disabel\" in [rules]; did you mean \"disable\"?"},
           {"[rulez]\nx = 1",
            "k.toml:1:2: unknown key \"rulez\" in the top of the file; did you mean \"rules\"?"},
           {"fail_on = \"low\"",
            "k.toml:1:1: unknown key \"fail_on\" in the top of the file; it belongs to [scan]"},
           {"rules = 3", "k.toml:1:9: rules must be a table: [rules], and is a whole number"},
           {"[rules]\ndisable = \"a\"",
            "k.toml:2:11: disable must be a list of strings, and is a string"},
           {"[rules]\ndisable = [1]",
            "k.toml:2:12: disable must hold strings only, and this is a whole number"},
           {"[rules]\ndisable = [\"\"]", "k.toml:2:12: disable must not hold an empty string"},
           {"[rules]\ndefaults = \"yes\"",
            "k.toml:2:12: defaults must be true or false, and is a string"},
           {"[rules]\nseverity = {a = \"hgih\"}",
            "k.toml:2:17: severity of a must be one of info, low, medium, high, critical, and is "
            "\"hgih\"; did you mean \"high\"?"},
           {"[scan]\nmin_confidence = \"hi\"",
            "k.toml:2:18: min_confidence: \"hi\" is not one of low, medium, high"},
           {"[scan]\nbaseline = 1.5", "k.toml:2:12: baseline must be a string, and is a number"},
           {"[paths]\nexclude = [\"/vendor\"]",
            "k.toml:2:12: exclude holds paths from the root of the repository; leave out the slash "
            "in front"},
           {"allowlists = 3",
            "k.toml:1:14: allowlists must be tables: [[allowlists]], and is a whole number"},
           {"[[allowlists]]\nreason = \"r\"",
            "k.toml:1:1: an allowlist without regexes, paths, stopwords or commits allows nothing"},
           {"[[allowlists]]\nregexs = ['x']",
            "k.toml:2:1: unknown key \"regexs\" in [[allowlists]]; did you mean \"regexes\"?"},
           {"[[allowlists]]\nregexes = ['x']\nuntil = 2027-01-31T00:00:00",
            "k.toml:3:9: until must be a date such as 2027-01-31, or a time with a zone: "},
           {"[[allowlists]]\nregexes = ['x']\nuntil = true",
            "k.toml:3:9: until must be a date such as 2027-01-31, or a time with a zone, and is "
            "true or false"},
           {"[[allowlists]]\ncommits = ['abc']",
            "k.toml:2:12: commits must hold full ids, of 40 or 64 hex digits"},
           {"extends = [{ref = \"main\"}]", "k.toml:1:12: extends must name a path"},
           {"extends = [{file = \"a\"}]", "k.toml:1:13: unknown key \"file\" in extends"},
           {"extends = 1",
            "k.toml:1:11: extends must be a list of paths, or of tables with path and ref, and is "
            "a whole number"},
           {"[rules]\nenable = ['a']\ndisable = ['a']",
            "k.toml:2:11: a is both enabled and disabled in this file"},
           {"a = ", "k.toml:1:5: "},
           {"a = 1\na = 2", "k.toml:2:"}}) {
    CAPTURE(row.toml);
    const std::string error = error_of(row.toml);
    CAPTURE(error);
    CHECK(error.substr(0, row.message.size()) == row.message);
  }
}

TEST_CASE("All problems of a file are told at once, and thousands are counted") {
  CHECK(error_of("[scan]\nstrict = 1\narchives = 2") ==
        "k.toml:2:10: strict must be true or false, and is a whole number\n"
        "k.toml:3:12: archives must be true or false, and is a whole number");
  std::string many = "[rules]\ndisable = [";
  for (int i = 0; i < 1000; ++i) many += "1,";
  std::istringstream lines(error_of(many + "]"));
  std::size_t count = 0;
  std::string last;
  for (std::string line; std::getline(lines, line); ++count) last = line;
  CHECK(count == 21);
  CHECK(last == "and 980 more problems");
}

TEST_CASE("A word is one of a list as a whole only") {
  CHECK(is_one_of("low", "low, medium, high"));
  CHECK(is_one_of("high", "low, medium, high"));
  CHECK_FALSE(is_one_of("med", "low, medium, high"));
  CHECK_FALSE(is_one_of("", "low, medium"));
}

}  // namespace keyhound
