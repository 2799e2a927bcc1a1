// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/step_inputs.h"

#include "tests/support/definition_text.h"

namespace keyhound {

TEST_CASE("Inputs are found by step, without regard to the case of their names") {
  const Definition definition = testing::definition_of(
      "on: push\njobs:\n  a:\n    runs-on: u\n    env: {Token: x}\n    steps:\n"
      "    - uses: a/b@v1\n      with: {Token: one, other: two}\n"
      "    - uses: a/b@v1\n      with: {token: three}\n"
      "    - run: make\n      env: {TOKEN: four}\n");
  const StepInputs inputs(definition);
  REQUIRE(inputs.find(0, "token") != nullptr);
  CHECK(inputs.find(0, "token")->value.text == "one");
  CHECK(inputs.of(0).size() == 2);
  REQUIRE(inputs.find(1, "TOKEN") != nullptr);
  CHECK(inputs.find(1, "TOKEN")->value.text == "three");
  CHECK(inputs.find(1, "other") == nullptr);
  CHECK(inputs.find(2, "token") == nullptr);
  CHECK(inputs.of(7).empty());
}

}  // namespace keyhound
