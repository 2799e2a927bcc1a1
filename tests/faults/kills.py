#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""kills.py KEYHOUND: kill -9 of coordinator, worker and database at random moments of bulk runs, each time continued.

With SQLite coordinators and workers are killed, with PostgreSQL the postmaster too. At the end of each run its store must
say what that of an undisturbed one says: nothing lost, nothing double.
  KEYHOUND_FAULT_KILLS    how many in all (default 20)
  KEYHOUND_FAULT_SEED     of the random moments (default 20261130); the one in use is printed
  KEYHOUND_FAULT_SECONDS  after which no further kill is begun (default 120)
"""
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/multi_machine"))
import private_postgres  # noqa: E402
from store_content import differences, sqlite_query, store_content  # noqa: E402

REPOSITORIES, COMMITS = 30, 60
KEYHOUND = str(pathlib.Path(sys.argv[1]).resolve())


class Bulk:
    """Bulk runs over the repositories into one store, with a cache and an output folder of their own."""

    def __init__(self, folder, repositories, store, environment):
        self.folder, self.store = folder, store
        self.environment = {**os.environ, "HOME": str(folder), **environment}
        self.command = [KEYHOUND, "bulk", "run", "--directory", repositories, "--store", store, "--cache", folder / "cache",
                        "--output", folder / "reports", "--run", "disturbed", "--fail-on", "none", "--jobs", "2",
                        "--retries", "10", "--no-progress"]
        self.log = open(folder / "log", "ab")

    def start(self):
        return subprocess.Popen(self.command, env=self.environment, stdout=self.log, stderr=self.log)

    def said(self):
        return (self.folder / "log").read_text()[-3000:]


def children_of(process):
    """Of a process, and theirs: the judge and workers are children of the coordinator."""
    try:
        text = pathlib.Path(f"/proc/{process}/task/{process}/children").read_text()
    except OSError:
        return []
    return [int(word) for word in text.split()]


def kill(victim, run, server, rng):
    """Kills one of them; answers whether there was one to be killed."""
    if victim == "database":
        server.kill()
        server.start()
        return True
    candidates = [run.pid]
    if victim == "worker":  # each lives for a moment only
        candidates, end = [], time.monotonic() + 1
        while not candidates and run.poll() is None and time.monotonic() < end:
            candidates = children_of(run.pid)
        if not candidates:
            return False
        time.sleep(rng.uniform(0, 0.02))
    try:
        os.kill(rng.choice(candidates), signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def disturb(bulk, server, victims, kills, rng, length):
    """One run to its end, with at most that many kills; answers how many there were of each victim."""
    count = dict.fromkeys(victims, 0)
    run = bulk.start()
    while True:
        time.sleep(rng.uniform(0.02, length))
        if run.poll() is None and sum(count.values()) < kills:
            least = min(count.values())
            victim = rng.choice([name for name in victims if count[name] <= least + 1])
            count[victim] += kill(victim, run, server, rng)
            if victim == "coordinator":
                run.wait()
        code = run.poll()
        if code is None:
            if sum(count.values()) >= kills:
                code = run.wait(120)
            else:
                continue
        if code in (0, 1):
            return count
        if code not in (-signal.SIGKILL, 3):
            raise AssertionError(f"bulk run ended with {code}:\n{bulk.said()}")
        run = bulk.start()


def undisturbed(folder, repositories):
    folder.mkdir()
    bulk = Bulk(folder, repositories, str(folder / "store.db"), {})
    begin = time.monotonic()
    run = bulk.start()
    if run.wait(120) != 0:
        raise AssertionError(f"the undisturbed run ended with {run.returncode}:\n{bulk.said()}")
    return store_content(sqlite_query(folder / "store.db")), time.monotonic() - begin


def no_process_is_left(repositories):
    """Workers end with their coordinator: none may go on for ever."""
    for _ in range(50):
        left = [path for path in pathlib.Path("/proc").glob("[0-9]*/cmdline")
                if str(repositories).encode() in read_or_nothing(path)]
        if not left:
            return
        time.sleep(0.1)
    raise AssertionError(f"still there: {left}")


def read_or_nothing(path):
    try:
        return path.read_bytes()
    except OSError:
        return b""


def main():
    kills = int(os.environ.get("KEYHOUND_FAULT_KILLS", "20"))
    seed = int(os.environ.get("KEYHOUND_FAULT_SEED", "20261130"))
    deadline = time.monotonic() + float(os.environ.get("KEYHOUND_FAULT_SECONDS", "120"))
    print(f"KEYHOUND_FAULT_SEED={seed}", flush=True)
    rng = random.Random(seed)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="keyhound-kills-"))
    folder.chmod(0o755)
    repositories = folder / "repositories"
    subprocess.run([sys.executable, ROOT / "tests/bench/bulk/repositories.py", repositories, str(REPOSITORIES),
                    str(COMMITS)], check=True, stdout=subprocess.DEVNULL)
    expected, length = undisturbed(folder / "undisturbed", repositories)
    kinds = ["sqlite"] + (["postgresql"] if private_postgres.find_programs() else [])
    done = {}
    number = 0
    while sum(done.values()) < kills and time.monotonic() < deadline:
        kind = kinds[number % len(kinds)]
        number += 1
        place = folder / f"{number}-{kind}"
        place.mkdir()
        few = min(5, kills - sum(done.values()))
        if kind == "sqlite":
            bulk = Bulk(place, repositories, str(place / "store.db"), {})
            count = disturb(bulk, None, ["coordinator", "worker"], few, rng, length / 4)
            content = store_content(sqlite_query(place / "store.db"))
        else:
            with private_postgres.PrivatePostgres(place / "postgres") as server:
                bulk = Bulk(place, repositories, server.url, server.environment)
                count = disturb(bulk, server, ["coordinator", "worker", "database"], few, rng, length / 4)
                content = store_content(server.query)
        no_process_is_left(repositories)
        different = differences(expected, content)
        if different:
            raise AssertionError(f"{place} after {count}:\n" + "\n".join(different[:40]) + f"\n{bulk.said()}")
        for victim, times in count.items():
            name = f"{kind} {victim}"
            done[name] = done.get(name, 0) + times
        shutil.rmtree(place)
    print(", ".join(f"{name}: {times}" for name, times in sorted(done.items())))
    print(f"{sum(done.values())} kills in {number} runs; {len(expected)} lines of each store as undisturbed")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
