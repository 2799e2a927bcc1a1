// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/liveness_words.h"

#include <doctest/doctest.h>

#include "scanner/model/liveness_effect.h"
#include "tests/scanner/report/sample_result.h"

using namespace keyhound;
using namespace keyhound::testing;

namespace {

Finding checked(LivenessState state, std::string reason = "") {
  Finding finding = secret_finding({occurrence_at("a", 1)});
  finding.severity = Severity::kHigh;
  apply_liveness(finding, {state, Timestamp{1795431600}, "live-check", "example-account",
                           "api.example.org", 200, std::move(reason)});
  return finding;
}

}  // namespace

TEST_CASE("Words about liveness say who checked, where and when, and what the severity was") {
  CHECK(liveness_words(checked(LivenessState::kActive)) ==
        "active; live-check example-account, api.example.org, status 200, 2026-11-23T11:00:00Z; "
        "severity was high");
  CHECK(liveness_words(checked(LivenessState::kIndeterminate, "rate limited (429)")) ==
        "indeterminate: rate limited (429); live-check example-account, api.example.org, status "
        "200, 2026-11-23T11:00:00Z");
  Finding told = secret_finding({occurrence_at("a", 1)});
  CHECK(liveness_words(told).empty());
  told.liveness.reason = "api.example.org is not allowed";
  CHECK(liveness_words(told) == "unchecked: api.example.org is not allowed");
}

TEST_CASE("Secrets are counted by what a check says, once something was checked") {
  ScanResult result = full_result();
  CHECK(describe_liveness(liveness_tally_of(result)).empty());
  Finding sample = secret_finding({occurrence_at("b", 1)});
  sample.is_documentation = true;
  result.findings = {checked(LivenessState::kActive),
                     checked(LivenessState::kRevoked),
                     checked(LivenessState::kRevoked),
                     secret_finding({occurrence_at("c", 1)}),
                     sample,
                     policy_finding(false)};
  CHECK(describe_liveness(liveness_tally_of(result)) == "1 active, 2 revoked, 1 unchecked");
}
