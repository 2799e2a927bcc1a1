// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/forge_token.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/scanner/bulk/targets/plan_world.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {
namespace {

const Forge& github() { return *find_forge_list("github-org")->forge; }

}  // namespace

TEST_CASE("The first variable that is set has the token, keyhound's own before others") {
  PlanWorld world;
  world.variables = {{"KEYHOUND_GITHUB_TOKEN", ""}, {"GH_TOKEN", "second"}};
  const auto access = forge_access(github(), "https://api.github.com", world.environment());
  REQUIRE(access.has_value());
  CHECK(access->token == "second");
  CHECK(access->token_variable == "GH_TOKEN");
  CHECK(token_variable_of("github", world.environment()) == "GH_TOKEN");
  world.variables["KEYHOUND_GITHUB_TOKEN"] = "first";
  CHECK(token_variable_of("github", world.environment()) == "KEYHOUND_GITHUB_TOKEN");
  CHECK(token_variable_of("gitlab", world.environment()).empty());
  CHECK(token_variable_of("list", world.environment()).empty());
  CHECK(forge_access(github(), "https://x.example", PlanWorld().environment())->token.empty());
}

TEST_CASE("A token that no header can hold is refused, and never shown") {
  const std::string secret = alphanumerics(7, 30);
  for (const char* tail : {"\n", " ", "\r\nX: y", "\xC3\xA9"}) {
    PlanWorld world;
    world.variables["GITHUB_TOKEN"] = secret + tail;
    const auto access = forge_access(github(), "https://api.github.com", world.environment());
    REQUIRE_FALSE(access.has_value());
    CHECK((access.error().kind == ErrorKind::kConfiguration));
    CHECK(access.error().message.find("GITHUB_TOKEN") != std::string::npos);
    CHECK(access.error().message.find(secret) == std::string::npos);
  }
}

TEST_CASE("A token is not sent where others could read it on its way") {
  PlanWorld world;
  world.variables["GITHUB_TOKEN"] = "t";
  CHECK_FALSE(
      forge_access(github(), "http://ghe.acme.example/api/v3", world.environment()).has_value());
  CHECK(forge_access(github(), "http://127.0.0.1:8080/api/v3", world.environment()).has_value());
  CHECK(forge_access(github(), "http://ghe.acme.example/api/v3", PlanWorld().environment())
            .has_value());
  CHECK_FALSE(forge_access(github(), "no address", world.environment()).has_value());
}

}  // namespace keyhound::testing
