// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/azure/azure_tasks.h"

#include <doctest/doctest.h>

#include "tests/support/definition_facts.h"

namespace keyhound {
namespace {

using testing::Lines;

testing::ReadDefinition read(std::string_view steps) {
  return testing::read_facts("azure-pipelines", "azure-pipelines.yml",
                             "pool: {name: a}\nsteps:\n" + std::string(steps));
}

TEST_CASE("Tasks name service connections, vaults' secrets and secure files") {
  const auto one = read(R"(
  - task: AzureKeyVault@2
    inputs:
      azureSubscription: prod-connection
      KeyVaultName: Pay-Vault
      SecretsFilter: 'dbPassword, apiKey'
  - task: AzureKeyVault@2
    inputs: {KeyVaultName: $(vault)}
  - task: DownloadSecureFile@1
    inputs: {secureFile: deploy.pfx}
  - task: InstallSSHKey@0
    inputs: {sshKeySecureFile: id_deploy, knownHostsEntry: x}
  - task: Docker@2
    inputs: {containerRegistry: registry-connection, command: login}
  - task: NuGetAuthenticate@1
    inputs: {nuGetServiceConnections: 'feed-a,feed-b'}
  - bash: use $(dbPassword)
)");
  CHECK(one.references() ==
        Lines{"azure-service-connections connection prod-connection credentials",
              "azure-key-vault secret pay-vault/dbpassword -> dbPassword env",
              "azure-key-vault secret pay-vault/apikey -> apiKey env",
              "azure-key-vault secret $(vault)/* env dynamic",
              "azure-secure-files file deploy.pfx credentials",
              "azure-secure-files file id_deploy credentials",
              "azure-service-connections connection registry-connection credentials",
              "azure-service-connections connection feed-a credentials",
              "azure-service-connections connection feed-b credentials",
              "azure-key-vault secret pay-vault/dbpassword script"});
  CHECK(one.text_at(one.definition.references[2].range) == "apiKey");
  CHECK(one.scripts() == Lines{"steps/6/bash posix: template dbPassword"});
}

TEST_CASE("Inline scripts of tasks have the language of their task") {
  const auto one = read(R"(
  - {task: Bash@3, inputs: {targetType: inline, script: make}}
  - {task: PowerShell@2, inputs: {script: make}}
  - {task: CmdLine@2, inputs: {script: make}}
  - {task: AzureCLI@2, inputs: {scriptType: pscore, inlineScript: make, azureSubscription: c}}
  - {task: AzureCLI@2, inputs: {scriptType: bash, inlineScript: make}}
  - {task: PythonScript@0, inputs: {script: pass}}
)");
  CHECK(one.scripts() ==
        Lines{"steps/0/inputs/script posix:", "steps/1/inputs/script powershell:",
              "steps/2/inputs/script posix:", "steps/3/inputs/inlineScript powershell:",
              "steps/4/inputs/inlineScript posix:", "steps/5/inputs/script other:"});
}

TEST_CASE("Tasks and steps publish and cache files") {
  const auto one = read(R"(
  - {task: PublishBuildArtifacts@1, inputs: {PathtoPublish: out, ArtifactName: drop}}
  - {task: PublishPipelineArtifact@1, inputs: {targetPath: dist, artifact: web}}
  - {publish: bin, artifact: tools}
  - {task: Cache@2, inputs: {key: k, path: ~/.npm}}
)");
  REQUIRE(one.definition.artifacts.size() == 3);
  CHECK(one.definition.artifacts[0].name == "drop");
  CHECK(one.definition.artifacts[0].paths[0].text == "out");
  CHECK(one.definition.artifacts[1].name == "web");
  CHECK(one.text_at(one.definition.artifacts[2].range) == "bin");
  REQUIRE(one.definition.caches.size() == 1);
  CHECK(one.definition.caches[0].paths[0].text == "~/.npm");
}

}  // namespace
}  // namespace keyhound
