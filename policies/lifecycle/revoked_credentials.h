// SPDX-License-Identifier: Apache-2.0
// What a registry calls revoked, and why: the credentials and values that a provider should refuse.
// Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policies/registry/registry.h"
#include "scanner/base/time.h"
#include "scanner/model/finding.h"

namespace keyhound {

enum class RevokedBecause {
  kRevocation,  // `lifecycle.revoked.at` has passed
  kStatus,      // `status: revoked`
  kReplaced,    // the value has a `to` that has passed
  kRetired,     // `status: retired`
};

// "revoked", "status revoked", "replaced", "status retired".
std::string_view to_string(RevokedBecause why);

struct RevokedCall {
  RevokedBecause why = RevokedBecause::kRevocation;
  std::optional<Timestamp> since;  // nullopt: the registry does not say
};

// As of `now`, of a value of this entry; empty: of the entry as a whole. nullopt: it is not called
// revoked.
std::optional<RevokedCall> revoked_call(const Credential& credential, std::string_view fingerprint,
                                        Timestamp now);
// The same of a finding that is tied to the entry, under its earlier fingerprints too.
std::optional<RevokedCall> revoked_call(const Credential& credential, const Finding& finding,
                                        Timestamp now);

// An entry with something in it that is called revoked.
struct RevokedCredential {
  const Credential* credential = nullptr;  // borrowed from the registry
  std::optional<RevokedCall> whole;        // every value of it, listed or not
  struct Value {
    std::string fingerprint;
    RevokedCall call;
  };
  std::vector<Value> values;  // the listed ones that are called revoked; in the registry's order
};

// In the registry's order.
std::vector<RevokedCredential> revoked_credentials(const Registry& registry, Timestamp now);

}  // namespace keyhound
