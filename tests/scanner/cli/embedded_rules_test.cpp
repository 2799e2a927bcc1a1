// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/embedded_rules.h"

#include <doctest/doctest.h>

#include "scanner/rules/rule_codec.h"

namespace keyhound {

TEST_CASE("The program holds its rules, and a trigger database for each CPU level") {
  const auto rules = decode_rule_set(embedded_rule_pack());
  REQUIRE(rules);
  CHECK_FALSE(rules->rules.empty());
  const PrecompiledTriggers triggers = embedded_triggers(rules->digest);
  CHECK(triggers.rules_digest == rules->digest);
  REQUIRE(triggers.images.size() == 3);
  for (const std::string_view image : triggers.images) CHECK(image.size() > 1000);
}

TEST_CASE("The databases serve exactly the embedded rules") {
  const auto rules = decode_rule_set(embedded_rule_pack());
  REQUIRE(rules);
  const PrecompiledTriggers triggers = embedded_triggers(rules->digest);
  EngineOptions options;
  options.precompiled = &triggers;
  options.precompiled_rules = &*rules;
  CHECK(RuleEngine::create(*rules, options));
}

}  // namespace keyhound
