// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/plan_codec.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace keyhound {
namespace {

// Two plans in which every field has a value of its own.
std::vector<MatchPlan> sample_plans() {
  MatchPlan bounded;
  bounded.trigger = "qzx_[a-z]{4}";
  bounded.trigger_bits = 18.75;
  bounded.back_min = 8;
  bounded.back_max = 72;
  bounded.max_length = 100;
  bounded.is_cut = true;
  bounded.literal_bytes = 4;
  return {bounded, MatchPlan()};
}

std::string describe(const MatchPlan& plan) {
  std::string text = plan.trigger + " " + std::to_string(plan.trigger_bits);
  for (const std::size_t number :
       {plan.back_min, plan.back_max, plan.max_length, plan.literal_bytes})
    text += " " + std::to_string(number);
  return text + (plan.is_cut ? " cut" : "");
}

TEST_CASE("Decoding encoded plans gives the same plans, field by field and in order") {
  const std::vector<MatchPlan> plans = sample_plans();
  const auto decoded = decode_plans(encode_plans(plans));
  REQUIRE(decoded);
  REQUIRE(decoded->size() == plans.size());
  for (std::size_t i = 0; i < plans.size(); ++i)
    CHECK(describe((*decoded)[i]) == describe(plans[i]));
  const auto none = decode_plans(encode_plans({}));
  REQUIRE(none);
  CHECK(none->empty());
}

TEST_CASE("Bytes that are no encoded plans are refused as damaged") {
  const std::string bytes = encode_plans(sample_plans());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    CAPTURE(length);
    const auto decoded = decode_plans(std::string_view(bytes).substr(0, length));
    REQUIRE_FALSE(decoded);
    CHECK(decoded.error().kind == ErrorKind::kCorrupt);
  }
  CHECK_FALSE(decode_plans(bytes + std::string(1, '\0')));
  CHECK_FALSE(decode_plans("keyhound rules\n" + bytes));
}

TEST_CASE("Damaged plans are refused or encoded alike") {
  const std::string bytes = encode_plans(sample_plans());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    CAPTURE(i);
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x41);
    const auto decoded = decode_plans(damaged);
    if (decoded) CHECK(encode_plans(*decoded) == damaged);
  }
}

}  // namespace
}  // namespace keyhound
