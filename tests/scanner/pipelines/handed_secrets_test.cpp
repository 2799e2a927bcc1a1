// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/handed_secrets.h"

#include <algorithm>

#include "scanner/pipelines/inventory/reference_list.h"
#include "tests/support/definition_set_text.h"

namespace keyhound {
namespace {

using testing::set_of;
using Names = std::vector<std::string>;

constexpr const char* kAction =
    "inputs:\n  target: {required: true}\nruns:\n  using: composite\n  steps:\n"
    "    - run: deploy \"${{ inputs.target }}\"\n      shell: bash\n";

std::string caller(const std::string& uses, const std::string& with) {
  return "on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: " +
         uses + "\n        with: {" + with + "}\n";
}

// "SECRET of path" for each that is handed in under the name of the definition's first reference.
Names handed_to(const DefinitionSet& set, const std::string& path) {
  const Definition* definition = set.find(path);
  REQUIRE(definition != nullptr);
  REQUIRE_FALSE(definition->references.empty());
  Names names;
  for (const HandedSecret& one : definition->references.front().handed)
    names.push_back(one.name + " of " + one.path);
  return names;
}

}  // namespace

TEST_CASE("What a step hands to an action of the tree is known there, also in another folder") {
  for (const std::string root : {"", "repo/"}) {
    CAPTURE(root);
    const DefinitionSet set = set_of({
        {root + ".github/actions/deploy/action.yml", kAction},
        {root + ".github/workflows/ci.yml",
         caller("./.github/actions/deploy", "Target: '${{ secrets.URL }}'")},
        {root + ".github/workflows/other.yml",
         caller("$/.github/actions/deploy/", "target: 'x${{ secrets.A }}${{ secrets.B }}'")},
    });
    CHECK(handed_to(set, root + ".github/actions/deploy/action.yml") ==
          Names{"URL of " + root + ".github/workflows/ci.yml",
                "A of " + root + ".github/workflows/other.yml",
                "B of " + root + ".github/workflows/other.yml"});
  }
}

TEST_CASE(
    "Nothing is handed in by a test, a variable, another input or another repository's action") {
  for (const std::string& text :
       {caller("./a", "target: '${{ secrets.URL != 0 }}'"),
        caller("./a", "target: '${{ vars.URL }}'"), caller("./a", "other: '${{ secrets.URL }}'"),
        caller("acme/a@v1", "target: '${{ secrets.URL }}'"),
        caller("./b", "target: '${{ secrets.URL }}'")}) {
    CAPTURE(text);
    const DefinitionSet set =
        set_of({{"a/action.yml", kAction}, {".github/workflows/ci.yml", text}});
    CHECK(handed_to(set, "a/action.yml").empty());
  }
}

TEST_CASE("An action is found where the tree begins with the folder of workflows and actions") {
  std::vector<Definition> definitions;
  for (const auto& [path, text] :
       {std::pair<std::string, std::string>{"actions/d/action.yml", kAction},
        {"workflows/ci.yml", caller("./.github/actions/d", "target: '${{ secrets.URL }}'")}}) {
    definitions.push_back(testing::definition_of(text, ".github/" + path));
    definitions.back().path = path;
  }
  CHECK(handed_to(DefinitionSet(std::move(definitions)), "actions/d/action.yml") ==
        Names{"URL of workflows/ci.yml"});
}

TEST_CASE("Actions that hand on to one another end, also where they call themselves") {
  const std::string self =
      "inputs: {target: {}}\nruns:\n  using: composite\n  steps:\n"
      "    - run: deploy \"${{ inputs.target }}\"\n"
      "    - uses: ./a\n      with: {target: '${{ inputs.target }}'}\n";
  const DefinitionSet set =
      set_of({{"a/action.yml", self},
              {".github/workflows/ci.yml", caller("./a", "target: '${{ secrets.URL }}'")}});
  CHECK(handed_to(set, "a/action.yml") ==
        Names{"URL of .github/workflows/ci.yml", "URL of a/action.yml"});
}

TEST_CASE("A secret goes through several actions, whatever the order of their paths") {
  const auto through = [](const std::string& next) {
    return "inputs: {target: {}}\nruns:\n  using: composite\n  steps:\n    - uses: " + next +
           "\n      with: {target: '${{ inputs.target }}'}\n";
  };
  const DefinitionSet set =
      set_of({{".github/workflows/ci.yml", caller("./c", "target: '${{ secrets.URL }}'")},
              {"c/action.yml", through("./b")},
              {"b/action.yml", through("./a")},
              {"a/action.yml", kAction}});
  CHECK(handed_to(set, "a/action.yml") == Names{"URL of b/action.yml"});
}

TEST_CASE("What is handed on over too many actions is told, with where following ended") {
  const auto chain = [](int length) {
    std::map<std::string, std::string> files;
    const auto name = [](int i) { return "d" + std::to_string(100 + i); };
    for (int i = 1; i < length; ++i)
      files[name(i) + "/action.yml"] =
          "inputs: {target: {}}\nruns:\n  using: composite\n  steps:\n    - uses: ./" +
          name(i - 1) + "\n      with: {target: '${{ inputs.target }}'}\n";
    files[name(0) + "/action.yml"] = kAction;
    files[".github/workflows/ci.yml"] =
        caller("./" + name(length - 1), "target: '${{ secrets.URL }}'");
    return set_of(files);
  };
  CHECK(chain(kMostHandedHops).diagnostics().empty());
  const auto told = chain(kMostHandedHops + 4).diagnostics();
  REQUIRE(told.size() == 1);
  CHECK(told[0].kind == "handed-limit");  // ci.yml and the first action are one round
  CHECK(told[0].subject == "d102/action.yml");
  CHECK(told[0].incomplete);
}

TEST_CASE("Of a value with very many secrets a bounded number is handed over") {
  std::string value;
  std::string uses;
  for (int i = 0; i < 5'000; ++i) {
    value += "${{ secrets.S" + std::to_string(i) + " }}";
    uses += "${{ inputs.target }}";
  }
  const std::string action =
      "inputs: {target: {}}\nruns:\n  using: composite\n  steps:\n    - run: deploy '" + uses +
      "'\n";
  const DefinitionSet set =
      set_of({{"a/action.yml", action},
              {".github/workflows/ci.yml", caller("./a", "target: '" + value + "'")}});
  std::size_t most = 0;
  for (const SecretReference& one : set.find("a/action.yml")->references)
    most = std::max(most, one.handed.size());
  CHECK(most == kMostHandedSecrets);
}

TEST_CASE("The inventory leaves out the names of secrets that only calls give a meaning") {
  const std::string callee =
      "on: {workflow_call: {secrets: {key: {}}}}\njobs:\n  x:\n    runs-on: ubuntu-latest\n"
      "    steps: [{run: make, env: {K: '${{ secrets.key }}'}}]\n";
  const auto call = [](const std::string& secrets) {
    return "on: push\njobs:\n  call:\n    uses: ./.github/workflows/x.yml\n    secrets: " +
           secrets + "\n";
  };
  const auto names_in = [&](const std::string& caller) {
    Names names;
    for (const Reference& one : references_of(
             set_of({{".github/workflows/ci.yml", caller}, {".github/workflows/x.yml", callee}})))
      names.push_back(one.name);
    std::sort(names.begin(), names.end());
    return names;
  };
  CHECK(names_in(call("{key: '${{ secrets.DEPLOY_KEY }}'}")) == Names{"DEPLOY_KEY"});
  CHECK(names_in(call("inherit")) == Names{"key", "secrets"});
}

TEST_CASE("A finding says which callers hand in its secret, with their places") {
  const DefinitionSet set =
      set_of({{"a/action.yml", kAction},
              {".github/workflows/ci.yml", caller("./a", "target: '${{ secrets.URL }}'")},
              {".github/workflows/more.yml", caller("./a", "target: '${{ secrets.URL }}'")}});
  const auto found = run_checks(set, {});
  REQUIRE(found.size() == 1);
  CHECK(found[0].check->info.id == "secret-in-script-template");
  CHECK(found[0].level == Level::kWarning);
  CHECK(
      found[0].message.find("; .github/workflows/ci.yml hands in URL as target, and 1 more caller "
                            "uses it") != std::string::npos);
  REQUIRE(found[0].elsewhere.size() == 2);
  CHECK(found[0].elsewhere[0].definition == set.find(".github/workflows/ci.yml"));
  const std::string& text = found[0].elsewhere[0].definition->text;
  const TextRange place = found[0].elsewhere[0].range;
  CHECK(text.substr(place.begin, place.size()) == "'${{ secrets.URL }}'");
}

TEST_CASE("What a variable or an earlier step brings into a value is handed over with it") {
  const auto call = [](const std::string& steps) {
    return set_of({{"a/action.yml", kAction},
                   {".github/workflows/ci.yml",
                    "on: push\nenv: {URL: '${{ secrets.URL }}'}\njobs:\n  build:\n"
                    "    runs-on: ubuntu-latest\n    steps:\n" +
                        steps}});
  };
  CHECK(handed_to(call("      - uses: ./a\n        with: {target: '${{ env.URL }}'}\n"),
                  "a/action.yml") == Names{"URL of .github/workflows/ci.yml"});
  CHECK(handed_to(call("      - id: x\n        run: echo \"to=$URL\" >> $GITHUB_OUTPUT\n"
                       "      - uses: ./a\n"
                       "        with: {target: '${{ steps.x.outputs.to }}'}\n"),
                  "a/action.yml") == Names{"URL of .github/workflows/ci.yml"});
  CHECK(handed_to(call("      - uses: ./a\n        env: {URL: none}\n"
                       "        with: {target: '${{ env.OTHER }}'}\n"),
                  "a/action.yml")
            .empty());
}

TEST_CASE(
    "A pipeline of Azure hands to its templates what each call names, without regard to case") {
  const std::string steps = "steps:\n- bash: tool ${{ parameters.Target }}\n";
  const DefinitionSet set = set_of(
      {{"azure-pipelines.yml",
        "trigger: [main]\nvariables:\n- group: g\n- {name: mine, value: $(apiToken)}\nsteps:\n"
        "- template: ci/one.yml\n  parameters: {TARGET: $(apiToken)}\n"
        "- template: ci/two.yml\n  parameters: {target: web, other: $(apiToken)}\n"
        "- template: ci/three.yml\n  parameters: {target: $(mine)}\n"},
       {"ci/one.yml", "parameters: [{name: target}]\n" + steps},
       {"ci/two.yml", "parameters: [{name: target}, {name: other}]\n" + steps},
       {"ci/three.yml", "parameters: [{name: target}]\n" + steps}});
  CHECK(handed_to(set, "ci/one.yml") == Names{"apiToken of azure-pipelines.yml"});
  CHECK(handed_to(set, "ci/two.yml").empty());
  CHECK(handed_to(set, "ci/three.yml") == Names{"apiToken of azure-pipelines.yml"});
}

TEST_CASE("Templates are followed as deep as Azure lets them call one another") {
  constexpr int kDeep = 60;
  std::map<std::string, std::string> files;
  files["azure-pipelines.yml"] =
      "trigger: [main]\nsteps:\n- template: ci/60.yml\n  parameters: {target: $(apiToken)}\n";
  // Named so that each is known before the one that calls it.
  for (int i = kDeep; i > 0; --i)
    files["ci/" + std::to_string(i) + ".yml"] =
        "parameters: [{name: target}]\nsteps:\n- template: " + std::to_string(i - 1) +
        ".yml\n  parameters: {target: \"${{ parameters.target }}\"}\n";
  files["ci/0.yml"] =
      "parameters: [{name: target}]\nsteps:\n- bash: tool ${{ parameters.target }}\n";
  CHECK(handed_to(set_of(files), "ci/0.yml") == Names{"apiToken of ci/1.yml"});
}

TEST_CASE("Thousands of calls and of secrets that are handed in cost a bounded time and memory") {
  std::string jobs;
  std::string uses;
  std::string declared;
  for (int i = 0; i < 1500; ++i) {
    const std::string number = std::to_string(i);
    jobs += "  j" + number + ": {uses: ./.github/workflows/b.yml, secrets: inherit}\n";
    uses += "        tool ${{ secrets.k" + number + " }}\n";
    declared += "      k" + number + ": {}\n";
  }
  const DefinitionSet set =
      set_of({{".github/workflows/a.yml", "on: push\njobs:\n" + jobs},
              {".github/workflows/b.yml", "on:\n  workflow_call:\n    secrets:\n" + declared +
                                              "jobs:\n  c:\n    runs-on: u\n    steps:\n" +
                                              "    - run: |\n" + uses}});
  CHECK(handed_to(set, ".github/workflows/b.yml").size() == kMostHandedSecrets);
  std::size_t remedies = 0;
  for (const PipelineFinding& one : run_checks(set, {})) {
    CHECK(one.remedy.size() < 4096);
    if (one.check->info.id == "secrets-inherit") ++remedies;
  }
  CHECK(remedies == 1500);
}

}  // namespace keyhound
