// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/verify/liveness_list.h"

#include <doctest/doctest.h>

#include "tests/scanner/cli/verify/sample_verification.h"

namespace keyhound {
namespace {

Finding finding_of(LivenessState state, const std::string& path) {
  Finding finding;
  finding.rule_id = "acme-token";
  finding.secret_redacted = "acme_…(21)";
  finding.liveness.state = state;
  finding.liveness.host = "api.acme.example";
  finding.liveness.status = state == LivenessState::kActive ? 200 : 401;
  finding.liveness.at = Timestamp{1'900'000'000};
  Occurrence place;
  place.location.path = path;
  place.commit.id = std::string(40, 'a');
  place.commit.committed = Timestamp{1'800'000'000};
  place.in_head = true;
  finding.occurrences.push_back(place);
  return finding;
}

}  // namespace

TEST_CASE("The list has what works first, with place, owner, age and evidence") {
  ScanResult result;
  result.findings.push_back(finding_of(LivenessState::kRevoked, "old.env"));
  result.findings.push_back(finding_of(LivenessState::kActive, "live.env"));
  result.findings.push_back(finding_of(LivenessState::kUnchecked, "unknown.env"));
  result.findings[1].credential = {"pay-acme", "payments", "fingerprint"};
  testing::SampleVerification sample;
  sample.ask(LivenessState::kRevoked)
      .ask(LivenessState::kActive)
      .skip(SkipCause::kNoVerifier, "none");
  const std::string text = liveness_list(result, sample.get());
  INFO(text);
  CHECK(text.starts_with("active (1)\n  acme_…(21)  acme-token\n      live.env:1:1"));
  CHECK(text.find("since 2027-01-15") != std::string::npos);
  CHECK(text.find("owner payments, registered as pay-acme") != std::string::npos);
  CHECK(text.find("api.acme.example answered 200 at 2030-03-17T17:46:40Z") != std::string::npos);
  CHECK(text.find("revoked (1)") > text.find("active (1)"));
  CHECK(text.find("unknown.env") == std::string::npos);
  CHECK(text.ends_with("asked 2: active 1, revoked 1; not asked 1: no verifier 1\n"));
}

TEST_CASE("The list tells what could not be scanned, and shows no control character") {
  ScanResult result;
  result.findings.push_back(finding_of(LivenessState::kActive, "a\x1b[2J.env"));
  result.diagnostics.push_back({"unreadable-file", "b\x1b.env", "it cannot be read"});
  const std::string text = liveness_list(result, Verification());
  CHECK(text.find("not scanned: b\\x1B.env it cannot be read") != std::string::npos);
  CHECK(text.find('\x1b') == std::string::npos);
}

}  // namespace keyhound
