// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/policy.h"

#include <doctest/doctest.h>

#include "policies/evaluation/policy_compiler.h"
#include "tests/policies/evaluation/judged.h"

namespace keyhound {
namespace {

const std::string kHead =
    "id: ABC1001\nname: sample\ntitle: Sample\ndescription: A sample.\nsubject: credential\n"
    "level: error\nscore: 5\nremedy: Do it.\ncontrols: {cwe: [CWE-1]}\ntests: []\n";

Result<Policy> compile(const std::string& rest) {
  KEYHOUND_TRY(PolicyDefinition definition, parse_policy(kHead + rest, "p.yaml"));
  return Policy::compile(std::move(definition), nullptr);
}

Decision decide(const std::string& rest, const Credential& credential) {
  const Result<Policy> policy = compile(rest);
  if (!policy) FAIL(policy.error().message);
  PolicyFacts facts;
  facts.now = {1000};
  facts.credential = &credential;
  EvaluationScratch scratch;
  scratch.set_facts(facts);
  return policy->decide(policy->default_parameters(), scratch);
}

Credential credential_of(const std::string& id) {
  Credential credential;
  credential.id = id;
  return credential;
}

}  // namespace

TEST_CASE("A policy fails, passes or does not apply, and says why with the facts filled in") {
  const std::string policy =
      "params: {names: [bad]}\n"
      "let: {name: cred.id, is_bad: name in params.names}\n"
      "applies: [{if: name != 'none', else: nothing to say}]\n"
      "fail_when: is_bad\nmessage: \"'{name}' is bad.\"\n"
      "pass: [{if: name == 'good', text: the good one}, {text: \"'{name}' is fine\"}]\n";
  const Decision failed = decide(policy, credential_of("bad"));
  CHECK(failed.outcome == Outcome::kFail);
  CHECK(failed.message == "'bad' is bad.");
  CHECK(decide(policy, credential_of("good")).message == "the good one");
  CHECK(decide(policy, credential_of("other")).message == "'other' is fine");
  const Decision skipped = decide(policy, credential_of("none"));
  CHECK(skipped.outcome == Outcome::kNotApplicable);
  CHECK(skipped.message == "nothing to say");
  CHECK(skipped.constant != Decision::kVaries);
  CHECK(failed.constant == Decision::kVaries);
}

TEST_CASE("What goes wrong while a condition runs is an error, never a pass") {
  for (const char* condition :
       {"1 / size(cred.scope.data) == 1", "cred.lifecycle.created.at < now", "owner.id == 'x'"}) {
    CAPTURE(condition);
    const Decision decision = decide(
        std::string("fail_when: \"") + condition + "\"\nmessage: m.\npass: p\n", Credential{});
    CHECK(decision.outcome == Outcome::kError);
    CHECK(decision.message.find("This could not be decided: its condition: ") == 0);
  }
  const Decision guard =
      decide("applies: [{if: owner.internal, else: no}]\nfail_when: false\nmessage: m.\npass: p\n",
             Credential{});
  CHECK(guard.outcome == Outcome::kError);
}

TEST_CASE("A let that goes wrong matters only where it is used") {
  const std::string policy =
      "let: {late: now - cred.lifecycle.created.at, doubled: late + late}\n"
      "applies: [{if: cred.lifecycle.created.at != null, else: never created}]\n"
      "fail_when: doubled > duration('1s')\nmessage: \"{late} ago.\"\npass: p\n";
  CHECK(decide(policy, Credential{}).outcome == Outcome::kNotApplicable);
  Credential created;
  created.lifecycle.created.at = Timestamp{400};
  CHECK(decide(policy, created).message == "10 minutes ago.");
}

TEST_CASE("An undecided condition makes the outcome an error with its reason") {
  const std::string policy =
      "undecided: [{if: cred.id == 'odd', because: \"'{cred.id}' is odd.\"}]\n"
      "fail_when: false\nmessage: m.\npass: p\n";
  const Decision decision = decide(policy, credential_of("odd"));
  CHECK(decision.outcome == Outcome::kError);
  CHECK(decision.message == "'odd' is odd.");
  CHECK(decide(policy, credential_of("even")).outcome == Outcome::kPass);
}

TEST_CASE("Expressions are checked when a policy is loaded, with their place") {
  struct Row {
    std::string text;
    std::string problem;
  };
  const std::string rest = "message: m.\npass: p\n";
  for (const Row& row : std::vector<Row>{
           {"fail_when: cred.nope\n" + rest, "p.yaml:11:12: in this expression, at 1:"},
           {"fail_when: cred.id\n" + rest, "a condition is true or false; this is of type string"},
           {"fail_when: params.x > 1\n" + rest, "p.yaml:11:12: in this expression, at 1:"},
           {"let: {now: 1}\nfail_when: true\n" + rest, "this name has a meaning already"},
           {"let: {A: 1}\nfail_when: true\n" + rest, "a name is made of a-z"},
           {"params: {A-b: 1}\nfail_when: true\n" + rest, "a name is made of a-z"},
           {"fail_when: true\nmessage: \"{cred.nope}.\"\npass: p\n", "in this text, at 1:1: "},
           {"fail_when: true\nmessage: \"{cred.id\"\npass: p\n", "this { has no }"},
           {"fail_when: id.matches('a')\n" + rest, "in this expression"}}) {
    CAPTURE(row.text);
    const auto policy = compile(row.text);
    REQUIRE_FALSE(policy);
    CHECK(policy.error().kind == ErrorKind::kConfiguration);
    CAPTURE(policy.error().message);
    CHECK(policy.error().message.find(row.problem) != std::string::npos);
  }
}

}  // namespace keyhound
