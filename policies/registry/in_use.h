// SPDX-License-Identifier: Apache-2.0
// Who and what still counts: credentials in use, parties that are there. Pure.
#pragma once

#include "policies/registry/credential.h"
#include "policies/registry/party.h"

namespace keyhound {

// Neither revoked nor retired: owners, rotations and reviews are asked of these.
inline bool is_in_use(const Credential& credential) {
  return credential.status != "revoked" && credential.status != "retired";
}

// Neither gone nor past its end.
inline bool is_active(const Party& party, Timestamp now) {
  return party.status == "active" && (!party.valid_until || *party.valid_until >= now);
}

}  // namespace keyhound
