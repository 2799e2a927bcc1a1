// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "scanner/pipelines/definition_reader.h"
#include "scanner/pipelines/platforms/buildkite/buildkite_plugins.h"
#include "scanner/pipelines/platforms/buildkite/buildkite_scripts.h"
#include "tests/support/definition_facts.h"

namespace keyhound {
namespace {

using testing::Lines;

testing::ReadDefinition read(std::string_view text,
                             const std::map<std::string, std::string>& files = {}) {
  return testing::read_facts("buildkite", ".buildkite/pipeline.yml", text, files);
}

TEST_CASE("Buildkite: steps are jobs, also in groups, and agents are their runners") {
  const auto one = read(R"(
agents: {queue: default}
env: {A: '1'}
steps:
  - label: Test
    command: make test
    env: {B: '2'}
  - wait
  - group: all
    steps:
      - key: lint
        commands: [make lint, make fmt]
        agents: [queue=linux, size=big]
        artifact_paths: 'out/**;log/*'
  - trigger: deploy
    build: {env: {C: $DEPLOY_TOKEN}}
)");
  CHECK(one.jobs() ==
        Lines{"Test on queue=default", "lint on queue=linux, size=big", "4 on queue=default"});
  CHECK(one.scripts() == Lines{"steps/0/command posix:", "steps/2/steps/0/commands posix:"});
  CHECK(one.bindings() == Lines{"env/A A=1 literal", "steps/0/env/B B=2 literal",
                                "steps/3/build/env/C C=$DEPLOY_TOKEN <- DEPLOY_TOKEN"});
  CHECK(one.includes() == Lines{"workflow deploy"});
  REQUIRE(one.definition.artifacts.size() == 1);
  CHECK(one.definition.artifacts[0].paths.size() == 2);
  CHECK(read("- command: make\n").jobs() == Lines{"1"});
}

TEST_CASE("Buildkite: secrets and variables reach commands, whose marks are taken off") {
  const auto one = read(R"(
secrets: [api_token]
steps:
  - command: curl -H "$$api_token" -u "\$OWN" "$NPM_TOKEN" "$BUILDKITE_AGENT_ACCESS_TOKEN" "$$"
    secrets: {OWN: deploy_key}
)");
  CHECK(one.references() ==
        Lines{"buildkite-secrets secret API_TOKEN -> api_token env",
              "buildkite-secrets secret DEPLOY_KEY -> OWN env",
              "buildkite-environment secret NPM_TOKEN -> NPM_TOKEN script",
              "buildkite-environment platform-token BUILDKITE_AGENT_ACCESS_TOKEN -> "
              "BUILDKITE_AGENT_ACCESS_TOKEN script"});
  CHECK(one.scripts() == Lines{"steps/0/command posix: variable api_token variable deploy_key "
                               "variable NPM_TOKEN variable BUILDKITE_AGENT_ACCESS_TOKEN"});
  const Script& script = one.definition.scripts[0];
  CHECK(one.text_at(script.text.source_of(script.uses[1].range)) == "$OWN");
}

TEST_CASE("Buildkite: commands that fetch secrets and upload pipelines are references") {
  const auto one = read(R"(
steps:
  - commands:
      - export T=$(buildkite-agent secret get deploy_key)
      - buildkite-agent secret get --format env A "B" | sh
      - buildkite-agent pipeline upload .buildkite/more.yml
      - buildkite-agent pipeline upload
)",
                        {{".buildkite/more.yml", "steps: []"}});
  CHECK(one.references() == Lines{"buildkite-secrets secret DEPLOY_KEY script",
                                  "buildkite-secrets secret A script",
                                  "buildkite-secrets secret B script"});
  CHECK(one.text_at(one.definition.references[0].range) == "deploy_key");
  CHECK(one.includes() == Lines{"file .buildkite/more.yml resolved"});
}

TEST_CASE("Buildkite: plugins refer to stores and identities") {
  const auto one = read(R"(
steps:
  - command: use "$A" "$B" "$C" "$D" "$E"
    plugins:
      - seek-oss/aws-sm#v2.3.1:
          secrets: {A: plain, B: {secret-id: pair, json-key: .key}}
          file: [{path: x, secret-id: whole}]
      - aws-ssm#v1.0.0: {parameters: {C: /pay/key}}
      - elastic/vault-secrets#v0.1.0: {path: kv/pay, field: key, env_var: D}
      - secrets#v1.0.2: {variables: {E: own}}
      - aws-assume-role-with-web-identity#v1.0.0: {role-arn: deployer}
      - docker-login#v3.0.0: {username: u, password-env: REGISTRY_PASSWORD}
      - docker-login#v2.0.0: {username: u, password: STAND-IN}
      - cache#v1.0.0: {path: node_modules}
      - artifacts#v1.9.0: {upload: 'out/*'}
      - docker#v5.0.0
)");
  CHECK(one.references() ==
        Lines{"aws-secrets-manager secret plain -> A env",
              "aws-secrets-manager secret pair#key -> B env",
              "aws-secrets-manager secret whole file",
              "aws-parameter-store secret /pay/key -> C env", "vault secret kv/pay#key -> D env",
              "buildkite-secrets secret OWN -> E env", "aws-iam identity deployer input",
              "buildkite-environment secret REGISTRY_PASSWORD -> "
              "REGISTRY_PASSWORD credentials"});
  CHECK(one.scripts() ==
        Lines{"steps/0/command posix: variable plain variable pair variable /pay/key variable "
              "kv/pay variable own"});
  CHECK(one.definition.steps.size() == 10);
  CHECK(one.definition.steps[9].uses == "docker#v5.0.0");
  CHECK(one.definition.jobs[0].has_federation);
  CHECK(one.definition.caches.size() == 1);
  CHECK(one.definition.artifacts.size() == 1);
  const auto& bindings = one.definition.bindings;
  CHECK(std::count_if(bindings.begin(), bindings.end(), [](const Binding& binding) {
          return binding.kind == BindingKind::kRegistryPassword;
        }) == 1);
}

TEST_CASE("Buildkite: other files are recognised by their steps, those of others are not") {
  const auto platform_of = [](std::string_view text) {
    std::vector<Diagnostic> diagnostics;
    const auto definition = read_definition("ci/x.yml", text, nullptr, diagnostics);
    return definition ? definition->platform->id : std::string_view();
  };
  CHECK(platform_of("steps: [{label: a, command: make}]") == "buildkite");
  CHECK(platform_of("steps: [{name: a, image: b, commands: [make]}]") != "buildkite");
  CHECK(platform_of("kind: pipeline\nsteps: [{label: a, command: make}]") != "buildkite");
}

TEST_CASE("Buildkite: odd input is passed over") {
  CHECK(read("steps: [null, {plugins: [null, {}, 3]}, {command: {a: b}}, {secrets: [{}]},\n"
             "  {artifact_paths: {a: b}}, {env: x}, {plugins: {aws-sm: {secrets: [a]}}}]\n")
            .references()
            .empty());
}

}  // namespace
}  // namespace keyhound
