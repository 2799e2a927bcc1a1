// SPDX-License-Identifier: Apache-2.0
#include "policies/importers/existing_credentials.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("An entry is found by a strong key, by the place of a secret, and last by its id") {
  const Result<Registry> registry = parse_registry(
      "credentials:\n"
      "  - {id: a, identity: {provider_id: KEY-1, secret_refs: [\"vault:kv/data/pay#user\"]}}\n"
      "  - {id: b, identity: {public_keys: [\"SHA256:x\"], secret_refs: "
      "[\"vault:kv/data/pay#password\"]}}\n"
      "  - {id: c}\n",
      "r.yaml");
  REQUIRE(registry);
  const ExistingCredentials existing(&*registry);
  const auto found = [&existing](const Identity& identity, const std::string& id) {
    Credential credential;
    credential.id = id;
    credential.identity = identity;
    std::string all;
    for (const std::string& one : existing.find(credential)) all += one;
    return all;
  };
  Identity by_provider;
  by_provider.provider_ids.push_back({"KEY-1", {}});
  CHECK(found(by_provider, "x") == "a");
  CHECK(found(by_provider, "c") == "a");  // a key is stronger than an id
  Identity by_key;
  by_key.public_keys.push_back({"SHA256:x", {}});
  CHECK(found(by_key, "x") == "b");
  Identity whole;
  whole.secret_refs.push_back({"vault:kv/data/pay", {}});
  CHECK(found(whole, "x") == "ab");
  Identity one;
  one.secret_refs.push_back({"vault:kv/data/pay#password", {}});
  CHECK(found(one, "x") == "b");
  Identity other;
  other.secret_refs.push_back({"vault:kv/data/pay#other", {}});
  CHECK(found(other, "x").empty());
  CHECK(found({}, "c") == "c");
  CHECK(ExistingCredentials(nullptr).find(registry->credentials[0]).empty());
}

}  // namespace keyhound
