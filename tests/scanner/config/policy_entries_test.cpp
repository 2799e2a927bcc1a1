// SPDX-License-Identifier: Apache-2.0
#include "scanner/config/policy_entries.h"

#include <doctest/doctest.h>

#include "scanner/config/config_listing.h"
#include "scanner/config/config_merge.h"
#include "scanner/config/config_reader.h"

namespace keyhound {
namespace {

Configuration read(std::string_view toml, const std::string& name = "k.toml") {
  auto file = parse_configuration(toml, name);
  REQUIRE_MESSAGE(file, file.error().message);
  file->configuration.sources = {{name, "", "", ""}};
  return std::move(file->configuration);
}

std::string error_of(std::string_view toml) {
  const auto file = parse_configuration(toml, "k.toml");
  REQUIRE_FALSE(file);
  return file.error().message;
}

constexpr std::string_view kSettings =
    "[policies.settings.RVW1002]\n"
    "level = \"error\"\n"
    "score = 7\n"
    "params = {human_review_period = \"P100D\", stores = [\"a\", \"b\"], most = 3, strict = true}\n"
    "[policies.environments.prod.ROT1004]\n"
    "enabled = false\n";

}  // namespace

TEST_CASE("Settings of policies are read, everywhere and by environment, with their places") {
  const Configuration configuration = read(kSettings);
  REQUIRE(configuration.policy_entries.size() == 2);
  const PolicyEntry& everywhere = configuration.policy_entries[0];
  CHECK(everywhere.policy == "RVW1002");
  CHECK(everywhere.environment.empty());
  CHECK(everywhere.level->value == "error");
  CHECK(everywhere.score->value == 7);
  CHECK_FALSE(everywhere.enabled);
  REQUIRE(everywhere.params.size() == 4);
  CHECK(std::get<std::string>(everywhere.params.at("human_review_period").value) == "P100D");
  CHECK(std::get<std::int64_t>(everywhere.params.at("most").value) == 3);
  CHECK(std::get<bool>(everywhere.params.at("strict").value));
  CHECK(std::get<std::vector<std::string>>(everywhere.params.at("stores").value).size() == 2);
  CHECK(everywhere.params.at("most").origin.line == 4);
  const PolicyEntry& of_prod = configuration.policy_entries[1];
  CHECK(of_prod.policy == "ROT1004");
  CHECK(of_prod.environment == "prod");
  CHECK_FALSE(of_prod.enabled->value);
  CHECK(of_prod.origin.line == 5);
}

TEST_CASE("What is wrong with the settings of a policy is told with its place") {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"[policies]\nsettings = 3", "k.toml:2:12: settings must be [policies.settings.ID]"},
      {"[policies.settings]\nOWN1001 = true", "k.toml:2:11: OWN1001 must be settings of a policy"},
      {"[policies.settings.OWN1001]\nlevle = \"error\"",
       "k.toml:2:1: unknown key \"levle\" in the settings of OWN1001; did you mean \"level\"?"},
      {"[policies.settings.OWN1001]\nlevel = \"high\"", "one of note, warning, error"},
      {"[policies.settings.OWN1001]\nscore = 11", "score must be a number from 0 to 10"},
      {"[policies.settings.OWN1001]\nparams = {a = 1.5}",
       "a must be true or false, a whole number, a string or a list of strings"},
      {"[policies.settings.OWN1001]\nparams = {a = [1]}", "a must hold strings only"},
      {"[policies.environments.prod.OWN1001]\nlevel = \"error\"",
       "level is set under [policies.settings.OWN1001], for all environments"},
      {"[policies.environments]\nprod = 1", "prod must be [policies.environments.NAME.ID]"},
      {"[policies.environments.\"\".OWN1001]\nenabled = true", "an environment needs a name"},
  };
  for (const auto& [toml, message] : cases) {
    CAPTURE(toml);
    const std::string error = error_of(toml);
    CAPTURE(error);
    CHECK(error.find(message) != std::string::npos);
  }
}

TEST_CASE("A nearer file's settings come behind those of the file that it extends") {
  Configuration farther = read("[policies.settings.OWN1001]\nlevel = \"note\"\n");
  merge_configuration(read("[policies.settings.OWN1001]\nlevel = \"error\"\n"), farther);
  REQUIRE(farther.policy_entries.size() == 2);
  CHECK(farther.policy_entries[1].level->value == "error");
}

TEST_CASE("The listing names each setting of a policy with the line that says it") {
  std::vector<std::string> rows;
  for (const ConfigRow& row : list_configuration(read(kSettings)))
    if (row.key.starts_with("policies.settings") || row.key.starts_with("policies.env"))
      rows.push_back(row.key + " = " + row.value);
  CHECK(rows == std::vector<std::string>{
                    "policies.settings.RVW1002.level = \"error\"",
                    "policies.settings.RVW1002.score = 7",
                    "policies.settings.RVW1002.params.human_review_period = \"P100D\"",
                    "policies.settings.RVW1002.params.most = 3",
                    "policies.settings.RVW1002.params.stores = [\"a\", \"b\"]",
                    "policies.settings.RVW1002.params.strict = true",
                    "policies.environments.prod.ROT1004.enabled = false",
                });
}

}  // namespace keyhound
