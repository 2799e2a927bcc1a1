// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/parameter_value.h"

#include <doctest/doctest.h>

#include "policies/evaluation/policy_settings.h"

namespace keyhound {

TEST_CASE("A parameter's type is told by its form, and quotes make a text") {
  const auto settings = parse_policy_settings(
      "kind: PolicySettings\n"
      "policies: {ABC1001: {params: {a: true, b: 12, c: P90D, d: PT90M, e: [x, y], f: text, g: "
      "'true', "
      "h: \"12\"}}}\n",
      "s.yaml");
  REQUIRE_MESSAGE(settings, settings.error().message);
  std::string all;
  for (const PolicyParameter& one : settings->policies.at(0).params)
    all += std::string(kind_of(one.value)) + " " + to_string(one.value) + "; ";
  CHECK(all ==
        "true or false true; a whole number 12; a duration P90D; a duration PT90M; a list of texts "
        "[x, y]; a text text; a text true; a text 12; ");
}

TEST_CASE("Parameters become values of the language with their types") {
  CelArena arena;
  const ParameterValue list = std::vector<std::string>{"a"};
  CHECK(type_of(list).kind == CelKind::kList);
  CHECK(to_cel_value(list, arena).kind() == CelKind::kList);
  CHECK(to_cel_value(Duration{5}, arena).kind() == CelKind::kDuration);
  CHECK(type_of(true).kind == CelKind::kBool);
}

TEST_CASE("Settings raise checks of pipeline definitions to a level") {
  const auto settings = parse_policy_settings(
      "kind: PolicySettings\nchecks: {P25: {level: warning}, broad-secret-scope: {level: note}}\n",
      "s.yaml");
  REQUIRE_MESSAGE(settings, settings.error().message);
  REQUIRE(settings->checks.size() == 2);
  CHECK(settings->checks[0].check == "P25");
  CHECK(settings->checks[0].level == Level::kWarning);
  CHECK(settings->checks[1].place.position.line == 2);
  for (const char* wrong : {"{}", "{level: loud}", "{level: note, enabled: true}", "note"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_policy_settings(
        "kind: PolicySettings\nchecks: {P25: " + std::string(wrong) + "}\n", "s.yaml"));
  }
}

TEST_CASE("Settings with mistakes are refused with their places") {
  const auto settings = parse_policy_settings(
      "kind: PolicySettings\npolicies: {ABC1001: {enabled: maybe, score: 11, levle: note}}\n",
      "s.yaml");
  REQUIRE_FALSE(settings);
  CHECK(settings.error().message.find("s.yaml:2:") == 0);
  CHECK(settings.error().message.find("did you mean 'level'?") != std::string::npos);
  CHECK_FALSE(parse_policy_settings("", "s.yaml"));
}

}  // namespace keyhound
