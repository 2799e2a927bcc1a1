// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/github/github_stores.h"

#include <doctest/doctest.h>

#include "tests/support/definition_text.h"

namespace keyhound {
namespace {

// "store id#field bound" of each reference of a step with one input.
std::vector<std::string> named(std::string_view action, std::string_view input,
                               std::string_view value) {
  std::string text = "on: push\njobs:\n  j:\n    steps:\n      - uses: " + std::string(action) +
                     "\n        with:\n          " + std::string(input) + ": |\n";
  while (!value.empty()) {
    const std::size_t end = std::min(value.find('\n'), value.size());
    text += "            " + std::string(value.substr(0, end)) + "\n";
    value.remove_prefix(std::min(end + 1, value.size()));
  }
  const Definition definition = testing::read_workflow(text);
  std::vector<std::string> found;
  for (const SecretReference& one : definition.references)
    found.push_back(one.store + " " + one.id + (one.field.empty() ? "" : "#" + one.field) +
                    (one.bound_as.empty() ? "" : " " + one.bound_as));
  return found;
}

using Texts = std::vector<std::string>;

TEST_CASE("Vault's lines name path, key and variable") {
  CHECK(named("hashicorp/vault-action@v3", "secrets",
              "kv/data/pay key | PAY_KEY ;\nkv/data/pay other ;\n\n# none\n") ==
        Texts{"vault kv/data/pay#key PAY_KEY", "vault kv/data/pay#other"});
  CHECK(named("acme/vault-action-wrapper@v1", "secrets", "a b | C; d e | F") ==
        Texts{"vault a#b C", "vault d#e F"});
}

TEST_CASE("The stores of clouds have lines of their own") {
  CHECK(named("aws-actions/aws-secretsmanager-get-secrets@v2", "secret-ids",
              "PAY, prod/pay\nprod/other") ==
        Texts{"aws-secrets-manager prod/pay PAY", "aws-secrets-manager prod/other"});
  CHECK(named("google-github-actions/get-secretmanager-secrets@v2", "secrets",
              "token:acme/token/2") == Texts{"gcp-secret-manager acme/token/2 token"});
  CHECK(named("Azure/get-keyvault-secrets@v1", "secrets", "one, two") ==
        Texts{"azure-key-vault one", "azure-key-vault two"});
}

TEST_CASE("Who the job becomes is an identity") {
  const Definition definition = testing::read_workflow(
      "on: push\njobs:\n  j:\n    steps:\n"
      "      - uses: aws-actions/configure-aws-credentials@v4\n"
      "        with: {role-to-assume: 'arn:aws:iam::1:role/x'}\n"
      "      - uses: azure/login@v2\n        with: {client-id: '${{ secrets.ID }}'}\n");
  REQUIRE(definition.references.size() == 2);
  CHECK(definition.references[0].kind == "identity");
  CHECK(definition.references[0].id == "arn:aws:iam::1:role/x");
  CHECK(definition.references[1].store == "github-secrets");
}

TEST_CASE("Inputs of other actions are ordinary ones") {
  CHECK(named("acme/other@v1", "secrets", "kv/data/pay key | X").empty());
  CHECK(named("hashicorp/vault-action@v3", "url", "kv/data/pay key | X").empty());
}

TEST_CASE("An id that is made at run time is a pattern") {
  const Definition definition = testing::read_workflow(
      "on: push\njobs:\n  j:\n    steps:\n      - uses: hashicorp/vault-action@v3\n"
      "        with: {secrets: 'kv/${{ matrix.x }} key | X'}\n");
  REQUIRE(!definition.references.empty());
  CHECK(definition.references[0].resolution == Resolution::kPattern);
}

}  // namespace
}  // namespace keyhound
