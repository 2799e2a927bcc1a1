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

// A credential in a decoded text, by the place of the encoded one in the text that holds it.
struct EncodedPlace {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool is_exact = false;  // [begin, end) is the credential alone, else all that is encoded there
  std::uint32_t rule = 0;
  bool is_outdone = false;  // by a candidate of the text itself
};
// Hears of each candidate that loses, and the index of the place that it loses to.
using OnDecodedInstead = std::function<void(const Verdict& loser, std::size_t place)>;

// Where a credential in a decoded text and a candidate of the text itself are the same bytes, the
// more specific one stays: the other is erased from `candidates`, or marked in `places`. REQUIRES:
// the places are sorted by their begin.
void settle_encoded(const RuleEngine& engine, std::vector<EncodedPlace>& places,
                    std::vector<Verdict>& candidates, const OnDecodedInstead& on_outdone);

// Sorts `candidates`, none of which is dropped, and replaces `winners`, which point into them.
void choose_winners(const RuleEngine& engine, std::vector<Verdict>& candidates, Winners& winners,
                    const OnOutdone& on_outdone);

// Erases the winners that `is_silenced` says so of, which is not asked of parts of others. What was
// a part of one that is erased stands for itself then.
void erase_silenced(Winners& winners, const std::function<bool(const Winner&)>& is_silenced);

}  // namespace keyhound
