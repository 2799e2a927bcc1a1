// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/plan_table.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "scanner/engine/plan_codec.h"

namespace keyhound {
namespace {

// Three rules of which the first and the last share a trigger, and the second has none.
struct Sample {
  RuleSet rules;
  std::vector<MatchPlan> plans;
  Sample() : rules(), plans(3) {
    rules.rules.resize(3);
    for (MatchPlan& plan : plans) plan.max_length = 40;
    plans[0].trigger = plans[2].trigger = "qzx_";
    plans[2].literal_bytes = 4;
  }
};

TEST_CASE("A table gives each plan, the rules of each trigger, and those without one") {
  const Sample sample;
  const std::string plans = encode_plans(sample.plans);
  const std::string bytes = encode_plan_table(sample.rules, sample.plans);
  const auto table = PlanTable::open(plans, bytes);
  REQUIRE(table);
  REQUIRE(table->size() == 3);
  for (std::uint32_t i = 0; i < 3; ++i)
    CHECK(encode_plan(table->plan(i)) == encode_plan(sample.plans[i]));
  REQUIRE(table->triggers().size() == 1);
  const auto rules = table->triggers()[0];
  CHECK(std::vector<std::uint32_t>(rules.begin(), rules.end()) == std::vector<std::uint32_t>{0, 2});
  CHECK(table->untriggered() == std::vector<std::uint32_t>{1});
}

TEST_CASE("A table knows how far the rules with a bound look, and whether all have one") {
  Sample sample;
  const auto reach_of = [&sample] {
    const std::string plans = encode_plans(sample.plans);
    const std::string bytes = encode_plan_table(sample.rules, sample.plans);
    const auto table = PlanTable::open(plans, bytes);
    REQUIRE(table);
    return table->reach();
  };
  CHECK(reach_of().context == 41);
  CHECK(reach_of().is_bounded);
  sample.rules.rules[1].keywords = {"qzx"};
  CHECK(reach_of().context == 40 + kKeywordReach);
  sample.rules.rules[0].scored = Rule::Scored::kValue;
  CHECK(reach_of().context == 40 + kScoreReach);
  sample.plans[1].max_length = kUnbounded;
  CHECK_FALSE(reach_of().is_bounded);
}

TEST_CASE("A table of other plans, and one that breaks off, is refused") {
  Sample sample;
  const std::string plans = encode_plans(sample.plans);
  const std::string bytes = encode_plan_table(sample.rules, sample.plans);
  for (std::size_t length = 0; length < bytes.size(); ++length)
    CHECK_FALSE(PlanTable::open(plans, bytes.substr(0, length)));
  CHECK_FALSE(PlanTable::open(plans.substr(0, plans.size() - 1), bytes));
  sample.plans.pop_back();
  CHECK_FALSE(PlanTable::open(encode_plans(sample.plans), bytes));
}

}  // namespace
}  // namespace keyhound
