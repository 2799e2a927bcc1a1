// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "scanner/cli/verify/verification.h"

namespace keyhound::testing {

// Verifications for what tells of them.
class SampleVerification {
 public:
  SampleVerification& ask(LivenessState state, const std::string& reason = {}) {
    Liveness liveness;
    liveness.state = state;
    liveness.reason = reason;
    PlannedVerification& entry = add(liveness);
    entry.step = PlannedStep::kRequest;
    entry.host = "api.acme.example";
    entry.request = "GET https://api.acme.example/me, bearer {secret}";
    return *this;
  }
  SampleVerification& know(LivenessState state) {
    Liveness liveness;
    liveness.state = state;
    liveness.source = "live-check";
    liveness.at = Timestamp{1'900'000'000};
    PlannedVerification& entry = add(liveness);
    entry.step = PlannedStep::kKnown;
    entry.known = liveness;
    return *this;
  }
  SampleVerification& skip(SkipCause cause, const std::string& reason,
                           const std::string& next = {}) {
    Liveness liveness;
    liveness.reason = reason;
    PlannedVerification& entry = add(liveness);
    entry.cause = cause;
    entry.known = liveness;
    entry.next_step = next;
    return *this;
  }
  const Verification& get() const { return verification_; }

 private:
  PlannedVerification& add(const Liveness& liveness) {
    VerificationCandidate candidate;
    candidate.rule_id = "acme-token";
    candidate.redacted = "acme_…(21)";
    verification_.candidates.push_back(candidate);
    verification_.liveness.push_back(liveness);
    verification_.plan.emplace_back();
    verification_.plan.back().candidate = verification_.plan.size() - 1;
    return verification_.plan.back();
  }

  Verification verification_;
};

}  // namespace keyhound::testing
