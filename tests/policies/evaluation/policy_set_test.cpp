// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/policy_set.h"

#include <doctest/doctest.h>

#include "policies/evaluation/verdict_maker.h"
#include "tests/policies/evaluation/judged.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

std::string own_policy(const std::string& id) {
  return "id: " + id +
         "\nname: own\ntitle: Own\ndescription: Own.\nsubject: credential\nlevel: note\nscore: 1\n"
         "params: {most: 3}\nfail_when: size(cred.scope.privileges) > params.most\n"
         "message: \"'{cred.id}' has more than {params.most} privileges.\"\npass: few privileges\n"
         "remedy: Narrow them.\ncontrols: {cwe: [CWE-250]}\ntests: []\n";
}

std::string outcome_of(const PolicySet& set, const std::string& registry_yaml,
                       const std::string& id) {
  const Registry registry = testing::registry_of(registry_yaml);
  JudgeInput input = testing::input_of(&registry, {1'795'000'000});
  input.policies = &set;
  std::vector<Finding> findings;
  const Assessment assessment = judge(input, findings);
  for (const AssessedVerdict& one : assessment.verdicts)
    if (one.verdict->policy_id == id)
      return std::string(to_string(one.verdict->outcome)) + ": " + one.verdict->message;
  return "none";
}

}  // namespace

TEST_CASE("Policies of the user stand beside the built-in ones, by id") {
  const testing::TempDir dir;
  dir.write_file("own/b.yaml", own_policy("ZZZ1001")).write_file("own/readme.txt", "no policy");
  const auto set = PolicySet::load({dir / "own"}, nullptr);
  REQUIRE_MESSAGE(set, set.error().message);
  CHECK(set->policies().size() == 37);
  CHECK(set->policies().back().definition().info.id == "ZZZ1001");
  CHECK(set->digest() != testing::builtin_set().digest());
  CHECK(set->digest().starts_with("sha256:"));
  CHECK(outcome_of(*set, "credentials: [{id: a, scope: {privileges: [a, b, c, d]}}]", "ZZZ1001") ==
        "fail: 'a' has more than 3 privileges.");
}

TEST_CASE("Settings change parameters everywhere and for one environment, level and score") {
  const testing::TempDir dir;
  dir.write_file(
      "settings.yaml",
      "kind: PolicySettings\n"
      "policies:\n  RVW1002: {params: {human_review_period: P100D}, level: error}\n"
      "environments:\n"
      "  test: {RVW1002: {params: {human_review_period: P10D}}, ROT1004: {enabled: false}}\n");
  const auto set = PolicySet::load({dir / "settings.yaml"}, nullptr);
  REQUIRE_MESSAGE(set, set.error().message);
  const std::string of_prod = "credentials: [{id: a, review: {period: P50D}}]";
  const std::string of_test =
      "credentials: [{id: a, scope: {environment: test}, review: {period: P50D}}]";
  CHECK(outcome_of(*set, of_prod, "RVW1002").starts_with("pass"));
  CHECK(outcome_of(*set, of_test, "RVW1002").starts_with("fail"));
  CHECK(outcome_of(*set, of_prod, "ROT1004").starts_with("fail"));
  CHECK(outcome_of(*set, of_test, "ROT1004") == "none");
  for (const PolicyInfo& info : set->infos())
    if (info.id == "RVW1002") CHECK(info.level == Level::kError);
}

TEST_CASE("A policy that is switched off is gone") {
  const testing::TempDir dir;
  dir.write_file("s.yaml", "kind: PolicySettings\npolicies: {ROT1004: {enabled: false}}\n");
  const auto set = PolicySet::load({dir / "s.yaml"}, nullptr);
  REQUIRE(set);
  CHECK(set->find("ROT1004") == nullptr);
  CHECK(set->policies().size() == 35);
}

TEST_CASE("All mistakes of all files come at once, with their places") {
  const testing::TempDir dir;
  dir.write_file("p/a.yaml", own_policy("ROT1001"))
      .write_file("p/b.yaml",
                  "kind: PolicySettings\npolicies:\n  ROT1O01: {enabled: false}\n"
                  "  EXC1003: {params: {critical: 3, hihg: P1D}}\n")
      .write_file("p/c.yaml", "a: [")
      .write_file("p/d.yaml",
                  "kind: PolicySettings\nenvironments: {prod: {ROT1001: {level: note}}}\n");
  const auto set = PolicySet::load({dir / "p"}, nullptr);
  REQUIRE_FALSE(set);
  CHECK(set.error().kind == ErrorKind::kConfiguration);
  const std::string& text = set.error().message;
  CAPTURE(text);
  for (const char* part :
       {"a.yaml:1:5: a policy with this id exists already, in builtin/rot1001.yaml",
        "b.yaml:3:3: there is no such policy; did you mean ROT1001?",
        "b.yaml:4:32: this parameter of EXC1003 is a duration, not a whole number",
        "b.yaml:4:41: EXC1003 has no such parameter; did you mean 'high'?",
        "c.yaml:", "d.yaml:2:32: level and score are set under 'policies', for all environments"})
    CHECK(text.find(part) != std::string::npos);
  CHECK_FALSE(PolicySet::load({dir / "nowhere"}, nullptr));
}

TEST_CASE("Verdicts that say the same are made once") {
  const PolicySet& set = testing::builtin_set();
  VerdictMaker maker(set, nullptr);
  CHECK(maker.not_applicable(0, "so") == maker.not_applicable(0, "so"));
  CHECK(maker.not_applicable(0, "so") != maker.not_applicable(1, "so"));
}

}  // namespace keyhound
