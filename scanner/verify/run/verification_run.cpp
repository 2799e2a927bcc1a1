// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/run/verification_run.h"

#include <algorithm>
#include <utility>

#include "scanner/verify/run/pool_transport.h"
#include "scanner/verify/run/run_loop.h"

namespace keyhound {
namespace {

// What a provider says of a credential is short; a run holds an answer for each connection.
constexpr std::uint64_t kLargestAnswer = 4U << 20U;  // bytes

}  // namespace

Result<std::vector<Liveness>> run_verification(const std::vector<VerificationCandidate>& candidates,
                                               const std::vector<PlannedVerification>& plan,
                                               const RequestSettings& settings,
                                               const HttpOptions& http,
                                               const VerificationLimits& limits,
                                               const OnVerified& on_verified,
                                               const OnVerificationProgress& on_progress) {
  HttpOptions options = http;
  options.https_only = true;
  options.largest_body = std::min(options.largest_body, kLargestAnswer);
  KEYHOUND_TRY(HttpPool pool, HttpPool::create(std::move(options)));
  PoolTransport transport(std::move(pool));
  return run_over(transport, candidates, plan, settings, limits, on_verified, on_progress);
}

}  // namespace keyhound
