// SPDX-License-Identifier: Apache-2.0
// Which companion belongs to which secret, where several stand near each other.
//
// Every pair of a secret and a candidate of a rule that its rule names is rated: fewer lines
// between them are better, then a companion in front of its secret (files name the id first), then
// fewer bytes, then the place in the text. The best pair is taken, and so on; a companion goes to
// one secret, and a secret takes one companion of each rule. This looks at the text near the pair
// alone, so that a text cut into windows gives the same pairs.
//
// Rejected: bytes alone. In `id1 secret1 id2 secret2` the second id may stand nearer to the first
// secret than its own id does.
#include "scanner/scan/companion_pairs.h"

#include <algorithm>
#include <tuple>
#include <vector>

namespace keyhound {
namespace {

constexpr std::size_t kNeighbours = 12;  // that are looked at behind each candidate

struct Pair {
  std::size_t lines = 0;  // between the two
  bool is_behind = false;
  std::size_t bytes = 0;
  Winner* secret = nullptr;
  Winner* companion = nullptr;

  [[nodiscard]] auto rating() const {
    return std::tuple(lines, is_behind, bytes, secret->best->match.secret_start,
                      companion->best->match.secret_start);
  }
};

// A published sample is no part of somebody's credential.
bool is_companion(const ScanContext& context, const Winner& secret, const Winner& other) {
  if (secret.best->is_documentation != other.best->is_documentation) return false;
  const auto companions = context.companions(secret.best->match.rule);
  return std::find(companions.begin(), companions.end(), other.best->match.rule) !=
         companions.end();
}

// Adds the pair of two winners, `before` being the first in the text.
void add_pair(std::string_view text, Winner& before, Winner& after, Winner& secret,
              std::vector<Pair>& pairs) {
  const std::size_t from = before.best->match.secret_end;
  const std::string_view between = text.substr(from, after.best->match.secret_start - from);
  Pair pair;
  pair.lines = static_cast<std::size_t>(std::count(between.begin(), between.end(), '\n'));
  if (pair.lines > kCompanionLines) return;
  pair.bytes = between.size();
  pair.secret = &secret;
  pair.companion = &secret == &before ? &after : &before;
  pair.is_behind = pair.companion == &after;
  pairs.push_back(pair);
}

std::vector<Pair> pairs_of(const ScanContext& context, std::string_view text, Winners& winners) {
  std::vector<Pair> pairs;
  for (auto first = winners.begin(); first != winners.end(); ++first) {
    const std::size_t end = first->second.best->match.secret_end;
    std::size_t seen = 0;
    for (auto next = std::next(first);
         next != winners.end() && next->first <= end + kCompanionBytes && seen < kNeighbours;
         ++next, ++seen) {
      if (is_companion(context, first->second, next->second))
        add_pair(text, first->second, next->second, first->second, pairs);
      if (is_companion(context, next->second, first->second))
        add_pair(text, first->second, next->second, next->second, pairs);
    }
  }
  std::sort(pairs.begin(), pairs.end(),
            [](const Pair& a, const Pair& b) { return a.rating() < b.rating(); });
  return pairs;
}

}  // namespace

Confidence raised(Confidence alone) {
  return alone == Confidence::kLow ? Confidence::kMedium : Confidence::kHigh;
}

void pair_companions(const ScanContext& context, std::string_view text, Winners& winners) {
  const bool is_asked = std::any_of(winners.begin(), winners.end(), [&context](const auto& one) {
    return !context.companions(one.second.best->match.rule).empty();
  });
  if (!is_asked) return;
  for (const Pair& pair : pairs_of(context, text, winners)) {
    Winner& secret = *pair.secret;
    Winner& companion = *pair.companion;
    const bool is_taken =
        companion.part_of != nullptr || !companion.companions.empty() || secret.part_of != nullptr;
    const std::uint32_t rule = companion.best->match.rule;
    const bool has_one =
        std::any_of(secret.companions.begin(), secret.companions.end(),
                    [rule](const Winner* other) { return other->best->match.rule == rule; });
    if (is_taken || has_one) continue;
    secret.companions.push_back(&companion);
    companion.part_of = &secret;
  }
}

}  // namespace keyhound
