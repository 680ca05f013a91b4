"""The memory of each process: at rest, under ordinary mail, under the largest mails that are taken, and under pages.

Counted is what a process has to itself and its share of what several use together (PSS), looked at ten times a second.
"""

from __future__ import annotations

import argparse
import base64
import os
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Self

import psycopg

from bench.figures import machine, table
from bench.mails import mails
from bench.places import (
    DOMAIN,
    Running,
    free_port,
    fresh_database,
    inside,
    postgres,
    told,
    torg_surroundings,
    wait_for,
)
from bench.smtp_load import Letter, deliver
from torg.config.database import OwnPostgres
from torg.config.postgres import postmaster

EVERY_SECONDS = 0.1
LARGE_MB = 24
TOGETHER = 8  # at the same time; the receiver asks more than 256 MB of them to come again later
PAGES = ("/nb/", "/nb/contact/", "/nb/desk/login/")
PATIENCE_SECONDS = 600.0


class Watch:
    """Looks at processes and their children, and at PostgreSQL, for as long as it lasts."""

    def __init__(self, processes: Mapping[str, int], server: OwnPostgres) -> None:
        self.processes = {**processes, "PostgreSQL, all together": postmaster(server.data) or 0}
        self.at_rest = {name: memory(pid) for name, pid in self.processes.items()}
        self.most = dict(self.at_rest)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_trouble: object) -> None:
        self._over.set()
        self._thread.join()

    def anew(self) -> dict[str, int]:
        """The most since the last time, in bytes; then begins anew."""
        most, self.most = self.most, dict.fromkeys(self.processes, 0)
        return most

    def told(self) -> dict[str, str]:
        """At rest and at most, in MB, by process."""
        return {name: f"{self.at_rest[name] >> 20:,} and {self.most[name] >> 20:,} MB" for name in self.processes}

    def _look(self) -> None:
        while not self._over.wait(EVERY_SECONDS):
            for name, pid in self.processes.items():
                self.most[name] = max(self.most[name], memory(pid))


def memory(pid: int) -> int:
    """Bytes of a process and its children."""
    return sum(_pss(one) for one in _with_children(pid))


def _with_children(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from _with_children(int(child))


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def large(count: int) -> list[Letter]:
    """Mails with a file so large that they are just taken."""
    file = base64.encodebytes(os.urandom(LARGE_MB * 1024 * 1024 * 3 // 4)).replace(b"\n", b"\r\n")
    return [
        Letter(
            f"p{n}@brev{n}.example".encode(),
            f"post@{DOMAIN}".encode(),
            f"From: p{n}@brev{n}.example\r\nSubject: Tegninger\r\nMessage-ID: <large-{n}@brev.example>\r\n"
            "MIME-Version: 1.0\r\n"
            'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHei, her er de.'
            "\r\n--b\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
            'Content-Disposition: attachment; filename="tegning.pdf"\r\n\r\n'.encode()
            + file
            + b"\r\n--b--\r\n.\r\n",
        )
        for n in range(count)
    ]


def measure(count: int, large_ones: int, pages: int) -> str:
    """Loads each process in turn; gives the table for the README."""
    ordinary = [Letter.of(mail) for mail in mails(count, to=f"post@{DOMAIN}")]
    with postgres() as server, ExitStack() as stack:
        receive, web = free_port(), free_port()
        url = fresh_database(server, "torg_memory")
        around = torg_surroundings(
            url, TORG_SMTP_LISTEN=f"smtp://127.0.0.1:{receive}", TORG_WEB_ADDRESS=f"127.0.0.1:{web}"
        )
        told([*inside("bench.line"), "prepare", ""], around)
        running = {
            name: Running([sys.executable, "-m", "torg.config.cli", word], around)
            for name, word in (("receiver", "mail"), ("worker", "jobs"), ("web", "web"))
        }
        for one in running.values():
            stack.callback(one.stop)
        wait_for(receive, running["receiver"])
        wait_for(web, running["web"])
        time.sleep(3.0)
        database = stack.enter_context(psycopg.connect(url, autocommit=True))
        watch = stack.enter_context(Watch({name: one.process.pid for name, one in running.items()}, server))
        columns = [watch.at_rest]
        watch.anew()
        deliver(receive, ordinary)
        until_filed(database)
        columns.append(watch.anew())
        for start in range(0, large_ones, TOGETHER):
            deliver(receive, large(large_ones)[start : start + TOGETHER])
        until_filed(database)
        columns.append(watch.anew())
        for n in range(pages):
            with urllib.request.urlopen(f"http://127.0.0.1:{web}{PAGES[n % len(PAGES)]}") as page:
                page.read()
        columns.append(watch.anew())
        rows = [[name, *(f"{column[name] >> 20:,}" for column in columns)] for name in watch.processes]
    head = ["MB", "at rest", f"{count:,} mails", f"{large_ones} mails of {LARGE_MB} MB", f"{pages} pages"]
    return f"{machine()}\n\n{table(head, rows)}"


def until_filed(database: psycopg.Connection) -> None:
    """Waits until nothing waits to be taken in."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while database.execute("SELECT 1 FROM mailroom_keptmessage WHERE state = 'waiting' LIMIT 1").fetchone():
        if time.monotonic() > deadline:
            raise SystemExit("it is not taken in")
        time.sleep(0.2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="200 mails, 3 large ones, 60 pages")
    chosen = parser.parse_args()
    print(measure(200, 3, 60) if chosen.quick else measure(2000, 20, 600))


if __name__ == "__main__":
    main()
