// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/variable_mentions.h"

#include "tests/support/definition_text.h"

namespace keyhound {

TEST_CASE("Steps mention a variable by the shell and by expressions, where they see that binding") {
  const Definition definition = testing::definition_of(
      "on: push\njobs:\n  a:\n    runs-on: u\n    env: {KEY: '${{ secrets.KEY }}'}\n    steps:\n"
      "    - run: echo \"$KEY\" | tool\n"
      "    - run: make\n"
      "    - uses: a/b@v1\n      with: {key: '${{ env.KEY }}', other: '${{ myenv.KEY }}'}\n"
      "    - run: tool \"$KEY\"\n      env: {KEY: '${{ secrets.OTHER }}'}\n"
      "    - run: tool ${{ env.KEY }}\n"
      "  b:\n    runs-on: u\n    steps:\n    - uses: a/b@v1\n      with: {key: '${{ env.KEY "
      "}}'}\n");
  REQUIRE(definition.bindings.front().name == "KEY");
  const VariableMentions mentions(definition);
  CHECK(mentions.of(definition.bindings.front()) == std::vector<FactIndex>{0, 2, 4});
}

}  // namespace keyhound
