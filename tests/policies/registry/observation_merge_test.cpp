// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/observation_merge.h"

#include <doctest/doctest.h>

#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

Registry parsed(const std::string& yaml) {
  Result<Registry> registry = parse_registry(yaml, "r.yaml");
  if (!registry) FAIL(registry.error().message);
  return std::move(*registry);
}

// One credential that declares `lifecycle`, and what is observed of it.
Lifecycle merged(const std::string& lifecycle, const std::string& facts) {
  return parsed("credentials: [{id: a, lifecycle: {" + lifecycle +
                "}}]\nobservations:\n"
                "  - {credential: a, imported: 2026-03-01, source: vault, evidence: e1, facts: {" +
                facts + "}}\n")
      .credentials.at(0)
      .lifecycle;
}

std::string day(const DatedFact& fact) {
  return fact.at ? format_timestamp(*fact.at).substr(0, 10) : "none";
}

}  // namespace

TEST_CASE("Of events the later date counts, and of equal dates the observed one") {
  struct Row {
    const char* declared;
    const char* observed;
    const char* counts;
    bool is_observed;
  };
  for (const Row& row : {Row{"2026-01-01", "2026-01-02", "2026-01-02", true},
                         Row{"2026-01-01", "2026-01-01", "2026-01-01", true},
                         Row{"2026-01-03", "2026-01-02", "2026-01-03", false},
                         Row{"null", "2026-01-02", "2026-01-02", true},
                         Row{"2026-01-03", "null", "2026-01-03", false}}) {
    CAPTURE(row.declared);
    CAPTURE(row.observed);
    const std::string observed = row.observed;
    const Lifecycle lifecycle =
        merged("last_rotated: " + std::string(row.declared) + ", last_used: " + row.declared +
                   ", revoked: {at: " + row.declared + ", ticket: t}",
               "last_rotated: " + observed + ", last_used: " + observed + ", revoked: " + observed);
    for (const DatedFact* fact :
         {&lifecycle.last_rotated, &lifecycle.last_used, &lifecycle.revoked.at}) {
      CHECK(day(*fact) == row.counts);
      CHECK(is_observed(*fact) == row.is_observed);
    }
    CHECK(lifecycle.revoked.ticket == "t");
    const auto written = [](const char* text) {
      return std::string(text) == "null" ? std::string("none") : std::string(text);
    };
    CHECK(day(lifecycle.declared.last_rotated) == written(row.declared));
    CHECK(day(lifecycle.observed.last_rotated) == written(row.observed));
  }
}

TEST_CASE("Of creation and expiry what was observed counts, whichever is later") {
  const Lifecycle lifecycle = merged("created: 2026-01-05, expires: 2026-12-01",
                                     "created: 2026-01-02, expires: 2026-12-31");
  CHECK(day(lifecycle.created) == "2026-01-02");
  CHECK(lifecycle.created.source == "vault");
  CHECK(lifecycle.created.evidence == "e1");
  CHECK(day(lifecycle.declared.created) == "2026-01-05");
  CHECK(day(lifecycle.expires) == "2026-12-31");
}

TEST_CASE("What an entry says of a system itself is observed without any import") {
  const Lifecycle lifecycle =
      parsed(
          "credentials: [{id: a, lifecycle: {created: 2026-01-01, last_rotated: {at: 2026-01-05, "
          "source: vault}, last_used: {at: 2026-01-06, source: manual}}}]")
          .credentials[0]
          .lifecycle;
  CHECK(day(lifecycle.observed.last_rotated) == "2026-01-05");
  CHECK(day(lifecycle.declared.last_rotated) == "none");
  CHECK(day(lifecycle.declared.last_used) == "2026-01-06");
  CHECK(day(lifecycle.observed.created) == "none");
}

TEST_CASE("A row finds its entry by id, provider id or secret reference, in any file and order") {
  const Registry registry = parsed(
      "observations:\n"
      "  - {provider_id: P-2, imported: 2026-03-01, source: aws, facts: {last_used: 2026-02-01}}\n"
      "  - {secret_ref: 'github:Acme/Pay:key', imported: 2026-03-01, source: github, facts: "
      "{last_rotated: 2026-02-02}}\n"
      "  - {credential: nobody, imported: 2026-03-01, source: x, facts: {created: 2026-01-01}}\n"
      "  - {party: a, imported: 2026-03-01, source: x, facts: {status: left}}\n"
      "credentials:\n"
      "  - {id: a, identity: {provider_ids: [P-1, P-2], secret_refs: ['github:acme/pay:KEY']}}\n");
  const Lifecycle& lifecycle = registry.credentials[0].lifecycle;
  CHECK(day(lifecycle.last_used) == "2026-02-01");
  CHECK(day(lifecycle.last_rotated) == "2026-02-02");
  CHECK(registry.observations[0].is_matched);
  CHECK(registry.observations[1].is_matched);
  CHECK_FALSE(registry.observations[2].is_matched);
  CHECK_FALSE(registry.observations[3].is_matched);
}

