// SPDX-License-Identifier: Apache-2.0
// Facts with where they come from, so that what people declare and what systems observed differ:
// policies can demand the latter. Plain data; the functions are pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "policies/registry/place.h"
#include "scanner/base/time.h"

namespace keyhound {

// A date with where it comes from: declared by people, or observed by a system (is_observed).
struct DatedFact {
  std::optional<Timestamp> at;
  std::string source;  // "vault", "aws-credential-report"; empty: declared
  std::string evidence;
  std::string by;  // who says so
  RegistryPlace place;
};

// A system saw it: there is a date, and its source is set and is not a statement of people
// ("declared", "manual", "attestation").
bool is_observed(const DatedFact& fact);
// Whether a source names a system.
bool is_observing_source(std::string_view source);

// A word that a system reports, with where it comes from; an empty value: nothing is reported.
struct ObservedText {
  std::string value;
  std::optional<Timestamp> imported;
  std::string source;
  std::string evidence;
  RegistryPlace place;
};

}  // namespace keyhound
