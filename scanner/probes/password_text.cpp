// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/password_text.h"

#include <algorithm>
#include <utility>

#include "scanner/model/cut_secret.h"

namespace keyhound {

bool is_literal(std::string_view password) {
  return std::all_of(password.begin(), password.end(), [](char c) {
    return c > ' ' && c <= '~' && c != '&' && c != '\\' && c != '%';
  });
}

Liveness unless_cut(const CredentialParts& parts, Liveness answer) {
  if (answer.state != LivenessState::kRevoked || !parts.identity.contains(kMayBeCut)) return answer;
  answer.state = LivenessState::kIndeterminate;
  answer.reason = "it is refused, but what was found may be the beginning of the password alone";
  return answer;
}

}  // namespace keyhound
