// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/uniqueness.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("Ids and strong keys stand in one entry only; one entry may repeat its own") {
  const auto error = parse_registry(
      "parties: [{id: p}, {id: p}]\n"
      "credentials:\n"
      "  - {id: a, identity: {provider_ids: [P-1, P-1], public_keys: ['SHA256:x']}}\n"
      "  - {id: b, identity: {provider_id: P-1, public_keys: ['SHA256:x']}}\n"
      "  - {id: c, identity: {fingerprints: ['kh1:aaaaaaaaaaaaaaaaaaaaaaaaaa']}}\n"
      "  - {id: d, identity: {fingerprints: ['kh1:aaaaaaaaaaaaaaaaaaaaaaaaaa']}}\n"
      "  - {id: s, identity: {secret_refs: ['github:acme/pay:KEY']}}\n"
      "  - {id: t, identity: {secret_refs: ['github:Acme/Pay:Key']}}\n"
      "exceptions:\n"
      "  - {id: e, applies_to: {credential: a}, expires: 2026-12-10}\n"
      "  - {id: e, applies_to: {credential: a}, expires: 2026-12-10}\n",
      "r");
  REQUIRE_FALSE(error);
  CHECK(error.error().message ==
        "r:1:25: duplicate party id; first at r:1:16\n"
        "r:4:37: provider id of another credential; first at r:3:39\n"
        "r:4:56: public key of another credential; first at r:3:64\n"
        "r:6:39: fingerprint of another credential; first at r:5:39\n"
        "r:8:38: secret reference of another credential; first at r:7:38\n"
        "r:11:10: duplicate exception id; first at r:10:10");
}

TEST_CASE("A registry without repetitions has no problem") {
  Registry registry;
  registry.credentials.resize(3);
  CHECK(find_repetitions(registry).empty());
}

}  // namespace keyhound
