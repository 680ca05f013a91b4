"""A whole Torg of its own, as it runs in a town hall: PostgreSQL, and `torg mail`, `torg web`, `torg jobs` as wanted.

A keeper starts again whatever ends, as a service manager does. Nothing here reaches into the processes: they are only
started, and killed.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from torg.config.database import OwnPostgres
from torg.config.postgres import DatabaseFailed, postmaster

ROOT = Path(__file__).parents[2]
DOMAIN = "town.example"
MAIN, BUILDING = f"post@{DOMAIN}", f"building@{DOMAIN}"
UNITS = f"""
[units.front]
name = "Service office"
front_line = true
addresses = ["{MAIN}"]

[units.building]
name = "Building office"
addresses = ["{BUILDING}"]
"""
SMALL = (("shared_buffers", "32MB"), ("max_wal_size", "64MB"), ("min_wal_size", "32MB"), ("max_connections", "40"))
DISK_MB = 400
START_SECONDS = 30.0


def free_port() -> int:
    """A port on which nobody listens."""
    with closing(socket.create_server(("127.0.0.1", 0))) as opened:
        return int(opened.getsockname()[1])


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """A disk of some hundred megabytes at a folder, where this machine lets us make one; whether it did."""
    folder.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m,mode=0711", "tmpfs", str(folder)]
    made = os.geteuid() == 0 and subprocess.run(mount, check=False, capture_output=True).returncode == 0
    try:
        yield made
    finally:
        if made:
            subprocess.run(["umount", "--lazy", str(folder)], check=False)


@dataclass
class House:
    """The processes, and what can befall them."""

    folder: Path
    disk: Path
    disk_is_small: bool
    names: tuple[str, ...] = ("mail", "jobs")  # the words after `torg` of what is kept alive
    receive_port: int = field(default_factory=free_port)
    send_port: int = field(default_factory=free_port)
    web_port: int = field(default_factory=free_port)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    kept_down: set[str] = field(default_factory=set)
    _over: threading.Event = field(default_factory=threading.Event)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        self.server = OwnPostgres(self.disk / "postgres", SMALL)
        self._lifeline, self._held = os.pipe()  # the processes end when nobody holds the other end: we are gone
        self._keeper = threading.Thread(target=self._keep, daemon=True)

    @property
    def surroundings(self) -> dict[str, str]:
        """The environment of its processes."""
        plain = {k: v for k, v in os.environ.items() if not k.startswith(("TORG_", "DJANGO_", "PG"))}
        return plain | {
            "DJANGO_SETTINGS_MODULE": "torg.config.settings",
            "PYTHONPATH": str(ROOT),
            "TORG_DATA": str(self.folder),
            "TORG_DATABASE_URL": self.server.url("torg"),
            "TORG_MAIL_DOMAIN": DOMAIN,
            "TORG_MAIL_FROM": MAIN,
            "TORG_WEB_ADDRESS": f"127.0.0.1:{self.web_port}",
            "TORG_BASE_URL": f"http://127.0.0.1:{self.web_port}",
            "TORG_SMTP_LISTEN": f"smtp://127.0.0.1:{self.receive_port}",
            "TORG_SMTP_SEND": f"smtp://127.0.0.1:{self.send_port}",
            "TORG_LOG_LEVEL": "warning",
        }

    def open(self, strategy: str = "alver") -> None:
        """Makes the database, the units and the strategy, then starts everything."""
        self.server.start(keep=True)
        (self.folder / "units.toml").write_text(UNITS)
        self.torg("migrate")
        self.torg("units", str(self.folder / "units.toml"))
        self.torg("strategy", "publish", str(ROOT / "strategies" / f"{strategy}.toml"), "--from", "2026-01-01")
        self._keeper.start()

    def close(self) -> None:
        """Ends everything."""
        self._over.set()
        if self._keeper.is_alive():
            self._keeper.join()
        for process in self.running.values():
            process.kill()
            process.wait()
        os.close(self._lifeline)
        os.close(self._held)
        with suppress(DatabaseFailed):
            self.server.stop()

    def torg(self, *words: str, says: str = "") -> str:
        """What a command of `torg` says, which is told something on its standard input."""
        command = [sys.executable, "-m", "torg.config.cli", *words]
        done = subprocess.run(
            command, env=self.surroundings, cwd=ROOT, check=False, capture_output=True, text=True, input=says
        )
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
        return done.stdout

    def gaps(self) -> list[Any]:
        """What does not fit in the books of today and yesterday, as the nightly job sees it."""
        command = [sys.executable, "-m", "tests.faults.books"]
        done = subprocess.run(command, env=self.surroundings, cwd=ROOT, check=True, capture_output=True, text=True)
        return list(json.loads(done.stdout.strip().splitlines()[-1]))

    # -- what befalls it ------------------------------------------------------------------------------------------

    def kill(self, name: str) -> None:
        """kill -9 of a process; the keeper starts it again."""
        with self._lock:
            process = self.running.get(name)
            if process is not None and process.poll() is None:
                process.send_signal(signal.SIGKILL)
                process.wait()

    def kill_database(self) -> None:
        """kill -9 of the database server, in the middle of whatever it does."""
        with self._lock:
            pid = postmaster(self.server.data)
            if pid is not None:
                os.kill(pid, signal.SIGKILL)

    def restart_database(self) -> None:
        """A restart that waits for nobody."""
        with self._lock:
            pid = postmaster(self.server.data)
            if pid is not None:
                os.kill(pid, signal.SIGQUIT)  # as `pg_ctl restart -m immediate` does

    @contextmanager
    def full_disk(self) -> Iterator[None]:
        """No byte more can be written where the database lies, for as long as this lasts."""
        if self.disk_is_small:
            ballast = self.disk / "ballast"
            with ballast.open("wb", buffering=0) as file, suppress(OSError):
                while True:
                    file.write(bytes(65536))
            try:
                yield
            finally:
                ballast.unlink()
            return
        # No disk could be made: the server may not make any file longer than it is, which it meets in the same way.
        limits = [(pid, resource.prlimit(pid, resource.RLIMIT_FSIZE)) for pid in self._database_processes()]
        for pid, (_soft, hard) in limits:
            with suppress(OSError):
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (65536, hard))
        try:
            yield
        finally:
            for pid, before in limits:
                with suppress(OSError):
                    resource.prlimit(pid, resource.RLIMIT_FSIZE, before)

    def _database_processes(self) -> list[int]:
        main = postmaster(self.server.data)
        if main is None:
            return []
        children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
        return [main, *map(int, children)]

    # -- the keeper -----------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        while not self._over.wait(0.2):
            with self._lock:
                if postmaster(self.server.data) is None:
                    with suppress(DatabaseFailed):
                        self.server.start(keep=True)
                for name in self.names:
                    process = self.running.get(name)
                    if name not in self.kept_down and (process is None or process.poll() is not None):
                        self.running[name] = self._start(name)

    def _start(self, name: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("ab") as log:
            command = [sys.executable, "-m", "torg.config.cli", name, "--until-closed", str(self._lifeline)]
            return subprocess.Popen(
                command, env=self.surroundings, cwd=ROOT, stdout=log, stderr=log, pass_fds=[self._lifeline]
            )

    def keep_down(self, name: str) -> None:
        """Kills a process and leaves it so."""
        self.kept_down.add(name)
        self.kill(name)

    def let_up(self, name: str) -> None:
        """Starts it again."""
        self.kept_down.discard(name)

    # -- asking ---------------------------------------------------------------------------------------------------

    def ask(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of the database, or how many a change touched; waits until the database can be asked."""
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                with psycopg.connect(self.server.url("torg"), autocommit=True) as connection:
                    asked = connection.execute(question, values)
                    return asked.fetchall() if asked.description else [(asked.rowcount,)]
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def last_words(self) -> str:
        """The ends of the logs, for a failure."""
        said: Sequence[Path] = [*self.folder.glob("*.log"), self.server.log_file]
        return "\n".join(f"{path.name}: {path.read_text(errors='replace')[-3000:]}" for path in said if path.exists())


def room(folder: Path) -> Path:
    """An empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
