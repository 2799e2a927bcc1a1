// SPDX-License-Identifier: Apache-2.0
// The other half of "coverage": by name, what a run did not read to its end.
#include "scanner/store/query/finding_list.h"

namespace keyhound {

static constexpr QuestionColumn kColumns[] = {
    {"repository", ColumnType::kText, "name of the repository"},
    {"outcome", ColumnType::kText, "\"failed\", \"pending\" or \"scanned\""},
    {"reason", ColumnType::kText, "\"not-found\", \"time-limit\", ...; \"incomplete\""},
    {"message", ColumnType::kText, "what is known of it"},
    {"attempts", ColumnType::kNumber, "how often it was tried"},
    {"seconds", ColumnType::kSeconds, "what the last attempt took", false},
    {"ended", ColumnType::kTime, "when it ended"},
    {"location", ColumnType::kText, "URL without credentials, or path", false},
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
    .select =
        "SELECT r.name AS repository, t.outcome AS outcome,"
        " CASE WHEN t.outcome = 'scanned' THEN 'incomplete' ELSE t.reason END AS reason,"
        " CASE WHEN t.outcome = 'scanned' THEN COALESCE((SELECT MIN(d.message)"
        " FROM diagnostics d WHERE d.scan_id = s.id AND d.is_incomplete = 1), '')"
        " ELSE t.message END AS message,"
        " t.attempts AS attempts, t.seconds AS seconds, t.ended AS ended,"
        " r.location AS location"
        " FROM run_targets t JOIN repositories r ON r.id = t.repository_id"
        " LEFT JOIN scans s ON s.run_id = t.run_id AND s.repository_id = t.repository_id",
    .where =
        "t.run_id = {subject} AND (t.outcome IN ('failed', 'pending')"
        " OR (t.outcome = 'scanned' AND s.is_complete = 0))",
    .order_by = "t.outcome, reason, r.name",
    .filters = kFilters,
};

}  // namespace keyhound
