// SPDX-License-Identifier: Apache-2.0
// A policy speaks of findings or of what is none: entries of the registry, exceptions, references.
// What is not met, waived or not decided counts for both; what passes is in `policy_totals`.
#include "scanner/store/query/finding_list.h"

namespace keyhound {

static constexpr QuestionColumn kColumns[] = {
    {"policy", "s.policy_id", CellType::kText, "id of the policy"},
    {"title",
     "COALESCE((SELECT t.title FROM policy_totals t WHERE t.policy_id = s.policy_id ORDER BY"
     " t.run_id DESC LIMIT 1), '')",
     CellType::kText, "what it says when it fails; empty: not known"},
    {"findings", "SUM(CASE WHEN s.outcome = 'fail' AND s.repository_id > 0 THEN 1 ELSE 0 END)",
     CellType::kNumber, "open findings that fail it"},
    {"others", "SUM(CASE WHEN s.outcome = 'fail' AND s.repository_id = 0 THEN 1 ELSE 0 END)",
     CellType::kNumber, "entries of the registry, exceptions and references that fail it"},
    {"waived", "SUM(CASE WHEN s.outcome = 'waived' THEN 1 ELSE 0 END)", CellType::kNumber,
     "failures that an exception covers"},
    {"undecided", "SUM(CASE WHEN s.outcome = 'error' THEN 1 ELSE 0 END)", CellType::kNumber,
     "subjects that it could not be decided for"},
    {"credentials",
     "COUNT(DISTINCT CASE WHEN s.outcome = 'fail' AND s.credential_id > 0 THEN s.credential_id "
     "END)",
     CellType::kNumber, "different credentials of the findings that fail it"},
    {"repositories",
     "COUNT(DISTINCT CASE WHEN s.outcome = 'fail' AND s.repository_id > 0 THEN s.repository_id"
     " END)",
     CellType::kNumber, "repositories of the findings that fail it"},
};

static constexpr QuestionFilter kFilters[] = {
    {FilterKind::kSeverity, "s.severity_rank >= {value}"},
    {FilterKind::kRepository, "s.repository_id IN ({values})"},
    {FilterKind::kOwner,
     "(s.owner IN ({values}) OR s.credential_id IN (SELECT id FROM credentials WHERE owner IN"
     " ({values})))"},
    {FilterKind::kPolicy, "s.policy_id IN ({values})"},
    {FilterKind::kRule, "s.rule_id IN ({values})"},
};

extern const Question kByPolicyQuestion;
const Question kByPolicyQuestion{
    .name = "by-policy",
    .description = "What fails each policy, the most failures first",
    .columns = kColumns,
    .from =
        "(SELECT v.policy_id AS policy_id, v.outcome AS outcome, f.severity_rank AS"
        " severity_rank, f.rule_id AS rule_id, f.repository_id AS repository_id,"
        " f.credential_id AS credential_id, '' AS owner FROM verdicts v CROSS JOIN findings f"
        " WHERE f.id = v.finding_id AND v.outcome IN ('fail', 'waived', 'error') AND f.state"
        " <> 'fixed' UNION ALL SELECT policy_id, outcome, -1, '', 0, 0, owner FROM"
        " subject_verdicts WHERE outcome IN ('fail', 'waived', 'error')) s",
    .group_by = "s.policy_id",
    .order_by = "findings DESC, others DESC, policy",
    .filters = kFilters,
};

}  // namespace keyhound
