// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "scanner/pipelines/platforms/settings/settings_values.h"
#include "tests/support/definition_facts.h"

namespace keyhound {
namespace {

using testing::Lines;

testing::ReadDefinition read(std::string_view text) {
  return testing::read_facts("appveyor", "appveyor.yml", text);
}

TEST_CASE("AppVeyor: variables, also encrypted and of a matrix, and what values name") {
  const auto one = read(R"(
environment:
  plain: value
  NUGET_KEY: {secure: ciphertext}
  COPY: $(API_TOKEN)
  OTHER: '%API_TOKEN% ${APPVEYOR_TOKEN} 100%'
  matrix: [{leg: one}, {leg: two}]
)");
  CHECK(one.bindings() ==
        Lines{"environment/plain plain=value literal",
              "environment/NUGET_KEY NUGET_KEY=ciphertext encrypted <- 305531dcc50ebca3",
              "environment/COPY COPY=$(API_TOKEN) <- API_TOKEN",
              "environment/OTHER OTHER=%API_TOKEN% ${APPVEYOR_TOKEN} 100% <- API_TOKEN",
              "environment/matrix/leg leg=one literal", "environment/matrix/leg leg=two literal"});
  CHECK(one.references() == Lines{"appveyor-encrypted encrypted 305531dcc50ebca3 -> NUGET_KEY env",
                                  "appveyor-settings secret API_TOKEN -> COPY env",
                                  "appveyor-settings secret API_TOKEN -> OTHER env"});
}

TEST_CASE("AppVeyor: the commands of a phase have the language of their key or image") {
  const auto windows = read(R"(
environment: {NUGET_KEY: {secure: ciphertext}}
build_script:
  - dir
  - ps: nuget push -ApiKey $env:NUGET_KEY
  - cmd: nuget push -ApiKey %NUGET_KEY%
  - sh: make
)");
  CHECK(windows.scripts() == Lines{"build_script posix:",
                                   "build_script powershell: variable "
                                   "NUGET_KEY",
                                   "build_script batch: variable NUGET_KEY"});
  const auto linux = read("image: Ubuntu2204\ntest_script: [make test, pwsh: ./x.ps1]\n");
  CHECK(linux.jobs() == Lines{"build on Ubuntu2204"});
  CHECK(linux.scripts() == Lines{"test_script posix:", "test_script powershell:"});
}

TEST_CASE("AppVeyor: deployments, artifacts, caches and overrides") {
  const auto one = read(R"(
deploy:
  - provider: NuGet
    api_key: {secure: ciphertext}
  - provider: GitHub
    auth_token: $(GH_TOKEN)
artifacts: [{path: bin, name: out}, dist]
cache: ['packages -> **\packages.config', node_modules]
for:
  - matrix: {only: [{image: macOS}]}
    image: macOS
    environment: {own: x}
    script: []
    build_script: [make]
)");
  CHECK(one.jobs() == Lines{"build", "1 on macOS"});
  REQUIRE(one.definition.steps.size() == 2);
  CHECK(one.definition.steps[0].uses == "NuGet");
  CHECK(one.references() == Lines{"appveyor-encrypted encrypted 305531dcc50ebca3 -> api_key input",
                                  "appveyor-settings secret GH_TOKEN -> auth_token input"});
  CHECK(one.bindings().back() == "for/0/environment/own own=x literal");
  REQUIRE(one.definition.artifacts.size() == 2);
  CHECK(one.definition.artifacts[0].name == "out");
  REQUIRE(one.definition.caches.size() == 1);
  CHECK(one.definition.caches[0].paths[0].text == "packages");
}

TEST_CASE("AppVeyor: odd input is passed over") {
  CHECK(read("environment: [a]\nbuild_script: {ps: {a: b}}\ndeploy: off\ncache: {a: b}\nfor: x\n"
             "artifacts: 3\ninit: [null, [a]]\n")
            .scripts()
            .empty());
}

}  // namespace
}  // namespace keyhound
