// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/finding_list.h"

namespace keyhound {

static constexpr QuestionColumn kColumns[] = {
    {"repository", ColumnType::kText, "name of the repository"},
    {"findings", ColumnType::kNumber, "open findings"},
    {"critical", ColumnType::kNumber, "of them, critical"},
    {"high", ColumnType::kNumber, "of them, high"},
    {"medium", ColumnType::kNumber, "of them, medium"},
    {"low", ColumnType::kNumber, "of them, low or info"},
    {"new_findings", ColumnType::kNumber, "of them, new or back"},
    {"waived", ColumnType::kNumber, "findings that are waived, beside the open ones"},
    {"organisation", ColumnType::kText, "organisation or group of the repository", false},
    {"last_seen", ColumnType::kTime, "when a plan last had the repository"},
};

extern const Question kByRepositoryQuestion;
const Question kByRepositoryQuestion{
    .name = "by-repository",
    .description = "Open findings of each repository that has some, the worst first",
    .columns = kColumns,
    .select =
        "SELECT r.name AS repository,"
        " SUM(CASE WHEN f.state <> 'waived' THEN 1 ELSE 0 END) AS findings,"
        " SUM(CASE WHEN f.state <> 'waived' AND f.severity_rank = 4 THEN 1 ELSE 0 END)"
        " AS critical,"
        " SUM(CASE WHEN f.state <> 'waived' AND f.severity_rank = 3 THEN 1 ELSE 0 END)"
        " AS high,"
        " SUM(CASE WHEN f.state <> 'waived' AND f.severity_rank = 2 THEN 1 ELSE 0 END)"
        " AS medium,"
        " SUM(CASE WHEN f.state <> 'waived' AND f.severity_rank < 2 THEN 1 ELSE 0 END)"
        " AS low,"
        " SUM(CASE WHEN f.state IN ('new', 'regressed') THEN 1 ELSE 0 END) AS new_findings,"
        " SUM(CASE WHEN f.state = 'waived' THEN 1 ELSE 0 END) AS waived,"
        " r.organisation AS organisation, r.last_seen AS last_seen"
        " FROM findings f"
        " JOIN repositories r ON r.id = f.repository_id"
        " JOIN credentials c ON c.id = f.credential_id",
    .where = "f.state IN ('new', 'existing', 'regressed', 'waived')",
    .group_by = "r.id, r.name, r.organisation, r.last_seen",
    .order_by = "critical DESC, high DESC, findings DESC, repository",
    .filters = kFindingFilters,
};

}  // namespace keyhound
