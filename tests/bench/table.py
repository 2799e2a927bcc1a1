#!/usr/bin/env python3
"""Writes the measured tables into docs/BENCHMARKS.md, between the markers of each benchmark.

usage: table.py FOLDER_WITH_HYPERFINE_JSON DOCUMENT
"""
import json
import pathlib
import re
import sys


def name_of(command):
    """A command line as a reader knows it: no paths."""
    if "keyhound" in command.split()[0]:
        parts = [p for p in command.split()[1:] if "/" not in p and p not in ("--no-progress", "--output")]
        return "keyhound " + " ".join(parts)
    words = command.split()
    words = [w for i, w in enumerate(words) if w != "-C" and (i == 0 or words[i - 1] != "-C")]
    return " ".join(w for w in words if not w.startswith("/"))


def processor_time(row):
    return row["user"] + row["system"]


def table(path):
    results = json.loads(path.read_text())["results"]
    own = results[0]["median"]
    # What other work on the machine disturbs less than the time that passes.
    has_processor_time = path.stem.startswith(("hook-", "staged-"))
    lines = ["| command | median | times keyhound |", "|---|---|---|"]
    if has_processor_time:
        lines = ["| command | median | times keyhound | processor time | times keyhound |", "|---|---|---|---|---|"]
    for row in results:
        seconds = row["median"]
        shown = f"{seconds * 1000:.0f} ms" if seconds < 10 else f"{seconds:.1f} s"
        cells = f"| `{name_of(row['command'])}` | {shown} | {seconds / own:.2f} |"
        if has_processor_time:
            cells += f" {processor_time(row) * 1000:.1f} ms | {processor_time(row) / processor_time(results[0]):.2f} |"
        lines.append(cells)
    rss = path.with_suffix(".rss")
    if rss.exists():
        *_, kilobytes, mapped = (int(word) for word in rss.read_text().split() if word.isdigit())
        lines.append(f"\nPeak resident memory of keyhound: {kilobytes / 1024:.0f} MiB, of which the mapped pack and its "
                     f"index are at most {mapped / 1024:.0f}.")
    return "\n".join(lines)


def main():
    folder, document = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    text = document.read_text()
    for path in sorted(folder.glob("*.json")):
        begin, end = f"<!-- {path.stem} -->", f"<!-- /{path.stem} -->"
        if begin in text:
            block = f"{begin}\n{table(path)}\n{end}"
            text = re.sub(re.escape(begin) + ".*?" + re.escape(end), lambda _: block, text, flags=re.S)
    document.write_text(text)


if __name__ == "__main__":
    main()
