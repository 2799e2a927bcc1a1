// SPDX-License-Identifier: Apache-2.0
// Plans by hand: credentials "secret-0", "secret-1", ... that hosts are asked about.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "scanner/verify/plan/verification_plan.h"
#include "scanner/verify/verification_candidate.h"

namespace keyhound::testing {

struct PlannedRequests {
  std::deque<Verifier> verifiers;  // stay where they are
  std::vector<VerificationCandidate> candidates;
  std::vector<PlannedVerification> plan;

  void add(const std::string& host) {
    const std::string number = std::to_string(candidates.size());
    Verifier verifier;
    verifier.id = "sample-verifier";
    verifier.url = "https://" + host + "/me";
    verifier.bearer = "{secret}";
    verifier.active = {{{200}, {"id"}, {}, {}}};
    verifier.revoked = {{{401}, {"error"}, {}, {}}};
    verifiers.push_back(std::move(verifier));
    VerificationCandidate candidate;
    candidate.rule_id = "sample-token";
    candidate.fingerprint = "kh1:" + number;
    candidate.parts.secret = "secret-" + number;
    PlannedVerification planned;
    planned.candidate = candidates.size();
    planned.step = PlannedStep::kRequest;
    planned.verifier = &verifiers.back();
    planned.host = host;
    candidates.push_back(std::move(candidate));
    plan.push_back(std::move(planned));
  }
  void add(const std::string& host, int count) {
    for (int i = 0; i < count; ++i) add(host);
  }
};

}  // namespace keyhound::testing
