// SPDX-License-Identifier: Apache-2.0
// SarifProfile: for whom a SARIF report is. The full one holds everything; GitHub's keeps to what
// code scanning reads and to its limits (GOVERNANCE section 5.1). Plain data.
#pragma once

#include <cstddef>

namespace keyhound {

struct SarifProfile {
  std::size_t max_results = 0;
  std::size_t max_bytes = 0;          // of all results as they are written; 0: any number
  std::size_t max_related = 0;        // related locations of a result
  std::size_t max_message = 0;        // characters of a message; 0: any number
  std::size_t max_notifications = 0;  // 0: any number
  // Waived results are left out, since GitHub shows them as open alerts, and so is what it ignores:
  // trees, passed policies, taxonomies and the properties of results.
  bool for_github = false;
};

inline constexpr SarifProfile kFullSarif = {25000, 0, 100, 0, 0, false};

// GitHub rejects an upload of more than 10 MB, packed; that many bytes unpacked are never more.
// 5,000 of its 25,000 results are shown, and 100 of 1,000 locations are kept; of related ones it
// shows what the message links to, so that a few do.
inline constexpr SarifProfile kGithubSarif = {5000, 7'000'000, 10, 2000, 500, true};

}  // namespace keyhound
