// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: whether the password that was asked about is the one that is meant,
// without which a refusal proves nothing. Pure, thread-safe.
#pragma once

#include <string_view>

#include "scanner/model/credential_parts.h"
#include "scanner/model/liveness.h"

namespace keyhound {

// Whether a password stands there as it is: printable ASCII without what XML, C, JSON and URLs
// write otherwise, and without blanks, behind which there may be something else.
bool is_literal(std::string_view password);

// The answer, but that a password which may be cut (kMayBeCut) is never revoked.
Liveness unless_cut(const CredentialParts& parts, Liveness answer);

}  // namespace keyhound
