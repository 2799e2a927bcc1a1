// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/pipelines/fixes/fixed_text.h"

namespace keyhound {
namespace {

constexpr const char* kCheck = "secrets-inherit";
constexpr const char* kDeclares =
    "on:\n  workflow_call:\n    secrets:\n      A_KEY: {required: true}\n      b:\n";
constexpr const char* kJob = "jobs:\n  x:\n    runs-on: ubuntu-latest\n    steps:\n";

std::string fixed(const std::string& caller, const std::string& callee) {
  return testing::fixed_among({{testing::kWorkflow, caller}, {".github/workflows/x.yml", callee}},
                              kCheck);
}

const std::string callee =
    std::string(kDeclares) + kJob + "    - run: ./deploy\n      env: {A: '${{ secrets.A_KEY }}'}\n";

}  // namespace

TEST_CASE("The secrets that a called workflow declares are named") {
  const std::string begin = "on: push\njobs:\n  call:\n    uses: ./.github/workflows/x.yml\n";
  CHECK(fixed(begin + "    secrets: inherit # all of them\n\n  b:\n    runs-on: u\n", callee) ==
        begin +
            "    secrets: # all of them\n      A_KEY: ${{ secrets.A_KEY }}\n"
            "      b: ${{ secrets.b }}\n\n  b:\n    runs-on: u\n");
  CHECK(fixed(begin + "    secrets: 'inherit'\n    with: {a: b}\n", callee) ==
        begin +
            "    secrets:\n      A_KEY: ${{ secrets.A_KEY }}\n      b: ${{ secrets.b }}\n"
            "    with: {a: b}\n");
  CHECK(
      fixed("on: push\njobs:\n  c: {uses: $/.github/workflows/x.yml, secrets: inherit}", callee) ==
      "on: push\njobs:\n  c: {uses: $/.github/workflows/x.yml, secrets: {A_KEY: "
      "'${{ secrets.A_KEY }}', b: '${{ secrets.b }}'}}");
}

TEST_CASE("Where the called workflow uses no secret, none is handed in") {
  const std::string none = std::string("on: workflow_call\n") + kJob +
                           "    - run: make\n      env: {T: '${{ secrets.GITHUB_TOKEN }}'}\n";
  const std::string begin = "on: push\njobs:\n  call:\n    uses: ./.github/workflows/x.yml\n";
  CHECK(fixed(begin + "    secrets: inherit\n    with: {a: b}\n", none) ==
        begin + "    with: {a: b}\n");
  CHECK(fixed(begin + "    secrets: inherit # needed\n    with: {a: b}\n", none) ==
        "not fixed: its line holds more than it");
}

TEST_CASE("Where it is not sure what the called workflow needs, nothing is done") {
  const std::string caller =
      "on: push\njobs:\n  call:\n    uses: ./.github/workflows/x.yml\n    secrets: inherit\n";
  CHECK(testing::fixed_text(caller, kCheck) ==
        "not fixed: the called workflow is not at hand: what it uses is not known");
  CHECK(fixed(caller, std::string("on: workflow_call\n") + kJob +
                          "    - run: ./deploy ${{ secrets.OTHER }}\n") ==
        "not fixed: the called workflow does not declare OTHER under on.workflow_call.secrets");
  CHECK(fixed(caller,
              "on: workflow_call\njobs:\n  x:\n    runs-on: u\n    environment: prod\n"
              "    steps: []\n") ==
        "not fixed: what the called workflow needs is not known: its job x has secrets of an "
        "environment");
  CHECK(fixed("on: push\njobs:\n  call: &call\n    uses: ./.github/workflows/x.yml\n"
              "    secrets: inherit\n",
              callee) == "not fixed: the job is shared by an anchor");
}

}  // namespace keyhound
