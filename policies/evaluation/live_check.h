// SPDX-License-Identifier: Apache-2.0
// What makes a liveness a check of a run, which is evidence: a provider answered, or the credential
// itself proved it, at a known time. Pure.
#pragma once

#include "scanner/model/liveness.h"

namespace keyhound {

inline constexpr std::string_view kLiveCheck = "live-check";
inline constexpr std::string_view kOfflineProof = "offline-proof";

// Whether it says that the value works, or does not.
inline bool is_told_alive_or_dead(const Liveness& liveness) {
  return liveness.state == LivenessState::kActive || liveness.state == LivenessState::kRevoked ||
         liveness.state == LivenessState::kExpired;
}

inline bool is_live_check(const Liveness& liveness) {
  return is_told_alive_or_dead(liveness) && liveness.at &&
         (liveness.source == kLiveCheck || liveness.source == kOfflineProof);
}

}  // namespace keyhound
