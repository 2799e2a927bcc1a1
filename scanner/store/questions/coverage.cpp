// SPDX-License-Identifier: Apache-2.0
// Every target of the run is in one row, so the numbers add up to its plan. What made the plan
// incomplete has rows of its own, with no repository.
#include "scanner/store/query/finding_list.h"

namespace keyhound {

static constexpr QuestionColumn kColumns[] = {
    {"outcome", "q.outcome", CellType::kText,
     "\"scanned\", \"unchanged\", \"failed\", \"excluded\", \"pending\"; \"plan\": a list of "
     "targets "
     "or a shard ended early"},
    {"reason", "q.reason", CellType::kText,
     "why; \"incomplete\" of scans that could not read everything"},
    {"repositories", "COUNT(q.repository_id)", CellType::kNumber, "how many targets ended so"},
    {"seconds", "SUM(q.seconds)", CellType::kSeconds, "what they took, with fetching"},
    {"example", "MIN(q.name)", CellType::kText, "one of them, or what the plan's row is about"},
    {"message", "MIN(q.message)", CellType::kText, "what is known of the example"},
};

static constexpr QuestionFilter kFilters[] = {
    {FilterKind::kRepository, "q.repository_id IN ({values})"},
};

extern const Question kCoverageQuestion;
const Question kCoverageQuestion{
    .name = "coverage",
    .description = "How the targets of a run ended",
    .subject = SubjectKind::kRun,
    .columns = kColumns,
    .from =
        "(SELECT t.outcome AS outcome, CASE WHEN t.outcome = 'scanned' AND s.is_complete = 0"
        " THEN 'incomplete' ELSE t.reason END AS reason, t.repository_id AS repository_id,"
        " t.seconds AS seconds, r.name AS name, t.message AS message FROM run_targets t JOIN"
        " repositories r ON r.id = t.repository_id LEFT JOIN scans s ON s.run_id = t.run_id"
        " AND s.repository_id = t.repository_id WHERE t.run_id = {subject} UNION ALL SELECT"
        " 'plan', d.kind, NULL, 0.0, d.subject, d.message FROM run_diagnostics d WHERE"
        " d.run_id = {subject}) q",
    .group_by = "q.outcome, q.reason",
    .order_by = "repositories DESC, outcome, reason",
    .filters = kFilters,
};

}  // namespace keyhound
