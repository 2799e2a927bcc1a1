// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/pipelines/fixes/fixed_text.h"

namespace keyhound {
namespace {

constexpr const char* kCheck = "broad-secret-scope";

std::string fixed(const std::string& job) {
  const std::string before = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n";
  const std::string after = testing::fixed_text(before + job, kCheck);
  return after.starts_with(before) ? after.substr(before.size()) : after;
}

}  // namespace

TEST_CASE("A variable moves from the job to the one step whose script reads it") {
  CHECK(fixed("    env:\n      MODE: fast\n      KEY: '${{ secrets.KEY }}'\n    steps:\n"
              "      - uses: actions/setup-go@v5\n      - run: ./deploy \"$KEY\"\n") ==
        "    env:\n      MODE: fast\n    steps:\n"
        "      - uses: actions/setup-go@v5\n      - run: ./deploy \"$KEY\"\n"
        "        env:\n          KEY: ${{ secrets.KEY }}\n");
  CHECK(
      fixed(
          "    env:\n      KEY: ${{ secrets.KEY }}\n    steps:\n"
          "      - run: |\n          mkdir out\n      - env: {A: b}\n        run: x \"$KEY\"\n") ==
      "    steps:\n"
      "      - run: |\n          mkdir out\n"
      "      - env: {A: b, KEY: '${{ secrets.KEY }}'}\n        run: x \"$KEY\"\n");
  CHECK(fixed("    env: {KEY: '${{ secrets.KEY }}', A: b}\n    steps:\n"
              "      - run: echo begin\n      - run: x \"$KEY\"") ==
        "    env: {A: b}\n    steps:\n      - run: echo begin\n      - run: x \"$KEY\"\n"
        "        env:\n          KEY: ${{ secrets.KEY }}");
}

TEST_CASE("A variable of the workflow moves too") {
  CHECK(testing::fixed_text("on: push\nenv:\n  KEY: ${{ secrets.KEY }}\njobs:\n  a:\n"
                            "    runs-on: u\n    steps:\n    - run: echo a\n  b:\n"
                            "    runs-on: u\n    steps:\n    - run: x \"$KEY\"\n",
                            kCheck) ==
        "on: push\njobs:\n  a:\n    runs-on: u\n    steps:\n    - run: echo a\n  b:\n"
        "    runs-on: u\n    steps:\n    - run: x \"$KEY\"\n      env:\n        KEY: ${{ "
        "secrets.KEY }}\n");
}

TEST_CASE("A variable that other steps may read stays where it is") {
  const std::string env = "    env:\n      KEY: ${{ secrets.KEY }}\n    steps:\n";
  CHECK(fixed(env + "      - run: make\n      - run: x \"$KEY\"\n") ==
        "not fixed: step 1 (make) may read it without a word of it");
  CHECK(fixed(env + "      - uses: acme/x@v1\n      - run: x \"$KEY\"\n") ==
        "not fixed: step 1 (acme/x@v1) may read it without a word of it");
  CHECK(fixed(env + "      - run: y \"$KEY\"\n      - run: x \"$KEY\"\n") ==
        "not fixed: several steps mention it");
  CHECK(fixed(env + "      - run: make\n      - run: make test\n") ==
        "not fixed: no step mentions it: which ones read it is open");
  CHECK(fixed(env + "      - run: echo a\n        if: env.KEY != ''\n      - run: x \"$KEY\"\n") ==
        "not fixed: more than one script mentions it");
  CHECK(fixed(env + "      - run: echo a\n      - run: x \"$KEY\"\n        if: env.KEY != ''\n") ==
        "not fixed: the step's condition names it");
  CHECK(fixed(env + "      - run: echo a\n      - run: x ${{ env.KEY }}\n") ==
        "not fixed: more than one script mentions it");
}

TEST_CASE("A variable with a comment behind it, or that is shared, stays where it is") {
  CHECK(fixed("    env:\n      KEY: ${{ secrets.KEY }} # of Bob\n    steps:\n"
              "      - run: echo a\n      - run: x \"$KEY\"\n") ==
        "not fixed: a comment stands behind it");
  CHECK(fixed("    env: &env\n      KEY: ${{ secrets.KEY }}\n    steps:\n"
              "      - run: echo a\n      - run: x \"$KEY\"\n") ==
        "not fixed: it is shared by an anchor");
}

}  // namespace keyhound
