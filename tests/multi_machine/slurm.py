#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""slurm.py KEYHOUND: an array of 8 tasks of a real Slurm scans 60 repositories into a real PostgreSQL, by the script of
ci-templates/bulk/slurm. One task's keyhound is killed (the script hands the task back to the scheduler), another task is
requeued by the controller as after the loss of its node. At the end every repository was scanned once in that run, and
the store says what a single machine with SQLite says.

Exits with 77, which CTest counts as skipped, where Slurm, munge, PostgreSQL or the right to start them is missing.
"""
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import private_postgres
import private_slurm
from store_content import differences, sqlite_query, store_content

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "ci-templates/bulk/slurm"
REPOSITORIES, COMMITS, TASKS = 60, 150, 8
KILLED_TASK, REQUEUED_TASK = 3, 6


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(77)


def check_machine():
    if missing := private_slurm.missing_programs():
        skip(f"there is no {', '.join(missing)} (packages slurm-wlm and munge)")
    if private_postgres.find_programs() is None:
        skip("there is no PostgreSQL (package postgresql)")
    if os.geteuid() != 0:
        skip("slurmd starts its jobs as root only")


def coordinator_of(task):
    """The number of the process `keyhound bulk run` of that task of the array, None where there is none."""
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
            if words[1:3] == [b"bulk", b"run"] and b"SLURM_ARRAY_TASK_ID=%d" % task in (
                    folder / "environ").read_bytes().split(b"\0"):
                return int(folder.name)
        except OSError:
            continue
    return None


def wait_for_work(server, task, deadline=60):
    """Until the task's coordinator has claimed something and not yet done everything; its process."""
    end = time.monotonic() + deadline
    while time.monotonic() < end:
        process = coordinator_of(task)
        if process is not None:
            try:
                pending, claimed = server.query(
                    "SELECT COUNT(*), COUNT(*) FILTER (WHERE claimed_by <> '') FROM run_targets "
                    f"WHERE outcome = 'pending' AND shard = {task}")[0]
            except RuntimeError:  # the first task is only now making the schema
                continue
            if int(pending) >= 2 and int(claimed) >= 1:
                return process
    raise RuntimeError(f"task {task} was never seen at work")


def scan_on_one_machine(keyhound, folder):
    environment = {**os.environ, "HOME": str(folder / "home")}
    subprocess.run([keyhound, "bulk", "run", "--directory", folder / "repositories", "--store", folder / "alone.db", "--cache",
                    folder / "alone-cache", "--output", folder / "alone-reports", "--fail-on", "none"],
                   env=environment, check=True, stdout=subprocess.DEVNULL)
    return store_content(sqlite_query(folder / "alone.db"))


def scan_with_slurm(server, cluster, folder):
    """Submits both scripts, disturbs two tasks, waits; answers the array's number and the report's exit code."""
    environment = {**server.environment, "KEYHOUND_STORE": server.url, "KEYHOUND_OUTPUT_DIR": str(folder / "reports"),
                   "KEYHOUND_BULK_CACHE": str(folder / "cache"), "HOME": str(folder / "home"),
                   "PATH": f"{folder / 'bin'}:{cluster.environment['PATH']}"}
    job = cluster.command("sbatch", "--parsable", "--cpus-per-task=1", "--mem=1G", f"--output={folder}/task-%a.log",
                          TEMPLATES / "keyhound-bulk.sh", "--directory", folder / "repositories", environment=environment)
    report = cluster.command("sbatch", "--parsable", "--mem=1G", f"--dependency=afterany:{job}",
                             f"--output={folder}/report.log", TEMPLATES / "keyhound-bulk-report.sh", f"slurm-{job}",
                             "--fail-on", "high", environment=environment)
    os.kill(wait_for_work(server, KILLED_TASK), signal.SIGKILL)
    wait_for_work(server, REQUEUED_TASK)
    cluster.command("scontrol", "requeue", f"{job}_{REQUEUED_TASK}")

    def all_done():
        states = cluster.task_states(job)
        failed = [task for task, (state, _) in states.items() if state in ("FAILED", "TIMEOUT", "NODE_FAIL")]
        if failed:
            raise RuntimeError(f"tasks {failed} failed:\n" + "".join(
                (folder / f"task-{task}.log").read_text() for task in failed))
        return len(states) == TASKS and all(state == "COMPLETED" for state, _ in states.values())
    cluster.wait_for(all_done, 300, "all tasks")
    restarts = {task: count for task, (_, count) in cluster.task_states(job).items() if count}
    assert restarts == {KILLED_TASK: 1, REQUEUED_TASK: 1}, f"restarts: {restarts}"
    cluster.wait_for(lambda: cluster.job_end(report) is not None, 120, "the report")
    return job, cluster.job_end(report)


def check_store(server, job):
    runs = server.query("SELECT run_key, state, shard_count FROM runs")
    assert runs == [[f"slurm-{job}", "finished", str(TASKS)]], runs
    outcomes = server.query("SELECT outcome, COUNT(*) FROM run_targets GROUP BY outcome")
    assert outcomes == [["scanned", str(REPOSITORIES)]], outcomes
    scans = server.query("SELECT COUNT(*), COUNT(DISTINCT repository_id) FROM scans")
    assert scans == [[str(REPOSITORIES)] * 2], scans
    # One coordinator a task, and those of the two that were started again.
    shards = server.query("SELECT COUNT(DISTINCT shard) FILTER (WHERE finished IS NOT NULL), COUNT(*) FROM run_shards")
    assert shards == [[str(TASKS), str(TASKS + 2)]], shards


def main():
    check_machine()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="keyhound-slurm-"))
    folder.chmod(0o755)
    (folder / "bin").mkdir()
    (folder / "home").mkdir()
    (folder / "bin/keyhound").symlink_to(pathlib.Path(sys.argv[1]).resolve())
    try:
        subprocess.run([sys.executable, ROOT / "tests/bench/bulk/repositories.py", folder / "repositories",
                        str(REPOSITORIES), str(COMMITS)], check=True, stdout=subprocess.DEVNULL)
        expected = scan_on_one_machine(sys.argv[1], folder)
        with private_postgres.PrivatePostgres(folder / "postgres") as server, \
                private_slurm.PrivateSlurm(folder / "slurm", 2 * TASKS) as cluster:
            job, code = scan_with_slurm(server, cluster, folder)
            check_store(server, job)
            different = differences(expected, store_content(server.query))
            assert not different, "\n".join(different)
            assert code == 1, f"the report ended with {code}:\n{(folder / 'report.log').read_text()}"
        print(f"{TASKS} tasks scanned {REPOSITORIES} repositories, two of them started twice: {len(expected)} lines alike")
    except BaseException:
        print(f"the test's files stay in {folder}", file=sys.stderr)
        raise
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
