#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""make_store.py: the rows of a store (docs/store.md) of any size, as one INSERT statement a batch,
which SQLite and PostgreSQL both take. With --sqlite FILE it makes that file, schema and all; else
the statements go to standard output, for a store that `keyhound` has made and that is empty.

Everything follows from the numbers and --seed: the same call writes the same bytes. No value is a
secret or looks like one: redacted forms are stars, fingerprints are hashes of counters.
"""
import argparse
import datetime
import hashlib
import json
import pathlib
import random
import sqlite3
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]
NOW = datetime.datetime(2026, 11, 30, 9, tzinfo=datetime.timezone.utc)
SEVERITIES = ["info", "low", "medium", "high", "critical"]
RULES = [
    ("aws-access-key-id", "AWS access key", "critical"), ("github-pat", "GitHub personal access token", "critical"),
    ("gitlab-pat", "GitLab personal access token", "critical"), ("stripe-secret-key", "Stripe secret key", "critical"),
    ("slack-bot-token", "Slack bot token", "high"), ("google-api-key", "Google API key", "high"),
    ("private-key", "Private key", "high"), ("postgres-url", "PostgreSQL URL with a password", "high"),
    ("npm-token", "npm access token", "high"), ("sendgrid-api-key", "SendGrid API key", "medium"),
    ("generic-secret", "Value that looks like a secret", "medium"), ("jwt", "JSON Web Token", "medium"),
    ("sentry-dsn", "Sentry DSN", "low"), ("basic-auth-url", "URL with user and password", "low"),
    ("weak-hash", "Hash of a password", "info"),
]
POLICIES = [
    ("OWN1001", "Each credential has an accountable owner"), ("OWN1002", "Owners are reachable"),
    ("ROT1001", "Credentials are rotated in their period"), ("ROT1002", "Expired credentials are revoked"),
    ("USE1001", "One credential is used in one place"), ("USE1002", "Production credentials stay out of tests"),
    ("CIC1001", "Deployment secrets need an environment"), ("CIC1002", "Pipelines use short-lived identities"),
    ("EXC1001", "Exceptions end within 90 days"), ("LEA1001", "Leaked credentials are revoked within a day"),
]
AREAS = ["pay", "ledger", "identity", "search", "mobile", "web", "infra", "data", "risk", "mail", "docs", "tools"]
PARTS = ["api", "worker", "gateway", "console", "sync", "importer", "jobs", "client", "models", "proxy", "charts", "lib"]
PATHS = ["config/settings.env", "deploy/values.yaml", "src/main/resources/application.properties", ".env", "scripts/deploy.sh",
         "terraform/variables.tf", "test/fixtures/keys.json", "docker-compose.yml", "docs/setup.md", ".github/workflows/release.yml"]
PEOPLE = ["Ana Example", "Ben Example", "Chidi Example", "Dora Example", "Emil Example", "Fatima Example"]
FAILURES = [("not-found", "the server answers 404: there is no such repository, or the token may not see it"),
            ("time-limit", "stopped after 600 seconds"), ("memory-limit", "stopped at 2.0 GB of memory"),
            ("authentication", "the server answers 401: the token is not valid any more"), ("corrupt", "pack-8c1f: a delta's base is missing")]
HOSTILE = ["<img src=x onerror=alert(1)>", "</script><script>alert(2)</script>", "\u202egpj.exe\u202c-pay", "x" * 240,
           "\"><svg onload=alert(3)>", "__proto__", "constructor", "{{7*7}}${7*7}", "a\nb\u2028c", "=cmd|' /C calc'!A0"]


def moment(days_ago, seconds=0):
    """RFC 3339 of a moment before NOW."""
    return (NOW - datetime.timedelta(days=days_ago, seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def digest(*words):
    return hashlib.sha256("/".join(map(str, words)).encode()).hexdigest()


def quoted(value):
    if value is None:
        return "NULL"
    if isinstance(value, (int, float)):
        return repr(value)
    return "'" + value.replace("'", "''") + "'"


class Statements:
    """Collects rows and hands over INSERT statements of up to 500 of them."""

    def __init__(self, run):
        self.run = run
        self.rows = {}

    def add(self, table, **row):
        key = (table, tuple(row))
        rows = self.rows.setdefault(key, [])
        rows.append("(" + ",".join(quoted(value) for value in row.values()) + ")")
        if len(rows) >= 500:
            self.flush(key)

    def flush(self, key=None):
        for one in [key] if key else list(self.rows):
            table, columns = one
            rows = self.rows.pop(one, [])
            if rows:
                self.run(f"INSERT INTO {table} ({','.join(columns)}) VALUES\n" + ",\n".join(rows) + ";\n")


class Store:
    def __init__(self, out, options):
        self.out = out
        self.options = options
        self.random = random.Random(options.seed)
        self.owners = [f"group:{area}-{part}" for area in AREAS for part in ("platform", "product", "ops")]
        self.policy_fails = {policy: 0 for policy, _ in POLICIES}

    def repository_name(self, i):
        if self.options.hostile and i % 10 == 3:
            return f"git.acme.example/{i}/" + HOSTILE[(i // 10) % len(HOSTILE)]
        return f"github.com/acme/{AREAS[i % len(AREAS)]}-{PARTS[(i // len(AREAS)) % len(PARTS)]}" + (f"-{i // 144}" if i >= 144 else "")

    def text(self, plain, i):
        return HOSTILE[i % len(HOSTILE)] if self.options.hostile and i % 4 == 1 else plain

    def repositories(self):
        for i in range(self.options.repositories):
            name = self.repository_name(i)
            self.out.add("repositories", id=i + 1, name=name, location=f"https://{name}.git", provider="github", provider_id=str(1000 + i),
                         organisation="acme", is_archived=int(i % 37 == 5), is_fork=int(i % 23 == 7), is_private=int(i % 3 != 0),
                         size_kib=int(self.random.lognormvariate(7, 2)), refs_digest=digest("refs", i), basis=digest("basis"),
                         last_scan_id=None if self.outcome(i, self.options.runs)[0] in ("failed", "excluded") else (self.options.runs - 1) * self.options.repositories + i + 1,
                         first_seen=moment(7 * self.options.runs), last_seen=moment(0))
        self.out.flush()

    def outcome(self, i, run):
        if i % 37 == 5:
            return "excluded", "archived", "the repository is archived"
        if i % 23 == 7 and i % 2 == 0:
            return "excluded", "fork", "the repository is a fork"
        if (i * 7 + run) % 311 == 3:
            reason, message = FAILURES[(i + run) % len(FAILURES)]
            return "failed", reason, self.text(message, i)
        return ("unchanged", "", "") if (i + run) % 5 else ("scanned", "", "")

    def runs(self):
        count = self.options.runs
        for run in range(1, count + 1):
            days = 7 * (count - run)
            self.out.add("runs", id=run, run_key=f"nightly-{run:04}", plan_digest=digest("plan"), plan_complete=1, shard_count=4, state="finished",
                         tool_version="0.1.0", rules_digest=digest("rules"), policies_digest=digest("policies"), registry_digest=digest("registry"),
                         started=moment(days, 3600), finished=moment(days, 300))
            self.targets(run, days)
        self.out.flush()

    def targets(self, run, days):
        for i in range(self.options.repositories):
            outcome, reason, message = self.outcome(i, run)
            seconds = round(self.random.lognormvariate(0, 1), 2) if outcome == "scanned" else 0.02
            self.out.add("run_targets", run_id=run, repository_id=i + 1, shard=i % 4 + 1, outcome=outcome, reason=reason, message=message,
                         attempts=3 if outcome == "failed" else int(outcome != "excluded"), seconds=seconds, ended=moment(days, 3000 - i % 2500))
            if outcome in ("failed", "excluded") or run != self.options.runs:
                continue
            scan = (run - 1) * self.options.repositories + i + 1
            is_complete = int(i % 97 != 11)
            self.out.add("scans", id=scan, run_id=run, repository_id=i + 1, head=digest("head", i)[:40], refs_digest=digest("refs", i), basis=digest("basis"),
                         commits=50 + i % 900, blobs=400 + i % 5000, files=80 + i % 700, bytes=1000000 + i * 977, is_complete=is_complete,
                         exit_code=1 if is_complete else 3, seconds=seconds, report=f"sarif/{i}.sarif", started=moment(days, 3100), finished=moment(days, 3000 - i % 2500))
            if not is_complete:
                self.out.add("diagnostics", scan_id=scan, repository_id=i + 1, kind="unreadable-object", subject=self.text(digest("blob", i)[:40], i + 1),
                             message=self.text("the object is damaged and stands nowhere else", i), is_incomplete=1)

    def credential(self, number, rule, first, last, repositories):
        identity = digest("credential", number)
        is_owned = number % 7 != 3
        registry = f"cred-{number % 400:04}" if is_owned and number % 2 else ""
        owner = self.owners[number % len(self.owners)] if is_owned else ""
        if self.options.hostile and number % 31 == 4:
            owner = HOSTILE[number % len(HOSTILE)]
        self.out.add("credentials", id=number + 1, fingerprint=f"kh1:public:{identity[:32]}", rule_id=rule[0], kind="secret", title=self.text(rule[1], number),
                     redacted=f"{identity[:3]}{'*' * (8 + number % 12)}{identity[-2:]}", registry_id=registry, owner=owner, matched_by="fingerprint" if registry else "",
                     is_weak_match=0, liveness=["", "", "active", "revoked"][number % 4], repository_count=repositories, first_seen=first, last_seen=last)

    # Every fifth credential stands in several repositories.
    def places_of(self, number):
        count = 1 if number % 5 else 2 + number % 7
        start = self.random.randrange(self.options.repositories)
        spread = max(1, self.options.repositories // 11)
        return sorted({(start + k * spread * (1 + number % 3)) % self.options.repositories for k in range(count)})

    def findings(self):
        per_finding = max(1, self.options.occurrences // max(1, self.options.findings))
        finding = number = 0
        while finding < self.options.findings:
            rule = RULES[self.random.randrange(len(RULES)) if number % 3 else 0]
            places = self.places_of(number)[:self.options.findings - finding]
            age = self.random.randrange(1, 7 * self.options.runs)
            alive = 0
            for repository in places:
                state = self.state(finding)
                alive += state != "fixed"
                self.finding(finding + 1, repository, number, rule, state, age, per_finding)
                finding += 1
            self.credential(number, rule, moment(age), moment(0), alive)
            number += 1
        self.out.flush()

    def state(self, finding):
        return {3: "new", 7: "fixed", 11: "waived", 13: "regressed", 15: "fixed"}.get(finding % 20, "existing")

    def finding(self, number, repository, credential, rule, state, age, occurrences):
        severity = rule[2]
        commit = digest("commit", number)[:40]
        path = self.text(f"{AREAS[number % len(AREAS)]}/{PATHS[number % len(PATHS)]}", number)
        run = self.options.runs
        self.out.add("findings", id=number, repository_id=repository + 1, credential_id=credential + 1, rule_id=rule[0], state=state,
                     closed_reason="not-found" if state == "fixed" else "", severity=severity, severity_rank=SEVERITIES.index(severity), confidence="high",
                     level="error" if severity in ("critical", "high") else "warning", score=2.0 * SEVERITIES.index(severity) + number % 10 / 10,
                     title=self.text(rule[1], number), message=self.text(f"{rule[1]} in {path}", number + 1),
                     remedy="Revoke it at its provider, then take it out of the repository.", identity=json.dumps({"key_id": digest("id", credential)[:12]}),
                     tags=json.dumps(["cloud"] if credential % 2 else []), waiver=("EXC-%03d" % (number % 60) if number % 2 else "baseline") if state == "waived" else "",
                     waiver_reason="accepted until the migration" if state == "waived" else "", waiver_until=moment(-30) if state == "waived" else None,
                     is_in_head=number % 2, occurrence_count=occurrences, path=path, line=1 + number % 400, commit_id=commit, author=self.text(PEOPLE[number % len(PEOPLE)], number + 2),
                     committed=moment(age + 3), first_run_id=run if state == "new" else 1, first_scan_id=repository + 1, last_scan_id=(run - 1) * self.options.repositories + repository + 1,
                     regressed_run_id=run if state == "regressed" else None, first_seen=moment(0 if state == "new" else age), last_seen=moment(7 if state == "fixed" else 0),
                     fixed_run_id=run if state == "fixed" else None, fixed=moment(1) if state == "fixed" else None, regressed=moment(0) if state == "regressed" else None)
        for ordinal in range(occurrences):
            self.out.add("occurrences", finding_id=number, ordinal=ordinal, path=path if ordinal == 0 else f"{path}.{ordinal}", start_line=1 + number % 400, start_column=7,
                         end_line=1 + number % 400, end_column=47, blob=digest("blob", number, ordinal)[:40], commit_id=commit, author=PEOPLE[number % len(PEOPLE)],
                         author_email="someone@acme.example", committed=moment(age + 3), is_in_head=number % 2, is_reachable=1)
        if state != "fixed":
            self.verdicts(number, credential, state)

    def verdicts(self, number, credential, state):
        for i, (policy, title) in enumerate(POLICIES[:6]):
            is_failure = (number + i) % 9 == 0 or (policy == "OWN1001" and credential % 7 == 3) or (policy == "USE1001" and credential % 5 == 0)
            outcome = "waived" if state == "waived" and is_failure else "fail" if is_failure else "pass"
            if outcome == "pass" and i > 1:
                continue
            self.policy_fails[policy] += outcome == "fail"
            self.out.add("verdicts", finding_id=number, policy_id=policy, outcome=outcome, level="error", message=f"{title}: not met" if is_failure else "",
                         exception_id="EXC-%03d" % (number % 60) if outcome == "waived" else "")

    def registry(self):
        for i in range(400):
            owner = self.owners[i % len(self.owners)]
            self.out.add("registry_credentials", registry_id=f"cred-{i:04}", title=self.text(f"Key {i} of {owner}", i), kind="api-key", type="service", status="active", owner=owner,
                         operator_party="", environment="prod", provider="aws", created=moment(700), last_rotated=moment(200 - i % 180), rotation_due=moment(i % 180 - 90),
                         expires=None, revoked=None, findings=i % 9, path="keyhound-registry.yaml", line=10 + 8 * i)
            for policy in ("ROT1001", "OWN1002"):
                outcome = "fail" if (i + len(policy)) % 7 == 0 or (policy == "ROT1001" and i % 180 > 90) else "pass"
                self.out.add("subject_verdicts", subject=f"credential:cred-{i:04}", policy_id=policy, outcome=outcome, level="error",
                             message=self.text("the rotation is late", i) if outcome == "fail" else "", registry_id=f"cred-{i:04}", owner=owner, path="keyhound-registry.yaml", line=10 + 8 * i)
        for i in range(60):
            self.out.add("registry_exceptions", exception_id="EXC-%03d" % i, registry_id=f"cred-{i * 3:04}", policies="ROT1001 OWN1001" if i % 3 else "USE1001",
                         reason=self.text("the vendor rotates it in the next quarter", i), approver=PEOPLE[i % len(PEOPLE)], requested_by=PEOPLE[(i + 1) % len(PEOPLE)],
                         ticket=f"SEC-{100 + i}", compensating_control="network allow-list" if i % 2 else "", granted=moment(80 - i), expires=moment(25 - i), is_in_force=int(i > 25))
        for i in range(self.options.repositories // 20):
            self.out.add("suppressions", repository_id=i * 20 + 1, kind="comment", rule_id="generic-secret", path="src/test.c", line=3 + i % 50,
                         reason=self.text("a value of a test", i), until=moment(40 - i % 80), detail="{}")
        for i in range(self.options.repositories):
            if i % 4 == 0:
                self.out.add("secret_references", repository_id=i + 1, secret_ref=f"github:acme/{i}/DEPLOY_KEY", name=self.text("DEPLOY_KEY", i // 4), platform="github-actions", store="github",
                             kind="secret", path=".github/workflows/release.yml", line=14, job="deploy", step="push", environment="production", resolution="named", detail="{}")
        self.out.flush()

    def totals(self):
        count = self.options.runs
        states = {"new": 0, "existing": 0, "regressed": 0, "waived": 0, "fixed": 0}
        severities = {name: 0 for name in SEVERITIES}
        for finding in range(self.options.findings):
            states[self.state(finding)] += 1
        is_open = states["new"] + states["existing"] + states["regressed"]
        for run in range(1, count + 1):
            wave = 1 + 0.35 * (count - run) / count * (1 if run % 4 else 0.8)
            total = int(is_open * wave)
            left = total
            fresh, back = int(states["new"] * (0.4 + run % 5 / 6)), int(states["regressed"] * (0.3 + run % 3 / 4))
            values = {"findings.open": total, "findings.new": fresh, "findings.regressed": back, "findings.existing": max(0, total - fresh - back),
                      "findings.waived": int(states["waived"] * run / count), "findings.fixed": int(states["fixed"] * (0.1 + run % 4 / 12)),
                      "credentials.open": int(total / 1.6), "credentials.reused": int(total / 14), "credentials.unowned": int(total / 11),
                      "repositories.known": self.options.repositories, "repositories.with_findings": int(self.options.repositories * 0.9)}
            for share, name in zip((0.08, 0.22, 0.3, 0.3), ("info", "low", "medium", "high")):
                severities[name] = int(total * share)
                left -= severities[name]
            severities["critical"] = left
            values.update({f"findings.open.{name}": value for name, value in severities.items()})
            outcomes = [self.outcome(i, run)[0] for i in range(self.options.repositories)]
            for name in ("scanned", "unchanged", "failed", "excluded", "pending"):
                values[f"targets.{name}"] = outcomes.count(name)
            values["targets.planned"] = len(outcomes)
            values["targets.incomplete"] = sum(1 for i, name in enumerate(outcomes) if name == "scanned" and i % 97 == 11)
            for name, value in sorted(values.items()):
                self.out.add("run_totals", run_id=run, name=name, value=value)
            for i, (policy, title) in enumerate(POLICIES):
                self.out.add("policy_totals", run_id=run, policy_id=policy, title=title, passed=4000 + 31 * i, failed=int(self.policy_fails[policy] * wave), waived=12 * i, errors=i % 3)
        self.out.flush()

    def write(self):
        self.repositories()
        self.runs()
        self.findings()
        self.registry()
        self.totals()


def make_sqlite(path, options):
    """A SQLite file with the schema of scanner/store/migrations and the rows."""
    pathlib.Path(path).unlink(missing_ok=True)
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    for migration in sorted((ROOT / "scanner/store/migrations").glob("*.sql")):
        database.executescript(migration.read_text().replace("{id}", "id INTEGER PRIMARY KEY").replace("{clustered}", " WITHOUT ROWID"))
        database.execute("INSERT INTO schema_version (version, applied) VALUES (?, ?)", (int(migration.name[:4]), moment(0)))
    database.execute("BEGIN")
    Store(Statements(database.execute), options).write()
    database.execute("COMMIT")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repositories", type=int, default=2000)
    parser.add_argument("--findings", type=int, default=20000)
    parser.add_argument("--occurrences", type=int, default=0, help="in all; at least one a finding")
    parser.add_argument("--runs", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hostile", action="store_true", help="names that attack their reader")
    parser.add_argument("--sqlite", metavar="FILE")
    options = parser.parse_args()
    if options.sqlite:
        make_sqlite(options.sqlite, options)
    else:
        sys.stdout.write("BEGIN;\n")
        Store(Statements(sys.stdout.write), options).write()
        sys.stdout.write("COMMIT;\n")


if __name__ == "__main__":
    main()
