#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""token_shapes.py PROGRAM [FACTS]: proves the rules against the known token formats.

For every entry of FACTS (default: ../shared/facts/token_formats.yaml beside the source tree) that
has a shape it draws random strings of the shape, writes them into the places where such tokens
stand, with the entry's context keyword where the shape alone says nothing, and scans them. An
entry that no provider's rule finds fails, unless EXCUSED says why. The sample values that the
entries quote from documentation must not be reported as leaks. Without FACTS or PyYAML it exits
with 77, which CTest counts as skipped. `-v` names the rules that found each entry.
"""

import json
import pathlib
import random
import re
import string
import subprocess
import sys
import tempfile

from token_carriers import EXCUSED, OTHER_NAMES, REPORTED_SAMPLES, SHAPES, SURROUNDINGS

SKIPPED = 77
SOURCE = pathlib.Path(__file__).resolve().parents[2]
DRAWS = 6  # of each shape
ENOUGH = 0.8  # of them must be found: filters may take a random string for a filler
GENERIC = "generic-"  # rules that know no provider begin so

LOWER, UPPER, DIGITS = string.ascii_lowercase, string.ascii_uppercase, string.digits
PLAIN = "!#%*+,-.0123456789;=?ABCDEFGHIJKLMNOPQRSTUVWXYZ^_abcdefghijklmnopqrstuvwxyz~"
ALPHABETS = {
    "digit": DIGITS, "hex": DIGITS + "abcdef", "HEX": DIGITS + "ABCDEF",
    "hexi": DIGITS + "abcdefABCDEF", "lower": LOWER, "upper": UPPER, "alpha": LOWER + UPPER,
    "b36": DIGITS + LOWER, "B36": DIGITS + UPPER, "b62": DIGITS + LOWER + UPPER,
    "b32": LOWER + "234567", "B32": UPPER + "234567",
    "b58": "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz",
    "bech": "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", "bechl": "qpzry9x8gf2tvdw0s3jn54khce6mua7l",
    "b64": DIGITS + LOWER + UPPER + "+/", "b64p": DIGITS + LOWER + UPPER + "+/",
    "b64u": DIGITS + LOWER + UPPER + "_-", "word": DIGITS + LOWER + UPPER + "_",
    "dash": DIGITS + LOWER + "-", "tok": DIGITS + LOWER + UPPER + "._~+/=-",
    # Printable characters, without those that quotes, shells and markup would escape.
    "ns": PLAIN, "pw": PLAIN, "any": PLAIN + " ",
}
PIECE = re.compile(
    r"\s*(?:'(?P<literal>[^']*)'"
    r"|\((?P<choices>[^()]*)\)"
    r"|\[(?P<set>[^\]]+)\](?:\{(?P<set_count>[\d,]+)\})?"
    r"|(?P<uuid>uuid)(?![\w{])"
    r"|(?P<name>\w+)\{(?P<count>[\d,]+)\})(?P<optional>\?)?")
SECRET_WORD = re.compile(r"(?i)key|token|secret|pass|pwd|auth|pat\b|credential|phrase|mnemonic|wif")


def members(text):
    """The characters of a set such as a-z0-9\\-."""
    found, i = "", 0
    while i < len(text):
        if text[i] == "\\":
            i += 1
        if text[i + 1:i + 2] == "-" and i + 2 < len(text):
            found += "".join(map(chr, range(ord(text[i]), ord(text[i + 2]) + 1)))
            i += 3
        else:
            found += text[i]
            i += 1
    return found


def draw(shape, rng):
    """A random string of a shape in the notation that the head of the facts explains."""

    def of(alphabet, count):
        least, _, most = count.partition(",")
        length = rng.randint(int(least), min(int(most or least), int(least) + 40))
        return "".join(rng.choice(alphabet) for _ in range(length))

    text, at = "", 0
    while at < len(shape.rstrip()):
        piece = PIECE.match(shape, at)
        if not piece:
            raise ValueError("unreadable shape: " + shape)
        at = piece.end()
        if piece["optional"] and rng.random() < 0.5:
            continue
        if piece["literal"] is not None:
            text += piece["literal"]
        elif piece["choices"]:
            text += rng.choice(re.findall(r"'([^']*)'", piece["choices"]))
        elif piece["set"]:
            text += of(members(piece["set"]), piece["set_count"] or "1")
        elif piece["uuid"]:
            text += "-".join(of(ALPHABETS["hex"], n) for n in ("8", "4", "4", "4", "12"))
        else:
            text += of(ALPHABETS[piece["name"]], piece["count"])
    return text


def names_for(entry):
    """Names that such a token is assigned to: with the context keyword, or made of the id."""
    if entry["id"] in OTHER_NAMES:
        return OTHER_NAMES[entry["id"]]
    if entry["distinctive"] or not entry.get("context_keywords"):
        return [entry["id"].upper().replace("-", "_")]
    ending = {"oauth-client-secret": "secret", "access-token": "token", "password": "password",
              "private-key": "private_key", "session": "token"}.get(entry["kind"], "api_key")
    names = []
    for keyword in entry["context_keywords"][:3]:
        name = re.sub(r"\W+", "_", keyword).strip("_")
        names.append(name if SECRET_WORD.search(name) else name + "_" + ending)
    return names


def camel(name):
    words = [word for word in name.lower().split("_") if word]
    return words[0] + "".join(word.capitalize() for word in words[1:])


def carriers(name, token):
    """Lines that a token stands on; the name must survive in each."""
    yield f"export {name.upper()}='{token}'"
    yield f"{name.lower()}: {token}"
    yield f'{{"{camel(name)}": "{token}"}}'
    yield f'    const {camel(name)} = "{token}";'
    yield f'os.environ["{name.upper()}"] = "{token}"'
    yield f"{name.lower().replace('_', '.')}={token}"


def samples_of(entry):
    """The values among the known false positives, which also hold words about them."""
    for note in entry.get("known_false_positives", []):
        for word in re.findall(r"[\w$.+/=:{}-]{8,}", str(note)):
            if re.search(r"\d", word) and not re.search(r"^[a-z]+(?:[./-][a-z]+)*$|\.\.\.", word):
                yield word.rstrip(":.")


class Tree:
    """The files to scan, one text a file, and what each is about."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.subjects = {}  # path -> (entry, what)

    def add(self, entry, what, text, name="settings.conf"):
        path = f"{len(self.subjects)}/{name}"
        (self.root / path).parent.mkdir(parents=True)
        (self.root / path).write_text(text, encoding="utf-8")
        self.subjects[path] = (entry["id"], what)


