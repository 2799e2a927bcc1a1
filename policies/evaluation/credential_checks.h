// SPDX-License-Identifier: Apache-2.0
// Private to policies/: which check of a credential's revocation counts, of all that the registry,
// the ledger and a run have. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "policies/evaluation/policy_facts.h"
#include "policies/registry/credential.h"
#include "scanner/model/finding.h"

namespace keyhound {

// What a run's check of a finding says, as an entry of the registry would.
RevocationCheck check_of(const Liveness& liveness);

// What checks say of a credential's revocation.
struct CheckedRevocation {
  std::optional<RevocationCheck> check;  // nullopt: what the entry says itself
  // Where nothing but checks of single values says so.
  std::optional<ExposedValues> exposed;
};

// Which check decides for the whole credential. One from before the revocation shows nothing. What
// a system saw counts more than any attestation. A later check replaces an earlier one of the same
// value; one of the credential as a whole replaces all before it. Of several values one that works
// decides. `found`: fingerprints of values that were found, checked or not; as long as one of these
// was not shown to be refused, an attestation for all of them, where there is one, says more.
CheckedRevocation checked_revocation(const Credential& credential, std::vector<ValueCheck> checks,
                                     const std::vector<std::string>& found, Timestamp now);

}  // namespace keyhound
