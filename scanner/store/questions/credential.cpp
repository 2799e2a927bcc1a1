// SPDX-License-Identifier: Apache-2.0
// Everything of one credential as facts: about itself, its entry in the registry, its findings,
// what policies say of them, and every place. What is empty or passes is left out.
#include "scanner/store/query/question.h"

namespace keyhound {

static constexpr QuestionColumn kColumns[] = {
    {"about", "q.about", CellType::kText,
     "\"credential\", \"registry\", \"finding\", \"verdict\" or \"place\""},
    {"repository", "q.repository", CellType::kText, "of a finding, verdict or place"},
    {"name", "q.name", CellType::kText,
     "what is told: \"owner\", a rule, a policy, a path and its line"},
    {"value", "q.value", CellType::kText, "what it is"},
    {"time", "q.time", CellType::kTime, "when it is, was or will be"},
};

extern const Question kCredentialQuestion;
const Question kCredentialQuestion{
    .name = "credential",
    .description = "Everything that is known of one credential",
    .subject = SubjectKind::kCredential,
    .columns = kColumns,
    .from =
        "(SELECT 1 AS position, 'credential' AS about, '' AS repository, 'first seen' AS name,"
        " '' AS value, c.first_seen AS time FROM credentials c WHERE c.id = {subject} UNION"
        " ALL SELECT 2, 'credential', '', 'redacted', c.redacted, NULL FROM credentials c"
        " WHERE c.id = {subject} AND c.redacted <> '' UNION ALL SELECT 2, 'credential', '',"
        " 'last seen', '', c.last_seen FROM credentials c WHERE c.id = {subject} UNION ALL"
        " SELECT 3, 'credential', '', 'rule', c.rule_id, NULL FROM credentials c WHERE c.id ="
        " {subject} AND c.rule_id <> '' UNION ALL SELECT 4, 'credential', '', 'kind', c.kind,"
        " NULL FROM credentials c WHERE c.id = {subject} AND c.kind <> '' UNION ALL SELECT 5,"
        " 'credential', '', 'title', c.title, NULL FROM credentials c WHERE c.id = {subject}"
        " AND c.title <> '' UNION ALL SELECT 6, 'credential', '', 'owner', c.owner, NULL FROM"
        " credentials c WHERE c.id = {subject} AND c.owner <> '' UNION ALL SELECT 7,"
        " 'credential', '', 'registry entry', c.registry_id, NULL FROM credentials c WHERE"
        " c.id = {subject} AND c.registry_id <> '' UNION ALL SELECT 8, 'credential', '',"
        " 'matched by', c.matched_by, NULL FROM credentials c WHERE c.id = {subject} AND"
        " c.matched_by <> '' UNION ALL SELECT 9, 'credential', '', 'liveness', c.liveness ||"
        " CASE WHEN c.liveness_reason = '' THEN '' ELSE ': ' || c.liveness_reason END || CASE"
        " WHEN c.liveness_verifier = '' THEN '' ELSE ', by ' || c.liveness_verifier END ||"
        " CASE WHEN c.liveness_host = '' THEN '' ELSE ' at ' || c.liveness_host END,"
        " c.liveness_at FROM credentials c WHERE c.id = {subject} AND c.liveness <> '' UNION ALL "
        "SELECT"
        " 10, 'credential', '', 'repositories', CAST(c.repository_count AS TEXT), NULL FROM"
        " credentials c WHERE c.id = {subject} UNION ALL SELECT 11, 'registry', '', 'title',"
        " g.title, NULL FROM credentials c JOIN registry_credentials g ON g.registry_id ="
        " c.registry_id WHERE c.id = {subject} AND g.title <> '' UNION ALL SELECT 12,"
        " 'registry', '', 'type', g.type, NULL FROM credentials c JOIN registry_credentials g"
        " ON g.registry_id = c.registry_id WHERE c.id = {subject} AND g.type <> '' UNION ALL"
        " SELECT 13, 'registry', '', 'status', g.status, NULL FROM credentials c JOIN"
        " registry_credentials g ON g.registry_id = c.registry_id WHERE c.id = {subject} AND"
        " g.status <> '' UNION ALL SELECT 14, 'registry', '', 'environment', g.environment,"
        " NULL FROM credentials c JOIN registry_credentials g ON g.registry_id = c.registry_id"
        " WHERE c.id = {subject} AND g.environment <> '' UNION ALL SELECT 15, 'registry', '',"
        " 'operator', g.operator_party, NULL FROM credentials c JOIN registry_credentials g ON"
        " g.registry_id = c.registry_id WHERE c.id = {subject} AND g.operator_party <> ''"
        " UNION ALL SELECT 16, 'registry', '', 'created', '', g.created FROM credentials c"
        " JOIN registry_credentials g ON g.registry_id = c.registry_id WHERE c.id = {subject}"
        " AND g.created IS NOT NULL UNION ALL SELECT 17, 'registry', '', 'last rotated', '',"
        " g.last_rotated FROM credentials c JOIN registry_credentials g ON g.registry_id ="
        " c.registry_id WHERE c.id = {subject} AND g.last_rotated IS NOT NULL UNION ALL SELECT"
        " 18, 'registry', '', 'rotation due', '', g.rotation_due FROM credentials c JOIN"
        " registry_credentials g ON g.registry_id = c.registry_id WHERE c.id = {subject} AND"
        " g.rotation_due IS NOT NULL UNION ALL SELECT 19, 'registry', '', 'expires', '',"
        " g.expires FROM credentials c JOIN registry_credentials g ON g.registry_id ="
        " c.registry_id WHERE c.id = {subject} AND g.expires IS NOT NULL UNION ALL SELECT 20,"
        " 'registry', '', 'revoked', '', g.revoked FROM credentials c JOIN"
        " registry_credentials g ON g.registry_id = c.registry_id WHERE c.id = {subject} AND"
        " g.revoked IS NOT NULL UNION ALL SELECT 21, 'registry', '', s.policy_id, s.outcome ||"
        " ': ' || s.message, NULL FROM credentials c JOIN subject_verdicts s ON s.registry_id"
        " = c.registry_id WHERE c.id = {subject} AND c.registry_id <> '' AND s.outcome <>"
        " 'pass' UNION ALL SELECT 22, 'finding', r.name, f.rule_id, f.state || ', ' ||"
        " f.severity || CASE WHEN f.waiver = '' THEN '' ELSE ', by ' || f.waiver END,"
        " f.first_seen FROM findings f JOIN repositories r ON r.id = f.repository_id WHERE"
        " f.credential_id = {subject} UNION ALL SELECT 23, 'verdict', r.name, v.policy_id,"
        " v.outcome || ': ' || v.message, NULL FROM findings f JOIN repositories r ON r.id ="
        " f.repository_id JOIN verdicts v ON v.finding_id = f.id WHERE f.credential_id ="
        " {subject} AND v.outcome <> 'pass' UNION ALL SELECT 24, 'place', r.name, o.path ||"
        " ':' || CAST(o.start_line AS TEXT), CASE WHEN o.removed_commit_id = '' THEN 'added by"
        " ' ELSE 'removed, added by ' END || o.author || CASE WHEN o.commit_id = '' THEN ''"
        " ELSE ' in ' || substr(o.commit_id, 1, 12) END, o.committed FROM findings f JOIN"
        " repositories r ON r.id = f.repository_id JOIN occurrences o ON o.finding_id = f.id"
        " WHERE f.credential_id = {subject}) q",
    .order_by = "q.position, q.repository, q.name, q.value, q.time NULLS LAST",
};

}  // namespace keyhound
