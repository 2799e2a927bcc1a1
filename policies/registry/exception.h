// SPDX-License-Identifier: Apache-2.0
// Exception: a time-bound waiver: while it is in force, a failing verdict that it applies to is
// reported as waived. Plain data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "policies/registry/place.h"
#include "scanner/base/time.h"

namespace keyhound {

// Every list that is not empty must agree; at least one is not.
struct ExceptionScope {
  std::string credential;             // id
  std::vector<std::string> policies;  // ids
  std::vector<std::string> repos;     // globs
};

struct Closure {
  std::optional<Timestamp> at;
  std::string evidence;
};

struct Exception {
  std::string id;
  ExceptionScope applies_to;
  std::string reason;
  std::string type;  // tool-noise, not-feasible, not-for-release, fix-deferred, risk-accepted
  std::string risk_owner;
  std::string approver;
  std::string requested_by;
  std::string ticket;
  std::optional<Timestamp> granted;
  std::optional<Timestamp> expires;  // without one it waives nothing
  std::int64_t renewals = 0;
  std::string compensating_control;
  Closure closure;
  std::size_t layer = 0;        // index in Registry::layers
  RegistryPlace place;          // of its id
  RegistryPlace expires_place;  // of its id where it has no end
};

}  // namespace keyhound
