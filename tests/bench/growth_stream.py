#!/usr/bin/env python3
"""Writes a stream for git fast-import: 20 files of source-like text, edited commit by commit.

usage: growth_stream.py REVISIONS

The same number always gives the same stream, and a greater one begins like a smaller one. The files
grow slowly, so that the blobs of later revisions are larger than those of earlier ones.
"""
import random
import sys

FILES = 20
FIRST_DATE = 1767268800  # 2026-01-01
FIRST_SIZE = 20_000  # bytes of a file; after 64,000 revisions it has grown threefold
WORDS = ("buffer count index value table entry frame node parent child list first last offset length state "
         "result reader writer cursor packet header window column record field branch commit change").split()
TYPES = ("int", "bool", "size_t", "double", "char")
SHAPES = (
    "  {type} {a}_{b} = {a}_of({b}, {n});",
    "  if ({a}_{b} > {n}) return {a} + {b};",
    "  for ({type} i = 0; i < {a}_count; ++i) {b}[i] = {a}[i] * {n};",
    "  {a}_{b}.push_back({b}.at({n}));",
    "  // The {a} of a {b} has {n} parts at most.",
    "  while ({a}->next_{b} != {c}) {a} = {a}->next_{b};",
    "{type} {a}_{b}({type} {c}, {type} {b}_{n}) {{",
    "}}",
    "",
)


def new_line(rng):
    a, b, c = rng.choice(WORDS), rng.choice(WORDS), rng.choice(WORDS)
    return rng.choice(SHAPES).format(type=rng.choice(TYPES), a=a, b=b, c=c, n=rng.randrange(1000))


def new_file(rng):
    lines, total = [], 0
    while total < FIRST_SIZE:
        lines.append(new_line(rng))
        total += len(lines[-1]) + 1
    return lines


def edit(rng, lines):
    """A few lines in one or two places are changed, added or removed, in the mean a few more added."""
    for _ in range(rng.randint(1, 2)):
        at, removed = rng.randrange(len(lines) - 8), rng.randint(1, 4)
        added = rng.randint(0, 5) + (rng.random() < 1 / 8)
        lines[at:at + removed] = [new_line(rng) for _ in range(added)]


def main():
    rng = random.Random(1)
    out = sys.stdout.buffer
    files = [new_file(rng) for _ in range(FILES)]
    for revision in range(int(sys.argv[1])):
        if revision == 0:
            changed = range(FILES)
        else:
            changed = rng.sample(range(FILES), rng.randint(1, 2))
            for number in changed:
                edit(rng, files[number])
        message = f"revision {revision}\n".encode()
        out.write(b"commit refs/heads/main\ncommitter Ana Author <ana@acme.example> "
                  b"%d +0000\ndata %d\n%s" % (FIRST_DATE + 600 * revision, len(message), message))
        for number in changed:
            text = ("\n".join(files[number]) + "\n").encode()
            out.write(b"M 100644 inline src/file%02d.c\ndata %d\n%s\n" % (number, len(text), text))


if __name__ == "__main__":
    main()
