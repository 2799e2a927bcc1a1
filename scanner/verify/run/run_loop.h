// SPDX-License-Identifier: Apache-2.0
// The loop of a run, over any transport: which host is asked next, what becomes of an answer, and
// when a limit ends it all.
#pragma once

#include <vector>

#include "scanner/verify/run/request_transport.h"
#include "scanner/verify/run/verification_run.h"

namespace keyhound {

// What run_verification() promises. `transport` runs nothing before, and is given up by an error.
Result<std::vector<Liveness>> run_over(RequestTransport& transport,
                                       const std::vector<VerificationCandidate>& candidates,
                                       const std::vector<PlannedVerification>& plan,
                                       const RequestSettings& settings,
                                       const VerificationLimits& limits,
                                       const OnVerified& on_verified,
                                       const OnVerificationProgress& on_progress);

}  // namespace keyhound
