# SPDX-License-Identifier: Apache-2.0
"""What the tests ask of the findings in reports, and in which formats must agree on them."""

import json


def check_identifiers(name, report, failures):
    failures.check("raw_source_code_extract" not in json.dumps(report),
                   f"{name}: holds the source of a secret")
    known = {one["value"] for one in report["scan"]["primary_identifiers"]}
    for one in report["vulnerabilities"]:
        failures.check(one["identifiers"][0]["value"] in known,
                       f"{name}: {one['identifiers'][0]['value']} is no primary identifier")


def check_junit(name, root, failures):
    """The numbers of a suite are those of its test cases."""
    failures.check(root.tag == "testsuites" and len(root) == 1, f"{name}: not one test suite")
    suite = root[0]
    for tag, attribute in (("testcase", "tests"), ("failure", "failures"), ("error", "errors")):
        count = len(list(suite.iter(tag)))
        for element in (root, suite):
            failures.check(element.get(attribute) == str(count),
                           f"{name}: {attribute} is {element.get(attribute)} of {count}")
    names = [(case.get("classname"), case.get("name")) for case in suite.iter("testcase")]
    failures.check(len(set(names)) == len(names), f"{name}: test cases of one name")


def is_waived(finding):
    return finding.get("waived", False) or "accepted" in finding


def check_open_findings(name, reports, failures):
    """GitLab's reports, JUnit and CSV tell the findings of JSON."""
    findings = reports["json"]["findings"]
    is_open = [one for one in findings if not is_waived(one)]
    incomplete = [one for one in reports["json"]["diagnostics"] if one["incomplete"]]
    failures.check(len(reports["gitlab"]["vulnerabilities"]) == len(is_open),
                   f"{name}: GitLab has other findings")
    failures.check(reports["gitlab"]["scan"]["status"] == ("failure" if incomplete else "success"),
                   f"{name}: GitLab's status is {reports['gitlab']['scan']['status']}")
    failures.check(reports["junit"].get("failures") == str(len(is_open)), f"{name}: JUnit's failures")
    failures.check(reports["junit"].get("errors") == str(len(incomplete)), f"{name}: JUnit's errors")
    rows = [row for row in reports["csv"] if row["record"] == "finding"]
    failures.check([(row["rule_id"], row["fingerprint"]) for row in rows] ==
                   [(one["rule_id"], one["fingerprint"]) for one in findings],
                   f"{name}: CSV has other findings")
    failures.check(len([row for row in rows if row["state"] == "open"]) == len(is_open),
                   f"{name}: CSV has other open findings")
    rules = {one["rule_id"] for one in is_open}
    issues = [one for one in reports["gitlab-codequality"] if one["check_name"] in rules]
    failures.check(len(issues) == len(is_open), f"{name}: Code Quality has other findings")
    marks = {one["fingerprint"] for one in reports["gitlab-codequality"]}
    failures.check(len(marks) == len(reports["gitlab-codequality"]),
                   f"{name}: Code Quality issues of one fingerprint")


def outcomes(report):
    """All verdicts of a JSON report."""
    return {verdict["outcome"] for finding in report["findings"]
            for verdict in finding.get("policies", [])}


def fingerprints(report):
    return sorted({one["fingerprint"] for one in report["findings"] if one["kind"] == "secret"})
