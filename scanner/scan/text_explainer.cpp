// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/text_explainer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "scanner/base/utf8.h"
#include "scanner/scan/comment_judge.h"
#include "scanner/scan/companion_pairs.h"
#include "scanner/scan/encoded_search.h"
#include "scanner/scan/match_explanation.h"

namespace keyhound {
namespace {

// The positions of these offsets of `text`.
std::map<std::size_t, SourcePosition> positions_of(std::string_view text,
                                                   std::vector<std::size_t> offsets) {
  std::sort(offsets.begin(), offsets.end());
  std::map<std::size_t, SourcePosition> positions;
  SourcePosition start;
  std::size_t known = 0;
  for (const std::size_t offset : offsets) {
    const std::size_t cut = sequence_start(text, offset);
    start = advance(start, text.substr(known, cut - known));
    known = cut;
    positions.emplace(offset, advance(start, text.substr(known, offset - known)));
  }
  return positions;
}

}  // namespace

Result<TextExplainer> TextExplainer::create(const ScanContext& context) {
  KEYHOUND_TRY(Matcher matcher, Matcher::create(context.engine()));
  return TextExplainer(context, std::move(matcher));
}

Result<std::vector<Candidate>> TextExplainer::explain(const MatchPlace& place, Confidence least) {
  kept_.clear();
  placed_.clear();
  decoded_.clear();
  KEYHOUND_TRY_STATUS(explain_encoded(place, least));
  TextMatches found;
  KEYHOUND_TRY_STATUS(matcher_.find(place.text, found));
  kept_.clear();
  judge_all(found.matches, place);
  settle_encoded_places(place);
  Winners winners;
  choose_winners(context_->engine(), kept_, winners,
                 [&](const Verdict& loser, const Verdict& winner) {
                   note_overlap(add(loser, place), context_->rule(winner.match.rule));
                 });
  pair_companions(*context_, place.text, winners);
  MatchPlace commented = place;
  commented.company = &comments_.company();
  drop_silenced(winners, commented);
  for (const auto& [start, winner] : winners) add_winner(winner, commented, least);
  add_traces(found, place);
  return settle(place);
}

// Explains what is found in one decoded text, at the place of the encoded one.
class TextExplainer::DecodedExplainer final : public DecodedTextVisitor {
 public:
  DecodedExplainer(TextExplainer& explainer, const DecodeWalk& walk, const MatchPlace& place,
                   Confidence least)
      : explainer_(explainer), walk_(walk), place_(place), least_(least) {}

  void on_text(const DecodedText& text) override {
    if (!status) return;
    std::vector<Match> matches;
    status = explainer_.matcher_.find(text.text, matches);
    std::erase_if(matches, [&](const Match& match) {
      return !is_trusted(*explainer_.context_, text, match);
    });
    if (!status || matches.empty()) return;
    const MatchPlace place{text.text, place_.path, place_.commit, false};
    const std::size_t first = explainer_.placed_.size();
    explainer_.kept_.clear();
    explainer_.judge_all(matches, place);
    std::erase_if(explainer_.kept_,
                  [&](const Verdict& one) { return !is_decoded(text, one.match); });
    const auto is_beside = [&](const Placed& one) {
      return one.begin < text.begin || one.end > text.end;
    };
    auto& placed = explainer_.placed_;
    placed.erase(std::remove_if(placed.begin() + static_cast<std::ptrdiff_t>(first), placed.end(),
                                is_beside),
                 placed.end());
    Winners winners;
    choose_winners(explainer_.context_->engine(), explainer_.kept_, winners,
                   [&](const Verdict& loser, const Verdict& winner) {
                     note_overlap(explainer_.add(loser, place),
                                  explainer_.context_->rule(winner.match.rule));
                   });
    const std::size_t first_winner = explainer_.placed_.size();
    for (const auto& [start, winner] : winners)
      ask_confidence(explainer_.add(*winner.best, place), least_);
    for (std::size_t i = first; i < explainer_.placed_.size(); ++i) move(text, i);
    std::size_t i = first_winner;
    for (const auto& [start, winner] : winners) {
      const Placed& one = explainer_.placed_[i];
      const bool is_exact = one.begin != text.place_begin || one.end != text.place_end;
      const Verdict& best = *winner.best;
      explainer_.decoded_.push_back(
          {{one.begin, one.end, is_exact, best.match.rule},
           i++,
           fingerprints_of(*explainer_.context_, best.match.rule, secret_of(text.text, best.match)),
           is_sure(best.confidence, best.score)});
    }
  }

