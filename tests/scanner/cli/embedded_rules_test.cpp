// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/embedded_rules.h"

#include <doctest/doctest.h>

#include "scanner/rules/rule_codec.h"
#include "scanner/rules/rule_pack.h"
#include "scanner/scan/scan_context.h"

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

TEST_CASE(
    "The tables of rules and plans belong to the embedded rules, which a scan can ask all of") {
  const auto pack = RulePack::open(embedded_rule_pack(), embedded_rule_table());
  REQUIRE(pack);
  const auto engine = RuleEngine::open(*pack, embedded_triggers(pack->common().digest));
  REQUIRE(engine);
  const auto context = ScanContext::create(*engine);
  REQUIRE(context);
  // What the build does not prove of a rule, asking for it proves: else the process ends.
  for (std::uint32_t i = 0; i < engine->size(); ++i) {
    CHECK_FALSE(context->is_disabled(i));
    CHECK_FALSE(engine->trigger(i).empty());
  }
}

}  // namespace keyhound
