// SPDX-License-Identifier: Apache-2.0
// What a verification came to, in counts. Pure.
#pragma once

#include <string>

#include "scanner/cli/verify/verification.h"

namespace keyhound {

// "asked 12: active 2, revoked 7, indeterminate 3 (rate limited 2, time-out 1); known before 4:
// expired 4; not asked 30: no verifier 20, not allowed 10 (add --allow api.stripe.com)".
std::string verification_summary(const Verification& verification);

// Of a plan alone: "would ask 12 at 3 hosts; known before 4: ...; not asked 30: ...".
std::string plan_summary(const Verification& verification);

// Whether some credential that works or not could have been told and was not: an answer that proves
// nothing, a host that is not allowed, a bound. Nothing can be said of what no verifier is for.
bool leaves_open(const Verification& verification);

}  // namespace keyhound
