// SPDX-License-Identifier: Apache-2.0
// Everything of one repository as facts: what it is, its last scan and run, how many findings it
// has in which state, those that are not fixed, what could not be read, and what comments suppress.
#include "scanner/store/query/question.h"

namespace keyhound {

static constexpr QuestionColumn kColumns[] = {
    {"about", "q.about", CellType::kText,
     "\"repository\", \"scan\", \"run\", \"count\", \"finding\", \"unread\" or \"suppression\""},
    {"name", "q.name", CellType::kText, "what is told: \"location\", a run, a state, a rule"},
    {"value", "q.value", CellType::kText, "what it is"},
    {"time", "q.time", CellType::kTime, "when it was, or until when it is"},
};

extern const Question kRepositoryQuestion;
const Question kRepositoryQuestion{
    .name = "repository",
    .description = "Everything that is known of one repository",
    .subject = SubjectKind::kRepository,
    .columns = kColumns,
    .from =
        "(SELECT 1 AS position, 'repository' AS about, 'location' AS name, r.location AS"
        " value, r.first_seen AS time FROM repositories r WHERE r.id = {subject} UNION ALL"
        " SELECT 2, 'repository', 'provider', r.provider, NULL FROM repositories r WHERE r.id"
        " = {subject} AND r.provider <> '' UNION ALL SELECT 3, 'repository', 'organisation',"
        " r.organisation, NULL FROM repositories r WHERE r.id = {subject} AND r.organisation"
        " <> '' UNION ALL SELECT 4, 'repository', 'former names', r.former_names, NULL FROM"
        " repositories r WHERE r.id = {subject} AND r.former_names <> '' UNION ALL SELECT 5,"
        " 'repository', 'kind', CASE WHEN r.is_private = 1 THEN 'private' ELSE 'public' END ||"
        " CASE WHEN r.is_archived = 1 THEN ', archived' ELSE '' END || CASE WHEN r.is_fork = 1"
        " THEN ', fork' ELSE '' END, NULL FROM repositories r WHERE r.id = {subject} AND"
        " r.provider NOT IN ('list', 'directory') UNION ALL SELECT 6, 'repository', 'last"
        " planned', '', r.last_seen FROM repositories r WHERE r.id = {subject} UNION ALL"
        " SELECT 7, 'scan', CASE WHEN s.is_complete = 1 THEN 'complete' ELSE 'incomplete' END,"
        " CAST(s.commits AS TEXT) || ' commits, ' || CAST(s.blobs AS TEXT) || ' blobs',"
        " s.finished FROM repositories r JOIN scans s ON s.id = r.last_scan_id WHERE r.id ="
        " {subject} UNION ALL SELECT 8, 'run', u.run_key, t.outcome || CASE WHEN t.reason = ''"
        " THEN '' ELSE ', ' || t.reason END || CASE WHEN t.message = '' THEN '' ELSE ': ' ||"
        " t.message END, t.ended FROM run_targets t JOIN runs u ON u.id = t.run_id WHERE"
        " t.repository_id = {subject} AND t.run_id = (SELECT MAX(m.run_id) FROM run_targets m"
        " WHERE m.repository_id = {subject}) UNION ALL SELECT 9, 'count', f.state || ' ' ||"
        " f.severity, CAST(COUNT(*) AS TEXT), MIN(f.first_seen) FROM findings f WHERE"
        " f.repository_id = {subject} GROUP BY f.state, f.severity UNION ALL SELECT 10 -"
        " f.severity_rank + 4, 'finding', f.rule_id, f.severity || ', ' || f.state || ', ' ||"
        " f.path || ':' || CAST(f.line AS TEXT) || CASE WHEN c.owner = '' THEN '' ELSE ',"
        " owner ' || c.owner END, f.first_seen FROM findings f JOIN credentials c ON c.id ="
        " f.credential_id WHERE f.repository_id = {subject} AND f.state <> 'fixed' UNION ALL"
        " SELECT 15, 'unread', d.kind, d.subject || ': ' || d.message, NULL FROM repositories"
        " r JOIN diagnostics d ON d.scan_id = r.last_scan_id WHERE r.id = {subject} AND"
        " d.is_incomplete = 1 UNION ALL SELECT 16, 'suppression', p.kind, p.path || ':' ||"
        " CAST(p.line AS TEXT) || CASE WHEN p.reason = '' THEN '' ELSE ', ' || p.reason END,"
        " p.until FROM suppressions p WHERE p.repository_id = {subject}) q",
    .order_by = "q.position, q.name, q.value, q.time NULLS LAST",
};

}  // namespace keyhound
