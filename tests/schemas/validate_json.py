#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""validate_json.py SCHEMA FILES...: holds JSON documents against a published JSON Schema.

Prints each violation and exits with 1, and with 77 (skipped) without python3-jsonschema.
"""

import json
import pathlib
import sys

SKIPPED = 77


def main():
    try:
        import jsonschema
    except ImportError as error:
        print(f"skipped: {error}")
        return SKIPPED
    schema = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    violations = 0
    for name in sys.argv[2:]:
        document = json.loads(pathlib.Path(name).read_text(encoding="utf-8"))
        for error in checker.iter_errors(document):
            print(f"{name}: {'/'.join(map(str, error.absolute_path))}: {error.message}")
            violations += 1
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
