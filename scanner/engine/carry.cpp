// SPDX-License-Identifier: Apache-2.0
// Why a match need not be confirmed again in a text that derives from another.
//
// confirm.cpp defines the matches of a rule by S, the places where its regex matches: walk over S,
// take the least place that is not before the end of the match before it. A hit that ends at e says
// that S may hold places in its interval [e - back_max, e - back_min], and outside of all intervals
// S is empty. Intervals that overlap make a group of places from `first` to `last`, and the walk
// visits one group after the other. What it finds in a group depends on two things.
//
// The bytes. At a place s the regex reads at most [s, s + max_length), one byte on either side as
// context of ^, $ and \b, and it knows whether the text begins or ends there. Keywords are looked
// for in kKeywordReach bytes on either side of the match. So everything lies in [first - reach,
// last + max_length + reach), the group's window, with a reach of 1 or kKeywordReach. When these
// bytes were copied as one piece, S between first and last is the same in the base, and so are the
// extent and the keywords of a match from each of its places. A window that is cut off by the
// beginning or the end of the text asks that the base begins or ends there as well.
//
// The place where the walk takes up: `first`, or the end of the match before, if that is farther.
// It must be as far behind `first` in the base as in the text. The matches of the base tell it
// there, those found so far tell it here. What comes behind the group does not matter, since a
// match is in the way of what follows it only.
//
// Then the base's matches that start in [first, last] are the group's, shifted. Which hits made the
// group is of no interest; they only enclose S. A group that fails a test is confirmed again from
// the place where the walk is.
//
// Keywords. A match that is dropped for want of its keyword is in the way like any other, but
// nobody has noted it. So for a rule with keywords a group takes in all intervals that can be in
// each other's way: a match from s ends at s + max_length or before, and an interval that begins
// before last + max_length belongs to the group. Then the walk takes up at `first` in the text. In
// the base it does so too when the hits say it: those with an interval that begins before `first`
// are the hits with an end below first + back_max; of them the last one ends its interval last, and
// when that is max_length or more before `first`, no match reaches into the group. Grouping all
// rules so would be simpler. It was measured at five times the time on texts with many hits of a
// rule whose longest match has 2,000 bytes: one edit had all confirmed again.
//
// Scores. A match of a scored rule says how far its score looked (MatchScore::ahead). A match whose
// score looked at more than what was copied is taken without it, to be scored again.
//
// Rules without a bound have no groups and are confirmed on the whole text.
#include "scanner/engine/carry.h"

#include <algorithm>

#include "scanner/engine/confirm.h"

namespace keyhound {
namespace {

// Hits in a row whose intervals are visited together.
struct Group {
  std::size_t hits = 0;
  std::size_t first = 0;  // place
  std::size_t last = 0;
  bool is_empty = true;  // none of its hits leaves room for a match before it
};

// Bytes before and behind a match that decide on it.
std::size_t reach_of(const Rule& rule) { return rule.keywords.empty() ? 1 : kKeywordReach; }

// Walks over the hits of one rule in the text.
class Carrier {
 public:
  Carrier(const CompiledRule& rule, std::uint32_t index, const DerivedText& derived,
          std::span<const TriggerHit> hits, std::span<const TriggerHit> base_hits,
          SecretCache& secrets, std::vector<Match>& matches)
      : rule_(rule),
        plan_(rule.plan()),
        index_(index),
        derived_(derived),
        hits_(hits),
        base_hits_(base_hits),
        secrets_(secrets),
        matches_(matches),
        has_keywords_(!rule.rule().keywords.empty()),
        reach_(reach_of(rule.rule())) {}

  void run() {
    std::size_t next = 0;
    while (next < hits_.size()) {
      const Group group = group_at(next);
      if (const CopiedRange* const range = range_of(group); range != nullptr) {
        confirm_until(next);
        if (is_walk_the_same(group, *range)) {
          take(group, *range);
          confirmed_ = next + group.hits;
        }
      }
      next += group.hits;
    }
    confirm_until(hits_.size());
  }

 private:
  [[nodiscard]] Group group_at(std::size_t next) const {
    const std::size_t in_the_way = has_keywords_ ? plan_.max_length : 1;
    Group group;
    for (const TriggerHit& hit : hits_.subspan(next)) {
      if (hit.end >= plan_.back_min) {
        const std::size_t from = hit.end > plan_.back_max ? hit.end - plan_.back_max : 0;
        if (!group.is_empty && from >= group.last + in_the_way) break;
        if (group.is_empty) group.first = from;
        group.last = hit.end - plan_.back_min;
        group.is_empty = false;
      }
      ++group.hits;
    }
    return group;
  }

