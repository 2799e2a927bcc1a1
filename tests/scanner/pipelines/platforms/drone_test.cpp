// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/read_definition.h"

namespace keyhound::testing {
namespace {

constexpr std::string_view kFile = R"(kind: pipeline
type: docker
name: default
trigger: {event: [push, pull_request]}
environment: {SHARED: x}
steps:
  - name: test
    image: golang
    environment:
      TOKEN: {from_secret: api_token}
      PLAIN: y
      TAG: v-${DRONE_TAG}
    commands:
      - echo $${TOKEN}
      - make
  - name: publish
    image: plugins/docker
    settings:
      password: {from_secret: registry}
      deep: [{key: {from_secret: other}}]
      build_args: [A=b]
services:
  - name: db
    image: postgres
    environment: {POSTGRES_PASSWORD: postgres}
image_pull_secrets: [pull]
---
kind: secret
name: api_token
get: {path: secret/data/api, name: token}
---
kind: secret
name: old
data: Zm9v
---
kind: signature
hmac: 1234
)";

TEST_CASE("Drone is known by its file, and by pipelines with a type") {
  CHECK(platform_of_path(".drone.yml") == find_platform("drone"));
  std::vector<Diagnostic> diagnostics;
  const auto facts = read_definition("ci/drone.yaml", kFile, nullptr, diagnostics);
  REQUIRE(facts);
  CHECK(facts->platform == find_platform("drone"));
  CHECK_FALSE(
      read_definition("x.yaml", "kind: pipeline\nname: x\nsteps: []\n", nullptr, diagnostics));
}

TEST_CASE("A Drone pipeline is a job with its steps and services") {
  const Definition facts = read_facts(".drone.yml", kFile);
  REQUIRE(facts.jobs.size() == 1);
  CHECK(facts.jobs[0].id == "default");
  CHECK(facts.jobs[0].runner == "docker");
  CHECK(facts.triggers.size() == 2);
  CHECK(facts.triggers[1].is_outside);
  CHECK_FALSE(facts.triggers[1].has_secrets);
  Lines steps;
  for (const Step& one : facts.steps) steps.push_back(one.name + " " + one.uses);
  CHECK(steps == Lines{"db postgres", "test ", "publish plugins/docker"});
  CHECK(
      list_bindings(facts, BindingKind::kEnvironment) ==
      Lines{"default/environment/SHARED = x literal",
            "default/services/0/environment/POSTGRES_PASSWORD = postgres literal",
            "default/steps/0/environment/TOKEN = ", "default/steps/0/environment/PLAIN = y literal",
            "default/steps/0/environment/TAG = v-${DRONE_TAG}"});
  CHECK(list_bindings(facts, BindingKind::kRegistryPassword) ==
        Lines{"default/steps/1/settings/password = "});
  CHECK(list_bindings(facts, BindingKind::kBuildArgument) ==
        Lines{"default/steps/1/settings/build_args/0 = b literal"});
}

TEST_CASE("Secrets of Drone are references, and commands use them") {
  const Definition facts = read_facts(".drone.yml", kFile);
  CHECK(list_references(facts) ==
        Lines{"drone-secrets:pull by default at default/image_pull_secrets/0: pull",
              "drone-secrets:api_token by default at default/steps/0/environment/TOKEN: api_token",
              "drone-secrets:registry by default at default/steps/1/settings/password: registry",
              "drone-secrets:other by default at default/steps/1/settings/deep/0/key: other",
              "external-secrets:secret/data/api#token at get/path: secret/data/api",
              "drone-secrets:old at name: old"});
  REQUIRE(facts.scripts.size() == 1);
  CHECK(facts.scripts[0].text.text == "echo ${TOKEN}\nmake");
  REQUIRE(facts.scripts[0].uses.size() == 1);
  CHECK(text_at(facts, facts.scripts[0].text.source_of(facts.scripts[0].uses[0].range))
            .ends_with("{TOKEN}"));
}

TEST_CASE("An odd Drone file has no facts, and no complaint") {
  const Definition facts = read_facts(".drone.yml",
                                      "kind: pipeline\nsteps: [1, {}, {environment: [x, A=b]}]\n"
                                      "---\nkind: secret\n---\n[]\n---\nkind: [x]\n");
  CHECK(facts.references.empty());
  CHECK(list_bindings(facts, BindingKind::kEnvironment).size() == 1);
}

}  // namespace
}  // namespace keyhound::testing
