#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""validate_reports.py PROGRAM [SCHEMAS]: scans small repositories and validates the reports.

Every SARIF report is held against the published schemas of SARIF 2.1.0 in the folder SCHEMAS
(default: ../shared/schemas beside the source tree), and every JSON report against what
docs/reports.md promises of it. Without that folder the script says so and exits with 77, which
CTest counts as skipped. Needs git and python3-jsonschema. Tokens are made at run time.
"""

import json
import os
import pathlib
import random
import string
import subprocess
import sys
import tempfile
import zlib

SKIPPED = 77
SOURCE = pathlib.Path(__file__).resolve().parents[2]
SCHEMAS = ("sarif-schema-2.1.0.json", "sarif-schema-2.1.0.codeql-action.json",
           "sarif-2.1.0.multitool.json")
NOW = "2026-11-23T00:00:00Z"
BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase

REGISTRY = """\
apiVersion: keyhound.dev/v1
kind: CredentialRegistry
parties:
  - {{id: "group:payments", type: team, contact: pay@acme.example}}
  - {{id: "user:ana", type: human}}
  - {{id: "user:ciso", type: human}}
credentials:
  - id: pay-token
    title: Token of the pay service
    status: active
    identity: {{fingerprints: ["{first}"]}}
    owner: {{accountable: "group:payments"}}
    lifecycle:
      created: 2026-01-01
      last_rotated: {{at: 2026-01-02, source: vault}}
      rotation: {{period: P90D, grace: P7D, on_leak: PT24H}}
  - id: orphan
    title: Token of nobody
    status: active
    identity: {{fingerprints: ["{second}"]}}
exceptions:
  - id: EXC-1
    applies_to: {{credential: pay-token, policies: [ROT1001]}}
    reason: vendor change freeze
    type: fix-deferred
    risk_owner: group:payments
    approver: user:ciso
    requested_by: user:ana
    ticket: https://tickets.acme.example/SEC-140
    granted: 2026-11-10
    expires: 2026-12-10
  - id: EXC-2
    applies_to: {{credential: pay-token, policies: [ROT1002]}}
    reason: over since long
    type: fix-deferred
    risk_owner: group:payments
    approver: user:ciso
    requested_by: user:ana
    ticket: https://tickets.acme.example/SEC-141
    granted: 2026-03-01
    expires: 2026-04-01
"""


def github_token(seed):
    """A token of GitHub's form whose checksum is right, the same for the same seed."""
    body = "".join(random.Random(seed).sample(BASE62, 30))
    rest, digits = zlib.crc32(body.encode()), ""
    for _ in range(6):
        rest, digit = divmod(rest, 62)
        digits = BASE62[digit] + digits
    return "ghp_" + body + digits


class Failures:
    """Counts and prints what is wrong."""

    def __init__(self):
        self.count = 0

    def check(self, is_right, what):
        if not is_right:
            self.count += 1
            print("FAIL:", what)


def git(folder, *arguments):
    environment = dict(os.environ, GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_NOSYSTEM="1",
                       GIT_AUTHOR_DATE="2026-01-10T12:00:00Z",
                       GIT_COMMITTER_DATE="2026-01-10T12:00:00Z")
    who = ["-c", "user.name=Ana", "-c", "user.email=ana@acme.example", "-c", "gc.auto=0"]
    done = subprocess.run(["git", *who, "-C", str(folder), *arguments], env=environment, check=True,
                          stdout=subprocess.PIPE, text=True)
    return done.stdout.strip()


def commit(folder, files, message):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        git(folder, "add", "--force", "--", name)
    git(folder, "commit", "--quiet", "-m", message)


def new_repository(folder):
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    return folder


def leaking_repository(folder):
    """Findings in history, in HEAD, in the work tree, at hostile paths and in a message."""
    new_repository(folder)
    first, second, third = (github_token(seed) for seed in (1, 2, 3))
    commit(folder, {"config/app.env": f"token = {first}\n", "b ä%20#?.txt": f"# {second}\n"}, "leak")
    commit(folder, {"config/app.env": "token =\n", "README": "text\n"}, "gone again")
    commit(folder, {"copy.env": f"{first}\n{second}\n"}, f"a message with {third}")
    (folder / "untracked.env").write_text(github_token(4) + "\n")
    return folder


def damaged_repository(folder):
    """One finding, and one object that cannot be read."""
    new_repository(folder)
    commit(folder, {"app.env": github_token(1) + "\n", "lost.txt": "lost\n"}, "first")
    blob = git(folder, "rev-parse", "HEAD:lost.txt")
    path = folder / ".git" / "objects" / blob[:2] / blob[2:]
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-6])
    return folder


def clean_repository(folder):
    new_repository(folder)
    commit(folder, {"README": "nothing here\n"}, "first")
    return folder


