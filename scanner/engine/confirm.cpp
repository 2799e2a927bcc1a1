// SPDX-License-Identifier: Apache-2.0
// Why the confirmed matches are RE2's matches over the whole text.
//
// Let S be the offsets at which the regex matches when it is anchored there, with the whole text to
// look at. RE2's non-overlapping leftmost matches are a walk over S: take the least s in S that is
// not before the end of the match before it, and the match that the regex prefers at s. So it
// suffices to visit a superset of S in ascending order and to ask RE2 at each place.
//
// The trigger gives the superset. Every match contains a hit of its trigger, and the plan knows how
// far before the end of such a hit a match can start: in [end - back_max, end - back_min]. These
// intervals, merged, hold all of S.
//
// What RE2 answers at s does not depend on how far beyond s + max_length it may look: no path
// through the regex is longer. So the text is cut there. RE2 sees the bytes on either side of the
// cut as context, so that \b, ^ and $ mean what they mean in the whole text.
//
// A narrow interval is probed, place by place, anchored; most probes end after a byte or two. So
// are the first wide ones of a rule (CompiledRule::prefers_probes). In a wide one an unanchored
// search from p finds the least s in S that is at least p: the text is cut max_length behind the
// interval's last place, where no s of the interval can feel it. A match that it finds behind that
// place belongs to another interval, or is shortened by the cut, and is left.
//
// Rules that are cut (max_length below what the regex could match) change the definition, not the
// argument: S are the places where the regex matches within max_length bytes. The unanchored search
// may then stop at a place whose only matches are longer; it goes on behind it.
//
// Rejected: searching from [end - max_length, end + max_length] for every rule. It is simpler and
// was measured at four times the cost, since RE2 must read the window to its end to know that
// nothing else starts there.
#include "scanner/engine/confirm.h"

#include <algorithm>
#include <optional>

#include "scanner/base/check.h"

namespace keyhound {
namespace {

// Intervals of at most this many places are probed one by one.
constexpr std::size_t kMaxProbes = 8;

class Confirmation {
 public:
  Confirmation(const CompiledRule& rule, std::uint32_t index, std::string_view text,
               std::vector<Match>& matches, SecretCache* secrets, std::size_t place = 0)
      : rule_(rule),
        plan_(rule.plan()),
        regex_(rule.regex()),
        index_(index),
        text_(text.data(), text.size()),
        matches_(matches),
        secrets_(secrets),
        groups_(static_cast<std::size_t>(regex_.group_count)),
        place_(place) {}

  // Finds the matches that start in [first, last]. REQUIRES: ascending calls.
  void visit(std::size_t first, std::size_t last) {
    place_ = std::max(place_, first);
    const std::size_t places = last - first + 1;
    if (places <= kMaxProbes || rule_.prefers_probes(places)) {
      while (place_ <= last) {
        if (!match_at(place_)) ++place_;
      }
    } else if (plan_.is_cut) {
      search_cut_until(last);
    } else {
      search_until(last);
    }
  }

  void visit_by_definition() {
    while (plan_.is_cut && place_ <= text_.size()) {
      if (!match_at(place_)) ++place_;
    }
    while (ask(place_, text_.size(), re2::RE2::UNANCHORED)) accept();
  }

 private:
  [[nodiscard]] std::size_t cut_after(std::size_t place) const {
    return std::min(text_.size(), add_widths(place, plan_.max_length));
  }

  // The definition is RE2's answer for the regex as it is written.
  bool match(std::size_t from, std::size_t to, re2::RE2::Anchor anchor, int groups) {
    return secrets_ == nullptr
               ? regex_.relaxed->exact().Match(text_, from, to, anchor, groups_.data(), groups)
               : regex_.relaxed->match(text_, from, to, anchor, groups_.data(), groups);
  }

  bool ask(std::size_t from, std::size_t to, re2::RE2::Anchor anchor, std::size_t groups) {
    return from <= to && match(from, to, anchor, static_cast<int>(groups));
  }

  // With a cache only the match is asked for: the automaton answers, which reads each byte once.
  bool ask(std::size_t from, std::size_t to, re2::RE2::Anchor anchor) {
    return ask(from, to, anchor, secrets_ == nullptr ? groups_.size() : 1);
  }

  bool match_at(std::size_t place) {
    if (!ask(place, cut_after(place), re2::RE2::ANCHOR_START)) return false;
    accept();
    return true;
  }

  void search_until(std::size_t last) {
    while (place_ <= last && ask(place_, cut_after(last), re2::RE2::UNANCHORED)) {
      if (offset_of(groups_[0].data()) > last) return;
      accept();
    }
  }

  // In steps of max_length, so that a search that stops at a match which is too long, and has to be
  // repeated behind its start, has not read the whole text.
  void search_cut_until(std::size_t last) {
    while (place_ <= last) {
      const std::size_t step = std::min(last, add_widths(place_, plan_.max_length));
      if (!ask(place_, cut_after(step), re2::RE2::UNANCHORED)) {
        place_ = step + 1;
        continue;
      }
      const std::size_t start = offset_of(groups_[0].data());
      if (start > step) {
        place_ = step + 1;
      } else if (!match_at(start)) {
        place_ = start + 1;
      }
    }
  }

  [[nodiscard]] std::size_t offset_of(const char* position) const {
    return static_cast<std::size_t>(position - text_.data());
  }

