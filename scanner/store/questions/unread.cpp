// SPDX-License-Identifier: Apache-2.0
// The other half of "coverage": by name, what a run did not read to its end.
#include "scanner/store/query/finding_list.h"

namespace keyhound {

static constexpr QuestionColumn kColumns[] = {
    {"repository", "r.name", CellType::kText, "name of the repository"},
    {"outcome", "t.outcome", CellType::kText, "\"failed\", \"pending\" or \"scanned\""},
    {"reason", "CASE WHEN t.outcome = 'scanned' THEN 'incomplete' ELSE t.reason END",
     CellType::kText, "\"not-found\", \"time-limit\", ...; \"incomplete\""},
    {"message",
     "CASE WHEN t.outcome = 'scanned' THEN COALESCE((SELECT MIN(d.message) FROM diagnostics d"
     " WHERE d.scan_id = s.id AND d.is_incomplete = 1), '') ELSE t.message END",
     CellType::kText, "what is known of it"},
    {"attempts", "t.attempts", CellType::kNumber, "how often it was tried"},
    {"seconds", "t.seconds", CellType::kSeconds, "what the last attempt took", false},
    {"ended", "t.ended", CellType::kTime, "when it ended"},
    {"location", "r.location", CellType::kText, "URL without credentials, or path", false},
};

static constexpr QuestionFilter kFilters[] = {
    {FilterKind::kRepository, "t.repository_id IN ({values})"},
};

extern const Question kUnreadQuestion;
const Question kUnreadQuestion{
    .name = "unread",
    .description = "Repositories that a run could not read to the end, with the reasons",
    .subject = SubjectKind::kRun,
    .columns = kColumns,
    .from =
        "run_targets t JOIN repositories r ON r.id = t.repository_id LEFT JOIN scans s ON"
        " s.run_id = t.run_id AND s.repository_id = t.repository_id",
    .where =
        "t.run_id = {subject} AND (t.outcome IN ('failed', 'pending')"
        " OR (t.outcome = 'scanned' AND s.is_complete = 0))",
    .order_by = "t.outcome, reason, r.name",
    .filters = kFilters,
};

}  // namespace keyhound
