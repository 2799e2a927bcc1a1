// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "scanner/pipelines/definition_reader.h"
#include "tests/support/definition_facts.h"

namespace keyhound {
namespace {

using testing::Lines;
using testing::ReadDefinition;

ReadDefinition read(std::string_view text, std::string_view path = "azure-pipelines.yml",
                    const std::map<std::string, std::string>& files = {}) {
  return testing::read_facts("azure-pipelines", path, text, files);
}

TEST_CASE("Azure: stages, jobs, deployments and the steps of a root become jobs and steps") {
  const ReadDefinition staged = read(R"(
pool: {vmImage: ubuntu-latest}
stages:
  - stage: Build
    pool: Linux
    jobs:
      - job: Compile
        steps:
          - script: make
            name: make
          - bash: make test
      - ${{ if eq(parameters.release, true) }}:
          - deployment: Release
            pool: {name: Own}
            environment: {name: prod}
            strategy:
              runOnce:
                deploy:
                  steps: [{pwsh: ./release.ps1}]
                on: {failure: {steps: [{script: ./undo}]}}
)");
  CHECK(staged.jobs() == Lines{"Compile on Linux", "Release on Own to prod"});
  REQUIRE(staged.definition.steps.size() == 4);
  CHECK(staged.definition.steps[0].name == "make");
  CHECK(staged.definition.steps[1].name == "2");
  CHECK(staged.scripts() ==
        Lines{"stages/Build/jobs/Compile/steps/0/script posix:",
              "stages/Build/jobs/Compile/steps/1/bash posix:",
              "stages/Build/jobs/Release/strategy/runOnce/deploy/steps/0/pwsh powershell:",
              "stages/Build/jobs/Release/strategy/runOnce/on/failure/steps/0/script posix:"});
  CHECK(staged.text_at(staged.definition.jobs[1].name_range) == "Release");

  const ReadDefinition plain = read("pool: {vmImage: windows-2022}\nsteps:\n  - script: dir\n");
  CHECK(plain.jobs() == Lines{"Job on windows-2022"});
  CHECK(plain.scripts() == Lines{"steps/0/script batch:"});
}

TEST_CASE("Azure: variables are read from both forms and below conditions") {
  const ReadDefinition mapping = read(R"(
variables:
  plain: value
  ${{ if eq(variables['Build.Reason'], 'Manual') }}:
    other: $(apiToken)
steps: [{script: make}]
)");
  CHECK(mapping.bindings() == Lines{"variables/plain plain=value literal",
                                    "variables/other other=$(apiToken) <- apitoken"});
  const ReadDefinition list = read(R"(
variables:
  - name: plain
    value: value
  - group: prod-secrets
  - group: ${{ parameters.group }}
  - group: secrets-$(stage)
  - ${{ if true }}:
      - name: inner
        value: x
pool: {name: a}
)");
  CHECK(list.bindings() ==
        Lines{"variables/plain plain=value literal", "variables/inner inner=x literal"});
  CHECK(list.references() ==
        Lines{"azure-variable-group variable-group prod-secrets env",
              "azure-variable-group variable-group secrets-$(stage) env pattern"});
  CHECK(list.text_at(list.definition.references[0].range) == "prod-secrets");
}

TEST_CASE("Azure: undefined names of credentials are stored secrets, all other names are none") {
  const ReadDefinition read_one = read(R"(
parameters: [{name: deployToken, default: ''}]
variables: {ownToken: $(System.AccessToken), size: '3'}
steps:
  - script: |
      echo "##vso[task.setvariable variable=madeToken]x"
      use $(dbPassword) $(ownToken) $(madeToken) $(size) $(pwd) $(get_token) $(Build.BuildId)
      use ${{ parameters.deployToken }} $[variables.API_KEY]
  - script: $(first.token)
    name: first
    env: {DB: $(dbPassword), PLAIN: $(PLAIN), VSCE: $(VSCE)}
)");
  CHECK(read_one.references() ==
        Lines{"azure-variables platform-token system.accesstoken -> ownToken env",
              "azure-variables secret dbpassword script",
              "azure-parameters input deploytoken script medium",
              "azure-variables secret api_key script",
              "azure-variables secret dbpassword -> DB env",
              "azure-variables secret plain -> PLAIN env low",
              "azure-variables secret vsce -> VSCE env low"});
  CHECK(read_one.scripts() ==
        Lines{"steps/0/script posix: template dbPassword template System.AccessToken template "
              "deployToken template API_KEY",
              "steps/1/script posix:"});
  CHECK(read_one.text_at(read_one.definition.references[1].range) == "dbPassword");
}

TEST_CASE("Azure: processes see secrets only where they are mapped to them") {
  const ReadDefinition one = read(R"(
pool: {name: a}
steps:
  - bash: curl -H "$API_TOKEN" -u "$OTHER_TOKEN" https://example.com
    env: {API_TOKEN: $(apiToken)}
)");
  CHECK(one.scripts() == Lines{"steps/0/bash posix: variable apiToken"});
}

TEST_CASE("Azure: a template that the tree has tells which variables are defined") {
  const std::map<std::string, std::string> files = {
      {"ci/vars.yml", "variables: {dbPassword: $(vaultPassword)}\n"},
      {"ci/steps.yml", "steps: [{template: more/deep.yml}]\n"},
      {"ci/more/deep.yml", "variables: [{name: deepToken, value: x}]\n"}};
  const ReadDefinition one = read(R"(
resources:
  repositories:
    - {repository: shared, type: github, name: acme/shared, ref: refs/tags/v1, endpoint: hub}
trigger: none
variables: [{template: vars.yml}]
steps:
  - template: steps.yml
    parameters: {token: $(releaseToken), steps: [{script: make}]}
  - template: missing.yml
  - template: x.yml@shared
  - template: x.yml@unknown
  - script: use $(dbPassword) $(deepToken)
)",
                                  "ci/azure-pipelines.yml", files);
  CHECK(one.includes() == Lines{"project acme/shared@refs/tags/v1", "file vars.yml resolved",
                                "file steps.yml resolved", "file missing.yml",
                                "project x.yml@unknown"});
  CHECK(one.references() == Lines{"azure-service-connections connection hub credentials",
                                  "azure-variables secret releasetoken -> token input"});
  CHECK(one.scripts() ==
        Lines{"steps/0/parameters/steps/0/script posix:", "steps/4/script posix:"});
  CHECK(one.definition.triggers.empty());
}

TEST_CASE("Azure: a template is a form of its own, in which nothing is sure") {
  const ReadDefinition one = read(R"(
parameters: [{name: token, type: string}]
steps: [{bash: use $(dbPassword)}]
)",
                                  "ci/build.yml");
  CHECK(one.definition.form == "template");
  CHECK(one.jobs().empty());
  CHECK(one.references() == Lines{"azure-variables secret dbpassword script medium"});
}

