// SPDX-License-Identifier: Apache-2.0
// Maximum: a row of `maxima:`: what no entry that it selects may exceed. Of all rows that select an
// entry the smallest value counts (maxima.h). Plain data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "policies/registry/place.h"
#include "scanner/base/time.h"

namespace keyhound {

// Which credentials a maximum is for; what is empty selects all.
struct MaximumSelectors {
  std::string kind;
  std::string type;
  std::string environment;
  std::string level;  // of scope: privilege
  bool operator==(const MaximumSelectors&) const = default;
};

struct Maximum {
  MaximumSelectors selectors;
  std::optional<Duration> rotation;   // lifecycle.rotation.period
  std::optional<Duration> grace;      // lifecycle.rotation.grace
  std::optional<Duration> on_leak;    // lifecycle.rotation.on_leak
  std::optional<Duration> review;     // review.period
  std::optional<Duration> exception;  // from an exception's grant to its end
  std::optional<std::int64_t> max_repos;
  std::size_t layer = 0;  // index in Registry::layers
  RegistryPlace place;
};

}  // namespace keyhound
