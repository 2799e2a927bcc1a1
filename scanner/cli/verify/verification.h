// SPDX-License-Identifier: Apache-2.0
// Verification: what was planned and found out about credentials. The one way in which commands
// ask providers.
#pragma once

#include <functional>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/cli/verify/verification_setup.h"
#include "scanner/model/liveness.h"
#include "scanner/verify/plan/verification_plan.h"
#include "scanner/verify/verification_candidate.h"

namespace keyhound {

struct Verification {
  std::vector<VerificationCandidate> candidates;  // without their secrets once it is over
  std::vector<PlannedVerification> plan;          // one each, in their order
  std::vector<Liveness> liveness;                 // the same; of a dry run what is known already
};

// Plans, and unless it is a dry run asks, and keeps what it hears in the cache as it comes, so that
// a run that is cut off goes on where it was. Warns of canaries on standard error, and shows how
// far it is on a terminal. REQUIRES: keep_process_private() was called. `setup` outlives the
// result.
Result<Verification> verify_candidates(std::vector<VerificationCandidate> candidates,
                                       const VerificationSetup& setup);

}  // namespace keyhound
