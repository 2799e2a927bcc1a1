// SPDX-License-Identifier: Apache-2.0
// Coverage of the last run, as several pages tell it. Pure.
#pragma once

#include <cstdint>
#include <string>

#include "scanner/dashboard/model/board_model.h"

namespace keyhound {

struct CoverageCounts {
  std::uint64_t planned = 0;  // the sum of all others
  std::uint64_t scanned = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t excluded = 0;
  std::uint64_t failed = 0;
  std::uint64_t pending = 0;
  std::uint64_t incomplete = 0;  // of those scanned
  bool is_plan_complete = true;
  bool is_complete = false;  // every target was read to its end, or left out for a reason
};

CoverageCounts coverage_counts(const BoardModel& model);

// "99.6 %": read to the end, of those that were to be read. "none" without targets. Never rounded
// up to 100.
std::string coverage_percent(const CoverageCounts& counts);
std::string coverage_words(const CoverageCounts& counts);
// One bar with the outcomes of the last run's targets.
std::string coverage_share(const BoardModel& model);
// That something was not read, on top of a page; nothing when all was.
std::string coverage_notice(const BoardModel& model);

}  // namespace keyhound
