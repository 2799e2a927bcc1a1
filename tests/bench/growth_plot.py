#!/usr/bin/env python3
"""Draws how the time of a scan grows with the number of revisions, and writes the table of it.

usage: growth_plot.py SVG DOCUMENT REVISIONS,HYPERFINE_JSON,PACK_BYTES,BLOB_BYTES...
"""
import json
import math
import pathlib
import re
import sys

WIDTH, HEIGHT = 720, 440
LEFT, RIGHT, TOP, BOTTOM = 80, 150, 50, 60
SERIES = (("time of the scan", "#b3261e", ""), ("git cat-file", "#1b7f4b", ""),
          ("bytes of the pack", "#1a5fb4", "6 4"), ("bytes of all blobs", "#6b6b6b", "2 4"))
TEXT = 'font-family="sans-serif" font-size="13" fill="#222222"'


def read_row(text):
    revisions, results, pack_bytes, blob_bytes = text.split(",")
    scan, cat_file = (result["median"] for result in json.loads(pathlib.Path(results).read_text())["results"])
    return int(revisions), scan, cat_file, int(pack_bytes), int(blob_bytes)


def shown_seconds(seconds):
    return f"{seconds * 1000:.0f} ms" if seconds < 10 else f"{seconds:.1f} s"


def shown_axis(seconds):
    return f"{seconds:g} s" if seconds >= 1 else f"{seconds * 1000:g} ms"


def scaled(rows, column):
    """Sizes as the times that the scan would take, had it grown with them from the first row on."""
    return [rows[0][1] * row[column] / rows[0][column] for row in rows]


class Scale:
    """A logarithmic axis from `low` to `high` onto pixels."""

    def __init__(self, low, high, begin, end):
        self.low, self.high, self.begin, self.end = math.log(low), math.log(high), begin, end

    def __call__(self, value):
        part = (math.log(value) - self.low) / (self.high - self.low)
        return self.begin + part * (self.end - self.begin)


def ticks(low, high):
    steps = [m * 10**e for e in range(-4, 6) for m in (1, 2, 5)]
    return [step for step in steps if low <= step <= high]


def axes(rows, x, y, low, high):
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
    lines = []
    for value in ticks(low, high):
        at = y(value)
        lines.append(f'<line x1="{LEFT}" y1="{at:.1f}" x2="{right}" y2="{at:.1f}" stroke="#dddddd"/>')
        lines.append(f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end" {TEXT}>{shown_axis(value)}</text>')
    for row in rows:
        at = x(row[0])
        lines.append(f'<line x1="{at:.1f}" y1="{TOP}" x2="{at:.1f}" y2="{bottom}" stroke="#dddddd"/>')
        lines.append(f'<text x="{at:.1f}" y="{bottom + 18}" text-anchor="middle" {TEXT}>{row[0]:,}</text>')
    lines.append(f'<path d="M{LEFT} {TOP}V{bottom}H{right}" fill="none" stroke="#222222"/>')
    middle, across = (LEFT + right) / 2, (TOP + bottom) / 2
    lines.append(f'<text x="{middle:.0f}" y="{HEIGHT - 14}" text-anchor="middle" {TEXT}>'
                 'revisions of the same 20 files (logarithmic)</text>')
    lines.append(f'<text x="18" y="{across:.0f}" text-anchor="middle" transform="rotate(-90 18 {across:.0f})" '
                 f'{TEXT}>time of a scan (logarithmic)</text>')
    return lines


def labels_at(ends):
    """Heights for the names of lines that end at these, at least 30 pixels from each other and near."""
    order = sorted(range(len(ends)), key=lambda i: ends[i])
    heights = list(ends)
    for above, below in zip(order, order[1:]):
        heights[below] = max(heights[below], heights[above] + 30)
    pushed = heights[order[-1]] - ends[order[-1]]
    return [height - pushed / 2 for height in heights]


def draw(rows):
    lists = [[row[1] for row in rows], [row[2] for row in rows], scaled(rows, 3), scaled(rows, 4)]
    low = min(map(min, lists)) / 1.3
    high = max(map(max, lists)) * 1.3
    x = Scale(rows[0][0] / 1.1, rows[-1][0] * 1.1, LEFT, WIDTH - RIGHT)
    y = Scale(low, high, HEIGHT - BOTTOM, TOP)
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
             f'width="{WIDTH}" height="{HEIGHT}" role="img">',
             "<title>Time of a scan against revisions</title>",
             f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
             f'<text x="{LEFT}" y="26" {TEXT} font-weight="bold">'
             'How the time of a scan grows with the history</text>']
    lines += axes(rows, x, y, low, high)
    heights = labels_at([y(values[-1]) for values in lists])
    for (name, colour, dashes), values, height in zip(SERIES, lists, heights):
        points = " ".join(f"{x(row[0]):.1f},{y(value):.1f}" for row, value in zip(rows, values))
        dash = f' stroke-dasharray="{dashes}"' if dashes else ""
        lines.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2.5"{dash}/>')
        if not dashes:
            lines += [f'<circle cx="{x(row[0]):.1f}" cy="{y(value):.1f}" r="4" fill="{colour}"/>'
                      for row, value in zip(rows, values)]
        at = WIDTH - RIGHT + 8
        growth = values[-1] / values[0]
        lines.append(f'<text x="{at}" y="{height:.1f}" {TEXT.replace("#222222", colour)}>{name}</text>')
        lines.append(f'<text x="{at}" y="{height + 14:.1f}" {TEXT.replace("#222222", colour)}>'
                     f"{growth:.1f} times</text>")
    return "\n".join(lines + ["</svg>", ""])


def table(rows):
    lines = ["| revisions | scan | `git cat-file` | pack | all blobs |", "|---|---|---|---|---|"]
    for row in rows:
        scan, cat_file, pack, blobs = (f" ({row[i] / rows[0][i]:.1f})" for i in (1, 2, 3, 4))
        lines.append(f"| {row[0]:,} | {shown_seconds(row[1])}{scan} | {shown_seconds(row[2])}{cat_file} "
                     f"| {row[3] / 1e6:.1f} MB{pack} | {row[4] / 1e6:,.0f} MB{blobs} |")
    return "\n".join(lines)


def main():
    picture, document = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    rows = sorted(read_row(text) for text in sys.argv[3:])
    if len(rows) < 2:
        sys.exit("growth_plot: two numbers of revisions are needed at least")
    picture.write_text(draw(rows))
    text = document.read_text()
    begin, end = "<!-- growth -->", "<!-- /growth -->"
    if begin not in text:
        sys.exit(f"growth_plot: {document} has no {begin}")
    block = f"{begin}\n{table(rows)}\n{end}"
    text = re.sub(re.escape(begin) + ".*?" + re.escape(end), lambda _: block, text, flags=re.S)
    document.write_text(text)


if __name__ == "__main__":
    main()
