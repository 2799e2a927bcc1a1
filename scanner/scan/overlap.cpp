// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/overlap.h"

#include <algorithm>
#include <iterator>

namespace keyhound {
namespace {

// A match of at most the same bytes by a more specific rule comes first.
void sort_by_specificity(const RuleEngine& engine, std::vector<Verdict>& candidates) {
  std::sort(candidates.begin(), candidates.end(), [&engine](const Verdict& a, const Verdict& b) {
    const std::uint32_t specific_a = engine.specificity(a.match.rule);
    const std::uint32_t specific_b = engine.specificity(b.match.rule);
    if (specific_a != specific_b) return specific_a > specific_b;
    const std::size_t length_a = a.match.secret_end - a.match.secret_start;
    const std::size_t length_b = b.match.secret_end - b.match.secret_start;
    if (length_a != length_b) return length_a > length_b;
    return a.match < b.match;
  });
}

bool is_same_place(const Match& match, const EncodedPlace& place) {
  // A longer match, like that of a token whose payload is encoded, is another credential.
  return place.is_exact ? match.secret_start < place.end && place.begin < match.secret_end
                        : place.begin <= match.secret_start && match.secret_end <= place.end;
}

}  // namespace

void settle_encoded(const RuleEngine& engine, std::vector<EncodedPlace>& places,
                    std::vector<Verdict>& candidates, const OnDecodedInstead& on_outdone) {
  std::vector<std::size_t> reach;  // the greatest end up to each
  for (const EncodedPlace& one : places)
    reach.push_back(reach.empty() ? one.end : std::max(reach.back(), one.end));
  std::erase_if(candidates, [&](const Verdict& candidate) {
    const Match& match = candidate.match;
    const auto behind = std::lower_bound(
        places.begin(), places.end(), match.secret_end,
        [](const EncodedPlace& one, std::size_t place) { return one.begin < place; });
    for (auto i = static_cast<std::size_t>(behind - places.begin()); i > 0; --i) {
      EncodedPlace& place = places[i - 1];
      if (reach[i - 1] <= match.secret_start) break;
      if (!is_same_place(match, place)) continue;
      if (place.rule == match.rule ||
          engine.specificity(place.rule) >= engine.specificity(match.rule)) {
        on_outdone(candidate, i - 1);
        return true;
      }
      place.is_outdone = true;
    }
    return false;
  });
}

void choose_winners(const RuleEngine& engine, std::vector<Verdict>& candidates, Winners& winners,
                    const OnOutdone& on_outdone) {
  sort_by_specificity(engine, candidates);
  winners.clear();
  for (const Verdict& candidate : candidates) {
    const Match& match = candidate.match;
    // Winners do not overlap, so only the one before and the one behind the start can be in the
    // way.
    auto other = winners.upper_bound(match.secret_start);
    if (other != winners.begin() &&
        std::prev(other)->second.best->match.secret_end > match.secret_start) {
      --other;
    }
    if (other == winners.end() || other->first >= match.secret_end) {
      winners.emplace(match.secret_start, Winner{&candidate, {}, {}, nullptr, {}, {}});
      continue;
    }
    on_outdone(candidate, *other->second.best);
    if (other->second.best->match.rule != match.rule)
      other->second.also_matched.push_back(match.rule);
  }
}

void erase_silenced(Winners& winners, const std::function<bool(const Winner&)>& is_silenced) {
  for (auto one = winners.begin(); one != winners.end();) {
    const Winner& winner = one->second;
    if (winner.part_of != nullptr || !is_silenced(winner)) {
      ++one;
      continue;
    }
    for (auto& [start, other] : winners)
      if (other.part_of == &winner) other.part_of = nullptr;
    // A part of it may stand before it, and was passed over.
    const bool had_parts = !winner.companions.empty();
    winners.erase(one++);
    if (had_parts) one = winners.begin();
  }
}

}  // namespace keyhound
