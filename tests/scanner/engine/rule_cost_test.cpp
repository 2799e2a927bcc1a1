// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/rule_cost.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace keyhound {
namespace {

RuleCost cost_of(const std::string& regex, std::string_view corpus) {
  Rule rule;
  rule.id = "r";
  rule.regex = regex;
  const std::vector<std::string_view> texts = {corpus};
  const Result<RuleCost> cost = measure_cost(rule, texts);
  REQUIRE(cost);
  return *cost;
}

TEST_CASE("What confirming costs is told per megabyte and per hit") {
  std::string text;
  while (text.size() < 1'000'000)
    text += "int main() { return qzx_abc; }\n" + std::string(969, ' ');
  const RuleCost cost = cost_of("qzx_[a-z]{3,9}", text);
  CHECK(cost.hits_per_megabyte == doctest::Approx(1000));
  CHECK(cost.confirm_us_per_megabyte > 0);
  CHECK(cost.confirm_us_per_hit() == doctest::Approx(cost.confirm_us_per_megabyte / 1000));
  CHECK(cost.us_per_megabyte() ==
        doctest::Approx(cost.confirm_us_per_megabyte + 1e6 / cost.trigger_speed));
}

TEST_CASE("A rule that never fires costs its trigger alone") {
  const std::string text(1'000'000, ' ');
  const RuleCost cost = cost_of("qzx_[a-z]{3}", text);
  CHECK(cost.hits_per_megabyte == 0);
  CHECK(cost.confirm_us_per_megabyte == 0);
  CHECK(cost.confirm_us_per_hit() == 0);
  CHECK(cost.us_per_megabyte() > 0);
}

TEST_CASE("A rule without a trigger costs what RE2 takes for the whole corpus") {
  const std::string text(1'000'000, ' ');
  const RuleCost cost = cost_of("[a-z]{9}", text);
  CHECK_FALSE(cost.has_trigger);
  CHECK(cost.trigger_speed == 0);
  CHECK(cost.confirm_us_per_megabyte > 0);
  CHECK(cost.us_per_megabyte() == cost.confirm_us_per_megabyte);
}

}  // namespace
}  // namespace keyhound