  // The range that holds the group's window; nullptr: none does.
  [[nodiscard]] const CopiedRange* range_of(const Group& group) const {
    if (group.is_empty) return nullptr;
    const std::size_t begin = group.first < reach_ ? 0 : group.first - reach_;
    const auto behind = std::upper_bound(
        derived_.copied.begin(), derived_.copied.end(), begin,
        [](std::size_t place, const CopiedRange& range) { return place < range.begin; });
    if (behind == derived_.copied.begin()) return nullptr;
    const CopiedRange& range = *std::prev(behind);
    const std::size_t end = group.last + plan_.max_length + reach_;
    return holds_around(range, group.first, reach_, end) ? &range : nullptr;
  }

  // Whether the range holds the text from `back` bytes before `place` to `end`, or to where both
  // text and base begin and end. REQUIRES: `place` is in the range.
  [[nodiscard]] bool holds_around(const CopiedRange& range, std::size_t place, std::size_t back,
                                  std::size_t end) const {
    const bool begins_before =
        place < back ? range.begin == 0 && range.base_begin == 0 : range.begin <= place - back;
    const bool is_end_of_both =
        range.end() == derived_.text.size() && range.base_end() == derived_.base_size;
    return begins_before && (end <= range.end() || is_end_of_both);
  }

  // Whether the walk takes up in the group where it does in the base. REQUIRES: all hits before the
  // group are confirmed or carried.
  [[nodiscard]] bool is_walk_the_same(const Group& group, const CopiedRange& range) const {
    const std::size_t base_first = group.first - range.begin + range.base_begin;
    if (has_keywords_) return !can_base_reach(base_first);
    const auto at = base_match_from(base_first);
    std::size_t base_place = base_first;
    if (at != derived_.base_matches.begin() && std::prev(at)->rule == index_) {
      base_place = std::max(base_place, std::prev(at)->end);
    }
    return std::max(place_, group.first) - group.first == base_place - base_first;
  }

  // Whether a match of the base could start before `base_first` and end behind it.
  [[nodiscard]] bool can_base_reach(std::size_t base_first) const {
    if (base_first == 0) return false;
    const auto behind =
        std::lower_bound(base_hits_.begin(), base_hits_.end(), base_first + plan_.back_max,
                         [](const TriggerHit& hit, std::size_t end) { return hit.end < end; });
    if (behind == base_hits_.begin()) return false;
    const std::size_t end = std::prev(behind)->end;
    return end >= plan_.back_min && end - plan_.back_min + plan_.max_length > base_first;
  }

  // The first of the base's matches that is of this rule and starts at `start` or behind it, or
  // what stands in its place.
  [[nodiscard]] std::span<const Match>::iterator base_match_from(std::size_t start) const {
    Match least;
    least.rule = index_;
    least.start = start;
    return std::lower_bound(derived_.base_matches.begin(), derived_.base_matches.end(), least);
  }

  void take(const Group& group, const CopiedRange& range) {
    const std::size_t base_first = group.first - range.begin + range.base_begin;
    const std::size_t base_last = base_first + (group.last - group.first);
    for (auto match = base_match_from(base_first); match != derived_.base_matches.end(); ++match) {
      if (match->rule != index_ || match->start > base_last) return;
      Match moved = *match;
      for (std::size_t* place :
           {&moved.start, &moved.end, &moved.secret_start, &moved.secret_end}) {
        *place = *place - range.base_begin + range.begin;
      }
      if (!holds_around(range, moved.secret_start, kScoreBack,
                        moved.secret_start + moved.score.ahead))
        moved.score = {};
      add(moved);
    }
  }

  void add(const Match& match) {
    matches_.push_back(match);
    place_ = match.end;
  }

  // Confirms the hits before number `end` that are not confirmed or carried yet.
  void confirm_until(std::size_t end) {
    if (confirmed_ == end) return;
    const std::size_t count = matches_.size();
    confirm_hits(rule_, index_, derived_.text, hits_.subspan(confirmed_, end - confirmed_),
                 secrets_, matches_, place_);
    if (matches_.size() > count) place_ = matches_.back().end;
    confirmed_ = end;
  }

  const CompiledRule& rule_;
  const MatchPlan& plan_;
  std::uint32_t index_;
  const DerivedText& derived_;
  std::span<const TriggerHit> hits_;
  std::span<const TriggerHit> base_hits_;
  SecretCache& secrets_;
  std::vector<Match>& matches_;
  bool has_keywords_;
  std::size_t reach_;
  std::size_t confirmed_ = 0;  // hits, or carried
  std::size_t place_ = 0;      // the end of the last match
};

}  // namespace

void carry_matches(const CompiledRule& rule, std::uint32_t index, const DerivedText& derived,
                   std::span<const TriggerHit> hits, std::span<const TriggerHit> base_hits,
                   SecretCache& secrets, std::vector<Match>& matches) {
  const MatchPlan& plan = rule.plan();
  if (plan.back_max == kUnbounded || plan.max_length == kUnbounded) {
    return confirm_hits(rule, index, derived.text, hits, secrets, matches);
  }
  Carrier(rule, index, derived, hits, base_hits, secrets, matches).run();
}

}  // namespace keyhound
