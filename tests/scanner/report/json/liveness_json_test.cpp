// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/json/liveness_json.h"

#include <doctest/doctest.h>

#include "scanner/model/liveness_effect.h"
#include "tests/scanner/report/sample_result.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("Liveness in JSON has all that a check tells, and leaves out what it does not") {
  Finding finding = secret_finding({occurrence_at("a", 1)});
  apply_liveness(finding, {LivenessState::kRevoked, Timestamp{1795431600}, "live-check",
                           "example-account", "api.example.org", 401, "refused"});
  CHECK(liveness_json(finding) == Json({{"state", "revoked"},
                                        {"at", "2026-11-23T11:00:00Z"},
                                        {"source", "live-check"},
                                        {"verifier", "example-account"},
                                        {"host", "api.example.org"},
                                        {"status", 401},
                                        {"reason", "refused"},
                                        {"severity_before", "critical"}}));
  Finding proved = secret_finding({occurrence_at("a", 1)});
  proved.liveness.state = LivenessState::kExpired;
  CHECK(liveness_json(proved) == Json({{"state", "expired"}}));
}

TEST_CASE("The numbers of states stand in JSON only where something was checked") {
  ScanResult result = clean_result();
  result.findings = {secret_finding({occurrence_at("a", 1)}),
                     secret_finding({occurrence_at("b", 1)}, "another-secret")};
  CHECK(liveness_counts_json(result).empty());
  result.findings[0].liveness.state = LivenessState::kExpired;
  CHECK(
      liveness_counts_json(result) ==
      Json(
          {{"active", 0}, {"revoked", 0}, {"expired", 1}, {"indeterminate", 0}, {"unchecked", 1}}));
}
