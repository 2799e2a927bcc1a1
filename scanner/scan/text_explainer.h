// SPDX-License-Identifier: Apache-2.0
// TextExplainer: every candidate of a text, with what confirmed or dropped it. It asks the same
// engine, filters, overlap and pairing as TextScanner, and keeps what those throw away. One per
// thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/decode/decode_walk.h"
#include "scanner/model/candidate.h"
#include "scanner/scan/comment_judge.h"
#include "scanner/scan/overlap.h"

namespace keyhound {

class TextExplainer {
 public:
  // REQUIRES: `context` outlives the explainer.
  static Result<TextExplainer> create(const ScanContext& context);

  // In order. A finding that is less sure than `least` counts as dropped. REQUIRES: as for
  // TextScanner::scan().
  Result<std::vector<Candidate>> explain(const MatchPlace& place, Confidence least);

 private:
  TextExplainer(const ScanContext& context, Matcher matcher)
      : context_(&context), judge_(context), matcher_(std::move(matcher)), comments_(context) {}

  // A candidate that has no place yet: the bytes that it stands on.
  struct Placed {
    std::size_t begin = 0;
    std::size_t end = 0;
    Candidate candidate;
  };

  class DecodedExplainer;

  Candidate& add(const Verdict& verdict, const MatchPlace& place);
  // Sets kept_.
  void judge_all(const std::vector<Match>& matches, const MatchPlace& place);
  Status explain_encoded(const MatchPlace& place, Confidence least);
  // Where a decoded candidate and one of kept_ are the same bytes.
  void settle_encoded_places(const MatchPlace& place);
  // Those that a comment silences, of the decoded ones and of the winners.
  void drop_silenced(Winners& winners, const MatchPlace& place);
  void meet_comments(const Winners& winners, const MatchPlace& place);
  void add_winner(const Winner& winner, const MatchPlace& place, Confidence least);
  static void ask_confidence(Candidate& candidate, Confidence least);
  void add_traces(const TextMatches& found, const MatchPlace& place);
  std::vector<Candidate> settle(const MatchPlace& place);

  const ScanContext* context_;
  MatchJudge judge_;
  Matcher matcher_;
  std::vector<Verdict> kept_;
  std::vector<Placed> placed_;
  // A candidate in a decoded text that nothing dropped.
  struct Decoded {
    EncodedPlace place;
    std::size_t index = 0;  // into placed_
    std::vector<std::string> fingerprints;
    bool is_sure = true;
  };
  std::vector<Decoded> decoded_;
  CommentJudge comments_;
};

}  // namespace keyhound
