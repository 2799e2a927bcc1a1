// SPDX-License-Identifier: Apache-2.0
// FindingTally: the numbers that summaries of a result show, counted in one place so that they
// agree. Pure, thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <string>

#include "scanner/model/scan_result.h"

namespace keyhound {

struct FindingTally {
  std::array<std::size_t, 5> by_severity{};  // open findings, by Severity
  std::size_t open = 0;
  std::size_t waived = 0;     // an exception in force covers them
  std::size_t accepted = 0;   // a baseline accepts them, and no exception covers them
  std::size_t is_new = 0;     // open, and not in the base that the run was compared with
  std::size_t unchanged = 0;  // open, and in the base already
  std::size_t unread = 0;     // diagnostics of something that was not scanned

  [[nodiscard]] std::size_t all() const { return open + waived + accepted; }
  [[nodiscard]] bool is_compared() const { return is_new + unchanged > 0; }
};

FindingTally tally_of(const ScanResult& result);

// "3 open findings (1 critical, 2 high)", worst first; "no open findings".
std::string describe_open(const FindingTally& tally);

// "1 waived and 2 accepted findings"; empty: there are none.
std::string describe_covered(const FindingTally& tally);

}  // namespace keyhound
