// SPDX-License-Identifier: Apache-2.0
// What --since names: a run of the store or a time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/base/time.h"
#include "scanner/store/database.h"

namespace keyhound {

// "2026-11-23", RFC 3339, "today", "yesterday" (midnight in UTC), or how long ago: "36h", "7d",
// "2w", "P7D". None: it is no time.
std::optional<Timestamp> since_time(std::string_view text, Timestamp now);

struct Since {
  std::optional<std::int64_t> run_id;  // unset: a time
  std::string text;                    // the run's key, or the time in RFC 3339
};

// A run's key wins over a time, since keys are often dates; "last" is the last run. kUsage when it
// is neither, with the last runs.
Result<Since> resolve_since(Database& database, const std::string& text, Timestamp now);

// "the last runs are nightly-3, nightly-2", "the store has no runs yet".
Result<std::string> describe_last_runs(Database& database);

}  // namespace keyhound
