// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/gitleaks_run.h"

#include <doctest/doctest.h>

#include "tests/support/temp_dir.h"

namespace keyhound {

TEST_CASE("A gitleaks configuration is loaded with its rules, and its faults name file and rule") {
  const testing::TempDir dir;
  dir.write_file("a.toml", "[[rules]]\nid = \"a\"\nregex = 'acme_[0-9]{9}'\n");
  const auto rules = load_gitleaks_rules(dir / "a.toml");
  REQUIRE(rules);
  ScanSettings settings;
  add_gitleaks_settings(**rules, settings);
  CHECK(settings.takes_fillers == std::vector<std::string>{"a"});
  dir.write_file("b.toml", "[[rules]]\nid = \"b\"\nregex = 'acme_(?=x)'\n");
  const auto bad = load_gitleaks_rules(dir / "b.toml");
  REQUIRE_FALSE(bad);
  CHECK(bad.error().message.find("b.toml:1: rule b: regex: ") != std::string::npos);
}

TEST_CASE("The names of other tools' rules lead to keyhound's") {
  CHECK_FALSE(own_rule_names("github-pat").empty());
  CHECK(own_rule_names("no such rule").empty());
}

}  // namespace keyhound
