#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""validate_reports.py PROGRAM [SCHEMAS]: scans small repositories and validates the reports.

Every SARIF report is held against the published schemas of SARIF 2.1.0 in the folder SCHEMAS
(default: ../shared/schemas beside the source tree), every OSCAL document and the catalog within
against those of OSCAL 1.1.3 and 1.2.2, every secret detection report against GitLab's, and every
JSON report, in-toto statement, Code Quality report, JUnit file and CSV table against what
docs/reports.md promises of it. Without that folder only the latter is done, and the script says so
and exits with 77, which CTest counts as skipped. Needs git and python3-jsonschema. Tokens are made at
run time.
"""

import base64
import csv
import io
import json
import os
import pathlib
import random
import string
import subprocess
import sys
import tempfile
import xml.etree.ElementTree
import zlib

from findings_of_reports import (check_identifiers, check_junit, check_open_findings, fingerprints,
                                 outcomes)

SKIPPED = 77
SOURCE = pathlib.Path(__file__).resolve().parents[2]
SCHEMAS = ("sarif-schema-2.1.0.json", "sarif-schema-2.1.0.codeql-action.json",
           "sarif-2.1.0.multitool.json")
OSCAL_SCHEMAS = ("oscal_complete_schema-1-1-3.json", "oscal_complete_schema-1-2-2.json")
GITLAB_SCHEMA = "gitlab-secret-detection-report-format.json"
# Each format that a program reads, as it is asked for, and how those that are no JSON are read.
FORMATS = (["--format", "sarif"], ["--format", "json"], ["--format", "sarif-github"],
           ["--format", "oscal-ar"], ["--format", "oscal-poam"], ["--format", "in-toto"],
           ["--format", "gitlab"], ["--format", "gitlab-codequality"], ["--format", "junit"],
           ["--format", "csv"])
READERS = {"junit": xml.etree.ElementTree.fromstring,
           "csv": lambda text: list(csv.DictReader(io.StringIO(text, newline="")))}
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
    """The reports of one scan, by format, and their texts, which hold no secret, by "texts"."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8"}
    reports = {"texts": []}
    for form in FORMATS:
        command = [program, "scan", *map(str, arguments), "--now", NOW, *form]
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, check=False)
        failures.check(done.returncode == expected_code,
                       f"{command}: exit code {done.returncode}, not {expected_code}: "
                       f"{done.stderr.decode(errors='replace')}")
        reports["texts"].append(done.stdout.decode("utf-8"))
        reports[form[-1]] = READERS.get(form[-1], json.loads)(reports["texts"][-1])
    return reports


def without_unicode_classes(value):
    """The same schema with patterns that Python's re knows."""
    if isinstance(value, dict):
        return {key: one.replace(r"\p{L}", r"[^\W\d_]").replace(r"\p{N}", r"\d")
                if key == "pattern" and isinstance(one, str) else without_unicode_classes(one)
                for key, one in value.items()}
    return [without_unicode_classes(one) for one in value] if isinstance(value, list) else value


def load_validators(folder):
    """Dictionaries of validators by the name of their schema: SARIF's, OSCAL's and GitLab's."""
    if not folder.is_dir():
        return {}, {}, {}
    import jsonschema  # only when there is something to validate

    sarif, oscal, gitlab = {}, {}, {}
    for name in SCHEMAS:
        schema = json.loads((folder / name).read_text())
        # Two copies hold an "anyOf" as if it were a property of that name.
        schema["definitions"]["region"]["properties"].pop("anyOf", None)
        checker = jsonschema.validators.validator_for(schema, jsonschema.Draft4Validator)
        checker.check_schema(schema)
        sarif[name] = checker(schema, format_checker=jsonschema.FormatChecker())
    for name in OSCAL_SCHEMAS:
        schema = without_unicode_classes(json.loads((folder / name).read_text()))
        checker = jsonschema.validators.validator_for(schema, jsonschema.Draft7Validator)
        checker.check_schema(schema)
        oscal[name] = checker(schema, format_checker=jsonschema.FormatChecker())
    schema = json.loads((folder / GITLAB_SCHEMA).read_text())
    checker = jsonschema.validators.validator_for(schema, jsonschema.Draft7Validator)
    checker.check_schema(schema)
    gitlab[GITLAB_SCHEMA] = checker(schema)
    return sarif, oscal, gitlab


