// SPDX-License-Identifier: Apache-2.0
#include "scanner/config/configuration.h"

#include <doctest/doctest.h>

#include "scanner/config/config_problems.h"

namespace keyhound {

TEST_CASE("Paths are relative to the file that names them") {
  Configuration configuration;
  configuration.sources = {{".keyhound.toml", "", "", ""}, {"../s/k.toml", "../s", "", ""}};
  CHECK(resolved_path(configuration, {"rules/a.toml", {0, 1, 1}}) == "rules/a.toml");
  CHECK(resolved_path(configuration, {"./a.toml", {1, 1, 1}}) == "../s/a.toml");
  CHECK(resolved_path(configuration, {"/etc/a.toml", {1, 1, 1}}) == "/etc/a.toml");
  CHECK(to_string(configuration, {1, 3, 4}) == "../s/k.toml:3:4");
}

TEST_CASE("Problems become one error, and none is a success") {
  ConfigProblems problems;
  CHECK(problems.status());
  problems.add("a");
  problems.add("b");
  REQUIRE_FALSE(problems.status());
  CHECK(problems.status().error().message == "a\nb");
  CHECK(meant("disabel", {"files", "disable"}) == "; did you mean \"disable\"?");
  CHECK(meant("zzzz", {"files", "disable"}).empty());
}

}  // namespace keyhound
