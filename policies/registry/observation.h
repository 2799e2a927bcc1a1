// SPDX-License-Identifier: Apache-2.0
// Observation: a row of `observations:`, which importers write: what a system outside the registry
// says about one credential or party. Loading merges it into that entry. Plain data.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "policies/registry/credential.h"
#include "policies/registry/place.h"
#include "scanner/base/time.h"

namespace keyhound {

struct ObservedFacts {
  LifecycleFacts lifecycle;      // of a credential
  std::string status;            // of a credential or a party
  DatedFact valid_until;         // of a party
  std::string contact;           // of a party; fills in where the party says nothing
  RevocationCheck verification;  // of a credential's revocation
};

struct Observation {
  // Exactly one of these names what it is about.
  std::string credential;   // id
  std::string provider_id;  // of identity
  std::string secret_ref;   // of identity
  std::string party;        // id
  std::optional<Timestamp> imported;
  std::string source;    // "aws-credential-report"
  std::string evidence;  // digest of the file that was imported
  ObservedFacts facts;
  bool is_matched = false;  // an entry of its layer or one below has taken it
  std::size_t layer = 0;    // index in Registry::layers
  RegistryPlace place;
};

}  // namespace keyhound
