// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/azure/azure_names.h"

#include <doctest/doctest.h>

#include "scanner/pipelines/platforms/azure/azure_steps.h"
#include "scanner/pipelines/platforms/azure/azure_values.h"

namespace keyhound {
namespace {

AzureNames names_of(std::string_view text) {
  const auto document = YamlDocument::parse(text);
  REQUIRE(document);
  return read_azure_names({"azure-pipelines.yml", text, &*document, nullptr});
}

TEST_CASE("A name is what the pipeline says of it, without regard to case") {
  const AzureNames names = names_of(R"(
variables: {ownToken: x}
steps:
  - {script: 'echo "##vso[task.setvariable variable=madeToken;issecret=true]x"', name: login}
  - {task: AzureKeyVault@2, inputs: {KeyVaultName: kv, SecretsFilter: 'dbPassword, other'}}
strategy: {matrix: {a: {legToken: 1}}}
)");
  CHECK(kind_of(names, "OWNTOKEN") == AzureNameKind::kDefined);
  CHECK(kind_of(names, "legToken") == AzureNameKind::kDefined);
  CHECK(kind_of(names, "madetoken") == AzureNameKind::kMade);
  CHECK(kind_of(names, "login.accessToken") == AzureNameKind::kMade);
  CHECK(kind_of(names, "DBPASSWORD") == AzureNameKind::kVaultSecret);
  CHECK(kind_of(names, "System.AccessToken") == AzureNameKind::kToken);
  CHECK(kind_of(names, "Build.SourceVersion") == AzureNameKind::kPredefined);
  CHECK(kind_of(names, "sql.apiToken") == AzureNameKind::kStored);
  CHECK(kind_of(names, "anything") == AzureNameKind::kUnknown);
}

TEST_CASE("Names may be a vault's that is loaded as a whole, unless there are groups too") {
  constexpr std::string_view kVault =
      "steps: [{task: AzureKeyVault@2, inputs: {KeyVaultName: kv}}]\n";
  CHECK(kind_of(names_of(kVault), "apiToken") == AzureNameKind::kVaultSecret);
  const std::string grouped = std::string(kVault) + "variables: [{group: g}]\n";
  CHECK(kind_of(names_of(grouped), "apiToken") == AzureNameKind::kStored);
}

}  // namespace
}  // namespace keyhound
