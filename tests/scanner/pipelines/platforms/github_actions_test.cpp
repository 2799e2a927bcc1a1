// SPDX-License-Identifier: Apache-2.0
// Workflows and actions of GitHub as facts.
#include <doctest/doctest.h>

#include "scanner/pipelines/platform.h"
#include "tests/support/definition_text.h"

namespace keyhound {
namespace {

using testing::read_definition_text;
using testing::read_workflow;
using testing::text_at;

TEST_CASE("Workflows of GitHub, Gitea and Forgejo and actions are told by their path") {
  const Platform* github = find_platform("github-actions");
  for (const char* path :
       {".github/workflows/a.yml", "sub/.github/workflows/a.yaml", ".gitea/workflows/a.yml",
        ".forgejo/workflows/a.yml", "action.yml", ".github/actions/build/action.yaml"}) {
    CAPTURE(path);
    CHECK(github->has_path(path));
  }
  for (const char* path :
       {".github/workflows/sub/a.yml", ".github/workflows/a.txt", "my-action.yml",
        "x.github/workflows/a.yml", ".github/dependabot.yml", "workflows/a.yml"}) {
    CAPTURE(path);
    CHECK_FALSE(github->has_path(path));
  }
}

TEST_CASE("Events that strangers cause are told, with and without secrets") {
  const Definition definition = read_workflow(
      "on:\n  push:\n  pull_request: {branches: [main]}\n  pull_request_target:\njobs: {}\n");
  REQUIRE(definition.triggers.size() == 3);
  CHECK(definition.triggers[0].event == "push");
  CHECK_FALSE(definition.triggers[0].is_outside);
  CHECK(text_at(definition, definition.triggers[0].range) == "push");
  CHECK(definition.triggers[1].is_outside);
  CHECK_FALSE(definition.triggers[1].has_secrets);
  CHECK(definition.triggers[2].is_outside);
  CHECK(definition.triggers[2].has_secrets);
  CHECK(read_workflow("on: push\njobs: {}\n").triggers.size() == 1);
  CHECK(read_workflow("on: [push, issues]\njobs: {}\n").triggers.size() == 2);
}

TEST_CASE("Thousands of events are no more than GitHub has") {
  std::string text = "on:\n";
  for (int i = 0; i < 5000; ++i) text += "  e" + std::to_string(i) + ":\n";
  CHECK(read_workflow(text + "jobs: {}\n").triggers.size() == 64);
}

TEST_CASE("A job knows its runner, environment, permissions and place") {
  const Definition definition = read_workflow(
      "on: push\npermissions: {contents: read}\njobs:\n"
      "  one:\n    runs-on: [self-hosted, linux]\n    environment: {name: prod}\n"
      "    permissions: {id-token: write}\n"
      "  two:\n    runs-on: {group: big}\n    environment: dev\n"
      "  three:\n    runs-on: x\n    permissions: write-all\n    if: github.actor == 'me'\n");
  REQUIRE(definition.jobs.size() == 3);
  const Job& one = definition.jobs[0];
  CHECK(one.id == "one");
  CHECK(one.key_path == "jobs/one");
  CHECK(one.runner == "self-hosted, linux");
  CHECK(one.environment == "prod");
  CHECK(one.permissions == std::vector<std::string>{"id-token: write"});
  CHECK(one.has_federation);
  CHECK(text_at(definition, one.name_range) == "one");
  CHECK(text_at(definition, one.range).starts_with("one:\n"));
  CHECK(definition.jobs[1].runner == "big");
  CHECK(definition.jobs[1].environment == "dev");
  CHECK(definition.jobs[1].permissions == std::vector<std::string>{"contents: read"});
  CHECK_FALSE(definition.jobs[1].has_federation);
  CHECK_FALSE(definition.jobs[1].is_guarded);
  CHECK(definition.jobs[2].has_federation);
  CHECK(definition.jobs[2].is_guarded);
}

TEST_CASE("Variables are bound to the workflow, the job and the step") {
  const Definition definition = read_workflow(
      "on: push\nenv: {A: 1}\njobs:\n  j:\n    env: {B: 2}\n    outputs: {o: x}\n"
      "    steps: [{run: a, env: {C: 3}}]\n");
  REQUIRE(definition.bindings.size() == 4);
  CHECK(definition.bindings[0].scope == Scope{});
  CHECK(definition.bindings[0].key_path == "env/A");
  CHECK(definition.bindings[1].scope == Scope{0, kNoFact});
  CHECK(definition.bindings[2].kind == BindingKind::kOutput);
  CHECK(definition.bindings[3].scope == Scope{0, 0});
  CHECK(definition.bindings[3].key_path == "jobs/j/steps/0/env/C");
}

TEST_CASE("Containers and services have registry passwords") {
  const Definition definition = read_workflow(
      "on: push\njobs:\n  j:\n    container:\n      image: i\n      env: {A: 1}\n"
      "      credentials: {username: u, password: p}\n"
      "    services:\n      db: {image: d, env: {B: 2}, credentials: {password: q}}\n");
  std::vector<std::string> passwords;
  for (const Binding& one : definition.bindings) {
    if (one.kind == BindingKind::kRegistryPassword) passwords.push_back(one.key_path);
    if (one.name == "A") CHECK(one.kind == BindingKind::kEnvironment);
    if (one.name == "B") CHECK(one.kind == BindingKind::kParameter);
  }
  CHECK(passwords == std::vector<std::string>{"jobs/j/container/credentials/password",
                                              "jobs/j/services/db/credentials/password"});
  CHECK(read_workflow("on: push\njobs: {j: {container: image}}\n").bindings.empty());
}

TEST_CASE("A job may call a workflow, with some secrets or all") {
  const Definition definition = read_workflow(
      "on: push\njobs:\n"
      "  a:\n    uses: acme/x/.github/workflows/y.yml@main\n    secrets: inherit\n"
      "  b:\n    uses: ./.github/workflows/z.yml\n    with: {k: v}\n"
      "    secrets: {s: '${{ secrets.S }}'}\n");
  REQUIRE(definition.includes.size() == 2);
  CHECK(definition.includes[0].kind == IncludeKind::kWorkflow);
  CHECK(definition.includes[0].inherits_secrets);
  CHECK(definition.includes[0].revision == "main");
  CHECK_FALSE(definition.includes[0].is_pinned);
  CHECK(definition.includes[1].is_same_repository);
  CHECK_FALSE(definition.includes[1].inherits_secrets);
  REQUIRE(definition.references.size() == 2);
  CHECK(definition.references[0].is_whole_store);
  CHECK(definition.references[1].sink == SecretSink::kSecretsMap);
  CHECK(definition.references[1].bound_as == "s");
}

TEST_CASE("Shells come from the step, the job, the workflow or the runner") {
  const Definition definition = read_workflow(
      "on: push\ndefaults: {run: {shell: cmd}}\njobs:\n"
      "  a:\n    runs-on: windows-latest\n    steps: [{run: x}, {run: x, shell: bash}]\n"
      "  b:\n    defaults: {run: {shell: pwsh}}\n    steps: [{run: x}]\n");
  REQUIRE(definition.scripts.size() == 3);
  CHECK(definition.scripts[0].language == ScriptLanguage::kBatch);
  CHECK(definition.scripts[1].language == ScriptLanguage::kPosix);
  CHECK(definition.scripts[2].language == ScriptLanguage::kPowerShell);
  const Definition windows =
      read_workflow("on: push\njobs: {a: {runs-on: windows-2022, steps: [{run: x}]}}\n");
  CHECK(windows.scripts.at(0).language == ScriptLanguage::kPowerShell);
}

TEST_CASE("An action's inputs are parameters, and those with telling names may be secrets") {
  const Definition definition = read_definition_text(
      "action.yml",
      "name: x\ninputs:\n  api-token: {required: true}\n  mode: {default: fast}\n"
      "runs:\n  using: composite\n  steps:\n"
      "    - run: a ${{ inputs.api-token }} ${{ inputs.mode }}\n      shell: bash\n");
  CHECK(definition.form == "action");
  CHECK(definition.jobs.empty());
  REQUIRE(definition.steps.size() == 1);
  CHECK(definition.steps[0].key_path == "runs/steps/0");
  REQUIRE(definition.bindings.size() == 1);
  CHECK(definition.bindings[0].kind == BindingKind::kParameter);
  REQUIRE(definition.references.size() == 2);
  CHECK(definition.references[0].kind == "input");
  CHECK(definition.references[0].confidence == Confidence::kMedium);
  CHECK(definition.references[1].name == "mode");
  CHECK(definition.references[1].confidence == Confidence::kLow);
}

}  // namespace
}  // namespace keyhound
