// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/fixes/variable_readers.h"

#include "tests/support/definition_text.h"

namespace keyhound {
namespace {

std::string reader(const std::string& step) {
  const Definition definition = testing::definition_of(
      "on: push\njobs:\n  a:\n    runs-on: u\n    steps:\n    - run: make\n" + step +
      "  b:\n    runs-on: u\n    steps:\n    - run: make b\n");
  return silent_reader(definition, {0, kNoFact}, 0);
}

}  // namespace

TEST_CASE("Steps of files, tools and messages read no variable unseen") {
  CHECK(reader("    - uses: actions/checkout@v4\n    - uses: actions/setup-node@v4\n"
               "    - run: |\n        mkdir -p out\n        if [ -f a ]; then echo yes; fi\n"
               "        curl -o x https://example.com | grep y > z\n") == "");
}

TEST_CASE("Any other program or action may read what it likes") {
  CHECK(reader("    - name: Test\n      run: echo a && npm ci\n") == "step Test (npm)");
  CHECK(reader("    - run: ./run.sh\n") == "step 2 (run.sh)");
  CHECK(reader("    - run: find . -exec cat {} +\n") == "step 2 (find)");
  CHECK(reader("    - run: $TOOL\n") != "");
  CHECK(reader("    - run: print(1)\n      shell: python\n") == "step 2 (its script)");
  CHECK(reader("    - uses: acme/x@v1\n") == "step 2 (acme/x@v1)");
}

}  // namespace keyhound
