#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes what tests/bench/accuracy measured into docs/ACCURACY.md, between the markers of each table.

usage: tables.py FOLDER DOCUMENT"""
import json
import pathlib
import re
import sys

# Of the README of the accuracy data, on the same data by the same scorer.
PEERS = [("gitleaks 8.26", .88, .25, .40), ("detect-secrets 1.5", .36, .47, .40), ("secretlint 12", .65, .04, .08),
         ("trufflehog 3.60", .30, .04, .07), ("CredSweeper without its model", .40, .99, .57)]


def read_score(folder, name):
    return next(iter(json.loads((folder / f"{name}.json").read_text()).values()))


def overall(folder):
    lines = ["| tool | precision | recall | F1 |", "|---|---|---|---|"]
    for name, label in (("validated", "**keyhound, cross-validated**"), ("program", "keyhound as it is built (trained on these files)")):
        score = read_score(folder, name)["b"]
        lines.append(f"| {label} | {score['p']:.3f} | {score['r']:.3f} | {score['f']:.3f} |")
    lines += [f"| {name} | {p:.2f} | {r:.2f} | {f:.2f} |" for name, p, r, f in PEERS]
    return "\n".join(lines)


def categories(folder):
    lines = ["| category | credentials | found | recall | others hit |", "|---|---|---|---|---|"]
    rows = read_score(folder, "validated")["cat"].items()
    for name, (total, found, others, hit) in sorted(rows, key=lambda row: -row[1][0]):
        if total:
            lines.append(f"| {name} | {total} | {found} | {found / total:.2f} | {hit} of {others} |")
    return "\n".join(lines)


def main():
    folder, document = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    score = read_score(folder, "validated")["b"]
    blocks = {"overall": overall(folder), "categories": categories(folder),
              "macro": f"Recall averaged over repositories: {score['macro_recall']:.2f}.",
              "natural": (folder / "natural.md").read_text().strip(),
              "training": "```text\n" + (folder / "train.txt").read_text().strip() + "\n```"}
    text = document.read_text()
    for name, block in blocks.items():
        begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
        text = re.sub(re.escape(begin) + ".*?" + re.escape(end), lambda _: f"{begin}\n{block}\n{end}", text, flags=re.S)
    document.write_text(text)


if __name__ == "__main__":
    main()
