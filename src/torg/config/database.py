"""Torg's own PostgreSQL: where it lies, started when first needed, stopped when the last process is done with it."""

import contextlib
import fcntl
import hashlib
import logging
import os
import pwd
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from torg.config.postgres import (
    VERSION,
    DatabaseFailed,
    open_programs,
    open_the_way,
    owner_of,
    postmaster,
    programs,
    run,
)

log = logging.getLogger("torg.database")

USER = "torg"
NAME = "torg"
START_SECONDS = 60
STOP_SECONDS = 30
LONGEST_SOCKET_PATH = 100
"""The kernel allows 107 bytes; the rest is for `/.s.PGSQL.5432.lock` being longer than the socket's own name."""

TUNING: Mapping[str, str] = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "random_page_cost": "1.1",
    "checkpoint_timeout": "15min",
    "max_wal_size": "2GB",
    "wal_compression": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "log_min_duration_statement": "-1",
    # What people wrote must not end up in the server's log: no statements, no details of what clashed with what.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
}


@dataclass(frozen=True)
class OwnPostgres:
    """One PostgreSQL server with its files in `folder`; `tuning` is added to the ordinary settings."""

    folder: Path
    tuning: tuple[tuple[str, str], ...] = ()

    @property
    def data(self) -> Path:
        return self.folder.resolve() / "data"

    @property
    def log_file(self) -> Path:
        return self.data / "server.log"

    @property
    def socket_folder(self) -> Path:
        """Beside the data, or under the machine's temporary folder when that path is too long or odd for a socket."""
        folder = self.folder.resolve() / "socket"
        if len(str(folder / ".s.PGSQL.5432.lock")) <= LONGEST_SOCKET_PATH and not set(str(folder)) & set(",'\\ "):
            return folder
        mark = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"torg-{mark}"

    def url(self, name: str = NAME) -> str:
        return f"postgresql://{USER}@/{name}?host={quote(str(self.socket_folder))}"

    def is_running(self) -> bool:
        return postmaster(self.data) is not None

    def start(self, *, keep: bool = False) -> bool:
        """Make it run, with its database; True when it did not run before. `keep`: nobody's last exit stops it."""
        with self._alone():
            if keep:
                (self.folder / "keep").touch()
            if self.is_running():
                return False
            self._start()
            return True

    def stop(self) -> bool:
        """Stop it whoever uses it; False when it did not run."""
        with self._alone():
            (self.folder / "keep").unlink(missing_ok=True)
            return self._stop()

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """It runs for as long as this lasts; the last user to leave stops it.

        A user is a shared lock on a file, which the kernel lets go of when a process dies in any way at all.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "users.lock").open("a") as users:
            with self._alone():
                fcntl.flock(users, fcntl.LOCK_SH)
                if not self.is_running():
                    self._start()
            try:
                yield
            finally:
                with self._alone():
                    self._leave(users.fileno())

    def _leave(self, users: int) -> None:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        if not (self.folder / "keep").exists():
            self._stop()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Only one process at a time starts or stops."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "start.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _start(self) -> None:
        owner = owner_of(self.data)
        self._make_room(owner)
        if not (self.data / "PG_VERSION").exists():
            self._create(owner)
        self._check_version()
        self._clear_up()
        self._write_tuning(owner)
        deadline = time.monotonic() + START_SECONDS
        while not self._try_start(owner):
            if time.monotonic() > deadline:
                raise DatabaseFailed(f"PostgreSQL in {self.data} does not start. Its last words:\n{self._last_words()}")
            time.sleep(0.5)
        log.info("PostgreSQL %s started, data in %s", VERSION, self.data)
        self._ensure_database()

    def _try_start(self, owner: pwd.struct_passwd | None) -> bool:
        done = run(
            "pg_ctl",
            ["start", "-w", "-s", "-t", str(START_SECONDS), "-D", str(self.data), "-l", str(self.log_file)],
            owner,
        )
        if done.returncode == 0:
            return True
        # Backends of a killed server may hold the shared memory for a moment after it: worth another try.
        if "shared memory" in self._last_words():
            return False
        raise DatabaseFailed(f"PostgreSQL in {self.data} does not start. Its last words:\n{self._last_words()}")

    def _stop(self) -> bool:
        if not self.is_running():
            return False
        owner = owner_of(self.data)
        done = run("pg_ctl", ["stop", "-w", "-s", "-m", "fast", "-t", str(STOP_SECONDS), "-D", str(self.data)], owner)
        if done.returncode != 0 and self.is_running():
            raise DatabaseFailed(f"PostgreSQL in {self.data} does not stop: {done.stderr.strip()}")
        log.info("PostgreSQL stopped")
        return True

    def _make_room(self, owner: pwd.struct_passwd | None) -> None:
        for folder in (self.data, self.socket_folder):
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)
            if owner:
                os.chown(folder, owner.pw_uid, owner.pw_gid)
                open_the_way(folder)
        if owner:
            open_the_way(programs())
            open_programs(programs().parent)
        elif self.data.stat().st_uid != os.geteuid():
            raise DatabaseFailed(f"{self.data} belongs to another user. Start Torg as that user, or set TORG_DATA.")

    def _create(self, owner: pwd.struct_passwd | None) -> None:
        who = f", as the system user {owner.pw_name}" if owner else ""
        log.info("First start: making a PostgreSQL %s in %s%s", VERSION, self.data, who)
        arguments = ["-D", str(self.data), "-U", USER, "--auth=trust", "--encoding=UTF8", "--locale=C"]
        arguments += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"]
        done = run("initdb", arguments, owner)
        if done.returncode != 0:
            for path in self.data.iterdir():
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            raise DatabaseFailed(f"PostgreSQL cannot be made in {self.data}: {done.stderr.strip()}")

    def _check_version(self) -> None:
        found = (self.data / "PG_VERSION").read_text().strip()
        if found != str(VERSION):
            raise DatabaseFailed(
                f"{self.data} was made by PostgreSQL {found}, but this Torg carries PostgreSQL {VERSION}. "
                "Dump it with the earlier Torg and restore it here, or set TORG_DATABASE_URL."
            )

    def _clear_up(self) -> None:
        """Remove what a killed server left behind. PostgreSQL itself would not dare while the number is taken again,
        be it by somebody else or by a dead process that nobody has fetched, as happens in containers."""
        if (self.data / "postmaster.pid").exists():
            log.info("PostgreSQL was not stopped properly last time; it recovers now")
        for left in (self.data / "postmaster.pid", *self.socket_folder.glob(".s.PGSQL.*")):
            left.unlink(missing_ok=True)

    def _write_tuning(self, owner: pwd.struct_passwd | None) -> None:
        values = {**TUNING, "unix_socket_directories": str(self.socket_folder), **dict(self.tuning)}
        lines = ["# Written by Torg at every start.", *(f"{name} = '{value}'" for name, value in values.items())]
        conf = self.data / "postgresql.auto.conf"
        conf.write_text("\n".join(lines) + "\n")
        if owner:
            os.chown(conf, owner.pw_uid, owner.pw_gid)

    def _ensure_database(self) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone()
            if not found:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))

    def _last_words(self) -> str:
        with contextlib.suppress(OSError):
            return "\n".join(self.log_file.read_text(errors="replace").splitlines()[-8:])
        return "(it wrote no log)"