  Status status;

 private:
  void move(const DecodedText& text, std::size_t index) {
    Placed& one = explainer_.placed_[index];
    const auto there = walk_.place_of(one.begin - text.begin, one.end - text.begin);
    one.begin = there.begin;
    one.end = there.end;
    one.candidate.encoding = text.encoding;
  }

  TextExplainer& explainer_;
  const DecodeWalk& walk_;
  const MatchPlace& place_;
  Confidence least_;
};

Status TextExplainer::explain_encoded(const MatchPlace& place, Confidence least) {
  DecodeWalk walk;
  DecodedExplainer explainer(*this, walk, place, least);
  for (const EncodedRegion& region : find_regions(place.text))
    walk.walk(place.text, region, explainer);
  return std::move(explainer.status);
}

void TextExplainer::settle_encoded_places(const MatchPlace& place) {
  std::sort(decoded_.begin(), decoded_.end(), [](const auto& a, const auto& b) {
    return std::tie(a.place.begin, a.index) < std::tie(b.place.begin, b.index);
  });
  std::vector<EncodedPlace> places;
  for (const Decoded& one : decoded_) places.push_back(one.place);
  settle_encoded(context_->engine(), places, kept_, [&](const Verdict& loser, std::size_t winner) {
    note_overlap(add(loser, place), context_->rule(places[winner].rule));
  });
  for (std::size_t i = 0; i < places.size(); ++i) {
    Candidate& candidate = placed_[decoded_[i].index].candidate;
    if (!places[i].is_outdone || candidate.dropped) continue;
    candidate.dropped = DropReason::kOverlap;
    candidate.checks.push_back({"overlap", CheckOutcome::kDropped,
                                "outdone by a more specific rule that finds the encoded text"});
  }
}

void TextExplainer::meet_comments(const Winners& winners, const MatchPlace& place) {
  comments_.begin_text();
  for (const auto& [start, winner] : winners) {
    if (winner.part_of != nullptr) continue;
    const Verdict& best = *winner.best;
    comments_.meet({place.text, best.match.secret_start, best.match.secret_end,
                    context_->rule(best.match.rule).id, is_sure(best.confidence, best.score)},
                   [&] {
                     return fingerprints_of(*context_, best.match.rule,
                                            secret_of(place.text, best.match));
                   });
  }
  for (const Decoded& one : decoded_) {
    const Candidate& candidate = placed_[one.index].candidate;
    if (candidate.dropped) continue;
    comments_.meet({place.text, one.place.begin, one.place.end, candidate.rule_id, one.is_sure},
                   [&one] { return one.fingerprints; });
  }
}

void TextExplainer::drop_silenced(Winners& winners, const MatchPlace& place) {
  const ScanSettings& settings = context_->settings();
  meet_comments(winners, place);
  if (!settings.reads_comments || comments_.company().is_empty()) return;
  for (const Decoded& one : decoded_) {
    Candidate& candidate = placed_[one.index].candidate;
    if (candidate.dropped) continue;
    const auto comments = comments_beside(place.text, one.place.begin, one.place.end);
    const CommentAnswer answer = ask_comments(
        comments, {candidate.rule_id, one.fingerprints, one.is_sure, &comments_.company()},
        settings.now);
    if (answer.silenced_by) note_comment(candidate, *answer.silenced_by);
  }
  erase_silenced(winners, [&](const Winner& winner) {
    const Verdict& best = *winner.best;
    const CommentedPlace there{place.text, best.match.secret_start, best.match.secret_end,
                               context_->rule(best.match.rule).id,
                               is_sure(best.confidence, best.score)};
    const auto prints = [&] {
      return fingerprints_of(*context_, best.match.rule, secret_of(place.text, best.match));
    };
    const bool is_silent = comments_.silences(there, prints, [] { return Location(); });
    if (is_silent) {
      Verdict verdict = best;
      verdict.dropped = DropReason::kSuppressed;
      add(verdict, place);
    }
    return is_silent;
  });
}

Candidate& TextExplainer::add(const Verdict& verdict, const MatchPlace& place) {
  Candidate candidate = candidate_of(*context_, verdict, place);
  candidate.features = explain_score(*context_, verdict, place);
  placed_.push_back({verdict.match.secret_start, verdict.match.secret_end, std::move(candidate)});
  return placed_.back().candidate;
}

void TextExplainer::judge_all(const std::vector<Match>& matches, const MatchPlace& place) {
  for (Match match : matches) {
    judge_.note_score(place.text, match);
    const Verdict verdict = judge_.judge(match, place);
    if (verdict.dropped) {
      add(verdict, place);
    } else {
      kept_.push_back(verdict);
    }
  }
}

void TextExplainer::add_winner(const Winner& winner, const MatchPlace& place, Confidence least) {
  Candidate& candidate = add(*winner.best, place);
  if (winner.part_of != nullptr) {
    candidate.part_of = context_->rule(winner.part_of->best->match.rule).id;
    return;
  }
  if (!winner.companions.empty()) {
    std::vector<std::string> parts;
    for (const Winner* part : winner.companions)
      parts.push_back(context_->rule(part->best->match.rule).id);
    candidate.confidence = raised(candidate.confidence);
    candidate.checks.push_back({"companions", CheckOutcome::kRaised,
                                fmt::format("with {} near by", fmt::join(parts, ", "))});
  }
  ask_confidence(candidate, least);
}

void TextExplainer::ask_confidence(Candidate& candidate, Confidence least) {
  if (candidate.confidence >= least) return;
  candidate.dropped = DropReason::kLowConfidence;
  candidate.checks.push_back({"confidence", CheckOutcome::kDropped,
                              fmt::format("{}; --min-confidence is {}",
                                          to_string(candidate.confidence), to_string(least))});
}

void TextExplainer::add_traces(const TextMatches& found, const MatchPlace& place) {
  for (const RuleTrace& trace : context_->engine().trace(place.text, found)) {
    const Rule& rule = context_->rule(trace.rule);
    const auto unconfirmed = [&](std::size_t begin, std::size_t end, CandidateCheck check) {
      Candidate candidate;
      candidate.rule_id = rule.id;
      candidate.title = rule.description;
      candidate.trigger = context_->engine().trigger(trace.rule);
      candidate.is_confirmed = false;
      candidate.confidence = rule.confidence;
      candidate.checks.push_back(std::move(check));
      placed_.push_back({begin, end, std::move(candidate)});
    };
    for (const Match& match : trace.without_keyword) {
      unconfirmed(match.secret_start, match.secret_end,
                  {"keyword", CheckOutcome::kDropped,
                   fmt::format("none stands within {} bytes: {}", kKeywordReach,
                               fmt::join(rule.keywords, ", "))});
    }
    for (const std::size_t end : trace.unconfirmed) {
      unconfirmed(
          end - 1, end,
          {"regex", CheckOutcome::kDropped, "the trigger hit here, and the regex does not match"});
    }
  }
}

std::vector<Candidate> TextExplainer::settle(const MatchPlace& place) {
  std::vector<std::size_t> offsets;
  for (const Placed& one : placed_) offsets.insert(offsets.end(), {one.begin, one.end});
  const auto positions = positions_of(place.text, std::move(offsets));
  std::vector<Candidate> candidates;
  for (Placed& one : placed_) {
    one.candidate.location.path = place.path;
    one.candidate.location.start = positions.at(one.begin);
    one.candidate.location.end = positions.at(one.end);
    candidates.push_back(std::move(one.candidate));
  }
  std::sort(candidates.begin(), candidates.end(), candidate_order);
  return candidates;
}

}  // namespace keyhound
