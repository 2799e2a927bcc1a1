// SPDX-License-Identifier: Apache-2.0
// Trends: the totals that a run leaves when it is finished. NULL: it is not.
#include "scanner/store/query/finding_list.h"

namespace keyhound {

static constexpr QuestionColumn kColumns[] = {
    {"run", "r.run_key", CellType::kText, "its key"},
    {"state", "r.state", CellType::kText, "\"running\" or \"finished\"", false},
    {"started", "r.started", CellType::kTime, "when its first coordinator began"},
    {"finished", "r.finished", CellType::kTime, "when its last target ended", false},
    {"plan_complete", "r.plan_complete", CellType::kFlag, "whether all lists of targets were read",
     false},
    {"planned",
     "(SELECT t.value FROM run_totals t WHERE t.run_id = r.id AND t.name = 'targets.planned')",
     CellType::kNumber, "targets of the plan"},
    {"scanned",
     "(SELECT t.value FROM run_totals t WHERE t.run_id = r.id AND t.name = 'targets.scanned')",
     CellType::kNumber, "of them, scanned"},
    {"unchanged",
     "(SELECT t.value FROM run_totals t WHERE t.run_id = r.id AND t.name = 'targets.unchanged')",
     CellType::kNumber, "of them, not changed since their last scan"},
    {"failed",
     "(SELECT t.value FROM run_totals t WHERE t.run_id = r.id AND t.name = 'targets.failed')",
     CellType::kNumber, "of them, failed"},
    {"excluded",
     "(SELECT t.value FROM run_totals t WHERE t.run_id = r.id AND t.name = 'targets.excluded')",
     CellType::kNumber, "of them, left out for a reason"},
    {"findings",
     "(SELECT t.value FROM run_totals t WHERE t.run_id = r.id AND t.name = 'findings.open')",
     CellType::kNumber, "open findings at its end"},
    {"critical",
     "(SELECT t.value FROM run_totals t WHERE t.run_id = r.id AND t.name ="
     " 'findings.open.critical')",
     CellType::kNumber, "of them, critical"},
    {"high",
     "(SELECT t.value FROM run_totals t WHERE t.run_id = r.id AND t.name ="
     " 'findings.open.high')",
     CellType::kNumber, "of them, high"},
    {"new_findings",
     "(SELECT t.value FROM run_totals t WHERE t.run_id = r.id AND t.name = 'findings.new')",
     CellType::kNumber, "of them, new in it"},
    {"regressed",
     "(SELECT t.value FROM run_totals t WHERE t.run_id = r.id AND t.name ="
     " 'findings.regressed')",
     CellType::kNumber, "of them, back", false},
    {"waived",
     "(SELECT t.value FROM run_totals t WHERE t.run_id = r.id AND t.name = 'findings.waived')",
     CellType::kNumber, "waived findings", false},
    {"fixed",
     "(SELECT t.value FROM run_totals t WHERE t.run_id = r.id AND t.name = 'findings.fixed')",
     CellType::kNumber, "fixed findings"},
    {"tool_version", "r.tool_version", CellType::kText, "version of keyhound", false},
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
