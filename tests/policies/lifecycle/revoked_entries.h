// SPDX-License-Identifier: Apache-2.0
// Registries whose revoked entries are held against findings.
#pragma once

#include "policies/lifecycle/revoked_check.h"
#include "tests/policies/evaluation/judged.h"

namespace keyhound::testing {

inline const Timestamp kCheckDay = *parse_timestamp("2026-11-23T09:00:00Z");

inline std::string value_print(const std::string& secret) {
  return sample_finding(secret).fingerprint.short_form();
}

inline std::string revoked_entry(const std::string& id, const std::string& secret,
                                 const std::string& more) {
  return "  - {id: " + id + ", identity: {fingerprints: [\"" + value_print(secret) + "\"]}" + more +
         "}\n";
}

inline Finding checked_finding(const std::string& secret, LivenessState state,
                               const std::string& reason = "") {
  Finding finding = sample_finding(secret);
  finding.occurrences[0].location.start = {3, 1};
  finding.liveness = {state, std::nullopt, "live-check", "pat", "api.example.com", 0, reason};
  if (state != LivenessState::kUnchecked) finding.liveness.at = kCheckDay;
  return finding;
}

inline RevokedCheck check_of(const std::string& entries, std::vector<Finding> findings) {
  const Registry registry = registry_of("credentials:\n" + entries);
  judge(input_of(&registry, kCheckDay), findings);
  return check_revoked(registry, findings, kCheckDay);
}

}  // namespace keyhound::testing
