// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/finding_list.h"

namespace keyhound {

static constexpr QuestionColumn kColumns[] = {
    {"exception", "e.exception_id", ColumnType::kText, "its id"},
    {"state",
     "CASE WHEN e.expires < {now} THEN 'ended' WHEN e.is_in_force = 1 THEN 'in force' ELSE 'not"
     " in force' END",
     ColumnType::kText, "\"in force\", \"ended\" or \"not in force\""},
    {"expires", "e.expires", ColumnType::kTime, "when it ends"},
    {"policies", "e.policies", ColumnType::kText,
     "ids of the policies that it waives, parted by blanks"},
    {"registry_id", "e.registry_id", ColumnType::kText, "entry that it is about; empty: not one"},
    {"owner", "COALESCE(g.owner, '')", ColumnType::kText, "of that entry", false},
    {"reason", "e.reason", ColumnType::kText, "why it was granted"},
    {"approver", "e.approver", ColumnType::kText, "who granted it"},
    {"requested_by", "e.requested_by", ColumnType::kText, "who asked for it", false},
    {"ticket", "e.ticket", ColumnType::kText, "where it was decided", false},
    {"compensating_control", "e.compensating_control", ColumnType::kText, "what protects meanwhile",
     false},
    {"granted", "e.granted", ColumnType::kTime, "when it began", false},
    {"findings", "COALESCE(w.findings, 0)", ColumnType::kNumber, "findings that it waives now"},
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
