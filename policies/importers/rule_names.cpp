// SPDX-License-Identifier: Apache-2.0
// Names are compared in lower case with one dash for every run of other characters, so that "AWS
// Access Key" and "aws_access_key" are one. The names come from
// https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml,
// https://github.com/Yelp/detect-secrets/tree/master/detect_secrets/plugins,
// https://github.com/trufflesecurity/trufflehog/blob/main/proto/detectors.proto and
// https://docs.github.com/code-security/secret-scanning/introduction/supported-secret-scanning-patterns
#include "policies/importers/rule_names.h"

#include <array>
#include <set>
#include <string>
#include <vector>

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostRules = 8;

struct RuleName {
  std::string_view foreign;
  std::array<std::string_view, kMostRules> rules;  // empty ones: none
};

constexpr RuleName kNames[] = {
    {"aws-access-token", {"aws-access-key-id", "aws-temporary-access-key-id"}},
    {"aws-access-key", {"aws-access-key-id", "aws-secret-access-key"}},
    {"aws-access-key-id", {"aws-access-key-id"}},
    {"aws-secret-access-key", {"aws-secret-access-key"}},
    {"aws-session-token", {"aws-session-token"}},
    {"aws", {"aws-access-key-id", "aws-secret-access-key"}},
    {"awssessionkey", {"aws-temporary-access-key-id", "aws-session-token"}},
    {"azure-storage-account-access-key", {"azure-storage-account-key"}},
    {"azure-storage-account-key", {"azure-storage-account-key"}},
    {"azure-ad-client-secret", {"azure-entra-client-secret"}},
    {"gcp-api-key", {"gcp-api-key"}},
    {"google-api-key", {"gcp-api-key"}},
    {"gcp-service-account", {"gcp-service-account-key"}},
    {"gcp", {"gcp-service-account-key"}},
    {"google-cloud-service-account-credentials", {"gcp-service-account-key"}},
    {"github-token",
     {"github-classic-pat", "github-oauth-access-token", "github-fine-grained-pat"}},
    {"github", {"github-classic-pat", "github-oauth-access-token", "github-fine-grained-pat"}},
    {"github-pat", {"github-classic-pat"}},
    {"github-fine-grained-pat", {"github-fine-grained-pat"}},
    {"github-personal-access-token", {"github-classic-pat", "github-fine-grained-pat"}},
    {"github-oauth", {"github-oauth-access-token"}},
    {"github-oauth-access-token", {"github-oauth-access-token"}},
    {"github-refresh-token", {"github-refresh-token"}},
    {"github-app-token", {"github-app-user-token", "github-app-installation-token"}},
    {"github-app-installation-access-token", {"github-app-installation-token"}},
    {"gitlab-pat", {"gitlab-pat", "gitlab-pat-routable"}},
    {"gitlab-personal-access-token", {"gitlab-pat", "gitlab-pat-routable"}},
    {"gitlab", {"gitlab-pat", "gitlab-pat-routable"}},
    {"gitlab-token", {"gitlab-pat", "gitlab-pat-routable"}},
    {"gitlab-deploy-token", {"gitlab-deploy-token"}},
    {"gitlab-runner-authentication-token", {"gitlab-runner-auth-token"}},
    {"slack-bot-token", {"slack-bot-token"}},
    {"slack-user-token", {"slack-user-token"}},
    {"slack-app-token", {"slack-app-level-token"}},
    {"slack-webhook-url", {"slack-webhook-url"}},
    {"slack-incoming-webhook-url", {"slack-webhook-url"}},
    {"slackwebhook", {"slack-webhook-url"}},
    {"slack-token", {"slack-bot-token", "slack-user-token", "slack-legacy-token"}},
    {"slack", {"slack-bot-token", "slack-user-token", "slack-legacy-token"}},
    {"slack-api-token", {"slack-bot-token", "slack-user-token"}},
    {"stripe-access-token", {"stripe-secret-key-live", "stripe-secret-key-test"}},
    {"stripe-api-key", {"stripe-secret-key-live", "stripe-secret-key-test"}},
    {"stripe", {"stripe-secret-key-live", "stripe-secret-key-test"}},
    {"sendgrid-api-token", {"sendgrid-api-key"}},
    {"sendgrid-api-key", {"sendgrid-api-key"}},
    {"sendgrid", {"sendgrid-api-key"}},
    {"npm-access-token", {"npm-access-token"}},
    {"npm-token", {"npm-access-token"}},
    {"npm-tokens", {"npm-access-token"}},
    {"pypi-upload-token", {"pypi-api-token"}},
    {"pypi-api-token", {"pypi-api-token"}},
    {"pypi-token", {"pypi-api-token"}},
    {"twilio-api-key", {"twilio-api-key"}},
    {"twilio", {"twilio-api-key", "twilio-auth-token"}},
    {"mailchimp-api-key", {"mailchimp-api-key"}},
    {"mailchimp-access-key", {"mailchimp-api-key"}},
    {"heroku-api-key", {"heroku-api-key-v2", "heroku-api-key-legacy"}},
    {"digitalocean-pat", {"digitalocean-token"}},
    {"vault-service-token", {"vault-service-token"}},
    {"vault-batch-token", {"vault-batch-token"}},
    {"hashicorp-vault-service-token", {"vault-service-token"}},
    {"openai-api-key", {"openai-project-key", "openai-user-key"}},
    {"openai", {"openai-project-key", "openai-user-key"}},
    {"openai-token", {"openai-project-key", "openai-user-key"}},
    {"anthropic-api-key", {"anthropic-api-key"}},
    {"telegram-bot-api-token", {"telegram-bot-token"}},
    {"telegram-bot-token", {"telegram-bot-token"}},
    {"jwt", {"jwt"}},
    {"json-web-token", {"jwt"}},
    {"jwt-base64", {"jwt-base64-wrapped"}},
    {"basic-auth-credentials", {"url-credentials-http", "http-basic-authorization"}},
    {"artifactory-credentials", {"artifactory-api-key", "artifactory-reference-token"}},
    {"private-key",
     {"private-key-rsa-pkcs1", "private-key-pkcs8", "private-key-pkcs8-encrypted", "private-key-ec",
      "private-key-dsa", "private-key-openssh", "private-key-legacy-encrypted", "private-key-pgp"}},
    {"privatekey",
     {"private-key-rsa-pkcs1", "private-key-pkcs8", "private-key-pkcs8-encrypted", "private-key-ec",
      "private-key-dsa", "private-key-openssh", "private-key-legacy-encrypted", "private-key-pgp"}},
    {"rsa-private-key", {"private-key-rsa-pkcs1", "private-key-pkcs8"}},
    {"ssh-private-key", {"private-key-openssh"}},
    {"generic-api-key",
     {"generic-secret", "generic-key", "generic-password", "generic-client-secret"}},
    {"secret-keyword",
     {"generic-secret", "generic-key", "generic-password", "generic-client-secret"}},
    {"password-in-url", {"url-credentials-http", "generic-url-password"}},
};

std::string normalised(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (is_alnum_ascii(c)) {
      out += to_lower_ascii(c);
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  if (out.ends_with('-')) out.pop_back();
  return out;
}

}  // namespace

std::span<const std::string_view> rules_named(std::string_view foreign) {
  const std::string name = normalised(foreign.substr(0, 200));
  for (const RuleName& row : kNames) {
    if (row.foreign != name) continue;
    std::size_t count = 0;
    while (count < kMostRules && !row.rules[count].empty()) ++count;
    return std::span(row.rules).first(count);
  }
  return {};
}

std::span<const std::string_view> all_named_rules() {
  static const std::vector<std::string_view> all = [] {
    std::set<std::string_view> rules;
    for (const RuleName& row : kNames) rules.insert(row.rules.begin(), row.rules.end());
    rules.erase("");
    return std::vector<std::string_view>(rules.begin(), rules.end());
  }();
  return all;
}

}  // namespace keyhound
