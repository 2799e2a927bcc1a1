// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/pipelines/fixes/fixed_text.h"

namespace keyhound {
namespace {

std::string fixed(const std::string& steps) {
  const std::string before = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n";
  const std::string after = testing::fixed_text(before + steps, "checkout-persists-credentials");
  return after.starts_with(before) ? after.substr(before.size()) : after;
}

}  // namespace

TEST_CASE("persist-credentials is set below the checkout, with the layout of the file") {
  CHECK(fixed("    - uses: actions/checkout@v4 # v4\n    # next\n    - run: make\n") ==
        "    - uses: actions/checkout@v4 # v4\n      with:\n        persist-credentials: false\n"
        "    # next\n    - run: make\n");
  CHECK(fixed("      - name: Get\n        uses: actions/checkout@v4\n        with:\n"
              "            ref: main # the ref\n\n      - run: make\n") ==
        "      - name: Get\n        uses: actions/checkout@v4\n        with:\n"
        "            ref: main # the ref\n            persist-credentials: false\n\n"
        "      - run: make\n");
  CHECK(fixed("    - {uses: actions/checkout@v4, with: {ref: main}}\n    - run: make") ==
        "    - {uses: actions/checkout@v4, with: {ref: main, persist-credentials: false}}\n"
        "    - run: make");
  CHECK(fixed("    - {uses: actions/checkout@v4}\n    - run: make\n") ==
        "    - {uses: actions/checkout@v4, with: {persist-credentials: false}}\n"
        "    - run: make\n");
  CHECK(fixed("    - with: {}\n      uses: actions/checkout@v4\n    - run: make\n") ==
        "    - with: {persist-credentials: false}\n      uses: actions/checkout@v4\n"
        "    - run: make\n");
}

TEST_CASE("Several checkouts of a file are fixed at once") {
  CHECK(fixed("    - uses: actions/checkout@v4\n    - uses: actions/checkout@v4\n"
              "      with:\n        path: b\n    - run: make\n") ==
        "    - uses: actions/checkout@v4\n      with:\n        persist-credentials: false\n"
        "    - uses: actions/checkout@v4\n      with:\n        path: b\n"
        "        persist-credentials: false\n    - run: make\n");
}

TEST_CASE("A file with the line ends of Windows keeps them") {
  const std::string before =
      "on: push\r\njobs:\r\n  a:\r\n    runs-on: u\r\n    steps:\r\n"
      "      - uses: actions/checkout@v4\r\n";
  CHECK(testing::fixed_text(before + "      - run: make\r\n", "checkout-persists-credentials") ==
        before + "        with:\r\n          persist-credentials: false\r\n      - run: make\r\n");
}

TEST_CASE("A checkout whose token a later step is seen to use is left as it is") {
  CHECK(fixed("    - uses: actions/checkout@v4\n    - run: git push\n") ==
        "not fixed: step 2 runs git push");
  CHECK(fixed("    - uses: actions/checkout@v4\n    - uses: ./build\n") ==
        "not fixed: what ./build does with git is not known");
}

TEST_CASE("A checkout that is shared, or whose inputs are not understood, is left as it is") {
  CHECK(fixed("    - &get\n      uses: actions/checkout@v4\n    - run: make\n") ==
        "not fixed: the step is shared by an anchor");
  CHECK(fixed("    - uses: actions/checkout@v4\n      with: &inputs {ref: main}\n"
              "    - run: make\n      env: *inputs\n") ==
        "not fixed: the layout of the step is not understood");
  CHECK(fixed("    - uses: actions/checkout@v4\n      with:\n    - run: make\n") ==
        "not fixed: the layout of the step is not understood");
  CHECK(fixed("    - uses: actions/checkout@v4\n      with: {Persist-Credentials: true}\n"
              "    - run: make\n") == "not fixed: the layout of the step is not understood");
}

}  // namespace keyhound
