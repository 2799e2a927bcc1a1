// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <utility>

#include "scanner/probes/probe.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

// Probes of servers on this machine, which are internal.
inline ProbeSettings local_settings(std::chrono::milliseconds timeout = std::chrono::seconds(20)) {
  ProbeSettings settings;
  settings.refuses_internal = false;
  settings.timeout = timeout;
  return settings;
}

inline CredentialParts login_parts(std::string secret,
                                   std::map<std::string, std::string, std::less<>> identity) {
  CredentialParts parts;
  parts.secret = std::move(secret);
  parts.identity = std::move(identity);
  return parts;
}

// A password that nothing but itself contains.
inline std::string marker_password() { return "Marker" + alphanumerics(4711, 20); }

inline std::string state_and_reason(const Liveness& liveness) {
  return std::string(to_string(liveness.state)) + ": " + liveness.reason;
}

}  // namespace keyhound::testing
