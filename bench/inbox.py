"""The first page of the inbox at 1 thousand, 100 thousand and 1 million enquiries; beside django-helpdesk's list.

`python -m bench.inbox` (`--quick` for a first look). Real pages over HTTP from one web process each (the same server,
the same PostgreSQL), asked by somebody who has logged in, a handful of each system's in turn. Both hold the same: 40
units, of which one has three tenths; three in a hundred open, but at least 500; a third of the open overdue.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import quote

import psycopg

from bench.browser import Browser, NotShown
from bench.figures import machine, p50_p95, table
from bench.filling import fill, how_many_open
from bench.places import (
    Running,
    free_port,
    fresh_database,
    inside,
    peer_python,
    peer_surroundings,
    postgres,
    told,
    torg_surroundings,
    wait_for,
)
from torg.config.database import OwnPostgres

PASSWORD = "bench-bench-bench"
SIZES = (1_000, 100_000, 1_000_000)
ROWS = 50
FAR = 200
WARM = 5
CPU = "Torg's processor time"
# What is asked of each, in the order of the table; the peer can not filter by what is overdue, so it sorts by due date.
UNIT_OVERDUE, ALL_OPEN, FAR_OPEN, FAR_DONE = "one unit, overdue", "all open", "all open, page 200", "done, page 200"
MINE, LIVE = "mine", "what is live, asked for every 25 seconds"
ROW = re.compile(r'<tr role="row" class="line')
ROWS_ADDRESS = re.compile(r'"url": "([^"]+)"')
CURSOR = {
    FAR_OPEN: "SELECT due_by, id FROM enquiries_enquiry WHERE status = 'open' ORDER BY due_by, id OFFSET %s LIMIT 1",
    FAR_DONE: "SELECT closed_at, id FROM enquiries_enquiry WHERE status = 'answered' ORDER BY closed_at DESC, id DESC"
    " OFFSET %s LIMIT 1",
}


@dataclass(frozen=True)
class Figures:
    """Milliseconds of one page of one system at one size, and how many rows it showed."""

    size: int
    page: str
    system: str
    milliseconds: Sequence[float]
    rows: int


def torg_pages(url: str) -> Mapping[str, str]:
    """The addresses of Torg's pages; the far ones begin where page 199 ends, or at the last full page."""
    pages = {UNIT_OVERDUE: "/nb/desk/?unit=unit-1&only=overdue", ALL_OPEN: "/nb/desk/", MINE: "/nb/desk/?only=mine"}
    with psycopg.connect(url) as connection:
        newest = connection.execute("SELECT max(id) FROM enquiries_event").fetchone()
        assert newest is not None
        rows = ",".join(str(newest[0] - n) for n in range(ROWS))
        pages[LIVE] = f"/nb/desk/live/?since={newest[0] - 20}&rows={rows}"
        for page, statement in CURSOR.items():
            status = "open" if page == FAR_OPEN else "answered"
            count = connection.execute("SELECT count(*) FROM enquiries_enquiry WHERE status = %s", [status]).fetchone()
            assert count is not None
            at = min(FAR - 1, count[0] // ROWS - 1) * ROWS - 1
            found = connection.execute(statement, [at]).fetchone()
            assert found is not None
            cursor = quote(f"{found[0].isoformat()}~{found[1]}")
            pages[page] = f"/nb/desk/?status={status}&after={cursor}"
    return pages


def peer_pages(browser: Browser, count: int) -> Mapping[str, Sequence[str]]:
    """What a browser must ask django-helpdesk for to show each list: the page, and then its rows."""
    open_ones, done = "status=1&status=2&sort=due_date", "status=3&status=4&sort=created&sortreverse=on"
    lists = {UNIT_OVERDUE: f"queue=1&{open_ones}", ALL_OPEN: open_ones, FAR_OPEN: open_ones, FAR_DONE: done}
    there = {FAR_OPEN: how_many_open(count), FAR_DONE: count - how_many_open(count)}
    pages: dict[str, Sequence[str]] = {}
    for page, query in lists.items():
        found = ROWS_ADDRESS.search(browser.page(f"/tickets/?{query}"))
        if found is None:
            raise NotShown("the ticket list names no address for its rows")
        start = min(FAR - 1, there[page] // ROWS - 1) * ROWS if page in there else 0
        pages[page] = (f"/tickets/?{query}", f"{found[1]}?draw=1&start={start}&length={ROWS}")
    return pages


def measure(size: int, torg: Browser, torg_url: str, peer: Browser | None, asks: int, web: Running) -> list[Figures]:
    """Both systems' pages at one size, asked in turn; those that the peer has not, of Torg alone."""
    ours, theirs = torg_pages(torg_url), peer_pages(peer, size) if peer else {}
    made: list[Figures] = []
    for page in ours:
        spent: dict[str, list[float]] = {"Torg": []}
        rows = {"Torg": len(ROW.findall(torg.page(ours[page])))}
        for _ in range(WARM):
            torg.page(ours[page])
        before = web.cpu_seconds()
        if peer is None or page not in theirs:
            spent["Torg"] += [torg.milliseconds(ours[page]) for _ in range(asks)]
        else:
            rows["django-helpdesk"] = peer.page(theirs[page][1]).count('"ticket"')
            spent |= _in_turn(
                torg, ours[page], peer, theirs[page], asks, few=size >= SIZES[-1] and page != UNIT_OVERDUE
            )
        made.append(Figures(size, page, CPU, [(web.cpu_seconds() - before) * 1000 / asks], rows["Torg"]))
        for system, milliseconds in spent.items():
            made.append(Figures(size, page, system, milliseconds, rows[system]))
            print(f"  {size:,} {page}, {system}: {told_as(milliseconds)}, {rows[system]} rows", file=sys.stderr)
    return made


def _in_turn(
    torg: Browser, ours: str, peer: Browser, theirs: Sequence[str], asks: int, *, few: bool
) -> dict[str, list[float]]:
    """One page of each, asked in turn; the peer is asked less often, and where it takes seconds a few times only."""
    spent: dict[str, list[float]] = {"Torg": [], "django-helpdesk": []}
    peer_asks = 3 if few else max(2, asks // 5)
    for number in range(peer_asks):
        share = asks * (number + 1) // peer_asks - asks * number // peer_asks
        spent["Torg"] += [torg.milliseconds(ours) for _ in range(share)]
        spent["django-helpdesk"].append(sum(peer.milliseconds(address) for address in theirs))
    return spent


def told_as(milliseconds: Sequence[float]) -> str:
    """The figure "7.5; 9.0": p50 and p95; of one value, that."""
    if len(milliseconds) == 1:
        return f"{milliseconds[0]:,.1f}"
    middle, slow = p50_p95(milliseconds)
    return f"{middle:,.1f}; {slow:,.1f}"


def run(sizes: Sequence[int], asks: int, *, alone: bool = False) -> list[Figures]:
    """All sizes, the small ones first; ``alone`` without the peer."""
    made: list[Figures] = []
    with postgres() as server, ExitStack() as stack:
        port, peer_port = free_port(), free_port()
        url = fresh_database(server, "torg_inbox")
        web, base = f"127.0.0.1:{port}", f"http://127.0.0.1:{port}"
        surroundings = torg_surroundings(url, TORG_WEB_ADDRESS=web, TORG_BASE_URL=base)
        told([*inside("bench.line"), "prepare", PASSWORD], surroundings)
        web_process = Running([sys.executable, "-m", "torg.config.cli", "web"], surroundings)
        stack.callback(web_process.stop)
        wait_for(port, web_process)
        torg = Browser(port)
        torg.log_in("/nb/desk/login/", username="bench", password=PASSWORD)
        peer, around_peer = (None, {}) if alone else _peer(server, peer_port, stack)
        for size in sizes:
            print(f"Filling with {size:,}", file=sys.stderr)
            fill(url, size)
            if peer:
                is_open = str(how_many_open(size))
                told([peer_python(), "-m", "bench.helpdesk.work", "fill", str(size), is_open], around_peer)
            made += measure(size, torg, url, peer, asks, web_process)
    return made


def _peer(server: OwnPostgres, port: int, stack: ExitStack) -> tuple[Browser, Mapping[str, str]]:
    """django-helpdesk, started and logged in to; and its environment."""
    fresh_database(server, "helpdesk_inbox")
    around = peer_surroundings(server, "helpdesk_inbox") | {"DJANGO_SUPERUSER_PASSWORD": PASSWORD}
    told([peer_python(), "-m", "bench.helpdesk.work", "prepare"], around)
    serving = ["-m", "uvicorn", "--port", str(port), "--no-access-log", "--log-level", "warning"]
    program = Running([peer_python(), *serving, "bench.helpdesk.asgi:application"], around)
    stack.callback(program.stop)
    wait_for(port, program)
    peer = Browser(port)
    peer.log_in("/login/", username="bench", password=PASSWORD)
    return peer, around


def report(made: Sequence[Figures], sizes: Sequence[int]) -> str:
    """The result as it stands in the README."""
    rows = []
    for page in dict.fromkeys(one.page for one in made):
        for system in ("Torg", CPU, "django-helpdesk"):
            found = {one.size: one for one in made if (one.page, one.system) == (page, system)}
            if not found:
                continue
            rows.append([f"{page}, {system}", *(told_as(found[size].milliseconds) for size in sizes)])
    head = ["milliseconds, p50; p95", *(f"{size:,}" for size in sizes)]
    return f"{machine()}\n\n{table(head, rows)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--asks", type=int, default=100, help="how often each page of Torg is asked for")
    parser.add_argument("--alone", action="store_true", help="without django-helpdesk")
    parser.add_argument("--quick", action="store_true", help="1,000 and 10,000 enquiries, 20 asks")
    chosen = parser.parse_args()
    sizes, asks = ([1_000, 10_000], 20) if chosen.quick else (chosen.sizes, chosen.asks)
    print(report(run(sizes, asks, alone=chosen.alone), sizes))


if __name__ == "__main__":
    main()
