#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The catalogue of rules, policies and checks: docs/catalogue.

    catalogue.py KEYHOUND           compares what the program writes with what is committed
    catalogue.py KEYHOUND --write   writes it

The pages of checks get a bad and a good example from fixtures/pipelines, where tests prove that the
one is found and the other is not; the program does not know them.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMMITTED = ROOT / "docs" / "catalogue"
LANGUAGES = {".yml": "yaml", ".yaml": "yaml", ".tf": "hcl", ".tfvars": "hcl"}
LEVELS = ["error", "warning", "note"]
# Where a check has cases of several platforms, the one that most people can read.
PLATFORMS = ["github-actions", "gitlab-ci", "azure-pipelines", "jenkins"]


def cases_of(path):
    """The cases of a file, as (is bad, title, [place, level] of what is found, {path: text})."""
    cases = []
    for part in re.split(r"^=== ", path.read_text(), flags=re.M)[1:]:
        head, _, body = part.partition("\n")
        kind, _, title = head.partition(": ")
        found = [line[4:].split() for line in re.findall(r"^>>> .*", body, flags=re.M)]
        pieces = re.split(r"^--- (\S+)\n", body, flags=re.M)
        files = dict(zip(pieces[1::2], pieces[2::2]))
        cases.append((kind == "bad", title, found, files))
    return cases


def size_of(case):
    return sum(len(text) for text in case[3].values())


def rank_of(case):
    """How bad the worst is that is found: the example should show what the check is for."""
    return min((LEVELS.index(level) for _, level in case[2]), default=0)


def shortest(cases, is_bad):
    """The shortest case with a body to read, in one file where there is such a case."""
    fitting = [case for case in cases if case[0] == is_bad and size_of(case) > 60]
    return min(fitting, key=lambda case: (len(case[3]), rank_of(case), size_of(case)), default=None)


def chosen_cases(check):
    folder = ROOT / "fixtures" / "pipelines" / check
    names = sorted(path.stem for path in folder.glob("*.cases"))
    names.sort(key=lambda name: PLATFORMS.index(name) if name in PLATFORMS else len(PLATFORMS))
    for name in names:
        cases = cases_of(folder / f"{name}.cases")
        bad, good = shortest(cases, True), shortest(cases, False)
        if bad and good:
            return bad, good
    raise SystemExit(f"{folder}: no file has a bad and a good case")


def block_of(text, language):
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}{language}\n{text.rstrip()}\n{fence}\n"


def example_of(title, case):
    _, what, found, files = case
    text = f"\n## {title}\n\n{what[0].upper()}{what[1:]}.\n"
    for path, content in files.items():
        # "7", or "other.yml:7" where there are several files.
        lines = {int(place.rpartition(":")[2]) for place, _ in found if ":" not in place or place.startswith(path + ":")}
        suffix = f", found on line {', '.join(map(str, sorted(lines)))}" if lines else ""
        language = LANGUAGES.get(pathlib.Path(path).suffix, "text")
        text += f"\n`{path}`{suffix}:\n\n{block_of(content, language)}"
    return text


def add_examples(folder):
    for page in sorted(folder.glob("*.md")):
        if page.stem == "README":
            continue
        bad, good = chosen_cases(page.stem)
        page.write_text(page.read_text() + example_of("Bad", bad) + example_of("Good", good))


def generate(keyhound, folder):
    for command in (["rules", "docs", "--output", folder / "rules"],
                    ["policy", "docs", "--output", folder / "policies"],
                    ["pipelines", "--docs", folder / "checks"]):
        subprocess.run([keyhound, *map(str, command)], check=True)
    add_examples(folder / "checks")


def pages_of(folder):
    return {str(path.relative_to(folder)): path.read_text() for path in folder.glob("*/*.md")}


def main():
    keyhound, write = sys.argv[1], "--write" in sys.argv[2:]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        generate(keyhound, folder)
        new, old = pages_of(folder), pages_of(COMMITTED)
    if write:
        for stale in old.keys() - new.keys():
            (COMMITTED / stale).unlink()
        for path, text in new.items():
            (COMMITTED / path).parent.mkdir(parents=True, exist_ok=True)
            (COMMITTED / path).write_text(text)
        print(f"{len(new)} pages in {COMMITTED.relative_to(ROOT)}")
        return 0
    wrong = sorted(path for path in new.keys() | old.keys() if new.get(path) != old.get(path))
    for path in wrong:
        state = "is not generated any more" if path not in new else "is missing" if path not in old else "differs"
        print(f"docs/catalogue/{path} {state}")
    if wrong:
        print(f"{len(wrong)} pages; './dev catalogue' writes them anew")
        return 1
    print(f"{len(new)} pages are as the program writes them")
    return 0


if __name__ == "__main__":
    sys.exit(main())
