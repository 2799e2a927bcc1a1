// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/verifier_trial.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace keyhound {
namespace {

Verifier sample() {
  Verifier verifier;
  verifier.id = "sample";
  verifier.url = "https://{identity:site}.example.com/me";
  verifier.hosts = {"*.example.com"};
  verifier.basic = "{part:user-id}:{secret}";
  verifier.active = {{{200}, {"id"}, {}, {}}};
  verifier.revoked = {{{401}, {"error=gone"}, {}, {}}};
  verifier.answers = {{LivenessState::kActive, 200, "{\"id\":1}", {}},
                      {LivenessState::kRevoked, 401, "{\"error\":\"gone\"}", {"X: y"}}};
  return verifier;
}

}  // namespace

TEST_CASE("A verifier is tried with its own answers and with those of anybody's infrastructure") {
  const VerifierTrial trial = try_verifier(sample());
  CHECK_MESSAGE(trial.is_good(), trial.request_fault);
  CHECK(trial.answers.size() == 2 + common_answers().size());
}

TEST_CASE("A verifier that takes a status for a proof does not pass") {
  Verifier verifier = sample();
  verifier.revoked = {{{401}, {}, {}, {}}};
  const VerifierTrial trial = try_verifier(verifier);
  CHECK_FALSE(trial.is_good());
  CHECK(std::count_if(trial.answers.begin(), trial.answers.end(), [](const AnswerTrial& answer) {
          return answer.expected != answer.got;
        }) == 4);  // without a body, and of proxies and gateways in their own words
}

TEST_CASE("A verifier of which no request can be made does not pass") {
  Verifier verifier = sample();
  verifier.driver = "none";
  CHECK_FALSE(try_verifier(verifier).is_good());
}

TEST_CASE("A verifier that takes a gateway's words for those of a provider does not pass") {
  for (const char* json : {"error=Unauthorized", "code=401", "errors.0.status=401",
                           "error.code=401", "status=error", "code=unauthorized"}) {
    CAPTURE(json);
    Verifier verifier = sample();
    verifier.revoked.push_back({{401}, {json}, {}, {}});
    CHECK_FALSE(try_verifier(verifier).is_good());
  }
}

}  // namespace keyhound