def check_validators(sarif, oscal, gitlab, reports, failures):
    """A validator that accepts everything proves nothing."""
    for name, validator in sarif.items():
        for change in ({"version": "9"}, {"runs": [{}]}, {"runs": {}}):
            failures.check(not validator.is_valid({**reports["sarif"], **change}),
                           f"{name} accepts a report with {change}")
    root = reports["oscal-ar"]["assessment-results"]
    for name, validator in oscal.items():
        for change in ({"uuid": "1"}, {"results": []}, {"import-ap": {}}, {"unknown": 1}):
            failures.check(not validator.is_valid({"assessment-results": {**root, **change}}),
                           f"{name} accepts a document with {change}")
    for name, validator in gitlab.items():
        for change in ({"version": 15}, {"scan": {}}, {"vulnerabilities": [{"id": "1"}]}):
            failures.check(not validator.is_valid({**reports["gitlab"], **change}),
                           f"{name} accepts a report with {change}")


def check_golden_files(sarif, oscal, gitlab, failures):
    """The reports of made-up results that the unit tests compare: with every member, and hostile."""
    folder = SOURCE / "fixtures" / "reports"
    for pattern, check, validators in (("*.sarif", check_sarif, sarif),
                                       ("*oscal*.json", check_oscal, oscal),
                                       ("*-gitlab.json", check_gitlab, gitlab)):
        golden = sorted(folder.glob(pattern))
        failures.check(golden, f"there are no golden files {pattern}")
        for path in golden:
            check(path.name, json.loads(path.read_text()), validators, failures)
    for path in sorted(folder.glob("*.xml")):
        # The version stands in golden files as <version>.
        text = path.read_text().replace("<version>", "0.1.0")
        check_junit(path.name, READERS["junit"](text.encode()), failures)


def check_schemas(name, report, validators, failures):
    for schema, validator in validators.items():
        for error in validator.iter_errors(report):
            # Of alternatives, the failure that got furthest says what is wrong.
            while error.context:
                error = max(error.context, key=lambda one: len(one.absolute_path))
            place = "/".join(map(str, error.absolute_path))
            failures.check(False, f"{name}: {schema}: {place}: {error.message[:300]}")


