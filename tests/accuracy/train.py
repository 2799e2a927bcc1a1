#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Trains the generic-secret model on labelled data, and says how good it is on repositories that it did not see.

  tests/accuracy/train.py --data FOLDER --build build/release [--write] [--findings FILE]

FOLDER is labelled.tar.zst of the accuracy data, unpacked. Writes scanner/filters/generic/data/model.txt with --write.
--findings writes what keyhound reports with cross-validated scores, a line each, as the data's score.py reads it: each
repository is judged by a model that was trained on the other folds' repositories."""
import argparse
import collections
import functools
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np

from boosting import Model, Sample, folds_of
from labels import Labels, is_skipped, read_rows
from natural_values import write_copy

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = ROOT / "scanner/filters/generic/data"
FOLDS = 5
NATURAL_SEEDS = (5, 6, 7)  # a copy with natural passwords each
NATURAL_WEIGHT = 0.7
PRECISION = (0.77, 0.81, 0.95)  # of all candidates from low, medium and high confidence on
SCORED = 3  # MatchScore::State::kScored


def run_candidates(build, folder, names):
    """What tests/accuracy/candidates.cpp prints: the names of features and path terms, and a dict a candidate."""
    command = [str(build / "tests/accuracy_candidates"), str(ROOT / "rules"), str(folder)]
    done = subprocess.run(command, input="\n".join(names) + "\n", text=True, stdout=subprocess.PIPE, check=True)
    head, *rows = (json.loads(line) for line in done.stdout.splitlines())
    known, kept = set(), []
    for row in rows:
        place = row["path"], row["begin"]
        if row["state"] == SCORED and place not in known and not is_skipped(row["path"]):
            known.add(place)
            kept.append(row)
    return head, kept


class Lines:
    """Converts byte columns to characters, as the labels count."""

    def __init__(self, folder):
        self.folder, self.path, self.lines = folder, None, []

    def character(self, row, column):
        if self.path != row["path"]:
            self.path = row["path"]
            self.lines = pathlib.Path(self.folder, self.path).read_bytes().split(b"\n")
        return len(self.lines[row["line"] - 1][:column].decode("utf8", "replace"))

    def value(self, row):
        column = row["column"]
        self.character(row, column)
        return self.lines[row["line"] - 1][column:column + row["size"]].decode("utf8", "replace")


def sample_of(rows, truths, weight, terms):
    paths = np.zeros((len(rows), len(terms)), dtype=np.float32)
    for i, row in enumerate(rows):
        paths[i, row["language"]] = 1
        paths[i, len(terms) - len(row["flags"]):] = row["flags"]
    return Sample(np.array([row["features"] for row in rows], dtype=np.float32), paths, np.array(truths, dtype=float),
                  np.full(len(rows), weight), np.array([row["path"].split("/")[0] for row in rows]))


def labelled_sample(rows, labels, folder, terms):
    """The candidates, and the sample of those that the labels judge."""
    lines = Lines(folder)
    truths = [labels.truth(row["path"], row["line"], lines.character(row, row["column"]),
                           lines.character(row, row["column"] + row["size"])) for row in rows]
    return sample_of(rows, [-1 if truth is None else truth for truth in truths], 1.0, terms)


def natural_sample(build, root, label_rows, terms, seed):
    with tempfile.TemporaryDirectory() as folder:
        values = write_copy(root, label_rows, DATA / "words.txt", folder, seed)
        _, rows = run_candidates(build, folder, sorted({path for path, _ in values}))
        lines = Lines(folder)
        rows = [row for row in rows if lines.value(row) in values.get((row["path"], row["line"]), ())]
    return sample_of(rows, [1] * len(rows), NATURAL_WEIGHT, terms)


def cross_validate(sample, natural):
    """For each row the log-odds of a model that saw no row of its repository; the same for the natural copies."""
    everything = sample.with_rows(natural)
    fold = folds_of(everything.repositories, FOLDS, seed=0)
    scores = np.zeros(len(fold))
    for k in range(FOLDS):
        model = Model(everything.rows((fold != k) & (everything.y >= 0)))
        scores[fold == k] = model.log_odds(everything.rows(fold == k))
    return scores[:len(sample.y)], scores[len(sample.y):]


def choose_bounds(sample, scores):
    """(low, medium, high): the lowest scores from which on these shares of the labelled candidates are credentials."""
    judged = sample.y >= 0
    order = np.argsort(-scores[judged])
    precise = np.cumsum(sample.y[judged][order]) / np.arange(1, judged.sum() + 1)
    return tuple(scores[judged][order][np.flatnonzero(precise >= least).max()] for least in PRECISION)


def other_findings(build, root):
    """(path, line) of what the rules without a model report at the default threshold, by rule."""
    command = [str(build / "keyhound"), "scan", "--tree-only", "--no-ignore", "--no-progress", "--format", "json",
               str(pathlib.Path(root, "data"))]
    report = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=False).stdout)
    places = collections.defaultdict(set)
    for finding in report["findings"]:
        if finding["kind"] == "secret" and not finding["rule_id"].startswith("generic-"):
            for place in finding["occurrences"]:
                places[place["path"], place["start_line"]].add(finding["rule_id"])
    return places


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/release")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--findings")
    options = parser.parse_args()
    label_rows = read_rows(options.data)
    folder = pathlib.Path(options.data, "data")
    names = sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())
    head, rows = run_candidates(options.build, folder, names)
    sample = labelled_sample(rows, Labels(label_rows), folder, head["terms"])
    copies = [natural_sample(options.build, options.data, label_rows, head["terms"], seed) for seed in NATURAL_SEEDS]
    natural = functools.reduce(Sample.with_rows, copies)
    scores, natural_scores = cross_validate(sample, natural)
    bounds = choose_bounds(sample, scores)
    found = (natural_scores >= bounds[1]).mean()
    print(f"{len(rows)} candidates, {int((sample.y == 1).sum())} of them credentials; bounds %.2f %.2f %.2f" % bounds)
    print(f"natural copies of short passwords that a model found which had not seen their repositories: {found:.3f}")
    if options.findings:
        with open(options.findings, "w") as out:
            places = {(row["path"], row["line"]) for row, score in zip(rows, scores) if score >= bounds[1]}
            for path, line in sorted(places | set(other_findings(options.build, options.data))):
                out.write(json.dumps({"file": "data/" + path, "line": line}) + "\n")
    if options.write:
        everything = sample.with_rows(natural)
        model = Model(everything.rows(everything.y >= 0))
        note = f"{len(rows)} labelled candidates and {len(natural.y)} natural copies."
        (DATA / "model.txt").write_text(model.text(head["features"], head["terms"], bounds, note))
    return 0


if __name__ == "__main__":
    sys.exit(main())
