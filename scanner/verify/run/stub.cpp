// SPDX-License-Identifier: Apache-2.0
// Stands in until there are offline proofs.
#include "scanner/verify/offline/offline_proof.h"

namespace keyhound {
std::optional<Liveness> offline_proof(const VerificationCandidate&, Timestamp) {
  return std::nullopt;
}
}  // namespace keyhound
