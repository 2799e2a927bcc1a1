# SPDX-License-Identifier: Apache-2.0
"""The policy language against @bufbuild/cel: every expression of the conformance tables must give
the same value, or an error on both sides, unless differences.txt says why not. What is listed
there must really differ. Arguments: evaluate_cel and a folder for the packages. Exit code 77: node, npm or the package cannot be had."""
import json
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
TABLES = ROOT / "tests" / "policies" / "language" / "conformance"
SKIPPED = 77


def expressions():
    rows = []
    for table in sorted(TABLES.glob("*.txt")):
        for line in table.read_text(encoding="utf-8").splitlines():
            if " ==> " in line:
                rows.append(line.rpartition(" ==> ")[0])
    return rows


def differences():
    """Expression to reason; a reason stands above its expressions, behind a '#'."""
    known, reason = {}, ""
    for line in (HERE / "differences.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            reason = line[1:].strip()
        elif line:
            known[line] = reason
    return known


def install(folder):
    """Makes `folder` a copy of this one with the packages of the lock file; False: impossible."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        return False
    folder.mkdir(parents=True, exist_ok=True)
    lock = (HERE / "package-lock.json").read_bytes()
    stamp = folder / "installed.json"
    for name in ("package.json", "package-lock.json", "evaluate.mjs"):
        shutil.copyfile(HERE / name, folder / name)
    if stamp.is_file() and stamp.read_bytes() == lock:
        return True
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=120, check=False)
    except subprocess.TimeoutExpired:
        return False
    if done.returncode == 0:
        stamp.write_bytes(lock)
    return done.returncode == 0


def answers(command, folder, rows):
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    done = subprocess.run(command, input=lines, capture_output=True, text=True, encoding="utf-8",
                          timeout=120, check=True, cwd=folder)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    if len(found) != len(rows):
        raise SystemExit(f"{command[0]}: {len(found)} answers to {len(rows)} expressions")
    return found


def typed(value):
    """So that 1, 1.0 and true are three values."""
    if isinstance(value, list):
        return [typed(each) for each in value]
    if isinstance(value, dict):
        return {key: typed(each) for key, each in value.items()}
    return (type(value).__name__, repr(value))


def agree(ours, theirs):
    if "value" in ours and "value" in theirs:
        return typed(ours["value"]) == typed(theirs["value"])
    return "value" not in ours and "value" not in theirs


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    folder = pathlib.Path(sys.argv[2]).resolve()
    if not install(folder):
        print("cel_differential: node or its packages are not at hand")
        return SKIPPED
    rows = expressions()
    known = differences()
    ours = answers([program], folder, rows)
    theirs = answers(["node", "evaluate.mjs"], folder, rows)
    wrong = 0
    for row, left, right in zip(rows, ours, theirs):
        if agree(left, right) != (row in known):
            continue
        wrong += 1
        print(f"{'agrees, but is listed' if row in known else 'differs'}: {row}")
        print(f"  keyhound: {json.dumps(left, ensure_ascii=False)}")
        print(f"  cel-es:   {json.dumps(right, ensure_ascii=False)}")
    for row in sorted(set(known) - set(rows)):
        wrong += 1
        print(f"listed, but in no table: {row}")
    print(f"{len(rows)} expressions, {len(known)} known differences, {wrong} wrong")
    return 1 if wrong or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
