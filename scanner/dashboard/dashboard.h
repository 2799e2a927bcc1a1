// SPDX-License-Identifier: Apache-2.0
// The dashboard: what a store knows, as pages that a browser opens from a folder or a server of
// files (docs/dashboard.md). The same store and time give the same bytes.
#pragma once

#include <cstdint>
#include <string>

#include "scanner/base/result.h"
#include "scanner/base/time.h"
#include "scanner/dashboard/model/load_board.h"
#include "scanner/store/database.h"

namespace keyhound {

struct DashboardOptions {
  std::string folder;
  std::string title;   // empty: the organisation of the repositories
  bool force = false;  // also into a folder that has files and is no dashboard
  Timestamp now;       // decides what is late or has ended
  std::size_t most_findings = kMostBoardFindings;
};

struct DashboardSummary {
  std::size_t repositories = 0;
  std::size_t findings = 0;
  std::uint64_t left_out = 0;  // findings that are counted but not listed
  std::size_t files = 0;
  std::uint64_t bytes = 0;
};

// Reads the store as of one moment. Whoever opens the folder meanwhile sees the old pages or the
// new ones.
Result<DashboardSummary> write_dashboard(Database& database, const DashboardOptions& options);

}  // namespace keyhound
