// SPDX-License-Identifier: Apache-2.0
// What reports say about whether secrets still work: the same words and numbers in each format. The
// texts are untrusted, as those of finding_words.h. Pure, thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <string>

#include "scanner/model/scan_result.h"

namespace keyhound {

// "live-check github-user, api.github.com, status 200, 2026-11-30T09:00:00Z": who says so, from
// where and when; empty: nobody checked.
std::string check_words(const Liveness& liveness);

// "active; live-check github-user, ...; severity was high", "indeterminate: rate limited (429);
// ..."; empty: there is nothing to tell.
std::string liveness_words(const Finding& finding);

// The number of secrets by state; published samples are none.
struct LivenessTally {
  std::array<std::size_t, 5> by_state{};  // by LivenessState
  bool is_asked = false;                  // something was checked, or it is said why not

  [[nodiscard]] std::size_t of(LivenessState state) const {
    return by_state[static_cast<std::size_t>(state)];
  }
};

LivenessTally liveness_tally_of(const ScanResult& result);

// "1 active, 2 revoked, 3 unchecked"; empty: nothing was asked.
std::string describe_liveness(const LivenessTally& tally);

}  // namespace keyhound
