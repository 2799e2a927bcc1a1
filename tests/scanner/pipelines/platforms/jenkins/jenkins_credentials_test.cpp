// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/jenkins/jenkins_credentials.h"

#include <doctest/doctest.h>

#include "tests/support/definition_facts.h"

namespace keyhound {
namespace {

using testing::Lines;

Lines references(std::string_view text) {
  return testing::read_facts("jenkins", "Jenkinsfile", text).references();
}

TEST_CASE("withCredentials binds secrets and files, and names that are no secrets without either") {
  CHECK(references(R"(
withCredentials([
  string(credentialsId: 'a', variable: 'A'),
  file(credentialsId: 'b', variable: 'B'),
  sshUserPrivateKey(credentialsId: 'c', keyFileVariable: 'KEY', passphraseVariable: 'PHRASE'),
  [$class: 'UsernamePasswordMultiBinding', credentialsId: 'd', usernameVariable: 'U',
   passwordVariable: 'P'],
  [$class: 'AmazonWebServicesCredentialsBinding', credentialsId: 'e'],
  gitUsernamePassword(credentialsId: 'f'),
  azureServicePrincipal('g'),
  string(credentialsId: params.ID, variable: 'H')
]) { })") == Lines{"jenkins-credentials secret a -> A env", "jenkins-credentials file b -> B file",
                   "jenkins-credentials secret c#passphrase -> PHRASE env",
                   "jenkins-credentials file c#private-key -> KEY file",
                   "jenkins-credentials secret d#password -> P env",
                   "jenkins-credentials secret e -> AWS_SECRET_ACCESS_KEY env",
                   "jenkins-credentials secret f credentials",
                   "jenkins-credentials secret g -> AZURE_CLIENT_SECRET env",
                   "jenkins-credentials secret  -> H env dynamic"});
}

TEST_CASE("Other steps name credentials by argument or by place") {
  CHECK(references(R"(
sshagent(['key-a', 'key-b']) { }
sshagent(credentials: ['key-c']) { }
docker.withRegistry('https://registry.example.com', 'registry') { }
withDockerRegistry([credentialsId: 'other', url: '']) { }
withAWS(credentials: 'aws', role: 'deployer') { }
git url: 'https://example.com/x.git', credentialsId: 'git'
checkout([$class: 'GitSCM', userRemoteConfigs: [[credentialsId: 'scm', url: 'u']]])
slackSend tokenCredentialId: 'slack'
use(credentials('loose'))
pipeline { agent { docker { image 'i'; registryCredentialsId 'pull' } } }
)") == Lines{"jenkins-credentials secret key-a credentials",
             "jenkins-credentials secret key-b credentials",
             "jenkins-credentials secret key-c credentials",
             "jenkins-credentials secret registry credentials",
             "jenkins-credentials secret other credentials",
             "jenkins-credentials secret aws -> AWS_SECRET_ACCESS_KEY env",
             "aws-iam identity deployer input", "jenkins-credentials secret git credentials",
             "jenkins-credentials secret scm credentials",
             "jenkins-credentials secret slack credentials",
             "jenkins-credentials secret loose credentials",
             "jenkins-credentials secret pull credentials"});
}

TEST_CASE("An id that is a variable is the text that the file gives it, where there is one only") {
  CHECK(references(R"(
def one = 'known'
def two = 'a'
two = 'b'
pipeline { environment { THREE = 'of-environment' } }
use(credentialsId: one)
use(credentialsId: "${one}")
use(credentialsId: env.THREE)
use(credentialsId: two)
use(credentialsId: "x-${one}")
use(credentialsId: one + 'x')
use(credentialsId: one.name)
)") == Lines{"jenkins-credentials secret known credentials",
             "jenkins-credentials secret known credentials",
             "jenkins-credentials secret of-environment credentials",
             "jenkins-credentials secret  credentials dynamic",
             "jenkins-credentials secret x-${one} credentials pattern",
             "jenkins-credentials secret  credentials dynamic",
             "jenkins-credentials secret  credentials dynamic"});
}

TEST_CASE("Vaults: HashiCorp's, Azure's and 1Password's, also through a variable") {
  CHECK(references(R"(
withVault([configuration: [vaultCredentialId: 'approle'],
           vaultSecrets: [[path: 'kv/pay', secretValues: [[envVar: 'A', vaultKey: 'key']]]]]) { }
withAzureKeyvault(azureKeyVaultSecrets: [[envVariable: 'B', name: 'Pay', secretType: 'Secret']],
                  keyVaultURLOverride: 'https://own.vault.azure.net') { }
def items = [[envVar: 'C', secretRef: 'op://vault/item/token'],
             [envVar: 'D', secretRef: 'op://vault/item/username']]
withSecrets(secrets: items) { }
def loose = 'op://vault/other/section/field'
)") == Lines{"jenkins-credentials secret approle credentials", "vault secret kv/pay#key -> A env",
             "azure-key-vault secret own/pay -> B env",
             "1password secret vault/item#token -> C env",
             "1password secret vault/item#username -> D env low",
             "1password secret vault/other#section/field input"});
}

}  // namespace
}  // namespace keyhound
