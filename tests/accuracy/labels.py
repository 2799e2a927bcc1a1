# SPDX-License-Identifier: Apache-2.0
"""The labelled data of KEYHOUND_DATA/../accuracy: its rows, and which of them a place in a file hits.

A row is one labelled value: T a credential, F none, X a placeholder or example. Rows that are identifiers
only (a bare UUID, a bucket's name) are neutral, as the scorer's --core has it."""
import collections
import csv
import pathlib

NEUTRAL = {"UUID", "AWS S3 Bucket", "Firebase Domain", "Tencent WeChat API App ID", "Salt", "Nonce"}

Row = collections.namedtuple("Row", "path first last begin end categories truth")


def is_neutral(row):
    return row.truth == "T" and row.categories <= NEUTRAL


def read_rows(root):
    rows = []
    for meta in sorted(pathlib.Path(root, "meta").glob("*.csv")):
        with open(meta, newline="") as file:
            for r in csv.DictReader(file):
                rows.append(Row(r["FilePath"].removeprefix("data/"), int(r["LineStart"]), int(r["LineEnd"]),
                                int(r["ValueStart"] or -1), int(r["ValueEnd"] or -1),
                                set(r["Category"].split(":")), r["GroundTruth"]))
    return rows


def is_skipped(path):
    """Licences are no source of credentials; the scorer leaves them out too."""
    return "/COPYING" in path.upper() or "/LICENSE" in path.upper()


class Labels:
    """Answers what the labels say of a value at a place."""

    def __init__(self, rows):
        self.by_line = collections.defaultdict(list)
        for row in rows:
            for line in range(row.first, row.last + 1):
                self.by_line[row.path, line].append(row)

    def truth(self, path, line, begin, end):
        """1: a credential, 0: none, None: not to be judged (neutral, or another value of a line that holds one).
        begin and end are characters of the line."""
        has_other = False
        for row in self.by_line.get((path, line), ()):
            if row.truth != "T":
                continue
            if is_neutral(row):
                return None
            if row.first != row.last or row.begin < 0 or min(end, row.end) > max(begin, row.begin):
                return 1
            has_other = True
        return None if has_other else 0
