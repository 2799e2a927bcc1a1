"""PrivatePostgres: a PostgreSQL server of a test's own, in a folder of its own, on 127.0.0.1 alone.

None of the machine's servers is touched. As root it runs as the user postgres, since the server refuses root. Its folder
is not synchronised with the disk: what is tested is the death of processes, not of the machine.
"""
import glob
import os
import pathlib
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import time


def find_programs():
    """The folder of initdb and postgres, or None."""
    folders = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4]))
    return pathlib.Path(folders[-1]) if folders and shutil.which("psql") else None


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class PrivatePostgres:
    """with PrivatePostgres(folder) as server: server.url and server.environment are for programs that use it."""

    def __init__(self, folder):
        self.programs = find_programs()
        self.folder = pathlib.Path(folder)
        self.data = self.folder / "data"
        self.port = free_port()
        self.url = f"postgresql://keyhound@127.0.0.1:{self.port}/keyhound"
        self.password_file = self.folder / "pgpass"
        self.environment = {"PGPASSFILE": str(self.password_file)}
        self.process = None

    def __enter__(self):
        self.folder.mkdir(parents=True)
        password = secrets.token_hex(16)
        self.password_file.write_text(f"127.0.0.1:*:*:*:{password}\n")
        self.password_file.chmod(0o600)
        given = self.folder / "password"
        given.write_text(password)
        if os.geteuid() == 0:
            user = pwd.getpwnam("postgres")
            os.chown(given, user.pw_uid, user.pw_gid)
            os.chown(self.folder, user.pw_uid, user.pw_gid)
        subprocess.run(
            self.as_owner("initdb", "-D", self.data, "-U", "keyhound", "--pwfile", given, "--auth=scram-sha-256",
                          "--encoding=UTF8", "--no-locale", "--no-sync"), check=True, stdout=subprocess.DEVNULL)
        given.unlink()
        self.start()
        self.query("CREATE DATABASE keyhound", database="postgres")
        return self

    def __exit__(self, *_):
        self.stop()

    def as_owner(self, program, *arguments):
        command = [str(self.programs / program), *map(str, arguments)]
        return command if os.geteuid() else ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]

    def start(self):
        """Starts the server, also after kill(), and waits until it answers."""
        log = open(self.folder / "log", "ab")
        deadline = time.monotonic() + 60
        while True:
            if self.process is None or self.process.poll() is not None:
                # setpriv becomes the server, so that the number is the postmaster's.
                self.process = subprocess.Popen(
                    self.as_owner("postgres", "-D", self.data, "-p", self.port, "-k", self.folder, "-c", "fsync=off",
                                  "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=60"),
                    stdout=log, stderr=log, cwd="/", start_new_session=True)
            ready = subprocess.run([self.programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)])
            if ready.returncode == 0:
                return
            if time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start: {(self.folder / 'log').read_text()[-2000:]}")
            time.sleep(0.1)

    def kill(self):
        """kill -9 of the postmaster; its children end by themselves when they see that."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()

    def query(self, sql, database="keyhound"):
        """The rows of a statement, as lists of texts."""
        done = subprocess.run(
            ["psql", "-X", "-q", "-A", "-t", "-F", "\x1f", "-R", "\x1e", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p",
             str(self.port), "-U", "keyhound", "-d", database, "-c", sql],
            env={**os.environ, **self.environment}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        text = done.stdout.removesuffix("\n")
        return [row.split("\x1f") for row in text.split("\x1e")] if text else []
