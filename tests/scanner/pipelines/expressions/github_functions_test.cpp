// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/expressions/github_functions.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

TEST_CASE("Functions are found whatever their case, with the number of their arguments") {
  const GithubFunction* found = find_github_function("startsWITH");
  REQUIRE(found != nullptr);
  CHECK(found->id == GithubFunctionId::kStartsWith);
  CHECK(found->fewest == 2);
  CHECK(found->most == 2);
  CHECK(find_github_function("starts") == nullptr);
}

}  // namespace
}  // namespace keyhound
