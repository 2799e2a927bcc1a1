// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/model/board_model.h"

#include <algorithm>

namespace keyhound {

std::string_view board_severity(std::size_t rank) {
  static constexpr std::array<std::string_view, kBoardSeverities> kNames = {"info", "low", "medium",
                                                                            "high", "critical"};
  return kNames[std::min(rank, kBoardSeverities - 1)];
}

void BoardTally::add(std::string_view state, std::size_t rank, std::uint64_t count) {
  if (state == "fixed") {
    fixed += count;
    return;
  }
  if (state == "waived") {
    waived += count;
    return;
  }
  (state == "new" ? fresh : state == "regressed" ? regressed : existing) += count;
  open_by_severity[std::min(rank, kBoardSeverities - 1)] += count;
}

std::int64_t BoardRun::total(const std::string& name) const {
  const auto found = totals.find(name);
  return found == totals.end() ? 0 : found->second;
}

bool BoardRepository::is_covered() const {
  if (target.outcome == "excluded" || target.outcome.empty()) return true;
  if (target.outcome == "scanned") return scan && scan->is_complete;
  return target.outcome == "unchanged";
}

}  // namespace keyhound
