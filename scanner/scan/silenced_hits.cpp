// SPDX-License-Identifier: Apache-2.0
// TextScanner, the part that is about comments beside secrets: all that was found in a text, plain
// and encoded, is met before the first is asked about, since a comment may speak for one alone.
#include "scanner/scan/text_scanner.h"

namespace keyhound {
namespace {

CommentedPlace place_of(const ScanContext& context, std::string_view text, const Winner& winner) {
  const Verdict& best = *winner.best;
  return {text, best.match.secret_start, best.match.secret_end, context.rule(best.match.rule).id,
          is_sure(best.confidence, best.score)};
}

std::vector<std::string> fingerprints_of(const TextHit& hit) {
  std::vector<std::string> prints = {hit.fingerprint.short_form()};
  prints.insert(prints.end(), hit.previous_fingerprints.begin(), hit.previous_fingerprints.end());
  return prints;
}

}  // namespace

void TextScanner::meet_comments(std::string_view text) {
  comments_.begin_text();
  for (const auto& [start, winner] : winners_) {
    if (winner.part_of != nullptr) continue;
    const Match& match = winner.best->match;
    comments_.meet(place_of(*context_, text, winner), [&] {
      return keyhound::fingerprints_of(*context_, match.rule, secret_of(text, match));
    });
  }
  for (const DecodedHit& one : decoded_hits_) {
    comments_.meet({text, one.begin, one.end, context_->rule(one.hit.rule).id,
                    is_sure(one.hit.confidence, one.hit.score)},
                   [&one] { return fingerprints_of(one.hit); });
  }
}

void TextScanner::silence_winners(std::string_view text, const TextOrigin& origin,
                                  std::size_t path_index) {
  meet_comments(text);
  erase_silenced(winners_, [&](const Winner& winner) {
    const Match& match = winner.best->match;
    CommentedPlace place = place_of(*context_, text, winner);
    place.is_counted = is_in_core(match);
    const auto prints = [&] {
      return keyhound::fingerprints_of(*context_, match.rule, secret_of(text, match));
    };
    const bool is_silent = comments_.silences(place, prints, [&] {
      return Location{shown_path(origin, path_index), LocationPart::kContent, winner.start,
                      winner.end};
    });
    if (is_silent) count_drop(DropReason::kSuppressed, match);
    if (is_silent && log_ && is_in_core(match)) log_->note_suppressed(*winner.best);
    return is_silent;
  });
}

// Only by a comment beside the encoded text: nobody sees one that is encoded with the secret.
bool TextScanner::is_silenced(std::string_view text, const DecodedHit& one,
                              const TextOrigin& origin) {
  const CommentedPlace place{text, one.begin, one.end, context_->rule(one.hit.rule).id,
                             is_sure(one.hit.confidence, one.hit.score)};
  const auto prints = [&one] { return fingerprints_of(one.hit); };
  const bool is_silent = comments_.silences(place, prints, [&] {
    return Location{shown_path(origin, one.hit.path), LocationPart::kContent, one.hit.start,
                    one.hit.end};
  });
  if (is_silent && counts_drops_) ++drops_[static_cast<std::size_t>(DropReason::kSuppressed)];
  return is_silent;
}

}  // namespace keyhound
