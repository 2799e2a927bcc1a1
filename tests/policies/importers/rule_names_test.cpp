// SPDX-License-Identifier: Apache-2.0
#include "policies/importers/rule_names.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "tests/support/build_places.h"

namespace keyhound {

TEST_CASE("One kind of secret has one answer, however a tool writes its name") {
  for (const char* name :
       {"gitlab-pat", "gitlab_personal_access_token", "GitLab Token", "Gitlab"}) {
    CAPTURE(name);
    REQUIRE_FALSE(rules_named(name).empty());
    CHECK(rules_named(name)[0] == "gitlab-pat");
  }
  CHECK(rules_named("AWS Access Key").size() == 2);
  CHECK(rules_named("private-key").size() == 8);
  CHECK(rules_named("no such tool's rule").empty());
  CHECK(rules_named("").empty());
  CHECK(rules_named(std::string(100'000, 'a')).empty());
}

TEST_CASE("Every rule that is named is a default rule of keyhound") {
  std::string rules;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(testing::kSourceDir) + "/rules")) {
    std::ifstream file(entry.path());
    std::ostringstream text;
    text << file.rdbuf();
    rules += text.str();
  }
  REQUIRE(all_named_rules().size() > 40);
  for (const std::string_view rule : all_named_rules()) {
    CAPTURE(rule);
    CHECK(rules.find("\nid = \"" + std::string(rule) + "\"") != std::string::npos);
  }
}

}  // namespace keyhound
