#!/usr/bin/env python3
"""Makes bare repositories of source-like text with credentials in some of them, by git fast-import.

usage: repositories.py FOLDER COUNT COMMITS

FOLDER/r00001.git and so on: the same numbers always give the same object ids. A repository that is there already stays;
each is made in a folder of another name, so that an interrupted run leaves nothing half made. Every seventh repository
is four times as large as the others. The first commit of every second one holds a credential of its own, later commits
bring one that several share, and some are removed again. Prints how many credentials there are in how many places.
"""
import concurrent.futures
import os
import pathlib
import random
import shutil
import subprocess
import sys
import zlib

FIRST_DATE = 1767268800  # 2026-01-01
FILES = 8
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
WORDS = ("buffer count index value table entry frame node parent child list first last offset length state result "
         "reader writer cursor packet header window column record field branch commit change").split()
SHARED = 12  # credentials that stand in many repositories


def token(number):
    """A GitHub token of a right form, made from a number: 30 letters and their checksum in base 62."""
    rng = random.Random(f"token {number}")
    body = "".join(rng.sample(LETTERS, 30))
    check, digits = zlib.crc32(body.encode()), ""
    for _ in range(6):
        check, digit = divmod(check, 62)
        digits = LETTERS[digit] + digits
    return "gh" + "p_" + body + digits


def new_line(rng):
    a, b, c = rng.choice(WORDS), rng.choice(WORDS), rng.randrange(1000)
    return f"  if ({a}_{b} > {c}) return {b}_of({a}, {c});"


def planted(index, commit, commits):
    """The credential that the commit brings into its settings file, "" where it takes it away, None: no change."""
    if commit == 0 and index % 2 == 0:
        return token(index)
    if commit == commits // 2 and index % 3 == 0:
        return token(1_000_000 + index % SHARED)
    if commit == commits - 1 and index % 5 == 0:
        return ""
    return None


def stream(index, commits):
    rng = random.Random(index)
    scale = 4 if index % 7 == 0 else 1
    files = [[new_line(rng) for _ in range(30 * scale)] for _ in range(FILES)]
    for commit in range(commits):
        message = b"revision %d\n" % commit
        yield (b"commit refs/heads/main\ncommitter Ana Author <ana@acme.example> %d +0000\ndata %d\n%s"
               % (FIRST_DATE + 600 * commit, len(message), message))
        for number in range(FILES) if commit == 0 else [rng.randrange(FILES)]:
            at = rng.randrange(len(files[number]))
            files[number][at:at + 1] = [new_line(rng) for _ in range(rng.randint(1, 2))]
            text = ("\n".join(files[number]) + "\n").encode()
            yield b"M 100644 inline src/file%02d.c\ndata %d\n%s\n" % (number, len(text), text)
        secret = planted(index, commit, commits)
        if secret is not None:
            text = (f'token = "{secret}"\n' if secret else "# see the vault\n").encode()
            yield b"M 100644 inline deploy/settings.toml\ndata %d\n%s\n" % (len(text), text)


def make(folder, index, commits):
    path = folder / f"r{index:05}.git"
    if path.exists():
        return
    part = folder / f"r{index:05}.part"
    shutil.rmtree(part, ignore_errors=True)
    for name in ("objects/info", "objects/pack", "refs/heads", "refs/tags"):
        (part / name).mkdir(parents=True)
    (part / "HEAD").write_text("ref: refs/heads/main\n")
    (part / "config").write_text("[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n")
    subprocess.run(["git", "-c", "fastimport.unpackLimit=0", "fast-import", "--quiet"], cwd=part, check=True,
                   input=b"".join(stream(index, commits)), stdout=subprocess.DEVNULL)
    part.rename(path)


def main():
    folder, count, commits = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.update(GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_NOSYSTEM="1")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda index: make(folder, index, commits), range(1, count + 1)))
    places = [planted(i, c, commits) for i in range(1, count + 1) for c in range(commits)]
    print(len({p for p in places if p}), sum(1 for p in places if p))


if __name__ == "__main__":
    main()
