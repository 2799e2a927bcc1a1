// SPDX-License-Identifier: Apache-2.0
// Liveness: what a check against the provider, or the credential itself (an expiry), says about
// whether a secret still works. Plain data.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "scanner/base/time.h"

namespace keyhound {

enum class LivenessState { kUnchecked, kActive, kRevoked, kExpired, kIndeterminate };

std::string_view to_string(LivenessState state);  // "active", ...
std::optional<LivenessState> parse_liveness_state(std::string_view text);

struct Liveness {
  LivenessState state = LivenessState::kUnchecked;
  std::optional<Timestamp> at;
  std::string source;  // "live-check", "offline-proof", "github-secret-scanning", ...
  // Of a live check and an offline proof. Nothing of the credential, and nothing that an answer
  // said.
  std::string verifier;  // id of the verifier, name of the proof ("jwt-expiry")
  std::string host;      // that was asked; empty: none
  int status = 0;        // of HTTP; 0: none
  std::string reason;    // why it is what it is: "rate limited (429)"; printable
};

}  // namespace keyhound
