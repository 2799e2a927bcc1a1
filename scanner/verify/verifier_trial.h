// SPDX-License-Identifier: Apache-2.0
// Tries verifiers against their recorded answers, and against those that every provider's
// infrastructure may give in its place. Sends nothing. Pure.
#pragma once

#include <string>
#include <vector>

#include "scanner/http/http_client.h"
#include "scanner/model/liveness.h"
#include "scanner/model/verifier.h"

namespace keyhound {

// An answer that no verifier may take for a proof.
struct CommonAnswer {
  std::string name;  // "rate-limited", "firewall-page", ...
  HttpResponse response;
};

// Rate limit, pages of firewalls and proxies, server error, malformed body, redirect, empty body.
const std::vector<CommonAnswer>& common_answers();

// An answer of one verifier, and what it was taken for.
struct AnswerTrial {
  std::string name;  // "active", "revoked 2", "rate-limited"
  LivenessState expected = LivenessState::kIndeterminate;
  LivenessState got = LivenessState::kIndeterminate;
  std::string reason;
};

struct VerifierTrial {
  std::string request_fault;  // why no request could be made with sample parts; empty: it could
  std::vector<AnswerTrial> answers;

  [[nodiscard]] bool is_good() const;
};

VerifierTrial try_verifier(const Verifier& verifier);

}  // namespace keyhound
