"""What a store says of its last run and of the findings, without row numbers and times: two ways to scan the same
repositories must say the same."""
import pathlib
import sqlite3

PARTS = {
    "finding": """SELECT r.name, f.rule_id, c.fingerprint, f.state, f.severity, f.confidence, f.title, f.path, f.line,
        f.commit_id, f.author, f.is_in_head, f.occurrence_count FROM findings f
        JOIN repositories r ON r.id = f.repository_id JOIN credentials c ON c.id = f.credential_id""",
    "occurrence": """SELECT r.name, f.rule_id, c.fingerprint, o.ordinal, o.path, o.start_line, o.start_column, o.commit_id,
        o.removed_commit_id FROM occurrences o JOIN findings f ON f.id = o.finding_id
        JOIN repositories r ON r.id = f.repository_id JOIN credentials c ON c.id = f.credential_id""",
    "credential": "SELECT fingerprint, rule_id, kind, redacted, repository_count FROM credentials",
    "target": """SELECT r.name, t.outcome, t.reason FROM run_targets t JOIN repositories r ON r.id = t.repository_id
        WHERE t.run_id = (SELECT MAX(id) FROM runs)""",
    "scan": """SELECT r.name, s.refs_digest, s.commits, s.blobs, s.is_complete FROM scans s
        JOIN repositories r ON r.id = s.repository_id WHERE s.run_id = (SELECT MAX(id) FROM runs)""",
    "diagnostic": """SELECT r.name, d.kind, d.subject FROM diagnostics d JOIN repositories r ON r.id = d.repository_id
        JOIN scans s ON s.id = d.scan_id WHERE s.run_id = (SELECT MAX(id) FROM runs)""",
    "run": "SELECT state, plan_complete FROM runs WHERE id = (SELECT MAX(id) FROM runs)",
    "total": "SELECT name, value FROM run_totals WHERE run_id = (SELECT MAX(id) FROM runs)",
}


def sqlite_query(path):
    """A function that answers the rows of a statement, as lists of texts."""
    def query(sql):
        connection = sqlite3.connect(pathlib.Path(path).resolve().as_uri() + "?mode=ro", uri=True)
        try:
            return [["" if value is None else str(value) for value in row] for row in connection.execute(sql)]
        finally:
            connection.close()
    return query


def store_content(query):
    """Sorted lines; a line that is there twice is twice in the store."""
    return sorted("\t".join([part, *row]) for part, sql in PARTS.items() for row in query(sql))


def differences(expected, actual):
    """Lines that only one of the two has, as often as it has them more."""
    result, rest = [], list(actual)
    for line in expected:
        if line in rest:
            rest.remove(line)
        else:
            result.append(f"lost:   {line}")
    return result + [f"double: {line}" for line in rest]
