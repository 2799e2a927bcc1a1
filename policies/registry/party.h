// SPDX-License-Identifier: Apache-2.0
// Party: a team, a person or a third party that the registry names as owner, operator or approver.
// Plain data.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "policies/registry/dated_fact.h"
#include "policies/registry/place.h"
#include "scanner/base/time.h"

namespace keyhound {

struct Party {
  std::string id;    // "group:payments", "user:ana", "vendor:shipco"
  std::string type;  // team, human, third-party
  std::string contact;
  std::vector<std::string> escalation;  // party ids
  // What counts: an observed end (inactive, left, dissolved) over a declared "active", an observed
  // valid_until over a declared one.
  std::string status = "active";  // active, inactive, left, dissolved
  std::optional<Timestamp> valid_until;
  ObservedText observed_status;
  DatedFact observed_valid_until;
  std::string contract;
  std::optional<Timestamp> agreement_expires;
  std::size_t layer = 0;  // index in Registry::layers
  RegistryPlace place;    // of its id

  [[nodiscard]] bool is_internal() const { return type != "third-party"; }
};

}  // namespace keyhound
