// SPDX-License-Identifier: Apache-2.0
// What each filter said of a match, in words and figures, for `keyhound explain`. The verdict is
// MatchJudge's; nothing is decided here. Pure functions, thread-safe.
#pragma once

#include <vector>

#include "scanner/filters/inline_comment.h"
#include "scanner/model/candidate.h"
#include "scanner/scan/match_judge.h"

namespace keyhound {

// The checks that were asked, in their order, up to the one that dropped the match.
std::vector<CandidateCheck> explain_verdict(const ScanContext& context, const Verdict& verdict,
                                            const MatchPlace& place);

// The features that the generic-secret model judged the match by, the strongest first; empty for
// rules that it does not score.
std::vector<CandidateFeature> explain_score(const ScanContext& context, const Verdict& verdict,
                                            const MatchPlace& place);

// Says of a candidate that a comment silences it.
void note_comment(Candidate& candidate, const InlineComment& comment);

// Says of a candidate that a rule outdid it.
void note_overlap(Candidate& candidate, const Rule& winner);

// The candidate without its place and its features.
Candidate candidate_of(const ScanContext& context, const Verdict& verdict, const MatchPlace& place);

}  // namespace keyhound
