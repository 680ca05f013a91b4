"""Where the measurements keep what they need, and how they start the two systems side by side on one PostgreSQL."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from torg.config.database import OwnPostgres

ROOT = Path(__file__).parent.parent
PLACE = ROOT / "var" / "bench"
PEER = PLACE / "peer"
PEER_LOCK = Path(__file__).parent / "helpdesk.lock"
DOMAIN = "kommune.example"
START_SECONDS = 60.0


@contextmanager
def postgres() -> Iterator[OwnPostgres]:
    """Torg's own PostgreSQL with its ordinary settings, for both systems."""
    server = OwnPostgres(PLACE / "postgres")
    with server.in_use():
        yield server


def fresh_database(server: OwnPostgres, name: str) -> str:
    """An empty database of that name; gives its address."""
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return server.url(name)


def torg_surroundings(database_url: str, **more: str) -> dict[str, str]:
    """The environment of a process of Torg that works on a database."""
    return _without_torg() | {
        "DJANGO_SETTINGS_MODULE": "torg.config.settings",
        "PYTHONPATH": str(ROOT),
        "TORG_DATA": str(PLACE),
        "TORG_DATABASE_URL": database_url,
        "TORG_MAIL_DOMAIN": DOMAIN,
        "TORG_MAIL_FROM": f"post@{DOMAIN}",
        "TORG_LOG_LEVEL": "warning",
        **more,
    }


def inside(module: str) -> list[str]:
    """The words that run a module in Torg's own process, with Django set up; its own words follow."""
    return [sys.executable, "-m", "bench.inside", module]


def peer_surroundings(server: OwnPostgres, database: str) -> dict[str, str]:
    """The environment of a process of django-helpdesk."""
    return _without_torg() | {
        "DJANGO_SETTINGS_MODULE": "bench.helpdesk.settings",
        "PYTHONPATH": str(ROOT),
        "PEER_HOST": str(server.socket_folder),
        "PEER_DATABASE": database,
        "PEER_PLACE": str(PLACE / "helpdesk"),
    }


def peer_python() -> str:
    """The Python of the peer's own virtual environment, made at the first run from its lock file."""
    python, done = PEER / "bin" / "python", PEER / "locked"
    if done.exists() and done.read_bytes() == PEER_LOCK.read_bytes():
        return str(python)
    print("Installing django-helpdesk in a virtual environment of its own", file=sys.stderr)
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(PEER)], check=True)
    install = [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(PEER_LOCK)]
    subprocess.run(install, check=True)
    done.write_bytes(PEER_LOCK.read_bytes())
    return str(python)


def told(command: Sequence[str], surroundings: Mapping[str, str]) -> Any:
    """Run a program to its end; what its last line of output says, as JSON."""
    done = subprocess.run(command, env=surroundings, cwd=ROOT, check=False, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)} failed with exit code {done.returncode}")
    lines = done.stdout.strip().splitlines()
    return json.loads(lines[-1]) if lines else None


class Running:
    """A program in the background, with the processor time it has taken since it was ready."""

    def __init__(self, command: Sequence[str], surroundings: Mapping[str, str]) -> None:
        self.process = subprocess.Popen(command, env=surroundings, cwd=ROOT)
        self._before = 0.0

    def is_ready(self) -> None:
        """Reckon processor time from now on."""
        self._before = self._cpu()

    def cpu_seconds(self) -> float:
        """Seconds of processor time, its children included, since it was ready."""
        return self._cpu() - self._before

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()

    def _cpu(self) -> float:
        words = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(int(ticks) for ticks in words[11:15]) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(port: int, program: Running) -> None:
    """Until something listens there; ends the run when the program ends first."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and program.process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    program.stop()
    raise SystemExit("a server did not start")


def _without_torg() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("TORG_", "DJANGO_", "PG"))}
