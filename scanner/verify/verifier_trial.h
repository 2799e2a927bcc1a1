// SPDX-License-Identifier: Apache-2.0
// Tries verifiers against their recorded answers, and against those that every provider's
// infrastructure may give in its place. Sends nothing. Pure.
#pragma once

#include <string>
#include <vector>

#include "scanner/http/http_client.h"
#include "scanner/model/credential_parts.h"
#include "scanner/model/liveness.h"
#include "scanner/model/verifier.h"
#include "scanner/verify/request_settings.h"
#include "scanner/verify/run/answer_judgement.h"

namespace keyhound {

// An answer that no verifier may take for a proof.
struct CommonAnswer {
  std::string name;  // "rate-limited", "firewall-page", ...
  HttpAnswer answer;
};

// Rate limit, pages and words of firewalls and proxies, server error, malformed body, redirect, empty body;
// no answer in time, a connection that is lost, the certificate of another host.
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

// Parts, with names that say that they are samples, that a request of the verifier can be made of.
CredentialParts sample_parts(const Verifier& verifier);
RequestSettings sample_settings(const Verifier& verifier);
HttpResponse recorded_response(const RecordedAnswer& answer);

}  // namespace keyhound
