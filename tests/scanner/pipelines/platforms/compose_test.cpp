// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/read_definition.h"

namespace keyhound::testing {
namespace {

constexpr std::string_view kFile = R"(x-common: &common
  environment: {SHARED: x}
services:
  web:
    <<: *common
    image: web:${TAG}
    build:
      context: .
      args: [NPM_TOKEN=$NPM_TOKEN, VERSION=1]
      secrets: [npm]
    env_file: [.env, {path: prod.env}]
    secrets:
      - token
      - {source: key, target: /run/key}
    command: serve --password=${DB_PASSWORD:-x} --cost $$A_TOKEN
    healthcheck: {test: [CMD-SHELL, "curl -f http://localhost"]}
  db:
    image: postgres
    entrypoint: [sh, -c, "exec postgres"]
    environment:
      - POSTGRES_PASSWORD=${DB_PASSWORD}
      - POSTGRES_USER
      - PLAIN='a b'
secrets:
  token: {external: true, name: prod_token}
  npm: {environment: NPM_TOKEN}
  key: {file: ./key.pem}
)";

TEST_CASE("Compose files are known by name, or by services that have images") {
  CHECK(platform_of_path("a/docker-compose.prod.yml") == find_platform("docker-compose"));
  CHECK(platform_of_path("compose.yaml") == find_platform("docker-compose"));
  CHECK(platform_of_path("composer.yml") == nullptr);
  std::vector<Diagnostic> diagnostics;
  const auto read = [&](std::string_view text) {
    const auto facts = read_definition("stack.yml", text, nullptr, diagnostics);
    return facts ? facts->platform->id : std::string_view();
  };
  CHECK(read("services: {web: {image: web}}\n") == "docker-compose");
  CHECK(read("services: {web: {port: 80}}\n").empty());
  CHECK(read("services: [redis]\n").empty());
  CHECK(read("services: {web: {image: web}}\npipeline: {}\n").empty());
  CHECK(read("services: {}\n").empty());
}

TEST_CASE("Services of a Compose file are jobs with their environment") {
  const Definition facts = read_facts("compose.yaml", kFile);
  REQUIRE(facts.jobs.size() == 2);
  CHECK(facts.jobs[0].id == "web");
  CHECK(facts.jobs[0].runner == "web:${TAG}");
  CHECK(list_bindings(facts, BindingKind::kEnvironment) ==
        Lines{"services/web/environment/SHARED = x literal",
              "services/db/environment/0 = ${DB_PASSWORD}",
              "services/db/environment/2 = a b literal"});
  CHECK(list_bindings(facts, BindingKind::kBuildArgument) ==
        Lines{"services/web/build/args/0 = $NPM_TOKEN", "services/web/build/args/1 = 1 literal"});
}

TEST_CASE("Variables and secrets of a Compose file are references") {
  const Definition facts = read_facts("compose.yaml", kFile);
  CHECK(list_references(facts) ==
        Lines{"environment:NPM_TOKEN by web at services/web/build/args/0: $NPM_TOKEN",
              "docker-secrets:npm by web at services/web/build/secrets/0: npm",
              "docker-secrets:token by web at services/web/secrets/0: token",
              "docker-secrets:key by web at services/web/secrets/1: key",
              "environment:DB_PASSWORD by web at services/web/command: ${DB_PASSWORD",
              "environment:DB_PASSWORD by db at services/db/environment/0: ${DB_PASSWORD}",
              "docker-secrets:prod_token at secrets/token: prod_token",
              "environment:NPM_TOKEN at secrets/npm: NPM_TOKEN"});
  Lines files;
  for (const Include& one : facts.includes) files.push_back(one.target);
  CHECK(files == Lines{".env", "prod.env", "./key.pem"});
}

TEST_CASE("Commands of services are scripts") {
  const Definition facts = read_facts("compose.yaml", kFile);
  Lines scripts;
  for (const Script& one : facts.scripts) scripts.push_back(one.text.text);
  CHECK(scripts == Lines{"serve --password=${DB_PASSWORD:-x} --cost $$A_TOKEN",
                         "curl -f http://localhost", "exec postgres"});
  REQUIRE(facts.scripts.size() == 3);
  CHECK(facts.scripts[0].uses.size() == 1);
}

TEST_CASE("An odd Compose file has no facts, and no complaint") {
  const Definition facts = read_facts("compose.yaml",
                                      "services: {a: x, b: {environment: 3, build: ., secrets: "
                                      "{}, command: {}}, c: [1]}\nsecrets: [x]\n");
  CHECK(facts.bindings.empty());
  CHECK(facts.references.empty());
  CHECK(read_facts("compose.yaml", "").jobs.empty());
}

}  // namespace
}  // namespace keyhound::testing
