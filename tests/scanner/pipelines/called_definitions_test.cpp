// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/called_definitions.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

using Paths = std::vector<std::string>;

}  // namespace

TEST_CASE("The paths of a call are those of one file or of an action's two names") {
  CHECK(paths_of_call("x/.github/workflows/ci.yml", "./.github/workflows/d.yml") ==
        Paths{"x/.github/workflows/d.yml"});
  CHECK(paths_of_call(".github/workflows/ci.yml", "./") == Paths{"action.yml", "action.yaml"});
  CHECK(paths_of_call("a/action.yml", "$/b/") == Paths{"b/action.yml", "b/action.yaml"});
  CHECK(paths_of_call(".github/workflows/ci.yml", "acme/x@v1").empty());
}

}  // namespace keyhound
