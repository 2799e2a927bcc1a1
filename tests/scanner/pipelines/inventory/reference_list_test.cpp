// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/inventory/reference_list.h"

#include <doctest/doctest.h>

#include "tests/support/definition_set_text.h"

namespace keyhound {
namespace {

Reference reference(std::string store, std::string id, std::string field = {}) {
  Reference one;
  one.store = std::move(store);
  one.id = std::move(id);
  one.field = std::move(field);
  return one;
}

TEST_CASE("References have the place, job and circumstances of what names them") {
  const DefinitionSet set = testing::set_of(
      {{".github/workflows/b.yml",
        "on: [push, pull_request_target]\njobs:\n  deploy:\n    runs-on: big\n    environment: "
        "prod\n"
        "    permissions: {contents: write}\n    steps:\n      - name: go\n        run: make\n"
        "        env: {A: \"${{ secrets.key }}\"}\n"},
       {".github/workflows/a.yml", "on: push\nenv: {B: \"${{ secrets.B }}\"}\njobs: {}\n"}});
  const auto references = references_of(set);
  REQUIRE(references.size() == 2);
  CHECK(references[0].location.path == ".github/workflows/a.yml");
  const Reference& one = references[1];
  CHECK(one.id == "KEY");
  CHECK(one.name == "key");
  CHECK(one.job == "deploy");
  CHECK(one.step == "go");
  CHECK(one.bound_as == "A");
  CHECK(one.environment == "prod");
  CHECK(one.runner == "big");
  CHECK(one.permissions == std::vector<std::string>{"contents: write"});
  CHECK(one.triggers == std::vector<std::string>{"pull_request_target", "push"});
  CHECK(one.is_fork_triggered);
  CHECK(one.location.start.line == 10);
  CHECK(one.location.start.column == 23);
}

TEST_CASE("Secrets are written as the registry writes them") {
  CHECK(secret_ref_of(reference("github-secrets", "KEY"), "acme/pay") == "github:acme/pay:KEY");
  CHECK(secret_ref_of(reference("gitlab-variables", "KEY"), "acme/pay") == "gitlab:acme/pay:KEY");
  CHECK(secret_ref_of(reference("vault", "kv/pay", "key"), "") == "vault:kv/pay#key");
  CHECK(secret_ref_of(reference("azure-key-vault", "v/s"), "") == "azure-kv:v/s");
  CHECK(secret_ref_of(reference("jenkins-credentials", "deploy"), "") ==
        "jenkins-credentials:deploy");
  CHECK(secret_ref_of(reference("github-secrets", "KEY"), "").empty());
  CHECK(secret_ref_of(reference("github-secrets", ""), "acme/pay").empty());
}

TEST_CASE("An inventory is named as a whole") {
  Inventory inventory = inventory_of({reference("github-secrets", "KEY")});
  name_secrets(inventory, "acme/pay");
  CHECK(inventory.repository == "acme/pay");
  CHECK(inventory.items.front().secret_ref == "github:acme/pay:KEY");
  CHECK(inventory.items.front().references.front().secret_ref == "github:acme/pay:KEY");
}

}  // namespace
}  // namespace keyhound
