// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/reference_scope.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

bool consumes(std::vector<std::string> consumers, const std::string& repository,
              const std::string& path = "ci.yml") {
  CredentialLocations locations;
  locations.consumers = std::move(consumers);
  Reference reference;
  reference.location.path = path;
  return is_consumer(locations, reference, repository);
}

bool may_be_kept(std::vector<std::string> allowed, const std::string& secret_ref) {
  CredentialLocations locations;
  locations.allowed = std::move(allowed);
  Reference reference;
  reference.secret_ref = secret_ref;
  return is_allowed_store(locations, reference, "acme/pay");
}

}  // namespace

TEST_CASE("A consumer is a repository, by name or pattern, in any case") {
  CHECK(consumes({"repo:acme/pay"}, "Acme/Pay"));
  CHECK(consumes({"repo:acme/*"}, "acme/web"));
  CHECK(consumes({"repo:acme/pay", "repo:acme/web"}, "acme/web"));
  CHECK_FALSE(consumes({"repo:acme/pay"}, "acme/payments"));
  CHECK_FALSE(consumes({"repo:acme/pay"}, ""));
}

TEST_CASE("A consumer that is a pipeline is that definition only") {
  const std::string consumer = "pipeline:acme/pay:.github/workflows/deploy.yml";
  CHECK(consumes({consumer}, "acme/pay", ".github/workflows/deploy.yml"));
  CHECK_FALSE(consumes({consumer}, "acme/pay", ".github/workflows/test.yml"));
  CHECK_FALSE(consumes({consumer}, "acme/web", ".github/workflows/deploy.yml"));
}

TEST_CASE("Consumers that are neither repositories nor pipelines limit nothing") {
  CHECK(consumes({}, "acme/pay"));
  CHECK(consumes({"service:billing"}, "acme/pay"));
  CHECK_FALSE(consumes({"service:billing", "repo:acme/web"}, "acme/pay"));
}

TEST_CASE("A secret may be kept in what is allowed and in its parts, not beside it") {
  CHECK(may_be_kept({}, "vault:kv/pay#aws"));
  CHECK(may_be_kept({"vault:kv/pay"}, "vault:kv/pay#aws"));
  CHECK(may_be_kept({"vault:kv/*"}, "vault:kv/pay"));
  CHECK_FALSE(may_be_kept({"vault:kv/pay"}, "vault:kv/payments#aws"));
  CHECK_FALSE(may_be_kept({"vault:kv/PAY"}, "vault:kv/pay"));
  CHECK_FALSE(may_be_kept({"vault:kv/pay"}, "github:acme/pay:KEY"));
  CHECK(may_be_kept({"github:Acme/Pay"}, "github:acme/pay:KEY"));
  CHECK(may_be_kept({"github:acme/pay:key"}, "github:acme/pay:KEY"));
  CHECK_FALSE(may_be_kept({"github:acme/pay:OTHER"}, "github:acme/pay:KEY"));
  CHECK(may_be_kept({"repo:acme/pay"}, "github:acme/pay:KEY"));
  CHECK_FALSE(may_be_kept({"repo:acme/web"}, "github:acme/pay:KEY"));
  CHECK(may_be_kept({"vault:kv/pay"}, "nonsense"));
}

TEST_CASE("The repository of a consumer is found in both forms") {
  CHECK(repository_of_consumer("repo:acme/pay") == "acme/pay");
  CHECK(repository_of_consumer("pipeline:acme/pay:ci.yml") == "acme/pay");
  CHECK(repository_of_consumer("service:billing").empty());
}

}  // namespace keyhound