  // Takes the match in groups_ and moves behind it.
  void accept() {
    Match match;
    match.rule = index_;
    match.start = offset_of(groups_[0].data());
    match.end = match.start + groups_[0].size();
    place_ = match.end;
    const std::string_view text(text_.data(), text_.size());
    if (!rule_.has_keyword(text, match.start, match.end)) return;
    place_secret(match);
    matches_.push_back(match);
  }

  void place_secret(Match& match) {
    match.secret_start = match.start;
    match.secret_end = match.end;
    if (regex_.secret_groups.empty()) return;
    if (secrets_ == nullptr) return read_secret(match);
    const MatchBytes bytes = bytes_of(match);
    if (const std::optional<SecretPlace> known = secrets_->find(bytes)) {
      match.secret_start = match.start + known->begin;
      match.secret_end = match.start + known->end;
      return;
    }
    // Of the ways to match these bytes, the one that RE2 prefers is the one it took.
    KEYHOUND_CHECK(ask(match.start, match.end, re2::RE2::ANCHOR_BOTH, groups_.size()));
    read_secret(match);
    secrets_->keep(bytes, {static_cast<std::uint8_t>(match.secret_start - match.start),
                           static_cast<std::uint8_t>(match.secret_end - match.start)});
  }

  // From the groups of the match in groups_.
  void read_secret(Match& match) const {
    for (const int group : regex_.secret_groups) {
      const re2::StringPiece& secret = groups_[static_cast<std::size_t>(group)];
      if (secret.empty()) continue;
      match.secret_start = offset_of(secret.data());
      match.secret_end = match.secret_start + secret.size();
      return;
    }
  }

  [[nodiscard]] MatchBytes bytes_of(const Match& match) const {
    MatchBytes bytes{index_, {}, match.start == 0, match.end == text_.size()};
    const std::size_t begin = match.start - (bytes.is_first ? 0 : 1);
    const std::size_t end = match.end + (bytes.is_last ? 0 : 1);
    bytes.bytes = {text_.data() + begin, end - begin};
    return bytes;
  }

  const CompiledRule& rule_;
  const MatchPlan& plan_;
  const RuleRegex& regex_;
  std::uint32_t index_;
  re2::StringPiece text_;
  std::vector<Match>& matches_;
  SecretCache* secrets_;  // nullptr: RE2 is asked for the groups with the match
  std::vector<re2::StringPiece> groups_;
  std::size_t place_;  // nothing before it can start a match any more
};

// False: none of the hits belongs to a match, which is known without the compiled regex.
bool may_confirm(const CompiledRule& rule, std::string_view text,
                 std::span<const TriggerHit> hits) {
  const MatchPlan& plan = rule.plan();
  return std::any_of(hits.begin(), hits.end(), [&](const TriggerHit& hit) {
    const std::size_t end = hit.end;
    if (end < plan.back_min) return false;
    const std::size_t from = end > plan.back_max ? end - plan.back_max : 0;
    return rule.may_match(text, from, end - plan.back_min);
  });
}

}  // namespace

void confirm_hits(const CompiledRule& rule, std::uint32_t index, std::string_view text,
                  std::span<const TriggerHit> hits, SecretCache& secrets,
                  std::vector<Match>& matches, std::size_t place) {
  const MatchPlan& plan = rule.plan();
  if (plan.back_max == kUnbounded) return confirm_everywhere(rule, index, text, secrets, matches);
  if (!may_confirm(rule, text, hits)) return;
  Confirmation confirmation(rule, index, text, matches, &secrets, place);
  // A rule without a bound looks to the end of the text from anywhere: one search, not one a hit.
  const bool is_open = plan.max_length == kUnbounded;
  std::size_t first = 0;
  std::size_t last = 0;
  bool is_empty = true;
  for (const TriggerHit& hit : hits) {
    const std::size_t end = hit.end;
    if (end < plan.back_min) continue;
    const std::size_t from = end > plan.back_max ? end - plan.back_max : 0;
    if (!is_empty && !is_open && from > last + 1) {
      confirmation.visit(first, last);
      is_empty = true;
    }
    if (is_empty) first = from;
    last = end - plan.back_min;
    is_empty = false;
  }
  if (!is_empty) confirmation.visit(first, last);
}

void confirm_everywhere(const CompiledRule& rule, std::uint32_t index, std::string_view text,
                        SecretCache& secrets, std::vector<Match>& matches) {
  Confirmation(rule, index, text, matches, &secrets).visit(0, text.size());
}

void match_by_definition(const CompiledRule& rule, std::uint32_t index, std::string_view text,
                         std::vector<Match>& matches) {
  Confirmation(rule, index, text, matches, nullptr).visit_by_definition();
}

std::vector<std::pair<std::string, std::string>> identity_of(const CompiledRule& rule,
                                                             std::string_view text,
                                                             const Match& match) {
  std::vector<std::pair<std::string, std::string>> values;
  const RuleRegex& regex = rule.regex();
  if (regex.identity.empty()) return values;
  const re2::StringPiece piece(text.data(), text.size());
  const int count = regex.relaxed->group_count() + 1;
  std::vector<re2::StringPiece> groups(static_cast<std::size_t>(count));
  const std::size_t end = std::min(text.size(), add_widths(match.start, rule.plan().max_length));
  if (!regex.relaxed->match(piece, match.start, end, re2::RE2::ANCHOR_START, groups.data(),
                            count)) {
    return values;
  }
  for (const auto& [name, group] : regex.identity) {
    const re2::StringPiece& value = groups[static_cast<std::size_t>(group)];
    if (!value.empty()) values.emplace_back(name, std::string(value.data(), value.size()));
  }
  return values;
}

}  // namespace keyhound
