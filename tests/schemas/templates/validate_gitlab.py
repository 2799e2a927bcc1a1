#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""validate_gitlab.py SCHEMA COMPONENT...: holds CI/CD components against GitLab's schema.

The schema knows no header, so that each input is held against its own regex and options. The jobs are
validated once every input has its default, or the value below where it has none.
"""

import json
import re
import sys

import jsonschema
import yaml

VALUES = {"image": "registry.example.org/keyhound@sha256:" + 64 * "0", "group": "acme/payments",
          "store": "postgresql://keyhound@db.example.org/keyhound"}


def failures_of(checker, component):
    with open(component, encoding="utf-8") as file:
        header_text, jobs_text = file.read().split("\n---\n")
    inputs = yaml.safe_load(header_text)["spec"]["inputs"]
    for name, one in inputs.items():
        value = str(one.get("default", VALUES.get(name)))
        if "regex" in one and not re.search(one["regex"], value):
            raise SystemExit(f"{name}: {value} does not match {one['regex']}")
        if "options" in one and value not in one["options"]:
            raise SystemExit(f"{name}: {value} is no option")
        jobs_text = jobs_text.replace(f"$[[ inputs.{name} ]]", value)
    if "$[[" in jobs_text:
        raise SystemExit("an input is used and not declared")
    jobs = yaml.safe_load(jobs_text)
    # A validator that accepts everything proves nothing.
    for name, job in jobs.items():
        if checker.is_valid({name: {**job, "artifacts": {"when": "sometimes"}}}):
            raise SystemExit("the schema accepts a broken job")
    return list(checker.iter_errors(jobs))


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    checker = jsonschema.validators.validator_for(schema)(schema)
    failures = [error for component in sys.argv[2:] for error in failures_of(checker, component)]
    for error in failures:
        print("/".join(map(str, error.absolute_path)), error.message[:300], file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
