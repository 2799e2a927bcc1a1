// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/action_outputs.h"

#include <doctest/doctest.h>

#include <set>

#include "scanner/pipelines/facts/later_values.h"
#include "scanner/pipelines/finding_builder.h"
#include "tests/support/definition_set_text.h"

namespace keyhound {
namespace {

using testing::set_of;
using Names = std::set<std::string>;

// An action that makes its output `key` of what `value` says.
std::string action(const std::string& value, const std::string& steps) {
  return "inputs: {token: {required: true}, region: {required: true}}\noutputs:\n  key: {value: '" +
         value + "'}\nruns:\n  using: composite\n  steps:\n" + steps;
}

const std::string kByStep =
    action("${{ steps.s.outputs.k }}",
           "    - id: s\n      shell: bash\n      env: {T: '${{ "
           "inputs.token }}'}\n      run: echo \"k=$T\" >> $GITHUB_OUTPUT\n");

std::string caller(const std::string& run) {
  return "on: push\njobs:\n  build:\n    runs-on: u\n    steps:\n      - id: login\n"
         "        uses: ./a\n        with: {token: '${{ secrets.DEPLOY }}', region: '${{ "
         "secrets.REGION }}'}\n      - run: " +
         run + "\n";
}

// What the caller's references to outputs of actions are known to hold.
Names handed_back(const DefinitionSet& set) {
  Names names;
  for (const SecretReference& one : set.find(".github/workflows/ci.yml")->references) {
    if (one.store != kActionOutputs) continue;
    for (const HandedSecret& handed : one.handed) names.insert(handed.name + " as " + one.name);
  }
  return names;
}

Names inputs_of(const DefinitionSet& set, const std::string& path) {
  return ActionOutputs(set).inputs_of(*set.find(path), "KEY");
}

}  // namespace

TEST_CASE("An output is made of the inputs that its value names, or that a step writes to it") {
  CHECK(inputs_of(set_of({{"a/action.yml", kByStep}}), "a/action.yml") == Names{"token"});
  const std::string by_name = action("${{ inputs.token }}-${{ inputs.region }}", "    []\n");
  CHECK(inputs_of(set_of({{"a/action.yml", by_name}}), "a/action.yml") == Names{"region", "token"});
  const std::string tested = action("${{ inputs.token != 0 }}", "    []\n");
  CHECK(inputs_of(set_of({{"a/action.yml", tested}}), "a/action.yml").empty());
}

TEST_CASE("An action hands back what one that it calls hands back, and a ring of them ends") {
  const std::string outer = action(
      "${{ steps.in.outputs.key }}",
      "    - id: in\n      uses: ./a\n      with: {token: '${{ inputs.token }}', region: '${{ "
      "inputs.region }}'}\n");
  CHECK(inputs_of(set_of({{"a/action.yml", kByStep}, {"b/action.yml", outer}}), "b/action.yml") ==
        Names{"token"});
  CHECK(inputs_of(set_of({{"a/action.yml", outer}}), "a/action.yml").empty());
}

TEST_CASE("A caller's use of an output is one of the secret that this call handed in") {
  const DefinitionSet set =
      set_of({{"a/action.yml", kByStep},
              {".github/workflows/ci.yml", caller("tool ${{ steps.login.outputs.key }}")}});
  CHECK(handed_back(set) == Names{"DEPLOY as steps.login.outputs.key"});
  const Definition& ci = *set.find(".github/workflows/ci.yml");
  REQUIRE(ci.scripts.front().uses.size() == 1);
  CHECK(sureness_of(ci.references[ci.scripts.front().uses.front().reference]) == Confidence::kHigh);
}

TEST_CASE("Nothing is known of an action elsewhere, or of an output that it does not make") {
  CHECK(handed_back(
            set_of({{".github/workflows/ci.yml", caller("tool ${{ steps.login.outputs.key }}")}}))
            .empty());
  CHECK(handed_back(
            set_of({{"a/action.yml", kByStep},
                    {".github/workflows/ci.yml", caller("tool ${{ steps.login.outputs.other }}")}}))
            .empty());
}

TEST_CASE("An output of an action that is called holds nothing of an input of its name") {
  const std::string outer =
      action("none",
             "    - id: in\n      uses: ./a\n      with: {token: x}\n"
             "    - run: tool ${{ steps.in.outputs.token }}\n      shell: bash\n");
  const DefinitionSet set =
      set_of({{"a/action.yml", kByStep},
              {"b/action.yml", outer},
              {".github/workflows/ci.yml",
               "on: push\njobs:\n  build:\n    runs-on: u\n    steps:\n      - uses: ./b\n"
               "        with: {token: '${{ secrets.DEPLOY }}'}\n"}});
  bool has_output = false;
  for (const SecretReference& one : set.find("b/action.yml")->references) {
    if (one.store != kActionOutputs) continue;
    has_output = true;
    CHECK(one.handed.empty());
  }
  CHECK(has_output);
}

TEST_CASE("Thousands of outputs that are made of thousands of inputs cost a bounded time") {
  std::string value;
  std::string outputs;
  std::string given;
  for (int i = 0; i < 2000; ++i) {
    const std::string number = std::to_string(i);
    value += "${{ inputs.a" + number + " }}";
    outputs += "  k" + number + ": {value: '${{ steps.in.outputs.key }}'}\n";
    given += "        a" + number + ": ${{ inputs.a" + number + " }}\n";
  }
  const DefinitionSet set =
      set_of({{"a/action.yml", action(value, "    []\n")},
              {"b/action.yml", "outputs:\n" + outputs + "runs:\n  using: composite\n  steps:\n" +
                                   "    - id: in\n      uses: ./a\n      with:\n" + given}});
  ActionOutputs known(set);
  std::size_t inputs = 0;
  for (int i = 0; i < 2000; ++i)
    inputs += known.inputs_of(*set.find("b/action.yml"), "k" + std::to_string(i)).size();
  CHECK(inputs > 0);
  CHECK(inputs <= std::size_t{2000} * 64);
}

}  // namespace keyhound
