// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/identity_schema.h"

#include <doctest/doctest.h>

#include "policies/registry/registry.h"
#include "scanner/model/fingerprint.h"

namespace keyhound {

TEST_CASE(
    "Fingerprints are read in both forms, with and without dates, and kept in the short one") {
  const Fingerprint value = fingerprint(FingerprintKey(), "sample", "sample");
  const Result<Registry> registry = parse_registry(
      "credentials:\n  - id: a\n    identity:\n      fingerprints:\n        - " +
          value.short_form() + "\n        - " + value.long_form() + "\n        - {value: '" +
          value.long_form() + "', from: 2026-01-01, to: 2026-02-01}\n",
      "r.yaml");
  if (!registry) FAIL(registry.error().message);
  const auto& entries = registry->credentials[0].identity.fingerprints;
  REQUIRE(entries.size() == 3);
  for (const auto& entry : entries) CHECK(entry.value == value.short_form());
  CHECK(entries[2].to.has_value());
  CHECK(entries[1].place.position == SourcePosition{6, 11});
}

TEST_CASE("One provider id and a list of them are the same") {
  const Result<Registry> registry = parse_registry(
      "credentials:\n  - {id: a, identity: {provider_id: P-1, provider_ids: [P-2, P-3], "
      "public_keys: ['SHA256:abc'], secret_refs: ['vault:kv/x']}}\n",
      "r.yaml");
  REQUIRE(registry);
  CHECK(registry->credentials[0].identity.provider_ids.size() == 3);
  CHECK(registry->credentials[0].identity.public_keys.at(0).value == "SHA256:abc");
  CHECK(registry->credentials[0].identity.secret_refs.at(0).value == "vault:kv/x");
  CHECK(registry->credentials[0].identity.secret_refs.at(0).place.position.line == 2);
}

TEST_CASE("A locator that would match every finding of a rule, or everything, is refused") {
  const auto error = parse_registry(
      "credentials:\n  - {id: a, identity: {locators: [{rule: x}, {repo: y}, {path: z}]}}\n", "r");
  REQUIRE_FALSE(error);
  CHECK(
      error.error().message ==
      "r:2:35: a locator needs a path or a key_name\nr:2:46: a locator needs a path or a key_name");
}

TEST_CASE("What is no fingerprint is refused") {
  for (const char* text : {"kh1:short", "sha256:abc", "hmac-sha256:k1:12", "{from: 2026-01-01}"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_registry(
        "credentials: [{id: a, identity: {fingerprints: [" + std::string(text) + "]}}]", "r"));
  }
}

TEST_CASE("A hash without a key is refused with the reason") {
  const auto error = parse_registry(
      "credentials: [{id: a, identity: {fingerprints: ['sha256:" + std::string(64, 'a') + "']}}]",
      "r");
  REQUIRE_FALSE(error);
  CHECK(error.error().message ==
        "r:1:49: a plain hash is refused, since a guessed secret can be checked against it; write "
        "the keyed kh1:... that `keyhound scan` reports");
}

}  // namespace keyhound