def scan(program, home, arguments, expected_code, failures):
    """The SARIF and the JSON report of one scan."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8"}
    reports = []
    for form in ("sarif", "json"):
        command = [program, "scan", *map(str, arguments), "--now", NOW, "--format", form]
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, check=False)
        failures.check(done.returncode == expected_code,
                       f"{command}: exit code {done.returncode}, not {expected_code}: "
                       f"{done.stderr.decode(errors='replace')}")
        reports.append(json.loads(done.stdout.decode("utf-8")))
    return reports


def load_validators(folder):
    import jsonschema  # only when there is something to validate

    validators = {}
    for name in SCHEMAS:
        schema = json.loads((folder / name).read_text())
        # Two copies hold an "anyOf" as if it were a property of that name.
        schema["definitions"]["region"]["properties"].pop("anyOf", None)
        checker = jsonschema.validators.validator_for(schema, jsonschema.Draft4Validator)
        checker.check_schema(schema)
        validators[name] = checker(schema, format_checker=jsonschema.FormatChecker())
    return validators


def check_validators(validators, report, failures):
    """A validator that accepts everything proves nothing."""
    for name, validator in validators.items():
        for change in ({"version": "9"}, {"runs": [{}]}, {"runs": {}}):
            failures.check(not validator.is_valid({**report, **change}),
                           f"{name} accepts a report with {change}")


def check_golden_files(validators, failures):
    """The reports of made-up results that the unit tests compare: with every member, and hostile."""
    golden = sorted((SOURCE / "fixtures" / "reports").glob("*.sarif"))
    failures.check(golden, "there are no golden SARIF files")
    for path in golden:
        check_sarif(path.name, json.loads(path.read_text()), validators, failures)


def check_sarif(name, report, validators, failures):
    for schema, validator in validators.items():
        for error in validator.iter_errors(report):
            place = "/".join(map(str, error.absolute_path))
            failures.check(False, f"{name}: {schema}: {place}: {error.message[:300]}")
    run = report["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        ids = [rule["id"] for rule in rules[result["ruleIndex"]:][:1]]
        failures.check(ids == [result["ruleId"]],
                       f"{name}: ruleIndex of {result['ruleId']} points elsewhere")


def check_json(name, report, failures):
    failures.check(report["schema"] == "keyhound/findings/v1", f"{name}: schema {report['schema']}")
    is_complete = report["scan"]["complete"]
    failures.check(isinstance(is_complete, bool), f"{name}: complete is no boolean")
    incomplete = [one for one in report["diagnostics"] if one["incomplete"]]
    failures.check(is_complete == (not incomplete), f"{name}: complete contradicts the diagnostics")
    for finding in report["findings"]:
        for key in ("rule_id", "kind", "title", "message", "severity", "confidence", "level", "score",
                    "fingerprint", "occurrences", "occurrence_count", "policies"):
            failures.check(key in finding, f"{name}: a finding without {key}")


def outcomes(report):
    """All verdicts of a JSON report."""
    return {verdict["outcome"] for finding in report["findings"]
            for verdict in finding.get("policies", [])}


def fingerprints(report):
    return sorted({one["fingerprint"] for one in report["findings"] if one["kind"] == "secret"})


def validate(program, validators, work, failures):
    home = work / "home"
    home.mkdir()
    leaking = leaking_repository(work / "leaking")
    plain = scan(program, home, [leaking], 1, failures)
    found = fingerprints(plain[1])
    failures.check(len(found) == 4, f"4 secrets are planted, {len(found)} are found")
    registry = work / "registry.yaml"
    registry.write_text(REGISTRY.format(first=found[0], second=found[1]))
    judged = scan(program, home, [leaking, "--registry", registry], 1, failures)
    for outcome in ("fail", "waived"):
        failures.check(outcome in outcomes(judged[1]), f"no verdict is '{outcome}'")
    broken = scan(program, home, [damaged_repository(work / "damaged")], 1, failures)
    failures.check(not broken[1]["scan"]["complete"], "the scan of a damaged repository is complete")
    clean = scan(program, home, [clean_repository(work / "clean")], 0, failures)
    failures.check(clean[1]["findings"] == [], "the clean repository has findings")
    tree = scan(program, home, [leaking, "--tree-only", "--max-occurrences", "1"], 1, failures)

    check_validators(validators, plain[0], failures)
    check_golden_files(validators, failures)
    secrets = [github_token(seed) for seed in (1, 2, 3, 4)]
    for name, (sarif, report) in {"plain": plain, "judged": judged, "incomplete": broken,
                                  "clean": clean, "tree": tree}.items():
        check_sarif(name, sarif, validators, failures)
        check_json(name, report, failures)
        text = json.dumps([sarif, report])
        failures.check(not any(secret in text for secret in secrets), f"{name}: holds a secret")


def main():
    if len(sys.argv) not in (2, 3):
        print(__doc__.splitlines()[0], file=sys.stderr)
        return 2
    folder = pathlib.Path(sys.argv[2] if len(sys.argv) == 3 else SOURCE / ".." / "shared" / "schemas")
    if not folder.is_dir():
        print(f"skipped: there is no folder of schemas at {folder}")
        return SKIPPED
    failures = Failures()
    with tempfile.TemporaryDirectory(prefix="keyhound-reports-") as work:
        validate(os.path.abspath(sys.argv[1]), load_validators(folder), pathlib.Path(work), failures)
    print(f"{failures.count} failures")
    return 1 if failures.count else 0


if __name__ == "__main__":
    sys.exit(main())
