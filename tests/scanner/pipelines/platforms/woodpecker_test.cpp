// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "scanner/pipelines/platforms/drone/drone_steps.h"
#include "tests/support/read_definition.h"

namespace keyhound::testing {
namespace {

TEST_CASE("Woodpecker is known by its paths, and by steps with images and commands") {
  CHECK(platform_of_path(".woodpecker.yaml") == find_platform("woodpecker"));
  CHECK(platform_of_path("a/.woodpecker/deep/x.yml") == find_platform("woodpecker"));
  std::vector<Diagnostic> diagnostics;
  const auto platform = [&](std::string_view text) {
    const auto facts = read_definition("x.yml", text, nullptr, diagnostics);
    return facts ? facts->platform->id : std::string_view();
  };
  CHECK(platform("steps: {a: {image: x, commands: [y]}}\n") == "woodpecker");
  CHECK(platform("steps: [{name: a, image: x, settings: {}}]\n") == "woodpecker");
  CHECK(platform("steps: [{name: a, image: x}]\n").empty());
  CHECK(platform("steps: [{name: gcr.io/x, args: [y]}]\n").empty());
  CHECK(platform("steps: [{image: x, commands: [y]}, {command: z}]\n").empty());
  CHECK(platform("steps: []\n").empty());
}

TEST_CASE("A Woodpecker workflow is a job named after its file") {
  const Definition facts = read_facts(".woodpecker/deploy.yaml", R"(when:
  - event: [push, pull_request]
  - event: tag
secrets: [shared]
steps:
  build:
    image: golang
    environment: [A=b, C=d]
    secrets: [api_token, {source: key, target: deploy_key}]
    commands: make $API_TOKEN
  publish:
    image: woodpeckerci/plugin-docker-buildx
    settings:
      logins: [{username: u, password: {from_secret: registry}}]
services:
  - name: db
    image: postgres
)");
  REQUIRE(facts.jobs.size() == 1);
  CHECK(facts.jobs[0].id == "deploy");
  CHECK(facts.triggers.size() == 3);
  CHECK(list_references(facts) ==
        Lines{"woodpecker-secrets:shared by deploy at secrets/0: shared",
              "woodpecker-secrets:api_token by deploy at steps/build/secrets/0: api_token",
              "woodpecker-secrets:key by deploy at steps/build/secrets/1: key",
              "woodpecker-secrets:registry by deploy at "
              "steps/publish/settings/logins/0/password: registry"});
  CHECK(facts.references[2].bound_as == "DEPLOY_KEY");
  CHECK(list_bindings(facts, BindingKind::kEnvironment) ==
        Lines{"secrets/0 = ", "steps/build/environment/0 = b literal",
              "steps/build/environment/1 = d literal",
              "steps/build/secrets/0 = ", "steps/build/secrets/1 = "});
  REQUIRE(facts.scripts.size() == 1);
  CHECK(facts.scripts[0].uses.size() == 1);
}

TEST_CASE("Workflows of the old form are read, and aliases that explode are told") {
  const Definition facts =
      read_facts(".woodpecker.yml",
                 "pipeline:\n  a:\n    image: x\n    commands: [y]\nclone: {git: {image: z}}\n");
  CHECK(facts.steps.size() == 2);
  CHECK(read_facts(".woodpecker.yml", "[]").jobs.empty());

  std::string text = "x0: &x0 {a: b, c: d}\n";
  for (int i = 1; i < 14; ++i) {
    const std::string last = "*x" + std::to_string(i - 1);
    text += "x" + std::to_string(i) + ": &x" + std::to_string(i) + " {";
    for (char key = 'a'; key < 'k'; ++key) text += std::string(1, key) + ": " + last + ", ";
    text += "z: 1}\n";
  }
  text += "steps: {a: {image: x, settings: *x13}}\n";
  std::vector<Diagnostic> diagnostics;
  read_definition(".woodpecker.yml", text, nullptr, diagnostics);
  REQUIRE(diagnostics.size() == 1);
  CHECK(diagnostics[0].kind == "large-definition");
}

}  // namespace
}  // namespace keyhound::testing
