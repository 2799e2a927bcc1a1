// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/credential_matcher.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

Finding sample(std::string secret = "x") {
  Finding finding;
  finding.rule_id = "sample-key";
  finding.fingerprint = fingerprint(FingerprintKey(), "sample", secret);
  finding.occurrences.emplace_back().location.path = "deploy/app.env";
  return finding;
}

// "<credential> by <key>", or "none".
std::string match(const std::string& yaml, const Finding& finding,
                  const std::string& repository = "") {
  const Result<Registry> registry = parse_registry(yaml, "r.yaml");
  if (!registry) FAIL(registry.error().message);
  const auto tie = CredentialMatcher(*registry).match(finding, repository);
  if (!tie) return "none";
  CHECK(tie->is_weak() == (tie->matched_by == "locator"));
  return registry->credentials[tie->credential].id + " by " + std::string(tie->matched_by);
}

std::string reference_match(const std::string& yaml, const std::string& secret_ref,
                            const std::string& environment = "") {
  const Result<Registry> registry = parse_registry(yaml, "r.yaml");
  if (!registry) FAIL(registry.error().message);
  Reference reference;
  reference.secret_ref = secret_ref;
  reference.environment = environment;
  const auto tie = CredentialMatcher(*registry).match_reference(reference, "");
  if (!tie) return "none";
  CHECK_FALSE(tie->is_weak());
  return registry->credentials[tie->credential].id + " by " + std::string(tie->matched_by);
}

std::string with_locator(const std::string& locator) {
  return "credentials: [{id: a, identity: {locators: [" + locator + "]}}]";
}

}  // namespace

TEST_CASE("The strongest key wins: fingerprint, provider id, public key, locator") {
  Finding finding = sample();
  finding.identity = {{"key_id", "ID-1"}, {"public_key", "SHA256:k"}};
  const std::string locator = "  - {id: place, identity: {locators: [{path: '**/*.env'}]}}\n";
  const std::string key = "  - {id: key, identity: {public_keys: ['SHA256:k']}}\n";
  const std::string provider = "  - {id: provider, identity: {provider_id: ID-1}}\n";
  const std::string value =
      "  - {id: value, identity: {fingerprints: ['" + finding.fingerprint.short_form() + "']}}\n";
  CHECK(match("credentials:\n" + locator, finding) == "place by locator");
  CHECK(match("credentials:\n" + locator + key, finding) == "key by public-key");
  CHECK(match("credentials:\n" + locator + key + provider, finding) == "provider by provider-id");
  CHECK(match("credentials:\n" + locator + key + provider + value, finding) ==
        "value by fingerprint");
  CHECK(match("credentials:\n" + value, sample("other")) == "none");
}

TEST_CASE("A public key is no provider id, and the other way round") {
  Finding finding = sample();
  finding.identity = {{"key_id", "SHA256:k"}};
  CHECK(match("credentials: [{id: a, identity: {public_keys: ['SHA256:k']}}]", finding) == "none");
  finding.identity = {{"public_key", "ID-1"}};
  CHECK(match("credentials: [{id: a, identity: {provider_id: ID-1}}]", finding) == "none");
}

TEST_CASE("A value is found under its fingerprint, then under those of earlier keys") {
  Finding finding = sample();
  finding.previous_fingerprints = {sample("y").fingerprint.short_form()};
  const std::string old =
      "  - {id: old, identity: {fingerprints: ['" + finding.previous_fingerprints[0] + "']}}\n";
  CHECK(match("credentials:\n" + old, finding) == "old by fingerprint");
  CHECK(match("credentials:\n" + old + "  - {id: new, identity: {fingerprints: ['" +
                  finding.fingerprint.short_form() + "']}}\n",
              finding) == "new by fingerprint");
}

TEST_CASE("A fingerprint under another key is another value") {
  Finding finding = sample();
  const std::string registered = finding.fingerprint.short_form();
  finding.fingerprint.key_id = "k2";
  CHECK(match("credentials: [{id: a, identity: {fingerprints: ['" + registered + "']}}]",
              finding) == "none");
}

TEST_CASE("Every field of a locator must agree") {
  Finding finding = sample();
  finding.also_matched = {"generic-key"};
  finding.identity = {{"key_name", "PAY_KEY"}};
  CHECK(match(with_locator("{path: deploy/app.env}"), finding) == "a by locator");
  CHECK(match(with_locator("{path: app.env}"), finding) == "none");
  CHECK(match(with_locator("{path: 'dep*/app.env'}"), finding) == "a by locator");
  CHECK(match(with_locator("{path: 'deploy/a?p.env'}"), finding) == "a by locator");
  CHECK(match(with_locator("{path: '*.env'}"), finding) == "none");
  CHECK(match(with_locator("{path: '/deploy/*'}"), finding) == "none");
  CHECK(match(with_locator("{rule: sample-key, path: 'deploy/*'}"), finding) == "a by locator");
  CHECK(match(with_locator("{rule: generic-key, path: 'deploy/*'}"), finding) == "a by locator");
  CHECK(match(with_locator("{rule: other-key, path: 'deploy/*'}"), finding) == "none");
  CHECK(match(with_locator("{rule: other-key, path: deploy/app.env}"), finding) == "none");
  CHECK(match(with_locator("{key_name: PAY_KEY}"), finding) == "a by locator");
  CHECK(match(with_locator("{key_name: KEY, path: '**'}"), finding) == "none");
}

