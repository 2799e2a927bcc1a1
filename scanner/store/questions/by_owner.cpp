// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/finding_list.h"

namespace keyhound {

static constexpr QuestionColumn kColumns[] = {
    {"owner", ColumnType::kText, "accountable by the registry; empty: nobody"},
    {"findings", ColumnType::kNumber, "open findings"},
    {"critical", ColumnType::kNumber, "of them, critical"},
    {"high", ColumnType::kNumber, "of them, high"},
    {"medium", ColumnType::kNumber, "of them, medium"},
    {"low", ColumnType::kNumber, "of them, low or info"},
    {"new_findings", ColumnType::kNumber, "of them, new or back"},
    {"credentials", ColumnType::kNumber, "different credentials among them"},
    {"repositories", ColumnType::kNumber, "repositories that they stand in"},
    {"oldest", ColumnType::kTime, "when the first of them was seen"},
};

extern const Question kByOwnerQuestion;
const Question kByOwnerQuestion{
    .name = "by-owner",
    .description = "Open findings of each owner, the worst first",
    .columns = kColumns,
    .select =
        "SELECT c.owner AS owner, COUNT(*) AS findings,"
        " SUM(CASE WHEN f.severity_rank = 4 THEN 1 ELSE 0 END) AS critical,"
        " SUM(CASE WHEN f.severity_rank = 3 THEN 1 ELSE 0 END) AS high,"
        " SUM(CASE WHEN f.severity_rank = 2 THEN 1 ELSE 0 END) AS medium,"
        " SUM(CASE WHEN f.severity_rank < 2 THEN 1 ELSE 0 END) AS low,"
        " SUM(CASE WHEN f.state <> 'existing' THEN 1 ELSE 0 END) AS new_findings,"
        " COUNT(DISTINCT f.credential_id) AS credentials,"
        " COUNT(DISTINCT f.repository_id) AS repositories,"
        " MIN(f.first_seen) AS oldest"
        " FROM findings f JOIN credentials c ON c.id = f.credential_id",
    .where = "f.state IN ('new', 'existing', 'regressed')",
    .group_by = "c.owner",
    .order_by = "critical DESC, high DESC, findings DESC, owner",
    .filters = kFindingFilters,
};

}  // namespace keyhound
