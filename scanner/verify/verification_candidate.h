// SPDX-License-Identifier: Apache-2.0
// VerificationCandidate: a credential whose liveness is asked for. Holds a secret.
#pragma once

#include <string>

#include "scanner/model/credential_parts.h"

namespace keyhound {

struct VerificationCandidate {
  std::string rule_id;
  std::string provider;     // of the rule: "GitHub"
  std::string fingerprint;  // short form
  std::string redacted;
  std::string variant;  // of its parts and identity, a keyed digest: empty where it has none
  CredentialParts parts;
  bool has_wrong_checksum = false;
};

}  // namespace keyhound
