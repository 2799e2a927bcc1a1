#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints the places of a JSON report's findings as the accuracy data's score.py reads them, a JSON line each.

usage: report_findings.py REPORT"""
import json
import sys


def main():
    with open(sys.argv[1]) as file:
        report = json.load(file)
    for finding in report["findings"]:
        if finding["kind"] != "secret" or finding["severity"] == "info":
            continue
        for place in finding["occurrences"]:
            print(json.dumps({"file": "data/" + place["path"], "line": place["start_line"], "rule": finding["rule_id"]}))


if __name__ == "__main__":
    main()
