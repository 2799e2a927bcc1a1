// SPDX-License-Identifier: Apache-2.0
// Private to scanner/bulk/: the sums of the organisation's report. Plain data.
#pragma once

#include <cstdint>

#include "scanner/base/result.h"
#include "scanner/store/database.h"

namespace keyhound {

// By state they add up to all findings of the store; by severity, to the open ones.
struct FindingTotals {
  std::int64_t fresh = 0;  // "new"
  std::int64_t existing = 0;
  std::int64_t regressed = 0;
  std::int64_t waived = 0;
  std::int64_t fixed = 0;
  std::int64_t by_severity[5] = {};  // by rank: info, low, medium, high, critical

  [[nodiscard]] std::int64_t open() const { return fresh + existing + regressed; }
};

struct OrganisationTotals {
  // How the run's targets ended; planned is the sum of the next five.
  std::int64_t planned = 0;
  std::int64_t scanned = 0;
  std::int64_t unchanged = 0;
  std::int64_t failed = 0;
  std::int64_t excluded = 0;
  std::int64_t pending = 0;
  std::int64_t incomplete_scans = 0;
  bool plan_complete = true;
  FindingTotals findings;
  std::int64_t repositories = 0;
  std::int64_t credentials = 0;
  std::int64_t reused = 0;  // credentials that are not fixed in more than one repository
  std::int64_t places = 0;
  std::int64_t references = 0;
  std::int64_t suppressions = 0;

  [[nodiscard]] bool complete() const {
    return plan_complete && pending == 0 && failed == 0 && incomplete_scans == 0;
  }
};

Result<OrganisationTotals> read_totals(Database& database, std::int64_t run_id);

}  // namespace keyhound
