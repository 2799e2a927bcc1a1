// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/configured_policies.h"

#include <doctest/doctest.h>

#include "policies/evaluation/policy_set.h"
#include "scanner/config/config_reader.h"

namespace keyhound {
namespace {

std::vector<PolicySetting> settings_of(std::string_view toml) {
  auto file = parse_configuration(toml, ".keyhound.toml");
  REQUIRE_MESSAGE(file, file.error().message);
  file->configuration.sources = {{".keyhound.toml", "", "", ""}};
  return policy_settings_of(file->configuration);
}

}  // namespace

TEST_CASE("What a configuration says of a policy changes its level and its parameters") {
  const auto settings = settings_of(
      "[policies.settings.RVW1002]\nlevel = \"note\"\nscore = 1.5\n"
      "params = {human_review_period = \"P100D\"}\n"
      "[policies.settings.OWN1001]\nenabled = false\n");
  const auto plain = PolicySet::load({}, nullptr);
  const auto set = PolicySet::load({}, nullptr, settings);
  REQUIRE_MESSAGE(set, set.error().message);
  CHECK(set->policies().size() + 1 == plain->policies().size());
  CHECK(set->find("OWN1001") == nullptr);
  for (const PolicyInfo& info : set->infos()) {
    if (info.id != "RVW1002") continue;
    CHECK(info.level == Level::kNote);
    CHECK(info.score == 1.5);
  }
  CHECK(set->digest() != plain->digest());
  CHECK(set->digest() != PolicySet::load({}, nullptr, {settings[0]})->digest());
}

TEST_CASE("A policy or parameter that does not exist is told with its line of the configuration") {
  const auto error_of = [](std::string_view toml) {
    const auto set = PolicySet::load({}, nullptr, settings_of(toml));
    REQUIRE_FALSE(set);
    return set.error().message;
  };
  CHECK(error_of("[policies.settings.RVW1003]\nlevel = \"note\"\n") ==
        ".keyhound.toml:1:20: there is no such policy; did you mean RVW1001?");
  CHECK(error_of("[policies.settings.RVW1002]\nparams = {human_review_perod = \"P9D\"}\n") ==
        ".keyhound.toml:2:11: RVW1002 has no such parameter; did you mean 'human_review_period'?");
  CHECK(error_of("[policies.settings.RVW1002]\nparams = {human_review_period = 90}\n") ==
        ".keyhound.toml:2:11: this parameter of RVW1002 is a duration, not a whole number");
}

}  // namespace keyhound
