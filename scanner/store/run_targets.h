// SPDX-License-Identifier: Apache-2.0
// The targets of a run as the store has them, with how they ended. Plain data and one question.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/store/database.h"
#include "scanner/store/store_records.h"

namespace keyhound {

struct RunTarget {
  std::string name;
  std::string location;  // URL without credentials, or path
  std::string provider;
  std::string organisation;
  std::uint64_t size_kib = 0;
  int shard = 1;
  TargetOutcome outcome = TargetOutcome::kPending;
  std::string reason;
  std::string message;
  double seconds = 0;
  bool is_complete = true;  // false: scanned, but something could not be read
};

struct RunTargetFilter {
  int shard = 0;                        // 0: of all
  std::vector<TargetOutcome> outcomes;  // empty: all
  bool only_incomplete = false;         // of the scanned, those with something unread
};

// Hands over the run's targets, by name.
Status list_run_targets(Database& database, std::int64_t run_id, const RunTargetFilter& filter,
                        const std::function<Status(const RunTarget&)>& on_target);

// kNotFound: the run has none of that name.
Result<RunTarget> find_run_target(Database& database, std::int64_t run_id, const std::string& name);

}  // namespace keyhound
