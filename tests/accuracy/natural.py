#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures keyhound on natural weak passwords and keys, and on what only looks like them.

Expands the templates of fixtures/accuracy/natural with a fixed seed into a temporary folder, scans
it with the default threshold and compares the findings with the marked cases. A secret is found
when a finding overlaps it; a non-secret that a finding overlaps is a false alarm. Findings of
severity info say that something is no leak and count for neither; password hashes are allowed to
be reported with severity low. Findings outside of every case are listed as unmarked.
Exit codes: 0 both bars are met, 1 one is not, 2 something does not work.
"""

import argparse
import collections
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import natural_templates

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOURCE = ROOT / "fixtures" / "accuracy" / "natural"
PROGRAM = ROOT / "build" / "release" / "keyhound"


class MeasureError(Exception):
    """The measurement cannot be made."""


def run_scan(program, folder, home, options):
    """The findings of one scan, as in the JSON report. A scan that is incomplete measures nothing."""
    command = [str(program), "scan", "--tree-only", "--no-progress", "--no-ignore",
               "--max-occurrences", "0", "--format", "json", *options, str(folder)]
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=False)
    except OSError as error:
        raise MeasureError(f"cannot run {program}: {error}") from error
    if done.returncode not in (0, 1):
        raise MeasureError(f"the scan ended with exit code {done.returncode}")
    report = json.loads(done.stdout.decode("utf-8"))
    if not report["scan"]["complete"]:
        raise MeasureError("the scan is incomplete")
    return report["findings"]


def places_of(findings):
    """Every place of every finding of a secret, by path: (start, end, finding)."""
    places = collections.defaultdict(list)
    for finding in findings:
        if finding["kind"] != "secret":
            continue
        for one in finding["occurrences"]:
            if "start_line" not in one:
                continue  # the path itself
            start = (one["start_line"], one["start_column"])
            end = (one["end_line"], one["end_column"])
            places[one["path"]].append((start, end, finding))
    return places


def counts_for(span, finding):
    """Whether a finding at this case says that it is a leak."""
    if finding["severity"] == "info":
        return False
    return not (span.kind == "password-hash" and finding["severity"] == "low")


class Outcome:
    """The cases with the rules that reported them, and the findings outside of all cases."""

    def __init__(self, spans, findings):
        places = places_of(findings)
        self.reported = []  # (span, rule ids, exact)
        touched = set()
        for span in spans:
            rules, is_exact = [], False
            for start, end, finding in places.get(span.path, ()):
                if start >= span.end or end <= span.start:
                    continue
                touched.add((span.path, start, end))
                if counts_for(span, finding):
                    rules.append(finding["rule_id"])
                    is_exact = is_exact or (start, end) == (span.start, span.end)
            self.reported.append((span, sorted(set(rules)), is_exact))
        self.unmarked = sorted(
            (path, start, finding["rule_id"], finding["secret_redacted"])
            for path, found in places.items() for start, end, finding in found
            if (path, start, end) not in touched and finding["severity"] != "info")

    def share(self, is_secret):
        """(reported, all) of the secrets or of the non-secrets."""
        rows = [bool(rules) for span, rules, _ in self.reported if span.is_secret == is_secret]
        return sum(rows), len(rows)

    def wrong(self, is_secret):
        """The misses, or the false alarms with their rules."""
        return [(span, rules) for span, rules, _ in self.reported
                if span.is_secret == is_secret and bool(rules) != is_secret]

    def exact(self):
        return sum(1 for span, _, is_exact in self.reported if span.is_secret and is_exact)

    def table(self, key):
        """Rows (name, secrets found, secrets, false alarms, non-secrets) by `key` of a span."""
        rows = collections.defaultdict(lambda: [0, 0, 0, 0])
        for span, rules, _ in self.reported:
            row = rows[key(span)]
            row[0 if span.is_secret else 2] += bool(rules)
            row[1 if span.is_secret else 3] += 1
        return [(name, *rows[name]) for name in sorted(rows, key=str.lower)]


def fraction(part, whole):
    return part / whole if whole else 0.0


def cell(part, whole):
    return f"{part} of {whole} ({fraction(part, whole):.0%})" if whole else ""


def print_table(title, rows, is_markdown):
    header = (title, "secrets found", "false alarms")
    lines = [(name, cell(found, secrets), cell(alarms, others))
             for name, found, secrets, alarms, others in rows]
    if is_markdown:
        print(f"\n| {' | '.join(header)} |\n|---|---|---|")
        for line in lines:
            print(f"| {' | '.join(line)} |")
        return
    widths = [max(len(line[column]) for line in [header, *lines]) for column in range(3)]
    print()
    for line in [header, *lines]:
        print("  ".join(text.ljust(width) for text, width in zip(line, widths)).rstrip())


def print_lists(outcome):
    for title, is_secret in (("missed", True), ("false alarm", False)):
        for span, rules in outcome.wrong(is_secret):
            by = f"  ({', '.join(rules)})" if rules else ""
            print(f"{title}: {span.place()}: {span.kind}: {span.value[:80]!r}{by}")
    for path, start, rule, redacted in outcome.unmarked:
        print(f"unmarked: {path}:{start[0]}:{start[1]}: {rule}: {redacted}")


def print_report(outcome, is_markdown):
    found, secrets = outcome.share(True)
    alarms, others = outcome.share(False)
    rows = [("all", found, secrets, alarms, others)]
    print_table("format", outcome.table(lambda span: span.format) + rows, is_markdown)
    print_table("kind", outcome.table(lambda span: span.kind) + rows, is_markdown)
    print(f"\nfound {cell(found, secrets)}, {outcome.exact()} of them with exact bounds; "
          f"false alarms {cell(alarms, others)}; {len(outcome.unmarked)} findings unmarked")


def parse_arguments(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", nargs="?", default=PROGRAM, help="keyhound (default: the release build)")
    parser.add_argument("--seed", default="1", help="another seed gives other values (default: 1)")
    parser.add_argument("--source", type=pathlib.Path, default=SOURCE, help="folder with words.txt and projects/")
    parser.add_argument("--list", action="store_true", help="list misses, false alarms and unmarked findings")
    parser.add_argument("--markdown", action="store_true", help="print the tables as Markdown")
    parser.add_argument("--min-recall", type=float, default=0.85, metavar="SHARE")
    parser.add_argument("--max-false-alarms", type=float, default=0.05, metavar="SHARE",
                        help="the share of non-secrets reported must stay below this")
    parser.add_argument("--write", type=pathlib.Path, metavar="FOLDER",
                        help="only write the expanded files there, outside of any repository")
    parser.add_argument("--scan-option", action="append", default=[], metavar="OPTION",
                        help="passed on to keyhound scan, e.g. --scan-option=--min-confidence=high")
    return parser.parse_args(arguments)


def main(arguments):
    options = parse_arguments(arguments)
    files = natural_templates.expand_tree(options.source, options.seed)
    if options.write:
        natural_templates.write_tree(files, options.write)
        return 0
    with tempfile.TemporaryDirectory(prefix="keyhound-natural-") as work:
        home, tree = pathlib.Path(work) / "home", pathlib.Path(work) / "tree"
        home.mkdir()
        natural_templates.write_tree(files, tree)
        findings = run_scan(os.path.abspath(options.program), tree, home, options.scan_option)
    outcome = Outcome([span for _, _, spans in files for span in spans], findings)
    if options.list:
        print_lists(outcome)
    print_report(outcome, options.markdown)
    is_met = (fraction(*outcome.share(True)) >= options.min_recall
              and fraction(*outcome.share(False)) < options.max_false_alarms)
    return 0 if is_met else 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (MeasureError, natural_templates.TemplateError) as error:
        print(f"natural.py: {error}", file=sys.stderr)
        sys.exit(2)
