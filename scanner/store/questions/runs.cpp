// SPDX-License-Identifier: Apache-2.0
// Trends: the totals that a run leaves when it is finished. NULL: it is not.
#include "scanner/store/query/finding_list.h"

namespace keyhound {

static constexpr QuestionColumn kColumns[] = {
    {"run", ColumnType::kText, "its key"},
    {"state", ColumnType::kText, "\"running\" or \"finished\"", false},
    {"started", ColumnType::kTime, "when its first coordinator began"},
    {"finished", ColumnType::kTime, "when its last target ended", false},
    {"plan_complete", ColumnType::kFlag, "whether all lists of targets were read", false},
    {"planned", ColumnType::kNumber, "targets of the plan"},
    {"scanned", ColumnType::kNumber, "of them, scanned"},
    {"unchanged", ColumnType::kNumber, "of them, not changed since their last scan"},
    {"failed", ColumnType::kNumber, "of them, failed"},
    {"excluded", ColumnType::kNumber, "of them, left out for a reason"},
    {"findings", ColumnType::kNumber, "open findings at its end"},
    {"critical", ColumnType::kNumber, "of them, critical"},
    {"high", ColumnType::kNumber, "of them, high"},
    {"new_findings", ColumnType::kNumber, "of them, new in it"},
    {"regressed", ColumnType::kNumber, "of them, back", false},
    {"waived", ColumnType::kNumber, "waived findings", false},
    {"fixed", ColumnType::kNumber, "fixed findings"},
    {"tool_version", ColumnType::kText, "version of keyhound", false},
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
    .select =
        "SELECT r.run_key AS run, r.state AS state, r.started AS started,"
        " r.finished AS finished, r.plan_complete AS plan_complete,"
        " (SELECT t.value FROM run_totals t WHERE t.run_id = r.id"
        " AND t.name = 'targets.planned') AS planned,"
        " (SELECT t.value FROM run_totals t WHERE t.run_id = r.id"
        " AND t.name = 'targets.scanned') AS scanned,"
        " (SELECT t.value FROM run_totals t WHERE t.run_id = r.id"
        " AND t.name = 'targets.unchanged') AS unchanged,"
        " (SELECT t.value FROM run_totals t WHERE t.run_id = r.id"
        " AND t.name = 'targets.failed') AS failed,"
        " (SELECT t.value FROM run_totals t WHERE t.run_id = r.id"
        " AND t.name = 'targets.excluded') AS excluded,"
        " (SELECT t.value FROM run_totals t WHERE t.run_id = r.id"
        " AND t.name = 'findings.open') AS findings,"
        " (SELECT t.value FROM run_totals t WHERE t.run_id = r.id"
        " AND t.name = 'findings.open.critical') AS critical,"
        " (SELECT t.value FROM run_totals t WHERE t.run_id = r.id"
        " AND t.name = 'findings.open.high') AS high,"
        " (SELECT t.value FROM run_totals t WHERE t.run_id = r.id"
        " AND t.name = 'findings.new') AS new_findings,"
        " (SELECT t.value FROM run_totals t WHERE t.run_id = r.id"
        " AND t.name = 'findings.regressed') AS regressed,"
        " (SELECT t.value FROM run_totals t WHERE t.run_id = r.id"
        " AND t.name = 'findings.waived') AS waived,"
        " (SELECT t.value FROM run_totals t WHERE t.run_id = r.id"
        " AND t.name = 'findings.fixed') AS fixed,"
        " r.tool_version AS tool_version FROM runs r",
    .order_by = "r.id DESC",
    .filters = kFilters,
};

}  // namespace keyhound
