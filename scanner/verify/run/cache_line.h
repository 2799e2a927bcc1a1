// SPDX-License-Identifier: Apache-2.0
// A line of the cache of results: JSON, without its line end. Pure, thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/model/liveness.h"

namespace keyhound {

inline constexpr std::size_t kLongestCacheLine = 2048;  // bytes

// Which results are kept: for later runs what proves something, in one run also what does not.
enum class KeptResults { kProofs, kAll };

struct CachedResult {
  std::string rule_id;
  std::string fingerprint;   // short form
  Liveness liveness;         // of a proof without a reason
  std::string variant = {};  // of VerificationCandidate
};

std::string cache_line_of(const CachedResult& result);
// nullopt for anything but a result that is kept: a name that no rule or verifier can have, a
// fingerprint that is none, a state that is never kept, a text that does not print.
std::optional<CachedResult> parse_cache_line(std::string_view text,
                                             KeptResults kept = KeptResults::kProofs);

}  // namespace keyhound