TEST_CASE("A locator with a repository needs to know the repository") {
  const std::string yaml = with_locator("{path: '**', repo: 'acme/*'}");
  CHECK(match(yaml, sample(), "acme/pay") == "a by locator");
  CHECK(match(yaml, sample(), "other/pay") == "none");
  CHECK(match(yaml, sample()) == "none");
}

TEST_CASE("Of two places that agree, the first entry wins, whatever kind of pattern it has") {
  CHECK(match("credentials:\n"
              "  - {id: glob, identity: {locators: [{path: '**'}]}}\n"
              "  - {id: exact, identity: {locators: [{path: deploy/app.env}]}}\n",
              sample()) == "glob by locator");
  CHECK(match("credentials:\n"
              "  - {id: exact, identity: {locators: [{path: deploy/app.env}]}}\n"
              "  - {id: glob, identity: {locators: [{path: '**'}]}}\n",
              sample()) == "exact by locator");
}

TEST_CASE("A locator is compared with every occurrence, not only the first") {
  Finding finding = sample();
  finding.occurrences.emplace_back().location.path = "old/app.env";
  CHECK(match(with_locator("{path: old/app.env}"), finding) == "a by locator");
}

TEST_CASE("A name of a secret is tied by its secret reference, however it is written") {
  const std::string yaml =
      "credentials:\n"
      "  - {id: a, identity: {secret_refs: ['github:acme/pay:environment/prod:AWS_KEY']}}\n"
      "  - {id: b, identity: {secret_refs: ['vault:kv/data/pay#aws']}}\n";
  CHECK(reference_match(yaml, "github:Acme/Pay:environment/Prod:aws_key") == "a by secret-ref");
  CHECK(reference_match(yaml, "github:acme/pay:AWS_KEY", "prod") == "a by secret-ref");
  CHECK(reference_match(yaml, "vault:kv/data/pay#aws") == "b by secret-ref");
  CHECK(reference_match(yaml, "vault:kv/data/PAY#aws") == "none");
  CHECK(reference_match(yaml, "github:acme/pay:AWS_KEY") == "none");
  CHECK(reference_match(yaml, "github:acme/pay:AWS_KEY", "staging") == "none");
  CHECK(reference_match(yaml, "nonsense") == "none");
}

TEST_CASE("Of an environment, a repository and an organisation the closest one counts") {
  const std::string organisation = "  - {id: o, identity: {secret_refs: ['github:acme:K']}}\n";
  const std::string repository = "  - {id: r, identity: {secret_refs: ['github:acme/pay:K']}}\n";
  const std::string environment =
      "  - {id: e, identity: {secret_refs: ['github:acme/pay:environment/prod:K']}}\n";
  const std::string all = "credentials:\n" + organisation + repository + environment;
  CHECK(reference_match(all, "github:acme/pay:K", "prod") == "e by secret-ref");
  CHECK(reference_match(all, "github:acme/pay:K", "staging") == "r by secret-ref");
  CHECK(reference_match(all, "github:acme/web:K", "prod") == "o by secret-ref");
  CHECK(reference_match(all, "github:other/pay:K", "prod") == "none");
}

TEST_CASE("An environment scope of GitLab may have stars, and the longest one counts") {
  const std::string yaml =
      "credentials:\n"
      "  - {id: any, identity: {secret_refs: ['gitlab:acme/pay:environment/*:K']}}\n"
      "  - {id: review, identity: {secret_refs: ['gitlab:acme/pay:environment/review/*:K']}}\n"
      "  - {id: group, identity: {secret_refs: ['gitlab:acme:environment/*/eu:G']}}\n";
  CHECK(reference_match(yaml, "gitlab:acme/pay:K", "review/a/b") == "review by secret-ref");
  CHECK(reference_match(yaml, "gitlab:acme/pay:K", "prod") == "any by secret-ref");
  CHECK(reference_match(yaml, "gitlab:acme/pay:K") == "any by secret-ref");
  CHECK(reference_match(yaml, "gitlab:acme/pay:G", "prod/eu") == "group by secret-ref");
  CHECK(reference_match(yaml, "gitlab:acme/pay:G", "prod/us") == "none");
  CHECK(reference_match(yaml, "gitlab:acme/pay:G") == "none");
}

TEST_CASE("An identity is tied by the provider's id, too; a secret of that name is not") {
  const Result<Registry> registry =
      parse_registry("credentials: [{id: a, identity: {provider_id: ID-1}}]", "r.yaml");
  REQUIRE(registry);
  Reference reference;
  reference.kind = "identity";
  reference.id = "ID-1";
  const auto tie = CredentialMatcher(*registry).match_reference(reference, "");
  REQUIRE(tie);
  CHECK(tie->matched_by == kByProviderId);
  reference.kind = "secret";
  CHECK_FALSE(CredentialMatcher(*registry).match_reference(reference, ""));
}

TEST_CASE("A value is found by its fingerprint under an earlier key") {
  Finding finding = sample();
  finding.fingerprint.key_id = "k1";
  const Result<Registry> registry =
      parse_registry("credentials: [{id: a, identity: {fingerprints: ['" +
                         finding.fingerprint.short_form() + "']}}]",
                     "r.yaml");
  REQUIRE(registry);
  const CredentialMatcher matcher(*registry);
  REQUIRE(matcher.match_fingerprint(finding.fingerprint.short_form()));
  CHECK(matcher.match_fingerprint(finding.fingerprint.short_form())->matched_by == "fingerprint");
  finding.fingerprint.key_id = "k2";
  CHECK_FALSE(matcher.match_fingerprint(finding.fingerprint.short_form()));
}

}  // namespace keyhound
