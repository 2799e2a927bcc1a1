"""PrivateSlurm: Slurm's own daemons (munged, slurmctld, slurmd) on this machine, from a configuration in a folder of a
test's own: no systemd, no cgroups, no accounting, ports of its own. Needs root, as slurmd does."""
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time

from private_postgres import free_port

PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "squeue", "scontrol", "sinfo")

# cred_expire: a job that goes back into the queue waits until its old credential is no longer good, by default for two
# minutes. config_overrides: the node has as many processors as this says.
CONFIGURATION = """\
ClusterName=keyhound
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={control_port}
SlurmdPort={node_port}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge/socket,cred_expire=5
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/builtin
SchedulerParameters=sched_interval=2
JobRequeue=1
JobCompType=jobcomp/none
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
SlurmdParameters=config_overrides
ReturnToService=2
KillWait=2
NodeName={host} NodeAddr=127.0.0.1 CPUs={processors} RealMemory=65536 State=UNKNOWN
PartitionName=scan Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""


def missing_programs():
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
    return [name for name in PROGRAMS if not shutil.which(name, path=path)]


class PrivateSlurm:
    """with PrivateSlurm(folder, processors) as cluster: cluster.command("sbatch", ...) answers what it printed."""

    def __init__(self, folder, processors):
        self.folder = pathlib.Path(folder)
        self.processors = processors
        self.environment = {**os.environ, "SLURM_CONF": str(self.folder / "slurm.conf"),
                            "PATH": f"{os.environ.get('PATH', '/usr/bin:/bin')}:/usr/sbin:/sbin"}

    def __enter__(self):
        for name in ("munge", "state", "spool"):
            (self.folder / name).mkdir(parents=True)
        self.folder.chmod(0o755)
        munge = self.folder / "munge"
        key = munge / "key"
        key.touch(0o600)
        key.write_bytes(os.urandom(1024))
        (self.folder / "slurm.conf").write_text(CONFIGURATION.format(
            folder=self.folder, host=socket.gethostname().split(".")[0], control_port=free_port(), node_port=free_port(),
            processors=self.processors))
        try:
            self.command("munged", f"--key-file={key}", f"--socket={munge}/socket", f"--pid-file={self.folder}/munged.pid",
                         f"--log-file={munge}/log", f"--seed-file={munge}/seed", "--num-threads=2")
            self.command("slurmctld", "-f", self.folder / "slurm.conf")
            self.command("slurmd", "-f", self.folder / "slurm.conf")
            self.wait_for(lambda: self.command("sinfo", "-h", "-o", "%T", may_fail=True) == "idle", 60, "an idle node")
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.command("scancel", "--user=root", may_fail=True)
        self.stop()

    def stop(self):
        for name in ("slurmd", "slurmctld", "munged"):
            try:
                number = int((self.folder / f"{name}.pid").read_text())
                os.kill(number, signal.SIGTERM)
            except (OSError, ValueError):
                continue
            for _ in range(100):
                if not pathlib.Path(f"/proc/{number}").exists():
                    break
                time.sleep(0.1)

    def command(self, program, *arguments, may_fail=False, environment=None):
        done = subprocess.run([program, *map(str, arguments)], env={**self.environment, **(environment or {})},
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if done.returncode != 0 and not may_fail:
            raise RuntimeError(f"{program}: {done.stderr}{self.logs()}")
        return done.stdout.strip()

    def logs(self):
        return "".join(f"\n--- {path.name}\n{path.read_text()[-2000:]}" for path in sorted(self.folder.glob("*.log")))

    def wait_for(self, condition, seconds, what):
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                raise RuntimeError(f"waited {seconds} s for {what} in vain{self.logs()}")
            time.sleep(0.2)

    def task_states(self, job):
        """State and restart count of each task of an array, by its number, while Slurm remembers them."""
        states = {}
        for line in self.command("scontrol", "-o", "show", "job", job, may_fail=True).splitlines():
            words = dict(word.split("=", 1) for word in line.split() if "=" in word)
            number = words.get("ArrayTaskId", "")
            if number.isdigit():
                states[int(number)] = (words["JobState"], int(words["Restarts"]))
        return states

    def job_end(self, job):
        """The exit code of a job that has ended, else None."""
        words = dict(word.split("=", 1) for word in self.command("scontrol", "-o", "show", "job", job).split()
                     if "=" in word)
        return int(words["ExitCode"].split(":")[0]) if words["JobState"] in ("COMPLETED", "FAILED") else None
