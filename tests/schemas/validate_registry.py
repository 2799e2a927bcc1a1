#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""validate_registry.py FILES...: holds registry files against the published JSON Schema.

A .yaml or .yml file is a registry; of a .md file every YAML block that names the kind
CredentialRegistry is one. Prints each violation and exits with 1, with 2 where a file holds
nothing to validate, and with 77 (which CTest counts as skipped) without python3-jsonschema or
python3-yaml.
"""

import json
import pathlib
import re
import sys

SKIPPED = 77
SCHEMA = pathlib.Path(__file__).resolve().parents[2] / "policies/schemas/registry.schema.json"

try:
    import jsonschema
    import yaml
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(SKIPPED)


class RegistryLoader(yaml.SafeLoader):
    """YAML as keyhound reads it: a date is a text."""


RegistryLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def registries(path):
    """The texts of the registries in a file, each with its name."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".md":
        return [(str(path), text)]
    blocks = re.finditer(r"^```yaml\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return [(f"{path}:{text.count(chr(10), 0, block.start()) + 2}", block.group(1))
            for block in blocks if "CredentialRegistry" in block.group(1)]


def main(paths):
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    failed = False
    for path in paths:
        found = registries(pathlib.Path(path))
        if not found:
            print(f"{path}: no registry in it")
            return 2
        for name, text in found:
            document = yaml.load(text, RegistryLoader)  # a subclass of SafeLoader
            for error in validator.iter_errors(document):
                failed = True
                print(f"{name}: {error.json_path}: {error.message}")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        print(__doc__)
        sys.exit(2)
    sys.exit(main(sys.argv[1:]))
