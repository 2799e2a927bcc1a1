// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/static_credentials.h"

#include <fmt/format.h>

#include <array>

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

struct Name {
  std::string_view name;  // in lower case, without - and _
  StaticCredential credential;
};

constexpr std::array<Name, 30> kNames = {{
    {"awssecretaccesskey", StaticCredential::kAws},
    {"armclientsecret", StaticCredential::kAzure},
    {"azureclientsecret", StaticCredential::kAzure},
    {"azurecredentials", StaticCredential::kAzure},
    {"gcloudservicekey", StaticCredential::kGoogle},
    {"gcpcredentials", StaticCredential::kGoogle},
    {"gcpsakey", StaticCredential::kGoogle},
    {"gcpserviceaccountkey", StaticCredential::kGoogle},
    {"googleapplicationcredentials", StaticCredential::kGoogle},
    {"googleapplicationcredentialsjson", StaticCredential::kGoogle},
    {"googlecredentials", StaticCredential::kGoogle},
    {"googleserviceaccountkey", StaticCredential::kGoogle},
    {"flitpassword", StaticCredential::kPypi},
    {"maturinpypitoken", StaticCredential::kPypi},
    {"poetrypypitokenpypi", StaticCredential::kPypi},
    {"pypiapitoken", StaticCredential::kPypi},
    {"pypipassword", StaticCredential::kPypi},
    {"pypitoken", StaticCredential::kPypi},
    {"twinepassword", StaticCredential::kPypi},
    {"uvpublishtoken", StaticCredential::kPypi},
    {"nodeauthtoken", StaticCredential::kNpm},
    {"npmauthtoken", StaticCredential::kNpm},
    {"npmtoken", StaticCredential::kNpm},
    {"gemhostapikey", StaticCredential::kGems},
    {"rubygemsapikey", StaticCredential::kGems},
    {"cargoregistrytoken", StaticCredential::kCrates},
    {"cratesiotoken", StaticCredential::kCrates},
    {"nugetapikey", StaticCredential::kNuget},
    {"nugetkey", StaticCredential::kNuget},
    {"nugettoken", StaticCredential::kNuget},
}};

struct Input {
  std::string_view action;
  std::string_view input;
  StaticCredential credential;
};

constexpr std::array<Input, 5> kInputs = {{
    {"aws-actions/configure-aws-credentials", "aws-secret-access-key", StaticCredential::kAws},
    {"azure/login", "creds", StaticCredential::kAzure},
    {"google-github-actions/auth", "credentials_json", StaticCredential::kGoogle},
    {"google-github-actions/setup-gcloud", "service_account_key", StaticCredential::kGoogle},
    {"pypa/gh-action-pypi-publish", "password", StaticCredential::kPypi},
}};

bool is_cloud(StaticCredential credential) {
  return credential == StaticCredential::kAws || credential == StaticCredential::kAzure ||
         credential == StaticCredential::kGoogle;
}

// How a platform's jobs prove who they are.
struct Identity {
  std::string_view platform;
  std::string_view recipe;
};

constexpr std::array<Identity, 5> kIdentities = {{
    {"github-actions", "give the job `permissions: id-token: write`"},
    {"gitlab-ci", "declare a token under `id_tokens:` with the audience that the provider expects"},
    {"circleci", "use $CIRCLE_OIDC_TOKEN_V2"},
    {"bitbucket-pipelines", "set `oidc: true` on the step and use $BITBUCKET_STEP_OIDC_TOKEN"},
    {"azure-pipelines", "use a service connection with workload identity federation"},
}};

// What the provider makes of it.
std::string_view exchange_of(std::string_view platform, StaticCredential credential) {
  const bool is_github = platform == "github-actions";
  switch (credential) {
    case StaticCredential::kAws:
      return is_github ? "and configure-aws-credentials a `role-to-assume`"
                       : "and assume a role that trusts it (AssumeRoleWithWebIdentity)";
    case StaticCredential::kAzure:
      return is_github ? "and azure/login a `client-id` with a federated credential"
                       : "and log in to an application with a federated credential";
    case StaticCredential::kGoogle:
      return is_github ? "and google-github-actions/auth a `workload_identity_provider`"
                       : "and exchange it by a workload identity pool";
    default:
      return "and make the pipeline a trusted publisher of the package";
  }
}

}  // namespace

std::string_view name_of(StaticCredential credential) {
  constexpr std::array<std::string_view, 9> kTitles = {
      "", "AWS", "Azure", "Google Cloud", "PyPI", "npm", "RubyGems", "Cargo", "NuGet"};
  return kTitles.at(static_cast<std::size_t>(credential));
}

StaticCredential static_credential(std::string_view name) {
  std::string plain;
  for (const char c : name)
    if (c != '-' && c != '_') plain += to_lower_ascii(c);
  for (const Name& one : kNames)
    if (one.name == plain) return one.credential;
  return StaticCredential::kNone;
}

StaticCredential static_input(std::string_view action, std::string_view input) {
  for (const Input& one : kInputs)
    if (one.action == action && one.input == input) return one.credential;
  return StaticCredential::kNone;
}

bool has_federation(std::string_view platform, StaticCredential credential) {
  const bool is_github = platform == "github-actions";
  if (credential == StaticCredential::kPypi || credential == StaticCredential::kNpm)
    return is_github || platform == "gitlab-ci";
  if (!is_cloud(credential)) return credential != StaticCredential::kNone && is_github;
  for (const Identity& one : kIdentities)
    if (one.platform == platform) return true;
  return false;
}

std::string federation_remedy(std::string_view platform, StaticCredential credential) {
  for (const Identity& one : kIdentities) {
    if (one.platform != platform) continue;
    const bool is_connection = platform == "azure-pipelines";
    return fmt::format("Do without the key: {}{}; then revoke the key.", one.recipe,
                       is_connection ? "" : " " + std::string(exchange_of(platform, credential)));
  }
  return {};
}

}  // namespace keyhound
