# SPDX-License-Identifier: Apache-2.0
"""validate_cyclonedx.py KEYHOUND SCHEMAS: the bills of materials of several trees, which hold every
case of fixtures/pipelines between them, against the schema of CycloneDX 1.6."""
import json
import pathlib
import subprocess
import sys
import tempfile
import warnings

warnings.simplefilter("ignore", DeprecationWarning)  # RefResolver: newer ways need newer versions
import jsonschema  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
REFERRED = ("spdx", "jsf-0.82")


def validator_of(folder):
    def read(name):
        return json.loads((folder / f"{name}.SNAPSHOT.schema.json").read_text(encoding="utf-8"))

    schema = read("bom-1.6")
    store = {}
    for name in REFERRED:
        one = read(name)
        for key in (one["$id"], f"http://cyclonedx.org/schema/{name}.SNAPSHOT.schema.json",
                    f"http://cyclonedx.org/schema/{name}.schema.json"):
            store[key] = one
    resolver = jsonschema.RefResolver(schema["$id"], schema, store=store)
    return jsonschema.Draft7Validator(schema, resolver=resolver)


def write_cases(folder):
    """Every case's files, each case in a folder of its own."""
    number = 0
    for table in sorted((ROOT / "fixtures" / "pipelines").rglob("*.cases")):
        case, file = None, None
        for line in table.read_text(encoding="utf-8").splitlines():
            if line.startswith("=== "):
                number += 1
                case, file = folder / f"case{number}", None
            elif line.startswith("--- ") and case is not None and line[4:]:
                path = case / line[4:]
                path.parent.mkdir(parents=True, exist_ok=True)
                file = path
                file.write_text("", encoding="utf-8")
            elif file is not None:
                with file.open("a", encoding="utf-8") as out:
                    out.write(line + "\n")
    return number


def inventory(keyhound, target):
    run = subprocess.run([keyhound, "inventory", str(target), "--format", "cyclonedx"],
                         capture_output=True, check=False)
    if run.returncode not in (0, 1, 3):
        sys.exit(f"keyhound inventory ended with {run.returncode}: {run.stderr.decode()[:500]}")
    return json.loads(run.stdout)


def errors_of(validator, bom):
    errors = [f"{'/'.join(map(str, one.absolute_path))}: {one.message[:200]}" for one in validator.iter_errors(bom)]
    # What the schema says of references only in words.
    names = [one.get("bom-ref") for one in bom.get("components", [])]
    if len(names) != len(set(names)):
        errors.append("two components have the same bom-ref")
    for one in bom.get("compositions", []):
        errors += [f"an assembly is no component: {name}" for name in one["assemblies"] if name not in names]
    return errors


def main():
    keyhound, schemas = sys.argv[1], pathlib.Path(sys.argv[2])
    validator = validator_of(schemas)
    # A validator that accepts everything proves nothing.
    if not errors_of(validator, {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": "x"}]}):
        sys.exit("the schema accepts a component without a name")
    failed, seen = False, 0
    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(name)
        (work / "empty").mkdir()
        count = write_cases(work / "cases")
        for target in (work / "empty", work / "cases", ROOT):
            bom = inventory(keyhound, target)
            seen += len(bom["components"])
            for error in errors_of(validator, bom)[:20]:
                failed = True
                print(f"{target.name}: {error}", file=sys.stderr)
    if not seen:
        sys.exit("no inventory holds a component")
    if failed:
        sys.exit(1)
    print(f"the inventories of {count} cases, {seen} components, are valid")


main()
