// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/finding_list.h"

namespace keyhound {

static constexpr QuestionColumn kColumns[] = {
    {"exception", "e.exception_id", CellType::kText, "its id"},
    {"state",
     "CASE WHEN e.expires < {now} THEN 'ended' WHEN e.is_in_force = 1 THEN 'in force' ELSE 'not"
     " in force' END",
     CellType::kText, "\"in force\", \"ended\" or \"not in force\""},
    {"expires", "e.expires", CellType::kTime, "when it ends"},
    {"policies", "e.policies", CellType::kText,
     "ids of the policies that it waives, parted by blanks"},
    {"registry_id", "e.registry_id", CellType::kText, "entry that it is about; empty: not one"},
    {"owner", "COALESCE(g.owner, '')", CellType::kText, "of that entry", false},
    {"reason", "e.reason", CellType::kText, "why it was granted"},
    {"approver", "e.approver", CellType::kText, "who granted it"},
    {"requested_by", "e.requested_by", CellType::kText, "who asked for it", false},
    {"ticket", "e.ticket", CellType::kText, "where it was decided", false},
    {"compensating_control", "e.compensating_control", CellType::kText, "what protects meanwhile",
     false},
    {"granted", "e.granted", CellType::kTime, "when it began", false},
    {"findings", "COALESCE(w.findings, 0)", CellType::kNumber, "findings that it waives now"},
};

static constexpr QuestionFilter kFilters[] = {
    {FilterKind::kOwner, "g.owner IN ({values})"},
    {FilterKind::kPolicy,
     "EXISTS (SELECT 1 FROM policy_totals p WHERE p.policy_id IN ({values})"
     " AND ' ' || e.policies || ' ' LIKE '% ' || p.policy_id || ' %')"},
};

extern const Question kExceptionsQuestion;
const Question kExceptionsQuestion{
    .name = "exceptions",
    .description = "Exceptions of the registry with their ends, the ended first",
    .columns = kColumns,
    .from =
        "registry_exceptions e LEFT JOIN registry_credentials g ON g.registry_id ="
        " e.registry_id LEFT JOIN (SELECT waiver, COUNT(*) AS findings FROM findings WHERE"
        " state = 'waived' GROUP BY waiver) w ON w.waiver = e.exception_id",
    .order_by = "e.expires NULLS LAST, e.exception_id",
    .filters = kFilters,
};

}  // namespace keyhound
