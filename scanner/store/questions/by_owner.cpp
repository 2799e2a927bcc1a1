// SPDX-License-Identifier: Apache-2.0
// The credentials are read in turn, with their findings from an index (CROSS JOIN keeps SQLite to
// that order): the other way round each finding would look for its credential somewhere else.
#include "scanner/store/query/finding_list.h"

namespace keyhound {

static constexpr QuestionColumn kColumns[] = {
    {"owner", "c.owner", CellType::kText, "accountable by the registry; empty: nobody"},
    {"findings", "COUNT(*)", CellType::kNumber, "open findings"},
    {"critical", "SUM(CASE WHEN f.severity_rank = 4 THEN 1 ELSE 0 END)", CellType::kNumber,
     "of them, critical"},
    {"high", "SUM(CASE WHEN f.severity_rank = 3 THEN 1 ELSE 0 END)", CellType::kNumber,
     "of them, high"},
    {"medium", "SUM(CASE WHEN f.severity_rank = 2 THEN 1 ELSE 0 END)", CellType::kNumber,
     "of them, medium"},
    {"low", "SUM(CASE WHEN f.severity_rank < 2 THEN 1 ELSE 0 END)", CellType::kNumber,
     "of them, low or info"},
    {"new_findings", "SUM(CASE WHEN f.state <> 'existing' THEN 1 ELSE 0 END)", CellType::kNumber,
     "of them, new or back"},
    {"credentials", "COUNT(DISTINCT f.credential_id)", CellType::kNumber,
     "different credentials among them"},
    {"repositories", "COUNT(DISTINCT f.repository_id)", CellType::kNumber,
     "repositories that they stand in"},
    {"oldest", "MIN(f.first_seen)", CellType::kTime, "when the first of them was seen"},
};

extern const Question kByOwnerQuestion;
const Question kByOwnerQuestion{
    .name = "by-owner",
    .description = "Open findings of each owner, the worst first",
    .columns = kColumns,
    .from = "credentials c CROSS JOIN findings f",
    .where = "f.credential_id = c.id AND f.state IN ('new', 'existing', 'regressed')",
    .group_by = "c.owner",
    .order_by = "critical DESC, high DESC, findings DESC, owner",
    .filters = kFindingFilters,
};

}  // namespace keyhound