def check_sarif(name, report, validators, failures):
    check_schemas(name, report, validators, failures)
    run = report["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        ids = [rule["id"] for rule in rules[result["ruleIndex"]:][:1]]
        failures.check(ids == [result["ruleId"]],
                       f"{name}: ruleIndex of {result['ruleId']} points elsewhere")
        failures.check((result["kind"] == "fail") == (result["level"] != "none"),
                       f"{name}: kind {result['kind']} with level {result['level']}")


def check_github(name, sarif, github, failures):
    """What GitHub shows are the findings that no exception covers."""
    open_results = [one for one in sarif["runs"][0]["results"]
                    if one["kind"] == "fail" and "suppressions" not in one]
    shown = github["runs"][0]["results"]
    failures.check([one["partialFingerprints"] for one in shown] ==
                   [one["partialFingerprints"] for one in open_results],
                   f"{name}: GitHub's SARIF has other results")
    text = json.dumps(github)
    failures.check('"suppressions"' not in text and '"uriBaseId"' not in text,
                   f"{name}: GitHub's SARIF holds what GitHub does not read")


def check_gitlab(name, report, validators, failures):
    check_schemas(name, report, validators, failures)
    check_identifiers(name, report, failures)


def check_oscal(name, report, validators, failures):
    check_schemas(name, report, validators, failures)
    root = next(iter(report.values()))
    for resource in root.get("back-matter", {}).get("resources", []):
        if "base64" in resource:
            catalog = json.loads(base64.b64decode(resource["base64"]["value"], validate=True))
            check_schemas(f"{name}: catalog", catalog, validators, failures)


def check_statement(name, reports, failures):
    statement, report = reports["in-toto"], reports["json"]
    failures.check(statement["_type"] == "https://in-toto.io/Statement/v1", f"{name}: statement type")
    predicate = statement["predicate"]
    failures.check(predicate["keyhound_findings"] == len(report["findings"]),
                   f"{name}: the statement counts other findings")
    failures.check(predicate["result"] != "PASSED" or report["scan"]["complete"],
                   f"{name}: an incomplete scan passes")
    listed = predicate["passedTests"] + predicate["warnedTests"] + predicate["failedTests"]
    judged = [one["id"] for one in report.get("assessment", {}).get("policies", [])
              if one["pass"] + one["fail"] + one["waived"] + one["error"] > 0]
    failures.check(sorted(listed) == judged, f"{name}: the statement lists other policies")


def check_policies(name, reports, failures):
    """OSCAL counts the same verdicts as JSON."""
    policies = reports["json"].get("assessment", {}).get("policies", [])
    result = reports["oscal-ar"]["assessment-results"]["results"][0]
    told = {}
    for finding in result.get("findings", []):
        props = {prop["name"]: prop["value"] for prop in finding["props"]}
        told[props["policy-id"]] = {key: int(props[key]) for key in ("pass", "fail", "waived", "error")}
    expected = {one["id"]: {key: one[key] for key in ("pass", "fail", "waived", "error")}
                for one in policies}
    failures.check(told == {key: one for key, one in expected.items() if any(one.values())},
                   f"{name}: OSCAL has other verdicts")
    plan = reports["oscal-poam"]["plan-of-action-and-milestones"]
    items = [one for one in plan["poam-items"] if "related-risks" in one]
    failures.check(len(items) == sum(one["fail"] + one["waived"] for one in policies),
                   f"{name}: the plan has other items")


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


def validate(program, sarif, oscal, gitlab, work, failures):
    home = work / "home"
    home.mkdir()
    leaking = leaking_repository(work / "leaking")
    plain = scan(program, home, [leaking], 1, failures)
    found = fingerprints(plain["json"])
    failures.check(len(found) == 4, f"4 secrets are planted, {len(found)} are found")
    registry = work / "registry.yaml"
    registry.write_text(REGISTRY.format(first=found[0], second=found[1]))
    judged = scan(program, home, [leaking, "--registry", registry], 1, failures)
    for outcome in ("fail", "waived"):
        failures.check(outcome in outcomes(judged["json"]), f"no verdict is '{outcome}'")
    broken = scan(program, home, [damaged_repository(work / "damaged")], 1, failures)
    failures.check(not broken["json"]["scan"]["complete"],
                   "the scan of a damaged repository is complete")
    clean = scan(program, home, [clean_repository(work / "clean")], 0, failures)
    failures.check(clean["json"]["findings"] == [], "the clean repository has findings")
    tree = scan(program, home, [leaking, "--tree-only", "--max-occurrences", "1"], 1, failures)

    check_validators(sarif, oscal, gitlab, judged, failures)
    check_golden_files(sarif, oscal, gitlab, failures)
    secrets = [github_token(seed) for seed in (1, 2, 3, 4)]
    for name, reports in {"plain": plain, "judged": judged, "incomplete": broken, "clean": clean,
                          "tree": tree}.items():
        check_sarif(name, reports["sarif"], sarif, failures)
        check_sarif(f"{name} for GitHub", reports["sarif-github"], sarif, failures)
        check_github(name, reports["sarif"], reports["sarif-github"], failures)
        for form in ("oscal-ar", "oscal-poam"):
            check_oscal(f"{name} {form}", reports[form], oscal, failures)
        check_json(name, reports["json"], failures)
        check_statement(name, reports, failures)
        check_policies(name, reports, failures)
        check_gitlab(name, reports["gitlab"], gitlab, failures)
        check_junit(name, reports["junit"], failures)
        check_open_findings(name, reports, failures)
        text = "".join(reports["texts"])
        failures.check(not any(secret in text for secret in secrets), f"{name}: holds a secret")


def main():
    if len(sys.argv) not in (2, 3):
        print(__doc__.splitlines()[0], file=sys.stderr)
        return 2
    folder = pathlib.Path(sys.argv[2] if len(sys.argv) == 3 else SOURCE / ".." / "shared" / "schemas")
    failures = Failures()
    with tempfile.TemporaryDirectory(prefix="keyhound-reports-") as work:
        validate(os.path.abspath(sys.argv[1]), *load_validators(folder), pathlib.Path(work), failures)
    print(f"{failures.count} failures")
    if failures.count == 0 and not folder.is_dir():
        print(f"skipped: there is no folder of schemas at {folder}")
        return SKIPPED
    return 1 if failures.count else 0


if __name__ == "__main__":
    sys.exit(main())
