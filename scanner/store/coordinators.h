// SPDX-License-Identifier: Apache-2.0
// Private to scanner/store/: the coordinators of a run, and which of them are gone.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "scanner/store/database.h"
#include "scanner/store/store_records.h"

namespace keyhound {

// How long a coordinator of another machine may be silent.
inline constexpr Duration kLongestSilence{60};

// Notes the coordinator, or its beat.
Status note_coordinator(Database& database, std::int64_t run_id, const Coordinator& coordinator,
                        Timestamp now);

// Sessions that still work on that shard: the process runs, or where that cannot be told, its last
// beat is at most kLongestSilence away, in either direction: a clock may have gone back.
Result<std::set<std::string, std::less<>>> living_sessions(Database& database, std::int64_t run_id,
                                                           int shard, Timestamp now);

// "<session>:<number>" of run_targets.claimed_by.
std::string_view session_of_claim(std::string_view claim);

}  // namespace keyhound
