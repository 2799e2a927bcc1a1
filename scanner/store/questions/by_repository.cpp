// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/finding_list.h"

namespace keyhound {

static constexpr QuestionColumn kColumns[] = {
    {"repository", "(SELECT r.name FROM repositories r WHERE r.id = f.repository_id)",
     CellType::kText, "name of the repository"},
    {"findings", "SUM(CASE WHEN f.state <> 'waived' THEN 1 ELSE 0 END)", CellType::kNumber,
     "open findings"},
    {"critical", "SUM(CASE WHEN f.state <> 'waived' AND f.severity_rank = 4 THEN 1 ELSE 0 END)",
     CellType::kNumber, "of them, critical"},
    {"high", "SUM(CASE WHEN f.state <> 'waived' AND f.severity_rank = 3 THEN 1 ELSE 0 END)",
     CellType::kNumber, "of them, high"},
    {"medium", "SUM(CASE WHEN f.state <> 'waived' AND f.severity_rank = 2 THEN 1 ELSE 0 END)",
     CellType::kNumber, "of them, medium"},
    {"low", "SUM(CASE WHEN f.state <> 'waived' AND f.severity_rank < 2 THEN 1 ELSE 0 END)",
     CellType::kNumber, "of them, low or info"},
    {"new_findings", "SUM(CASE WHEN f.state IN ('new', 'regressed') THEN 1 ELSE 0 END)",
     CellType::kNumber, "of them, new or back"},
    {"waived", "SUM(CASE WHEN f.state = 'waived' THEN 1 ELSE 0 END)", CellType::kNumber,
     "findings that are waived, beside the open ones"},
    {"organisation", "(SELECT r.organisation FROM repositories r WHERE r.id = f.repository_id)",
     CellType::kText, "organisation or group of the repository", false},
    {"last_seen", "(SELECT r.last_seen FROM repositories r WHERE r.id = f.repository_id)",
     CellType::kTime, "when a plan last had the repository"},
};

extern const Question kByRepositoryQuestion;
const Question kByRepositoryQuestion{
    .name = "by-repository",
    .description = "Open findings of each repository that has some, the worst first",
    .columns = kColumns,
    .from = "findings f",
    .where = "f.state IN ('new', 'existing', 'regressed', 'waived')",
    .group_by = "f.repository_id",
    .order_by = "critical DESC, high DESC, findings DESC, repository",
    .filters = kFindingFilters,
};

}  // namespace keyhound
