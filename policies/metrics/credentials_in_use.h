// SPDX-License-Identifier: Apache-2.0
// Private to policies/metrics: what several measures count alike, and how they say that they have
// no data.
#pragma once

#include <optional>

#include "policies/evaluation/registry_index.h"
#include "policies/registry/credential.h"
#include "policies/registry/in_use.h"

namespace keyhound {

inline constexpr const char* kNoRegistry = "no registry was given (--registry)";
inline constexpr const char* kNoLedger = "no ledger was given";
inline constexpr const char* kNoneInUse = "the registry has no credential in use";

// The last time of a thing that is due periodically, or the creation where there was none yet;
// nullopt: neither is recorded, or it lies in the future, so that nothing is shown.
inline std::optional<Timestamp> period_start(const DatedFact& last, const Credential& credential,
                                             Timestamp now) {
  const std::optional<Timestamp> start = last.at ? last.at : credential.lifecycle.created.at;
  return start && *start <= now ? start : std::nullopt;
}

}  // namespace keyhound
