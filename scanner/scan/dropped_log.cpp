// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/dropped_log.h"

#include <algorithm>

#include "scanner/base/utf8.h"
#include "scanner/scan/match_explanation.h"

namespace keyhound {

void DroppedLog::settle(const ScanContext& context, const MatchPlace& place, SourcePosition start,
                        std::string_view entry) {
  const auto key = [](const Noted& one) {
    return std::pair(one.verdict.match.secret_start, one.verdict.match);
  };
  std::sort(noted_.begin(), noted_.end(),
            [&key](const Noted& a, const Noted& b) { return key(a) < key(b); });
  // What is left out here has as many before it in this very text.
  if (noted_.size() > CandidateList::kMost) {
    placed_.left_out += noted_.size() - CandidateList::kMost;
    noted_.resize(CandidateList::kMost);
  }
  std::size_t known = 0;  // `start` is the position of this byte
  for (const Noted& one : noted_) {
    const Match& match = one.verdict.match;
    const std::size_t cut = sequence_start(place.text, match.secret_start);
    start = advance(start, place.text.substr(known, cut - known));
    known = cut;
    Candidate candidate = candidate_of(context, one.verdict, place);
    candidate.location.path = entry;
    candidate.location.start = advance(start, place.text.substr(cut, match.secret_start - cut));
    candidate.location.end = advance(candidate.location.start, secret_of(place.text, match));
    if (one.outdone_by != nullptr) note_overlap(candidate, *one.outdone_by);
    placed_.add(std::move(candidate));
  }
  noted_.clear();
}

void place_candidates(CandidateList dropped, const std::string& path, LocationPart part,
                      CandidateList& candidates) {
  for (Candidate& candidate : dropped.items) {
    std::string& entry = candidate.location.path;
    entry = entry.empty() ? path : path + '!' + entry;
    candidate.location.part = part;
  }
  candidates.add(std::move(dropped));
}

}  // namespace keyhound
