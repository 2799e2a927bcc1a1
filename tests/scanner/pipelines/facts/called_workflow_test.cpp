// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/called_workflow.h"

#include "tests/support/definition_text.h"

namespace keyhound {
namespace {

using testing::definition_of;
using Names = std::vector<std::string>;

constexpr std::string_view kCall = "on: push\njobs:\n  call:\n    uses: {}\n    secrets: inherit\n";

std::string call(std::string_view target) {
  std::string text(kCall);
  return text.replace(text.find("{}"), 2, target);
}

constexpr const char* kCallee =
    "on:\n  workflow_call:\n    secrets:\n      b_key: {required: true}\n      A_KEY:\n"
    "jobs:\n  x:\n    runs-on: ubuntu-latest\n    steps:\n"
    "      - run: ./deploy\n        env: {B: '${{ secrets.B_KEY }}', T: '${{ github.token }}'}\n";

}  // namespace

TEST_CASE("A called workflow is found beside its caller, by ./ and by $/") {
  for (const char* target : {"./.github/workflows/x.yml", "$/.github/workflows/x.yml"}) {
    CAPTURE(target);
    for (const std::string folder : {".github/workflows/", "repo/.github/workflows/", ""}) {
      std::vector<Definition> definitions;
      definitions.push_back(definition_of(kCallee, ".github/workflows/x.yml"));
      definitions.back().path = folder + "x.yml";
      definitions.push_back(definition_of(call(target)));
      definitions.back().path = folder + "ci.yml";
      const DefinitionSet set(std::move(definitions));
      const Definition* caller = set.find(folder + "ci.yml");
      REQUIRE(caller != nullptr);
      REQUIRE(caller->includes.size() == 1);
      CHECK(called_workflow(set, *caller, caller->includes.front()) == set.find(folder + "x.yml"));
    }
  }
}

TEST_CASE("A workflow of another repository, or of another folder, is not found here") {
  for (const char* target :
       {"acme/ci/.github/workflows/x.yml@main", "./x.yml", "./.github/workflows/gone.yml"}) {
    CAPTURE(target);
    const DefinitionSet set = testing::set_of(
        {{".github/workflows/x.yml", kCallee}, {".github/workflows/ci.yml", call(target)}});
    const Definition* caller = set.find(".github/workflows/ci.yml");
    CHECK(called_workflow(set, *caller, caller->includes.front()) == nullptr);
  }
}

TEST_CASE("What a called workflow declares is what it is to be given, as it writes the names") {
  const CalledSecrets secrets = secrets_of_call(definition_of(kCallee));
  CHECK(secrets.names == Names{"A_KEY", "b_key"});
  CHECK(secrets.undeclared.empty());
  CHECK(secrets.open_because.empty());
  CHECK(secrets_map(secrets.names) == "A_KEY: ${{ secrets.A_KEY }}, b_key: ${{ secrets.b_key }}");
}

TEST_CASE("Secrets that it uses without declaring them are told apart") {
  const CalledSecrets secrets = secrets_of_call(definition_of(
      "on: workflow_call\njobs:\n  x:\n    runs-on: ubuntu-latest\n    steps:\n"
      "      - run: ./deploy ${{ secrets.KEY }} ${{ secrets.key }} ${{ secrets.GITHUB_TOKEN }}\n"));
  CHECK(secrets.names == Names{"KEY"});
  CHECK(secrets.undeclared == Names{"KEY"});
}

TEST_CASE("What a called workflow needs is open when it passes all on, or has an environment") {
  CHECK_FALSE(
      secrets_of_call(definition_of(call("./.github/workflows/y.yml"))).open_because.empty());
  const CalledSecrets deploying = secrets_of_call(definition_of(
      "on: workflow_call\njobs:\n  x:\n    runs-on: u\n    environment: prod\n    steps: []\n"));
  CHECK(deploying.open_because == "its job x has secrets of an environment");
}

}  // namespace keyhound