TEST_CASE("The last import has the last word, and cannot undo an event") {
  const Registry registry = parsed(
      "credentials: [{id: a}]\n"
      "observations:\n"
      "  - {credential: a, imported: 2026-03-02, source: late, facts: {created: 2026-01-02, "
      "last_rotated: 2026-01-05, status: inactive}}\n"
      "  - {credential: a, imported: 2026-03-01, source: early, facts: {created: 2026-01-01, "
      "last_rotated: 2026-02-05, status: active}}\n");
  const Credential& credential = registry.credentials[0];
  CHECK(day(credential.lifecycle.created) == "2026-01-02");
  CHECK(day(credential.lifecycle.last_rotated) == "2026-02-05");
  CHECK(credential.lifecycle.last_rotated.source == "early");
  CHECK(credential.status == "active");
  CHECK(credential.observed_status.value == "inactive");
  CHECK(credential.observed_status.source == "late");
}

TEST_CASE("An observed end of a party counts over a declared active one, never the reverse") {
  const Registry registry = parsed(
      "parties:\n"
      "  - {id: a, contact: x, valid_until: 2027-01-31}\n"
      "  - {id: b, status: left}\n"
      "  - {id: c}\n"
      "observations:\n"
      "  - {party: a, imported: 2026-03-01, source: hr, facts: {status: left, valid_until: "
      "2026-02-28, contact: y}}\n"
      "  - {party: b, imported: 2026-03-01, source: hr, facts: {status: active, contact: z}}\n"
      "  - {party: c, imported: 2026-03-01, source: hr, facts: {status: left}}\n"
      "  - {party: c, imported: 2026-03-02, source: hr, facts: {status: active}}\n");
  CHECK(registry.parties[0].status == "left");
  CHECK(registry.parties[0].contact == "x");
  CHECK(format_timestamp(*registry.parties[0].valid_until) == "2026-02-28T00:00:00Z");
  CHECK(registry.parties[0].observed_valid_until.source == "hr");
  CHECK(registry.parties[1].status == "left");
  CHECK(registry.parties[1].contact == "z");
  CHECK(registry.parties[1].observed_status.value == "active");
  CHECK(registry.parties[2].status == "active");
}

TEST_CASE("A lower layer may say nothing about the entries of a higher one, the higher of all") {
  testing::TempDir dir;
  const std::string rows =
      "observations:\n"
      "  - {credential: org, imported: 2026-03-01, source: x, facts: {last_rotated: 2026-02-01}}\n"
      "  - {party: 'user:ana', imported: 2026-03-01, source: x, facts: {status: left}}\n"
      "  - {credential: repo, imported: 2026-03-01, source: x, facts: {last_rotated: "
      "2026-02-01}}\n";
  const auto load = [&](const std::string& high, const std::string& low) {
    dir.write_file("org.yaml", "parties: [{id: 'user:ana'}]\ncredentials: [{id: org}]\n" + high);
    dir.write_file("repo.yaml", "extends: org.yaml\ncredentials: [{id: repo}]\n" + low);
    return load_registry(dir / "repo.yaml");
  };
  const Result<Registry> refused = load("", rows);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::kConfiguration);
  const std::string reason =
      ": this observation is about an entry of a higher layer, '" + (dir / "org.yaml") +
      "', of which a lower one can say nothing; name this file before that layer (--registry " +
      (dir / "repo.yaml") + " --registry " + (dir / "org.yaml") + "), or put it into that layer";
  CHECK(refused.error().message ==
        (dir / "repo.yaml") + ":4:5" + reason + "\n" + (dir / "repo.yaml") + ":5:5" + reason);
  Result<Registry> loaded = load(rows, "");
  if (!loaded) FAIL(loaded.error().message);
  const Registry& above = *loaded;
  CHECK(day(above.credentials[0].lifecycle.last_rotated) == "2026-02-01");
  CHECK(day(above.credentials[1].lifecycle.last_rotated) == "2026-02-01");
  CHECK(above.parties[0].status == "left");
}

TEST_CASE("An observed verification goes before an attestation, and before an older one") {
  const auto counts = [](const std::string& declared, const std::string& observed) {
    const RevocationCheck check =
        merged("revoked: {at: 2026-01-01, verification: {" + declared + "}}",
               "verification: {" + observed + "}")
            .revoked.verification;
    return check.method + " " + day(check.at) + " " + check.result;
  };
  const std::string seen = "method: live-check, at: 2026-02-01, result: revoked";
  CHECK(counts("", seen) == "live-check 2026-02-01 revoked");
  CHECK(counts("method: attestation, at: 2026-02-02, result: refused", seen) ==
        "live-check 2026-02-01 revoked");
  CHECK(counts("method: provider-report, at: 2026-02-01, result: refused", seen) ==
        "live-check 2026-02-01 revoked");
  CHECK(counts("method: provider-report, at: 2026-02-02, result: active", seen) ==
        "provider-report 2026-02-02 active");
  CHECK(counts("method: attestation, at: 2026-02-02, result: refused", "method: null") ==
        "attestation 2026-02-02 refused");
}

}  // namespace keyhound
