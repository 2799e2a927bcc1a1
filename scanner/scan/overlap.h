// SPDX-License-Identifier: Apache-2.0
// One secret, one finding: where the secrets of candidates overlap, the most specific rule wins and
// names the others. Pure functions, thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <vector>

#include "scanner/base/source_position.h"
#include "scanner/scan/match_judge.h"

namespace keyhound {

// A candidate that no more specific one overlaps.
struct Winner {
  const Verdict* best = nullptr;
  std::vector<std::uint32_t> also_matched;  // rules that it outdoes, in no order
  std::vector<const Winner*> companions;    // those that are parts of it (companion_pairs.h)
  const Winner* part_of = nullptr;          // what it is itself a part of; nullptr: nothing
  SourcePosition start;                     // of the secret; set by those who need it
  SourcePosition end;
};

// By the start of the secret.
using Winners = std::map<std::size_t, Winner>;
// Hears of each candidate that loses, and to which.
using OnOutdone = std::function<void(const Verdict& loser, const Verdict& winner)>;

// Sorts `candidates`, none of which is dropped, and replaces `winners`, which point into them.
void choose_winners(const RuleEngine& engine, std::vector<Verdict>& candidates, Winners& winners,
                    const OnOutdone& on_outdone);

}  // namespace keyhound
