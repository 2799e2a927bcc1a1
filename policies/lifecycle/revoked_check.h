// SPDX-License-Identifier: Apache-2.0
// RevokedCheck: what the registry calls revoked, held against what checks of a run showed: which of
// it still works, which is refused, and of which nobody can tell (`keyhound verify --revoked`).
// Plain data; the functions are pure.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policies/lifecycle/revoked_credentials.h"
#include "policies/registry/registry.h"
#include "scanner/base/time.h"
#include "scanner/model/finding.h"

namespace keyhound {

// The worst first.
enum class RevokedOutcome {
  kWorks,    // one of its values does
  kUntold,   // one was not checked, or its check could not tell
  kNoValue,  // one that the registry lists, or the entry itself, was found nowhere
  kRefused,  // all are
};
inline constexpr std::size_t kRevokedOutcomes = 4;

std::string_view to_string(RevokedOutcome outcome);  // "works", "untold", "no-value", "refused"

// A value that was found and belongs to an entry.
struct FoundRevoked {
  std::string fingerprint;  // short form
  std::string rule;
  std::string place;  // "acme/pay: deploy.sh:3", the first; untrusted
  RevokedCall call;
  Liveness liveness;
};

struct RevokedEntry {
  std::string credential;
  std::string owner;                 // accountable; empty: nobody
  std::optional<RevokedCall> whole;  // nullopt: only values of it are called revoked
  std::vector<FoundRevoked> found;   // by fingerprint
  std::vector<std::string> missing;  // listed values that are called revoked and were not found
  RevokedOutcome outcome = RevokedOutcome::kNoValue;
};

struct RevokedCheck {
  Timestamp at;
  std::vector<RevokedEntry> entries;  // the worst first, then in the registry's order
  std::array<std::size_t, kRevokedOutcomes> counts{};
};

// REQUIRES: the findings are judged, or tied to their entries at least.
RevokedCheck check_revoked(const Registry& registry, const std::vector<Finding>& findings,
                           Timestamp now);

// Escaped for a terminal.
std::string revoked_check_text(const RevokedCheck& check);
// "keyhound.dev/revoked/v1".
std::string revoked_check_json(const RevokedCheck& check);

}  // namespace keyhound
