// SPDX-License-Identifier: Apache-2.0
// Private to scanner/store/: reads a place of a finding back from its row.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/model/location.h"
#include "scanner/store/sql_value.h"

namespace keyhound {

// The columns of a row that stored_occurrence() reads.
inline constexpr std::string_view kStoredOccurrence =
    "path, part, start_line, start_column, end_line, end_column, blob, commit_id, author, "
    "author_email, committed, removed_commit_id, is_in_head, is_in_worktree, is_reachable, "
    "pipeline";

// `first`: where these columns begin in the row.
Result<Occurrence> stored_occurrence(const SqlRow& row, std::size_t first);

// A count or position; 0 for NULL and for what is negative.
std::uint64_t count_in(const SqlValue& value);
// RFC 3339; none for NULL.
std::optional<Timestamp> time_in(const SqlValue& value);

}  // namespace keyhound
