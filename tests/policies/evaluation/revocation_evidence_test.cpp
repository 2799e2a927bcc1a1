// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/revocation_evidence.h"

#include "tests/policies/evaluation/judged.h"

namespace keyhound::testing {
namespace {

const Timestamp kNow{100};

Finding found(const std::string& secret, LivenessState state = LivenessState::kUnchecked) {
  Finding finding = sample_finding(secret);
  finding.credential.id = "a";
  if (state != LivenessState::kUnchecked)
    finding.liveness = {state, Timestamp{90}, "live-check", "pat", "", 401, ""};
  return finding;
}

// "1 of 2" of credential a; "none" where nothing but the entry says something.
std::string exposed(const std::vector<Finding>& findings, const LedgerFacts* ledger = nullptr) {
  const Registry registry = registry_of("credentials: [{id: a, status: revoked}]");
  std::vector<const Finding*> all;
  for (const Finding& finding : findings) all.push_back(&finding);
  const RevocationEvidence evidence(registry, ledger, all, kNow);
  if (!evidence.has("a")) return "none";
  const auto counts = evidence.of(registry.credentials[0]).exposed;
  if (!counts) return "whole";
  return std::to_string(counts->refused) + " of " + std::to_string(counts->known);
}

ValueCheck refused(const std::string& fingerprint) {
  ValueCheck check;
  check.fingerprint = fingerprint;
  check.check.method = "live-check";
  check.check.at.at = Timestamp{50};
  check.check.result = "revoked";
  return check;
}

}  // namespace

TEST_CASE("What a run found of a revoked credential counts, checked or not") {
  CHECK(exposed({found("s")}) == "none");
  CHECK(exposed({found("s", LivenessState::kRevoked)}) == "1 of 1");
  CHECK(exposed({found("s", LivenessState::kRevoked), found("t")}) == "1 of 2");
  CHECK(exposed({found("s", LivenessState::kRevoked), found("t", LivenessState::kIndeterminate)}) ==
        "1 of 2");
  // One value under two rules is one value.
  CHECK(exposed({found("s", LivenessState::kRevoked), found("s")}) == "1 of 1");
  Finding by_place = found("t");
  by_place.credential.weak = true;
  CHECK(exposed({found("s", LivenessState::kRevoked), by_place}) == "1 of 1");
}

TEST_CASE("What the ledger knows of a credential's values counts with what the run found") {
  const std::string s = sample_finding("s").fingerprint.short_form();
  const std::string t = sample_finding("t").fingerprint.short_form();
  LedgerFacts ledger;
  ledger.exposed["a"] = {s, t};
  CHECK(exposed({}, &ledger) == "none");
  CHECK(exposed({found("s", LivenessState::kRevoked)}, &ledger) == "1 of 2");
  ledger.checks["a"] = {refused(t)};
  CHECK(exposed({}, &ledger) == "1 of 2");
  CHECK(exposed({found("s", LivenessState::kRevoked)}, &ledger) == "2 of 2");
}

TEST_CASE("A value that the ledger knows under an earlier key is the one that the run found") {
  LedgerFacts ledger;
  ledger.exposed["a"] = {"kh1:k1:s"};
  ledger.checks["a"] = {refused("kh1:k1:s")};
  Finding now = found("s");
  now.previous_fingerprints = {"kh1:k1:s"};
  CHECK(exposed({now}, &ledger) == "1 of 1");
  CHECK(exposed({now, found("t")}, &ledger) == "1 of 2");
}

}  // namespace keyhound::testing
