// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/rule_trial.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/scanner/scan/scan_fixture.h"

namespace keyhound {
namespace {

using Failures = std::vector<std::string>;

// The reasons of the trial of one rule with these fields, as "reason: example".
Failures failures(const std::string& fields) {
  const ScanFixture fixture("[[rules]]\nid = \"r\"\nsecret_group = 1\n" + fields);
  const auto result = try_rules(fixture.context());
  REQUIRE(result);
  CHECK(result->rules == 1);
  Failures all;
  for (const RuleTrialFailure& failure : result->failures) {
    CHECK(failure.rule_id == "r");
    all.push_back(failure.reason + ": " + failure.example);
  }
  return all;
}

const std::string kRegex = "regex = '''\\bkey_([0-9A-Za-z]{20})\\b'''\n";

}  // namespace

TEST_CASE("A rule that finds its examples and nothing else passes") {
  CHECK(failures(kRegex + R"(examples = ["a = key_{alnum:20}", "key_{alnum:20}"]
negative_examples = ["key_{alnum:19}", "key_{alnum:21}"])")
            .empty());
}

TEST_CASE("A rule needs two examples of each kind") {
  CHECK(failures(kRegex + "examples = [\"key_{alnum:20}\"]\n").size() == 2);
}

TEST_CASE("The trial says which example fails, and why") {
  const std::string fine = R"(negative_examples = ["a", "b"]
)";
  CHECK(failures(kRegex + fine + R"(examples = ["key_{alnum:20}", "key_{alnum:3}"])") ==
        Failures{"it is not matched: example 2"});
  CHECK(failures(kRegex + fine + R"(examples = ["key_xxxxxxxxxxxxxxxxxxxx", "key_{alnum:20}"])") ==
        Failures{"it is matched, but a filter drops it: example 1"});
  CHECK(failures(kRegex + R"(examples = ["key_{alnum:20}", "key_{alnum:20}"]
negative_examples = ["a", "key_{alnum:20}"])") ==
        Failures{"it is found, and must not be: negative example 2"});
  const Failures misspelt =
      failures(kRegex + fine + R"(examples = ["key_{alnum:20}", "key_{alnun:20}"])");
  REQUIRE(misspelt.size() == 1);
  CHECK(misspelt[0].find("alnun") != std::string::npos);
}

TEST_CASE("A rule for certain paths is tried without its path") {
  CHECK(failures(kRegex + "path = '''\\.env$'''\n" +
                 R"(examples = ["key_{alnum:20}", "x key_{alnum:20}"]
negative_examples = ["a", "b"])")
            .empty());
}

TEST_CASE("A rule that loses to a more specific one still finds its examples") {
  const ScanFixture fixture(R"toml(
[[rules]]
id = "vague"
confidence = "low"
regex = '''key_([0-9A-Za-z]{20})'''
secret_group = 1
examples = ["key_{alnum:20}", " key_{alnum:20}"]
negative_examples = ["a", "b"]
[[rules]]
id = "precise"
confidence = "high"
regex = '''\b(key_[0-9A-Za-z]{20})\b'''
secret_group = 1
examples = ["key_{alnum:20}", " key_{alnum:20}"]
negative_examples = ["a", "b"]
)toml");
  const auto result = try_rules(fixture.context());
  REQUIRE(result);
  CHECK(result->failures.empty());
  CHECK(result->examples == 8);
}

}  // namespace keyhound
