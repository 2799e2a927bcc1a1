// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/finding_list.h"

namespace keyhound {

static constexpr QuestionColumn kColumns[] = {
    {"exception", ColumnType::kText, "its id"},
    {"state", ColumnType::kText, "\"in force\", \"ended\" or \"not in force\""},
    {"expires", ColumnType::kTime, "when it ends"},
    {"policies", ColumnType::kText, "ids of the policies that it waives, parted by blanks"},
    {"registry_id", ColumnType::kText, "entry that it is about; empty: not one"},
    {"owner", ColumnType::kText, "of that entry", false},
    {"reason", ColumnType::kText, "why it was granted"},
    {"approver", ColumnType::kText, "who granted it"},
    {"requested_by", ColumnType::kText, "who asked for it", false},
    {"ticket", ColumnType::kText, "where it was decided", false},
    {"compensating_control", ColumnType::kText, "what protects meanwhile", false},
    {"granted", ColumnType::kTime, "when it began", false},
    {"findings", ColumnType::kNumber, "findings that it waives now"},
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
    .select =
        "SELECT e.exception_id AS exception,"
        " CASE WHEN e.expires < {now} THEN 'ended' WHEN e.is_in_force = 1 THEN 'in force'"
        " ELSE 'not in force' END AS state,"
        " e.expires AS expires, e.policies AS policies, e.registry_id AS registry_id,"
        " COALESCE(g.owner, '') AS owner, e.reason AS reason, e.approver AS approver,"
        " e.requested_by AS requested_by, e.ticket AS ticket,"
        " e.compensating_control AS compensating_control, e.granted AS granted,"
        " COALESCE(w.findings, 0) AS findings"
        " FROM registry_exceptions e"
        " LEFT JOIN registry_credentials g ON g.registry_id = e.registry_id"
        " LEFT JOIN (SELECT waiver, COUNT(*) AS findings FROM findings"
        " WHERE state = 'waived' GROUP BY waiver) w ON w.waiver = e.exception_id",
    .order_by = "e.expires NULLS LAST, e.exception_id",
    .filters = kFilters,
};

}  // namespace keyhound