TEST_CASE("Azure: what extends a template hands it stages") {
  const ReadDefinition one = read(R"(
trigger: [main]
pr: [main]
schedules: [{cron: '0 0 * * *'}]
extends:
  template: v1/pipeline.yml@templates
  parameters:
    settings: {apiKey: STAND-IN}
    stages:
      - stage: A
        jobs: [{job: J, steps: [{checkout: self, persistCredentials: true}]}]
)");
  CHECK(one.jobs() == Lines{"J"});
  REQUIRE(one.definition.steps.size() == 1);
  CHECK(one.definition.steps[0].is_checkout);
  CHECK(one.definition.steps[0].persists_credentials);
  CHECK(one.text_at(one.definition.steps[0].persists_range) == "true");
  CHECK(one.bindings() == Lines{"extends/parameters/settings/apiKey apiKey=STAND-IN literal"});
  REQUIRE(one.definition.triggers.size() == 3);
  CHECK(one.definition.triggers[1].event == "pr");
  CHECK(one.definition.triggers[1].is_outside);
  CHECK_FALSE(one.definition.triggers[1].has_secrets);
}

TEST_CASE("Azure: definitions elsewhere are recognised by their lists, others are not") {
  const auto platform_of = [](std::string_view text) {
    std::vector<Diagnostic> diagnostics;
    const auto definition = read_definition("ci/x.yml", text, nullptr, diagnostics);
    return definition ? definition->platform->id : std::string_view();
  };
  CHECK(platform_of("steps: [{task: Bash@3}]") == "azure-pipelines");
  CHECK(platform_of("jobs: [{job: a, steps: []}]") == "azure-pipelines");
  CHECK(platform_of("stages: [{stage: a}]") == "azure-pipelines");
  CHECK(platform_of("variables: [{group: a}]") == "azure-pipelines");
  CHECK(platform_of("stages: [build, test]\nvariables: {a: b}") != "azure-pipelines");
  CHECK(platform_of("steps: [{script: make}]") != "azure-pipelines");
}

TEST_CASE("Azure: odd input is read as far as it goes") {
  const ReadDefinition one = read(R"(
x: &a {b: c}
steps: [null, 3, {}, {script: [a, b]}, {task: null}, {script: {x: y}}, {env: *a}]
jobs: {a: b}
variables: [x, {name: 1}, {name: a, value: {b: c}}]
stages: ''
resources: {repositories: [null, {}]}
parameters: 7
extends: x
)");
  CHECK(one.scripts() == Lines{"steps/3/script posix:"});
  CHECK(one.bindings().empty());
}

}  // namespace
}  // namespace keyhound
