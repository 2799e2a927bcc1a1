#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""read_log.py LOG NAME: prints the errors and warnings of a log of the SARIF multitool about the
file NAME, and how often it notes what; fails when there is an error, a warning or no complete log."""

import json
import sys

def main():
    log, name = sys.argv[1:]
    try:
        with open(log, encoding="utf-8-sig") as file:
            run = json.load(file)["runs"][0]
    except (OSError, ValueError, LookupError) as error:
        print(f"{name}: the multitool wrote no log: {error}")
        return 1
    failures, notes = [], {}
    for result in run.get("results", []):
        if result.get("kind", "fail") != "fail":
            continue
        level = result.get("level", "warning")
        if level == "note":
            notes[result["ruleId"]] = notes.get(result["ruleId"], 0) + 1
        else:
            failures.append(result)
    for invocation in run.get("invocations", []):
        if not invocation.get("executionSuccessful", False):
            print(f"{name}: the multitool did not end well")
            return 1
    for result in failures:
        where = [place.get("physicalLocation", {}).get("region", {}).get("startLine")
                 for place in result.get("locations", [])]
        message = result.get("message", {})
        print(f"{name}:{where}: {result.get('level', 'warning')} {result['ruleId']}: "
              f"{message.get('id', '')} {message.get('arguments', message.get('text', ''))}")
    print(f"{name}: {len(failures)} errors and warnings, notes {notes}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
