// SPDX-License-Identifier: Apache-2.0
// DroppedLog: remembers the matches of a text that were dropped, and makes candidates of the first
// of them, for `keyhound scan --explain`. One per thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/base/source_position.h"
#include "scanner/model/candidate.h"
#include "scanner/scan/match_judge.h"

namespace keyhound {

class DroppedLog {
 public:
  void note(const Verdict& verdict) { noted_.push_back({verdict, nullptr}); }
  // `winner` must live until settle().
  void note_outdone(const Verdict& loser, const Rule& winner) {
    noted_.push_back({loser, &winner});
  }
  // A comment silences it.
  void note_suppressed(const Verdict& verdict) {
    noted_.push_back({verdict, nullptr});
    noted_.back().verdict.dropped = DropReason::kSuppressed;
  }

  // Places what was noted of a text whose first byte is at `start`, in an archive's `entry`.
  void settle(const ScanContext& context, const MatchPlace& place, SourcePosition start,
              std::string_view entry);

  // What was placed; paths are those of entries alone. Leaves the log empty.
  CandidateList take() { return std::exchange(placed_, {}); }

 private:
  struct Noted {
    Verdict verdict;
    const Rule* outdone_by = nullptr;
  };
  std::vector<Noted> noted_;
  CandidateList placed_;
};

// Adds candidates of a text that stands at `path`.
void place_candidates(CandidateList dropped, const std::string& path, LocationPart part,
                      CandidateList& candidates);

}  // namespace keyhound
