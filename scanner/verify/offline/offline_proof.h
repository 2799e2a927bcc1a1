// SPDX-License-Identifier: Apache-2.0
// What a credential says of itself, without a network: the end of a JWT, of a shared access
// signature, of a presigned URL, of a certificate; a checksum that is wrong. Pure, thread-safe.
#pragma once

#include <optional>

#include "scanner/base/time.h"
#include "scanner/model/liveness.h"
#include "scanner/verify/verification_candidate.h"

namespace keyhound {

// What has ended since less than this is asked about: clocks differ.
inline constexpr Duration kClockTolerance{5 * 60};

// kExpired where the time of its end has passed, by more than the tolerance; kIndeterminate where
// its checksum shows that no provider issued it, which is not worth a request; nullopt: the
// provider has to be asked. Never active: that a credential has not ended does not say that it
// works.
std::optional<Liveness> offline_proof(const VerificationCandidate& candidate, Timestamp now);

}  // namespace keyhound