def fill(template, token, rng):
    """A surrounding: {token}, and {uuid}, {b64:40}, {hex:40} for random text."""
    template = re.sub(r"\{uuid\}", lambda m: draw("uuid", rng), template)
    text = re.sub(r"\{(\w+):(\d+)\}",
                  lambda m: "".join(rng.choice(ALPHABETS[m[1]]) for _ in range(int(m[2]))), template)
    return text.replace("{token}", token)


def write_tree(entries, tree):
    for entry in entries:
        if entry["id"] in EXCUSED:
            continue
        rng = random.Random(entry["id"])
        shapes = SHAPES.get(entry["id"], entry.get("shape") or [])
        for index, shape in enumerate([shapes] if isinstance(shapes, str) else shapes):
            for number in range(DRAWS):
                token = draw(shape, rng)
                what = ("shape", index + 1)
                if entry["id"] in SURROUNDINGS:
                    name, template = SURROUNDINGS[entry["id"]]
                    tree.add(entry, (*what, name), fill(template, token, rng), fill(name, token, rng))
                    continue
                for name in names_for(entry):
                    lines = list(carriers(name, token))
                    tree.add(entry, (*what, name), lines[number % len(lines)] + "\n")
        for sample in samples_of(entry):
            tree.add(entry, ("sample", sample), f"{names_for(entry)[0]}={sample}\n")


def scan(program, root):
    run = subprocess.run(
        [program, "scan", "--tree-only", "--no-progress", "--format", "json", "--min-confidence",
         "low", root], capture_output=True, check=False, text=True)
    if run.returncode not in (0, 1):
        sys.exit(f"the scan failed with {run.returncode}: {run.stderr}")
    return json.loads(run.stdout)


def is_sample(finding):
    return finding["severity"] == "info" or "documentation-example" in finding.get("tags", [])


def findings_of(report):
    """path -> findings."""
    found = {}
    for finding in report["findings"]:
        for occurrence in finding["occurrences"]:
            found.setdefault(occurrence["path"], []).append(finding)
    return found


def judge(tree, found, verbose):
    """The faults, as lines. Of several names that an entry's keywords give one is enough."""
    counts, rules, faults = {}, {}, []
    for path, (entry, what) in tree.subjects.items():
        hits = [finding for finding in found.get(path, [])
                if not finding["rule_id"].startswith(GENERIC)]
        if what[0] == "sample":
            if what[1].startswith(REPORTED_SAMPLES):
                continue
            if any(not is_sample(finding) for finding in hits):
                faults.append(f"{entry}: the sample value {what[1]} is reported as a leak")
            continue
        _, shape, name = what
        seen = counts.setdefault((entry, shape), {}).setdefault(name, [])
        seen.append(bool(hits))
        for finding in hits:
            rules.setdefault(entry, set()).add(finding["rule_id"])
    for (entry, shape), by_name in counts.items():
        name, seen = max(by_name.items(), key=lambda item: sum(item[1]))
        if sum(seen) < ENOUGH * len(seen):
            faults.append(f"{entry}: of shape {shape} {sum(seen)} in {len(seen)} are found")
        elif verbose:
            print(f"{entry}: {sum(seen)} in {len(seen)} as {name}: {', '.join(sorted(rules[entry]))}")
    others = sorted(entry for entry, ids in rules.items() if entry not in ids)
    if verbose:
        print("found by another rule only:", ", ".join(others))
    print(f"{len({entry for entry, _ in counts})} entries, {len(tree.subjects)} texts, "
          f"{len(others)} entries found by another rule only, {len(EXCUSED)} excused, "
          f"{len(faults)} faults")
    return faults


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "-v"]
    facts = pathlib.Path(arguments[1]) if len(arguments) > 1 else (
        SOURCE.parent / "shared" / "facts" / "token_formats.yaml")
    try:
        import yaml
    except ImportError:
        print("PyYAML is not installed")
        return SKIPPED
    if not facts.is_file():
        print(f"{facts} is not there")
        return SKIPPED
    entries = yaml.safe_load(facts.read_text(encoding="utf-8"))
    ids = {entry["id"] for entry in entries}
    faults = [f"{name}: named in token_carriers.py, but no entry of the facts"
              for name in sorted({*EXCUSED, *SHAPES, *SURROUNDINGS, *OTHER_NAMES} - ids)]
    with tempfile.TemporaryDirectory() as root:
        tree = Tree(root)
        write_tree(entries, tree)
        faults += judge(tree, findings_of(scan(arguments[0], root)), "-v" in sys.argv)
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
