// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/registry_writer.h"

#include <doctest/doctest.h>

#include "policies/registry/registry.h"
#include "tests/policies/hostile_names.h"

namespace keyhound {
namespace {

Registry written_and_read(const RegistryDocument& document) {
  const std::string yaml = write_registry(document);
  Result<Registry> registry = parse_registry(yaml, "out.yaml");
  if (!registry) FAIL((registry.error().message + "\n" + yaml));
  return std::move(*registry);
}

}  // namespace

TEST_CASE("Every member of an entry is read back as it was written, whatever it holds") {
  for (const std::string& text : testing::hostile_names()) {
    CAPTURE(text);
    RegistryDocument document;
    Noted<Credential> noted;
    Credential& credential = noted.entry;
    credential.id = "one";
    credential.title = credential.kind = text;
    credential.type = "webhook";
    credential.identity.provider_ids.push_back({text, {}});
    credential.identity.locators.push_back({text, text, text, text, {}});
    credential.owner.accountable = credential.owner.operator_party = text;
    credential.owner.issuance.creators = {text, text};
    credential.scope.account = text;
    credential.scope.privileges = {text};
    credential.locations.consumers = {text};
    credential.locations.max_repos = 3;
    credential.lifecycle.created = {Timestamp{86'400}, text, text, text, {}};
    credential.lifecycle.rotation.period = Duration{90'061};
    credential.lifecycle.revoked.at = {Timestamp{86'401}, {}, {}, {}, {}};
    credential.lifecycle.revoked.ticket = text;
    RevocationCheck& check = credential.lifecycle.revoked.verification;
    check = {"attestation", {Timestamp{86'402}, text, text, text, {}}, text, text, text, text};
    credential.review.outcome = text;
    document.credentials.push_back(noted);
    Observation row;
    row.credential = "one";
    row.imported = Timestamp{5};
    row.source = text;
    row.evidence = text;
    row.facts.lifecycle.last_used = {Timestamp{7}, text, text, {}, {}};
    row.facts.status = "active";
    row.facts.verification = {
        "live-check", {Timestamp{86'403}, text, text, {}, {}}, text, text, text, text};
    document.observations.push_back(row);
    const Registry registry = written_and_read(document);
    const Credential& read = registry.credentials.at(0);
    CHECK(read.title == text);
    CHECK(read.type == "webhook");
    CHECK(read.status == "active");
    CHECK(read.identity.provider_ids.at(0).value == text);
    CHECK(read.identity.locators.at(0).key_name == text);
    CHECK(read.owner.issuance.creators == std::vector<std::string>{text, text});
    CHECK(read.scope.privileges.at(0) == text);
    CHECK(read.locations.consumers.at(0) == text);
    CHECK(read.locations.max_repos == 3);
    CHECK(read.lifecycle.created.at == Timestamp{86'400});
    CHECK(read.lifecycle.created.by == text);
    CHECK(read.lifecycle.rotation.period == Duration{90'061});
    CHECK(read.lifecycle.revoked.at.at == Timestamp{86'401});
    CHECK(read.lifecycle.revoked.ticket == text);
    CHECK(read.review.outcome == text);
    CHECK(registry.observations.at(0).facts.lifecycle.last_used.source == text);
    CHECK(read.lifecycle.last_used.at == Timestamp{7});
    // The observed one counts more.
    const RevocationCheck& counts = read.lifecycle.revoked.verification;
    CHECK(counts.method == "live-check");
    CHECK(counts.at.at == Timestamp{86'403});
    CHECK(counts.at.source == text);
    CHECK(counts.result == text);
    CHECK(counts.evidence == text);
    document.observations.clear();
    const Registry own = written_and_read(document);
    CHECK(own.credentials.at(0).lifecycle.revoked.verification.at.by == text);
    CHECK(own.credentials.at(0).lifecycle.revoked.verification.method == "attestation");
  }
}

TEST_CASE("Parties and exceptions are read back, and what a person must add is a comment") {
  RegistryDocument document;
  Party party;
  party.id = "vendor:x";
  party.type = "third-party";
  party.contact = "a: b";
  party.escalation = {"user:a", "user:b"};
  party.status = "left";
  party.valid_until = party.agreement_expires = Timestamp{86'400};
  document.parties.push_back(party);
  Noted<Exception> noted;
  noted.entry.id = "EXC-1";
  noted.entry.applies_to.policies = {"ROT1001"};
  noted.entry.applies_to.repos = {"acme/*"};
  noted.entry.reason = "why: \"so\"";
  noted.entry.expires = Timestamp{86'400};
  noted.notes = {"a note"};
  document.exceptions.push_back(noted);
  const std::string yaml = write_registry(document);
  CHECK(yaml.find("    # waives nothing without: ticket, approver, requested_by, granted\n") !=
        std::string::npos);
  CHECK(yaml.find("    # a note\n") != std::string::npos);
  const Registry registry = written_and_read(document);
  CHECK(registry.parties.at(0).escalation == party.escalation);
  CHECK(registry.parties.at(0).status == "left");
  CHECK(registry.parties.at(0).agreement_expires == party.agreement_expires);
  CHECK(registry.exceptions.at(0).reason == noted.entry.reason);
  CHECK(registry.exceptions.at(0).applies_to.repos == noted.entry.applies_to.repos);
  CHECK(registry.exceptions.at(0).expires == noted.entry.expires);
}

TEST_CASE("Durations are written as ISO 8601 in the greatest unit that fits") {
  CHECK(write_duration({86'400}) == "P1D");
  CHECK(write_duration({7'200}) == "PT2H");
  CHECK(write_duration({61}) == "PT61S");
  for (const std::int64_t seconds : {1, 3'600, 90'061, 864'000}) {
    CHECK(*parse_duration(write_duration({seconds})) == Duration{seconds});
  }
}

TEST_CASE("Nothing at all is a registry too") { CHECK(written_and_read({}).credentials.empty()); }

}  // namespace keyhound
