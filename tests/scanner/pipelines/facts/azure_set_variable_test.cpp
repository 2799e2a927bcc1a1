// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/azure_set_variable.h"

#include <doctest/doctest.h>

#include "tests/support/definition_text.h"

namespace keyhound {

TEST_CASE("The setvariable command tells a name, its properties, and the secrets of its value") {
  const Definition definition = testing::read_run(
      "echo \"##vso[task.setvariable variable=One;isSecret=true;isOutput=true]x$TOKEN\"\n"
      "echo '##vso[task.setvariable variable=two]' \"$(date)\"\n"
      "echo '##vso[task.complete result=Failed]'\necho '##vso[task.setvariable variable=three'\n");
  const auto found = azure_set_variables(definition.scripts.front());
  REQUIRE(found.size() == 2);
  CHECK(found[0].name == "One");
  CHECK(found[0].is_secret);
  CHECK(found[0].is_output);
  CHECK(found[0].command == 0);
  REQUIRE(found[0].references.size() == 1);
  CHECK(definition.references[found[0].references.front()].name == "TOKEN");
  CHECK(found[1].name == "two");
  CHECK_FALSE(found[1].is_secret);
  CHECK(found[1].references.empty());
}

TEST_CASE("A script without commands to Azure sets nothing") {
  const Definition definition = testing::read_run("echo task.setvariable variable=x]$TOKEN");
  CHECK(azure_set_variables(definition.scripts.front()).empty());
}

}  // namespace keyhound
