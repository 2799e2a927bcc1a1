#!/usr/bin/env python3
"""What a bulk run costs beyond the scans themselves, and how that grows; writes the tables of docs/BENCHMARKS.md.

usage: measure.py [costs|memory]...   (default: all)
  KEYHOUND_BULK_REPOSITORIES  (default "100 300 1000", of 50 commits)
  KEYHOUND_BULK_MANY          how many repositories of 2 commits for the memory of the coordinator (default 10000)

The same repositories are scanned by `keyhound bulk run`, and one by one by `keyhound scan` with as many at once; `git log -p`
of each, which other scanners read, is in the same run for the ratio. Everything is new for each measurement: cache, store.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
KEYHOUND = os.environ.get("KEYHOUND_PROGRAM", str(ROOT / "build/release/keyhound"))
WORK = pathlib.Path(os.environ.get("KEYHOUND_BENCH_FOLDER", str(ROOT / "build/bench"))) / "bulk"
JOBS = os.cpu_count()
os.environ.update(GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_NOSYSTEM="1", HOME=str(WORK))


class Cost:
    """Wall time, processor time of all processes, and the peak memory of the first of them."""

    def __init__(self, command, codes=(0,)):
        before = os.times()
        begin = time.monotonic()
        process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.peak_kib = 0
        watch = threading.Thread(target=self.watch, args=(process.pid,))
        watch.start()
        words = process.stderr.read()
        code = process.wait()
        self.wall = time.monotonic() - begin
        after = os.times()
        watch.join()
        self.cpu = after.children_user + after.children_system - before.children_user - before.children_system
        if code not in codes:
            raise SystemExit(f"{command[:4]} ended with {code}: {words.decode()[-2000:]}")

    def watch(self, process):
        """The kernel's own number for a process counts its children in: this one is read while it runs."""
        while True:
            try:
                text = pathlib.Path(f"/proc/{process}/status").read_text()
            except OSError:
                return
            found = re.search(r"VmHWM:\s+(\d+)", text)
            if not found:
                return
            self.peak_kib = max(self.peak_kib, int(found[1]))
            time.sleep(0.02)


def repositories(count, commits):
    folder = WORK / f"repositories-{count}-{commits}"
    print(f"bench: {count} repositories of {commits} commits", file=sys.stderr)
    subprocess.run([sys.executable, ROOT / "tests/bench/bulk/repositories.py", folder, str(count), str(commits)], check=True,
                   stdout=subprocess.DEVNULL)
    return folder


def bulk_run(folder, is_first):
    place = WORK / "place"
    if is_first:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
    return Cost([KEYHOUND, "bulk", "run", "--directory", folder, "--store", place / "store.db", "--cache", place / "cache",
                 "--output", place / "reports", "--new-run", "--no-progress", "--fail-on", "none", "--jobs", JOBS])


def one_by_one(folder, command):
    """The command with each repository, as many at once as the bulk run has."""
    out = WORK / "one"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    return Cost(["sh", "-c", f"cd '{folder}' && ls | xargs -P {JOBS} -I NAME {command.format(out=out)}"])


def costs_row(count):
    folder = repositories(count, 50)
    scan = one_by_one(folder, f"{KEYHOUND} scan --history-only --threads 1 --no-progress --fail-on none NAME "
                              "--output json={out}/NAME.json --output sarif={out}/NAME.sarif")
    first, second = bulk_run(folder, True), bulk_run(folder, False)
    git = one_by_one(folder, "sh -c 'git -C NAME log -p -U0 --full-history --all >/dev/null'")
    wall, cpu = (1000 * (first.wall - scan.wall) / count, 1000 * (first.cpu - scan.cpu) / count)
    return (f"| {count:,} | {first.wall:.1f} s | {scan.wall:.1f} s | {wall:.1f} ms | {cpu:.1f} ms | {second.wall:.1f} s "
            f"| {git.wall:.1f} s | {git.wall / first.wall:.2f} | {first.peak_kib / 1024:.0f} MiB |")


def costs():
    counts = map(int, os.environ.get("KEYHOUND_BULK_REPOSITORIES", "100 300 1000").split())
    return ["| repositories | bulk run | the scans alone | overhead of each | of its processor time | second run | "
            "`git log -p` | times bulk run | peak memory |", "|---|---|---|---|---|---|---|---|---|",
            *map(costs_row, counts)]


def memory():
    count = int(os.environ.get("KEYHOUND_BULK_MANY", "10000"))
    folder = repositories(count, 2)
    first, second = bulk_run(folder, True), bulk_run(folder, False)
    return ["| repositories | peak memory of the coordinator | first run | second run | its peak memory |",
            "|---|---|---|---|---|",
            f"| {count:,} | {first.peak_kib / 1024:.0f} MiB | {first.wall:.0f} s | {second.wall:.0f} s "
            f"| {second.peak_kib / 1024:.0f} MiB |"]


def main():
    parts = {"costs": costs, "memory": memory}
    WORK.mkdir(parents=True, exist_ok=True)
    document = ROOT / "docs/BENCHMARKS.md"
    for name in sys.argv[1:] or parts:
        rows = "\n".join(parts[name]())
        print(rows)
        block = f"<!-- bulk-{name} -->\n{rows}\n<!-- /bulk-{name} -->"
        document.write_text(re.sub(f"<!-- bulk-{name} -->.*?<!-- /bulk-{name} -->", lambda _: block, document.read_text(),
                                   flags=re.S))


if __name__ == "__main__":
    main()
