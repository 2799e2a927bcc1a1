// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/registry_index.h"

#include <doctest/doctest.h>

#include "policies/evaluation/assessment_builder.h"
#include "policies/evaluation/fact_variables.h"
#include "policies/evaluation/reuse_index.h"
#include "policies/evaluation/scenario_schema.h"
#include "tests/policies/evaluation/judged.h"

namespace keyhound {

TEST_CASE("The facts of a credential name the parties that the registry lists") {
  const Registry registry = testing::registry_of(
      "parties: [{id: 'group:a', escalation: ['user:b', 'user:gone']}, {id: 'user:b'}]\n"
      "credentials: [{id: k, owner: {accountable: 'group:a', deputy: 'user:b'}}]\n");
  LedgerFacts ledger;
  ledger.creations["k"] = {"user:b", {5}};
  const RegistryIndex index(&registry, &ledger);
  PolicyFacts facts;
  index.describe(index.credential("k"), facts);
  REQUIRE(facts.owner != nullptr);
  CHECK(facts.owner->id == "group:a");
  CHECK(facts.operator_party == facts.owner);
  CHECK(facts.deputy->id == "user:b");
  CHECK(facts.escalation.size() == 1);
  REQUIRE(facts.creation != nullptr);
  CHECK(facts.creation->by == "user:b");
  CHECK(index.credential("other") == nullptr);
  CHECK(RegistryIndex(nullptr, nullptr).party("group:a") == nullptr);
}

TEST_CASE("Reuse is counted by repository, not by place") {
  ReuseIndex reuse(3);
  reuse.add("a", "acme/pay");
  reuse.add("a", "acme/pay");
  reuse.add("a", "acme/web");
  CHECK(reuse.counts("a").repositories == 2);
  CHECK(reuse.counts("a").results == 3);
  CHECK(reuse.counts("b").repositories == 0);
}

TEST_CASE("Every variable of conditions has a value, null where there is nothing") {
  CelArena arena;
  std::vector<CelValue> values(fact_variables().size());
  PolicyFacts facts;
  set_fact_variables(facts, arena, values);
  std::size_t nulls = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    CAPTURE(fact_variables()[i].name);
    CHECK_FALSE(values[i].is_error());
    const bool is_null = values[i].kind() == CelKind::kNull;
    nulls += is_null ? 1U : 0U;
    CHECK((is_null ? fact_variables()[i].type.nullable
                   : values[i].kind() == fact_variables()[i].type.kind));
  }
  CHECK(nulls == 17);
}

TEST_CASE("Of several verdicts about one subject the worst counts, and passing beats nothing") {
  AssessmentBuilder builder(testing::builtin_set());
  const auto verdict = [](Outcome outcome) {
    PolicyVerdict one;
    one.outcome = outcome;
    return std::make_shared<const PolicyVerdict>(one);
  };
  const std::uint32_t subject = builder.subject({"credential:a", {}, "a", ""});
  CHECK(builder.subject({"credential:a", {}, "a", ""}) == subject);
  for (const Outcome outcome :
       {Outcome::kNotApplicable, Outcome::kWaived, Outcome::kFail, Outcome::kPass, Outcome::kError})
    builder.add(0, subject, verdict(outcome));
  builder.add(1, subject, verdict(Outcome::kNotApplicable));
  builder.add(1, subject, verdict(Outcome::kPass));
  const Assessment assessment = builder.take();
  REQUIRE(assessment.verdicts.size() == 2);
  CHECK(assessment.verdicts[0].verdict->outcome == Outcome::kFail);
  CHECK(assessment.verdicts[1].verdict->outcome == Outcome::kPass);
  CHECK(assessment.counts[0].of(Outcome::kFail) == 1);
}

TEST_CASE("A scenario with mistakes is refused with their places") {
  const auto document = YamlDocument::parse(
      "now: 2026-11-23\nregistry: 'credentials: [{id: a, nope: 1}]'\nexpect: maybe\nfindings: "
      "[{path: a, livenes: active}]\n");
  REQUIRE(document);
  const auto scenario = read_scenario(*document, *document->roots().front(), "t.yaml");
  REQUIRE_FALSE(scenario);
  CHECK(scenario.error().message.find("t.yaml:2:11: registry.yaml:1:") != std::string::npos);
  CHECK(scenario.error().message.find("t.yaml:3:9: must be one of pass, fail") !=
        std::string::npos);
  CHECK(scenario.error().message.find("did you mean 'liveness'?") != std::string::npos);
}

}  // namespace keyhound
