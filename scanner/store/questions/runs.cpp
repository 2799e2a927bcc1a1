// SPDX-License-Identifier: Apache-2.0
// Trends: the totals that a run leaves when it is finished. NULL: it is not.
#include "scanner/store/query/finding_list.h"

namespace keyhound {

static constexpr QuestionColumn kColumns[] = {
    {"run", "r.run_key", ColumnType::kText, "its key"},
    {"state", "r.state", ColumnType::kText, "\"running\" or \"finished\"", false},
    {"started", "r.started", ColumnType::kTime, "when its first coordinator began"},
    {"finished", "r.finished", ColumnType::kTime, "when its last target ended", false},
    {"plan_complete", "r.plan_complete", ColumnType::kFlag,
     "whether all lists of targets were read", false},
    {"planned",
     "(SELECT t.value FROM run_totals t WHERE t.run_id = r.id AND t.name = 'targets.planned')",
     ColumnType::kNumber, "targets of the plan"},
    {"scanned",
     "(SELECT t.value FROM run_totals t WHERE t.run_id = r.id AND t.name = 'targets.scanned')",
     ColumnType::kNumber, "of them, scanned"},
    {"unchanged",
     "(SELECT t.value FROM run_totals t WHERE t.run_id = r.id AND t.name = 'targets.unchanged')",
     ColumnType::kNumber, "of them, not changed since their last scan"},
    {"failed",
     "(SELECT t.value FROM run_totals t WHERE t.run_id = r.id AND t.name = 'targets.failed')",
     ColumnType::kNumber, "of them, failed"},
    {"excluded",
     "(SELECT t.value FROM run_totals t WHERE t.run_id = r.id AND t.name = 'targets.excluded')",
     ColumnType::kNumber, "of them, left out for a reason"},
    {"findings",
     "(SELECT t.value FROM run_totals t WHERE t.run_id = r.id AND t.name = 'findings.open')",
     ColumnType::kNumber, "open findings at its end"},
    {"critical",
     "(SELECT t.value FROM run_totals t WHERE t.run_id = r.id AND t.name ="
     " 'findings.open.critical')",
     ColumnType::kNumber, "of them, critical"},
    {"high",
     "(SELECT t.value FROM run_totals t WHERE t.run_id = r.id AND t.name ="
     " 'findings.open.high')",
     ColumnType::kNumber, "of them, high"},
    {"new_findings",
     "(SELECT t.value FROM run_totals t WHERE t.run_id = r.id AND t.name = 'findings.new')",
     ColumnType::kNumber, "of them, new in it"},
    {"regressed",
     "(SELECT t.value FROM run_totals t WHERE t.run_id = r.id AND t.name ="
     " 'findings.regressed')",
     ColumnType::kNumber, "of them, back", false},
    {"waived",
     "(SELECT t.value FROM run_totals t WHERE t.run_id = r.id AND t.name = 'findings.waived')",
     ColumnType::kNumber, "waived findings", false},
    {"fixed",
     "(SELECT t.value FROM run_totals t WHERE t.run_id = r.id AND t.name = 'findings.fixed')",
     ColumnType::kNumber, "fixed findings"},
    {"tool_version", "r.tool_version", ColumnType::kText, "version of keyhound", false},
};

static constexpr QuestionFilter kFilters[] = {
    {FilterKind::kSinceTime, "r.started >= {value}"},
    {FilterKind::kSinceRun, "r.id >= {value}"},
};

extern const Question kRunsQuestion;
const Question kRunsQuestion{
    .name = "runs",
    .description = "Runs with their totals, the last first",
    .columns = kColumns,
    .from = "runs r",
    .order_by = "r.id DESC",
    .filters = kFilters,
};

}  // namespace keyhound
