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
  made.active = {{{200}, {"id"}, {}, {"server: x"}}};
  made.answers = {{LivenessState::kActive, 200, "{}", {"Server: x"}}};
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

TEST_CASE("Verifiers are read back as they were written, and other bytes are refused") {
  const std::string bytes = encode_verifiers({verifier("a", "key"), verifier("b", "other")});
  const auto read = decode_verifiers(bytes);
  REQUIRE(read.has_value());
  REQUIRE(read->size() == 2);
  CHECK(read->at(1).id == "b");
  CHECK(read->at(0).read_only);
  CHECK(read->at(0).active.at(0).statuses == std::vector<int>{200});
  CHECK(read->at(0).active.at(0).headers.at(0) == "server: x");
  CHECK(read->at(0).answers.at(0).state == LivenessState::kActive);
  CHECK(encode_verifiers(*read) == bytes);
  for (const std::size_t cut : {std::size_t{0}, std::size_t{4}, bytes.size() / 2, bytes.size() - 1})
    CHECK_FALSE(decode_verifiers(bytes.substr(0, cut)).has_value());
  CHECK_FALSE(decode_verifiers(bytes + "x").has_value());
}

}  // namespace keyhound
