// SPDX-License-Identifier: Apache-2.0
// Private to policies/: which check of a credential's revocation counts, of all that the registry,
// the ledger and a run have. Pure.
#pragma once

#include <optional>
#include <vector>

#include "policies/evaluation/policy_facts.h"
#include "policies/registry/credential.h"
#include "scanner/model/finding.h"

namespace keyhound {

// What a run's check of a finding says, as an entry of the registry would.
RevocationCheck check_of(const Liveness& liveness);

// The check that decides for the whole credential, where one of `checks` does; nullopt: what the
// entry says itself. A check from before the revocation shows nothing. What a system saw counts
// more than any attestation. A later check replaces an earlier one of the same value; one of the
// credential as a whole replaces all before it. Of several values one that works decides.
std::optional<RevocationCheck> decisive_check(const Credential& credential,
                                              std::vector<ValueCheck> checks, Timestamp now);

}  // namespace keyhound
