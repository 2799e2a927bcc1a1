// SPDX-License-Identifier: Apache-2.0
#include "scanner/rules/verifier_set.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {
namespace {

Verifier verifier(const std::string& id, const std::string& rule) {
  Verifier made;
  made.id = id;
  made.rules = {rule};
  made.url = "https://api.example.com/{part:other-id}";
  made.bearer = "{secret}";
  made.read_only = true;
  made.origin = id + ".toml";
  return made;
}

RuleSet rules() {
  RuleSet set;
  for (const char* id : {"key", "other", "other-id"}) {
    Rule rule;
    rule.id = id;
    set.rules.push_back(rule);
  }
  return set;
}

std::string error_of(std::vector<Verifier> verifiers) {
  const auto set = VerifierSet::create(std::move(verifiers), rules());
  return set ? std::string() : set.error().message;
}

}  // namespace

TEST_CASE("A verifier is found by each of its rules") {
  const auto set = VerifierSet::create({verifier("b", "other"), verifier("a", "key")}, rules());
  REQUIRE(set.has_value());
  CHECK(set->all().front().id == "a");
  REQUIRE(set->of_rule("other") != nullptr);
  CHECK(set->of_rule("other")->id == "b");
  CHECK(set->of_rule("other-id") == nullptr);
}

TEST_CASE("Verifiers that contradict each other or the rules are refused by name") {
  CHECK(error_of({verifier("a", "key"), verifier("a", "other")}).find("a.toml") !=
        std::string::npos);
  CHECK(error_of({verifier("a", "key"), verifier("b", "key")}).find("verifier a has already") !=
        std::string::npos);
  CHECK(error_of({verifier("a", "gone")}).find("names the rule gone") != std::string::npos);
  Verifier lost = verifier("a", "key");
  lost.headers = {"X: {part:gone}"};
  CHECK(error_of({lost}).find("a part of the rule gone") != std::string::npos);
}

}  // namespace keyhound
