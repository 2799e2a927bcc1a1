// SPDX-License-Identifier: Apache-2.0
// Why a match need not be confirmed again in a text that derives from another.
//
// confirm.cpp defines the matches of a rule by S, the places where its regex matches: walk over S,
// take the least place that is not before the end of the match before it. A hit that ends at e says
// that S may hold places in its interval [e - back_max, e - back_min], and outside of all intervals
// S is empty.
//
// Groups. A match from s ends at s + max_length or before. So what starts in one interval can only
// be in the way of the next when that begins before last + max_length. Intervals that can be in the
// way of each other form a group, with the places from `first` to `last`. When the walk comes to a
// group, no match reaches into it; where it takes up in the group, and what it finds there, follows
// from the group's own S. This holds also for matches that are dropped for want of a keyword, which
// are in the way all the same: they are of a group, too.
//
// What a group's answer depends on. At a place s the regex reads at most [s, s + max_length), one
// byte on either side as context of ^, $ and \b, and it knows whether the text begins or ends
// there. Keywords are looked for in kKeywordReach bytes on either side of the match. So everything
// lies in [first - reach, last + max_length + reach), the group's window, with a reach of 1 or
// kKeywordReach. When these bytes were copied as one piece, S in [first, last] is the same in the
// base, and so are the extent and the keywords of a match from each of its places. A window that is
// cut off by the beginning or the end of the text asks that the base begins or ends there as well.
//
// The walk over the base must come to the group in the same way: with no match that reaches into
// it. The bytes before the window may differ, so the base's hits tell. Those with an interval that
// begins before `first` are the hits with an end below first + back_max. Of them the last one ends
// its interval last; if that is max_length or more before the group, no match of the base reaches
// into it. (Were it not a hit of the group's own window, or one that the text does not have: S is
// empty there in the text, and RE2 decides.) What comes behind the group does not matter, since a
// match is in the way of what follows it only.
//
// Then the base's matches that start in [first, last] are the group's, shifted. Which hits made the
// group is of no interest; they only enclose S.
//
// Groups that fail a test are confirmed again, each alone or with their neighbours, which are
// independent of them. Rules without a bound have no groups and are confirmed on the whole text.
#include "scanner/engine/carry.h"

#include <algorithm>
#include <optional>

#include "scanner/engine/confirm.h"

namespace keyhound {
namespace {

// Hits whose matches can be in each other's way, and the places where these may start.
struct Group {
  std::size_t hits = 0;
  std::size_t first = 0;
  std::size_t last = 0;
  bool is_empty = true;  // none of its hits leaves room for a match before it
};

// The group that `hits` begins with. REQUIRES: there are hits, the plan is bounded.
Group first_group(const MatchPlan& plan, std::span<const TriggerHit> hits) {
  Group group;
  for (const TriggerHit& hit : hits) {
    if (hit.end >= plan.back_min) {
      const std::size_t from = hit.end > plan.back_max ? hit.end - plan.back_max : 0;
      if (!group.is_empty && from >= group.last + plan.max_length) break;
      if (group.is_empty) group.first = from;
      group.last = hit.end - plan.back_min;
      group.is_empty = false;
    }
    ++group.hits;
  }
  return group;
}

class Carrier {
 public:
  Carrier(const CompiledRule& rule, std::uint32_t index, const DerivedText& derived,
          std::span<const TriggerHit> base_hits)
      : plan_(rule.plan()), index_(index), derived_(derived), base_hits_(base_hits) {
    reach_ = rule.rule().keywords.empty() ? 1 : kKeywordReach;
  }

  // The range to take the group's matches from; nullptr: they must be confirmed.
  [[nodiscard]] const CopiedRange* range_of(const Group& group) const {
    const CopiedRange* const range = range_with_window(group);
    if (range == nullptr) return nullptr;
    return is_walk_free_at(group.first - range->begin + range->base_begin) ? range : nullptr;
  }

  void take(const Group& group, const CopiedRange& range, std::vector<Match>& matches) const {
    const std::size_t base_first = group.first - range.begin + range.base_begin;
    const std::size_t base_last = base_first + (group.last - group.first);
    Match least;
    least.rule = index_;
    least.start = base_first;
    auto match =
        std::lower_bound(derived_.base_matches.begin(), derived_.base_matches.end(), least);
    for (; match != derived_.base_matches.end(); ++match) {
      if (match->rule != index_ || match->start > base_last) return;
      Match moved = *match;
      for (std::size_t* place :
           {&moved.start, &moved.end, &moved.secret_start, &moved.secret_end}) {
        *place = *place - range.base_begin + range.begin;
      }
      matches.push_back(moved);
    }
  }

 private:
  // The range that holds all that the group's answer depends on; nullptr: none does.
  [[nodiscard]] const CopiedRange* range_with_window(const Group& group) const {
    const bool is_cut_off = group.first < reach_;
    const std::size_t begin = is_cut_off ? 0 : group.first - reach_;
    auto behind = std::upper_bound(
        derived_.copied.begin(), derived_.copied.end(), begin,
        [](std::size_t place, const CopiedRange& range) { return place < range.begin; });
    if (behind == derived_.copied.begin()) return nullptr;
    const CopiedRange& range = *std::prev(behind);
    if (is_cut_off && range.base_begin != 0) return nullptr;
    const std::size_t end = group.last + plan_.max_length + reach_;
    if (end <= range.end()) return &range;
    const bool is_end_of_both =
        range.end() == derived_.text.size() && range.base_end() == derived_.base_size;
    return is_end_of_both ? &range : nullptr;
  }

  // Whether no match of the base that starts before `base_first` ends behind it.
  [[nodiscard]] bool is_walk_free_at(std::size_t base_first) const {
    if (base_first == 0) return true;
    const auto behind =
        std::lower_bound(base_hits_.begin(), base_hits_.end(), base_first + plan_.back_max,
                         [](const TriggerHit& hit, std::size_t end) { return hit.end < end; });
    if (behind == base_hits_.begin()) return true;
    const std::size_t end = std::prev(behind)->end;
    return end < plan_.back_min || end - plan_.back_min + plan_.max_length <= base_first;
  }

  const MatchPlan& plan_;
  std::uint32_t index_;
  const DerivedText& derived_;
  std::span<const TriggerHit> base_hits_;
  std::size_t reach_;
};

}  // namespace

void carry_matches(const CompiledRule& rule, std::uint32_t index, const DerivedText& derived,
                   std::span<const TriggerHit> hits, std::span<const TriggerHit> base_hits,
                   std::vector<Match>& matches) {
  const MatchPlan& plan = rule.plan();
  if (plan.back_max == kUnbounded || plan.max_length == kUnbounded) {
    return confirm_hits(rule, index, derived.text, hits, matches);
  }
  const Carrier carrier(rule, index, derived, base_hits);
  std::size_t open = 0;  // hits from here on wait to be confirmed
  std::size_t next = 0;
  const auto confirm_until = [&](std::size_t end) {
    if (open < end) {
      confirm_hits(rule, index, derived.text, hits.subspan(open, end - open), matches);
    }
  };
  while (next < hits.size()) {
    const Group group = first_group(plan, hits.subspan(next));
    const CopiedRange* const range = group.is_empty ? nullptr : carrier.range_of(group);
    if (range != nullptr) {
      confirm_until(next);
      carrier.take(group, *range, matches);
      open = next + group.hits;
    }
    next += group.hits;
  }
  confirm_until(hits.size());
}

}  // namespace keyhound
