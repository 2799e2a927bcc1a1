// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/secret_levels.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

// "scoped name" of each level, in the order in which they are looked up.
std::string levels(const Reference& reference, const std::string& repository = "") {
  std::string text;
  for (const SecretLevel& level : secret_levels(reference, repository)) {
    if (!level.scoped.empty()) text += level.scoped + " ";
    text += level.name + "\n";
  }
  return text;
}

Reference named(const std::string& secret_ref, const std::string& environment = "") {
  Reference reference;
  reference.secret_ref = secret_ref;
  reference.environment = environment;
  return reference;
}

Reference stored(const std::string& store, const std::string& id, const std::string& field = "") {
  Reference reference;
  reference.store = store;
  reference.id = id;
  reference.field = field;
  return reference;
}

}  // namespace

TEST_CASE("GitHub looks in the environment, in the repository, then in the organisation") {
  CHECK(levels(named("github:Acme/Pay:key", "Prod")) ==
        "github:acme/pay:environment/prod:KEY github:acme/pay:KEY\ngithub:acme:KEY\n");
  CHECK(levels(named("github:acme/pay:environment/prod:KEY", "other")) ==
        "github:acme/pay:environment/prod:KEY github:acme/pay:KEY\ngithub:acme:KEY\n");
  CHECK(levels(named("github:acme:KEY", "prod")) == "github:acme:KEY\n");
}

TEST_CASE("GitLab looks in the project and in each group above it, with the environment") {
  CHECK(levels(named("gitlab:Acme/Sub/Pay:Key", "Prod")) ==
        "gitlab:acme/sub/pay:environment/Prod:Key gitlab:acme/sub/pay:Key\n"
        "gitlab:acme/sub:environment/Prod:Key gitlab:acme/sub:Key\n"
        "gitlab:acme:environment/Prod:Key gitlab:acme:Key\n");
}

TEST_CASE(
    "An entry for a whole secret of Vault is one for its fields, in the case that is written") {
  CHECK(levels(named("vault:kv/Pay#aws", "prod")) == "vault:kv/Pay#aws\nvault:kv/Pay\n");
  CHECK(levels(named("vault:kv/Pay")) == "vault:kv/Pay\n");
  CHECK(levels(named("jenkins:Folder/Id#x")) == "jenkins:Folder/Id#x\n");
}

TEST_CASE("Without a secret reference, store, name and repository say which secret it is") {
  CHECK(levels(stored("github-secrets", "key"), "Acme/Pay") ==
        "github:acme/pay:KEY\ngithub:acme:KEY\n");
  CHECK(levels(stored("gitlab-variables", "Key"), "acme/pay") ==
        "gitlab:acme/pay:Key\ngitlab:acme:Key\n");
  CHECK(levels(stored("vault", "kv/pay", "aws")) == "vault:kv/pay#aws\nvault:kv/pay\n");
  CHECK(levels(stored("azure-key-vault", "Vault/Secret")) == "azure-kv:vault/secret\n");
  CHECK(levels(stored("jenkins", "Id")) == "jenkins:Id\n");
  Reference by_platform = stored("", "");
  by_platform.name = "KEY";
  by_platform.platform = "github-actions";
  CHECK(levels(by_platform, "acme/pay") == "github:acme/pay:KEY\ngithub:acme:KEY\n");
  by_platform.kind = "identity";
  CHECK(levels(by_platform, "acme/pay").empty());
}

TEST_CASE("What does not say which secret it means has no level") {
  CHECK(levels(named("nonsense")).empty());
  CHECK(levels(stored("github-secrets", "KEY")).empty());
  CHECK(levels(stored("", "KEY"), "acme/pay").empty());
  CHECK(levels(stored("github-secrets", ""), "acme/pay").empty());
}

TEST_CASE("The system of a reference is that of its name, its store or its platform") {
  CHECK(secret_system(named("vault:kv/x")) == "vault");
  CHECK(secret_system(stored("gitlab-variables", "")) == "gitlab");
  CHECK(secret_system(stored("conjur", "")) == "conjur");
  CHECK(secret_system(Reference{}).empty());
}

}  // namespace keyhound
