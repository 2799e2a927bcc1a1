// SPDX-License-Identifier: Apache-2.0
// policies/importers/formats/vault.cpp
#include "tests/policies/importers/imports.h"

namespace keyhound {
namespace {

using testing::check_damaged;
using testing::check_golden;
using testing::import_fixture;
using testing::import_options;
using testing::import_problems;
using testing::imported;
using testing::loaded;

}  // namespace

TEST_CASE("Vault: versions and rotations are observed, an owner in the metadata is proposed") {
  const ImportedRegistry import =
      check_golden("vault", "vault", {"secrets.json", "static-roles.json"});
  const Registry registry = loaded(import);
  REQUIRE(registry.credentials.size() == 4);
  const Credential* pay = nullptr;
  const Credential* billing = nullptr;
  for (const Credential& credential : registry.credentials) {
    const std::string& reference = credential.identity.secret_refs.at(0).value;
    if (reference == "vault:kv/data/pay") pay = &credential;
    if (reference == "vault:database/static-creds/billing") billing = &credential;
    CHECK(credential.status == "proposed");
  }
  REQUIRE(pay != nullptr);
  CHECK(pay->owner.operator_party == "group:payments");
  CHECK(pay->owner.accountable.empty());
  // The version that is current counts, not a change of the metadata.
  CHECK(format_timestamp(*pay->lifecycle.last_rotated.at) == "2026-09-01T08:00:00Z");
  CHECK(is_observed(pay->lifecycle.last_rotated));
  CHECK(format_timestamp(*pay->lifecycle.expires.at) == "2027-09-01T08:00:00Z");
  REQUIRE(billing != nullptr);
  CHECK(billing->lifecycle.rotation.period == Duration{86'400});
  CHECK(billing->lifecycle.last_rotated.source == "vault");
  CHECK(import.remarks.size() == 1);
  CHECK(import.left_out.at("values of custom metadata other than owner") == 1);
}

TEST_CASE("Vault: one answer needs --path, and a list of names the folder") {
  const std::string answer =
      "{\"data\":{\"created_time\":\"2026-01-01T00:00:00Z\",\"current_version\":1,"
      "\"updated_time\":\"2026-02-01T00:00:00Z\"}}";
  CHECK(import_problems("vault", answer).find("in:1: path: the answer does not say") == 0);
  ImportOptions options = import_options();
  options.path = "v1/kv/metadata/pay";
  const ImportedRegistry import = imported("vault", {{"pay.json", answer}}, options);
  REQUIRE(import.document.observations.size() == 1);
  const LifecycleFacts& facts = import.document.observations[0].facts.lifecycle;
  CHECK(format_timestamp(*facts.last_rotated.at) == "2026-02-01T00:00:00Z");
  options.path = "kv/metadata/team/";
  const ImportedRegistry listed = imported("vault", {{"l.json", "[\"pay\", \"sub/\"]"}}, options);
  REQUIRE(listed.document.credentials.size() == 1);
  CHECK(listed.document.credentials[0].entry.identity.secret_refs.at(0).value ==
        "vault:kv/data/team/pay");
  CHECK(listed.document.observations.empty());
  CHECK(listed.left_out.at("folders of a list") == 1);
  CHECK(import_problems("vault", "[\"pay\"]").find("needs --path") != std::string::npos);
}

TEST_CASE("Vault: every key of a secret that the registry has is observed") {
  const Result<Registry> existing = parse_registry(
      "credentials:\n"
      "  - {id: a, identity: {secret_refs: [\"vault:kv/data/pay#user\"]}}\n"
      "  - {id: b, identity: {secret_refs: [\"vault:kv/data/pay#password\"]}}\n"
      "  - {id: c, identity: {secret_refs: [\"vault:kv/data/payments#password\"]}}\n",
      "r.yaml");
  REQUIRE(existing);
  ImportOptions options = import_options();
  options.existing = &*existing;
  const ImportedRegistry import =
      imported("vault", {{"s.json", import_fixture("vault/secrets.json")}}, options);
  CHECK(import.known == 1);
  CHECK(import.document.credentials.size() == 1);
  std::vector<std::string> observed;
  for (const Observation& row : import.document.observations) observed.push_back(row.credential);
  CHECK(std::count(observed.begin(), observed.end(), "a") == 1);
  CHECK(std::count(observed.begin(), observed.end(), "b") == 1);
  CHECK(std::count(observed.begin(), observed.end(), "c") == 0);
}

TEST_CASE("Vault: wrong types, times and lengths are told with their place") {
  const auto role = [](const std::string& members) {
    return "{\"path\":\"db/static-roles/x\",\"data\":{" + members + "}}";
  };
  CHECK(import_problems("vault", role("\"rotation_period\":\"often\""))
            .find("in:1: rotation_period") == 0);
  CHECK(import_problems("vault", role("\"last_vault_rotation\":\"soon\""))
            .find("last_vault_rotation: expected a time") != std::string::npos);
  CHECK(import_problems("vault", role("\"rotation_period\":\"1234512h30m\""))
            .find("rotation_period: expected seconds") != std::string::npos);
  CHECK(import_problems("vault", role("\"rotation_period\":-5")).find("rotation_period") !=
        std::string::npos);
  CHECK(
      import_problems("vault", role("\"rotation_period\":0,\"last_vault_rotation\":null")).empty());
  CHECK(import_problems("vault", "{\"path\":\"kv/x\",\"data\":{\"password\":\"not-to-be-read\"}}")
            .find("in:1: data: expected the metadata") == 0);
  CHECK(import_problems("vault", "{\"path\":\"nowhere\",\"data\":{\"current_version\":1}}")
            .find("path: expected MOUNT/metadata/PATH") != std::string::npos);
  CHECK(import_problems("vault", "{\"path\":\"kv/x\",\n\"data\": [}")
            .find("in:2:10: this is no JSON") == 0);
}

TEST_CASE("Vault: damaged input is answered with problems, never with a crash or a wrong file") {
  check_damaged("vault", import_fixture("vault/secrets.json"));
  check_damaged("vault", import_fixture("vault/static-roles.json"));
}

}  // namespace keyhound
