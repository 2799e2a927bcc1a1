// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "scanner/pipelines/definition_reader.h"
#include "tests/support/definition_facts.h"

namespace keyhound {
namespace {

using testing::Lines;

testing::ReadDefinition read(std::string_view text) {
  return testing::read_facts("travis", ".travis.yml", text);
}

TEST_CASE("Travis: variables are read from strings, mappings and groups of both") {
  const auto one = read(R"(
env:
  global:
    - A=1 B="two words"
    - C: 3
    - secure: "ciphertext"
  jobs: [D=4]
)");
  CHECK(one.bindings() == Lines{"env/global/A A=1 literal", "env/global/B B=two words literal",
                                "env/global/C C=3 literal",
                                "env/global/secure secure=ciphertext encrypted <- "
                                "305531dcc50ebca3",
                                "env/jobs/D D=4 literal"});
  CHECK(one.text_at(one.definition.bindings[1].value.whole) == "two words");
  CHECK(one.text_at(one.definition.bindings[1].name_range) == "B");
  CHECK(one.references() == Lines{"travis-encrypted encrypted 305531dcc50ebca3 -> secure env"});
  CHECK(read("env: A=$API_TOKEN\n").bindings() == Lines{"env/A A=$API_TOKEN <- API_TOKEN"});
  CHECK(read("env: {global: A=1}\n").bindings() == Lines{"env/global/A A=1 literal"});
}

TEST_CASE("Travis: phases are scripts, and jobs have their own") {
  const auto one = read(R"(
os: linux
dist: focal
install: make deps
script:
  - export T=$API_TOKEN
  - curl -H "$T" $TRAVIS_BRANCH $PWD
jobs:
  include:
    - stage: test
      env: X=1
      script: make test
    - name: lint
      os: osx
      script: make lint
)");
  CHECK(one.jobs() == Lines{"build on linux focal", "test", "lint on osx"});
  CHECK(one.scripts() == Lines{"install posix:",
                               "script posix: variable API_TOKEN variable "
                               "API_TOKEN",
                               "jobs/include/0/script posix:", "jobs/include/1/script posix:"});
  CHECK(one.references() == Lines{"travis-settings secret API_TOKEN -> API_TOKEN script"});
}

TEST_CASE("Travis: deployments are steps, whose encrypted settings are references") {
  const auto one = read(R"(
deploy:
  - provider: npm
    email: me@example.com
    api_key: {secure: "ciphertext"}
    on: {tags: true}
  - provider: script
    script: ./deploy
  - provider: pypi
    password:
      main: {secure: "ciphertext"}
addons: {sonarcloud: {token: {secure: "ciphertext"}}}
notifications: {slack: {rooms: [{secure: "ciphertext"}]}}
)");
  REQUIRE(one.definition.steps.size() == 3);
  CHECK(one.definition.steps[0].uses == "npm");
  CHECK(one.bindings() ==
        Lines{"addons/sonarcloud/token token=ciphertext encrypted <- 305531dcc50ebca3",
              "notifications/slack/rooms rooms=ciphertext encrypted <- 305531dcc50ebca3",
              "deploy/email email=me@example.com literal",
              "deploy/api_key api_key=ciphertext encrypted <- 305531dcc50ebca3",
              "deploy/password/main main=ciphertext encrypted <- 305531dcc50ebca3"});
  CHECK(one.scripts() == Lines{"deploy/script posix:"});
  CHECK(one.definition.references.back().scope == Scope{0, 2});
}

TEST_CASE("Travis: caches and imports") {
  const auto one = read(R"(
cache: {directories: [$HOME/.m2, node_modules]}
import:
  - source: acme/shared:ci.yml@main
  - ./other.yml
)");
  REQUIRE(one.definition.caches.size() == 1);
  CHECK(one.definition.caches[0].paths.size() == 2);
  CHECK(one.includes() == Lines{"project acme/shared:ci.yml@main@main", "file ./other.yml"});
}

TEST_CASE("Travis: aliases that describe too much are told, odd input is passed over") {
  std::string text = "a0: &a0 [{x: y}, {x: y}]\n";
  for (int i = 1; i < 12; ++i) {
    const std::string item = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int j = 0; j < 9; ++j) text += item + ", ";
    text += item + "]\n";
  }
  std::vector<Diagnostic> diagnostics;
  read_definition(".travis.yml", text + "addons: *a11\nnotifications: *a7\n", nullptr, diagnostics);
  REQUIRE(diagnostics.size() == 1);
  CHECK(diagnostics[0].kind == "large-definition");
  CHECK(diagnostics[0].incomplete);
  CHECK(read("env: {global: {a: [1]}}\njobs: 3\nscript: {a: b}\ndeploy: [x]\ncache: y\n")
            .bindings()
            .empty());
}

}  // namespace
}  // namespace keyhound
