"""Searching in enquiries at 1 million: rare, common, several words, a beginning, none; in three languages.

`python -m bench.search` (`--quick` for a first look). Real pages over HTTP from one web process, and the question to
the database alone; beside django-helpdesk's search over the same PostgreSQL. Texts of 40 words, each language with ten
thousand words of which the common ones are in nearly every text and the rare ones in a few dozen of a million.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from urllib.parse import quote_plus

import psycopg

from bench.browser import Browser
from bench.figures import machine, p50_p95, table
from bench.filling import fill, how_many_open
from bench.inbox import PASSWORD
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
from bench.words import vocabulary
from torg.config.database import OwnPostgres

LANGUAGES = ("nb", "da", "en")
WRITE = """
INSERT INTO enquiries_contact (enquiry_id, is_incoming, purpose, channel, at, subject, text, address, name, message_id,
    sensitive, sent_by)
SELECT e.id, true, 'question', channel, opened_at, subject, written.text, 'person' || person_id || '@eksempel.example',
    'Person ' || person_id, 'm' || e.id || '@eksempel.example', sensitive, ''
FROM enquiries_enquiry AS e JOIN written ON written.id = e.id"""
SPEAK = (
    "UPDATE enquiries_enquiry SET language = CASE WHEN id % 10 < 6 THEN 'nb' WHEN id % 10 < 8 THEN 'da' ELSE 'en' END"
)


def questions() -> Mapping[str, Sequence[str]]:
    """What is asked, of each sort several."""
    words = {language: vocabulary(language) for language in LANGUAGES}
    asked: dict[str, list[str]] = {}
    for language, all_words in words.items():
        last = len(all_words)
        asked[f"rare word, {language}"] = [all_words[last - n] for n in range(5, 400, 40)]
        asked[f"word in one of a hundred, {language}"] = [all_words[n] for n in range(60, 120, 6)]
        asked[f"common word, {language}"] = all_words[8:18]
        asked[f"two words, {language}"] = [f"{all_words[20 + n]} {all_words[last // 3 + n * 31]}" for n in range(10)]
    nb = words["nb"]
    asked["beginning of a word"] = [nb[n][:6] for n in range(100, 9000, 900)]
    asked["two words, the second begun"] = [f"{nb[30]} {nb[n][:5]}" for n in range(100, 9000, 900)]
    asked["a name"] = [f"Person {n}" for n in range(1000, 600000, 60000)]
    asked["nothing found"] = [f"ukjentord{n}" for n in range(10)]
    return asked


def texts(size: int) -> Iterator[tuple[int, str]]:
    """A text of 40 words for each enquiry; how often a word is used falls with the cube of its place."""
    dice = random.Random(7)
    known = {language: vocabulary(language) for language in LANGUAGES}
    for number in range(1, size + 1):
        words = known["nb" if number % 10 < 6 else "da" if number % 10 < 8 else "en"]
        last = len(words)
        yield number, " ".join([words[int(last * dice.random() ** 3)] for _ in range(40)])


def write(url: str, size: int) -> None:
    """Gives every enquiry a language and a text of its own."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("TRUNCATE enquiries_contact CASCADE")
        connection.execute("CREATE TEMPORARY TABLE written (id bigint PRIMARY KEY, text text)")
        with connection.cursor().copy("COPY written FROM STDIN") as rows:
            for row in texts(size):
                rows.write_row(row)
        connection.execute(SPEAK)
        connection.execute(WRITE)
        connection.execute("VACUUM (ANALYZE)")


def report(made: Sequence[tuple[str, Sequence[float], Sequence[float]]]) -> str:
    """The table of the README."""
    rows = [[what, *(f"{p50_p95(ms)[0]:,.1f}; {p50_p95(ms)[1]:,.1f}" for ms in both)] for what, *both in made]
    return table(["milliseconds, p50; p95", "whole page", "in the database"], rows)


def run(size: int, asks: int, *, peer_asks: int) -> None:
    """Fills, gathers, asks; prints the tables."""
    with postgres() as server, ExitStack() as stack:
        url = fresh_database(server, "torg_search")
        port = free_port()
        around = torg_surroundings(url, TORG_WEB_ADDRESS=f"127.0.0.1:{port}", TORG_BASE_URL=f"http://127.0.0.1:{port}")
        told([*inside("bench.line"), "prepare", PASSWORD], around)
        print(f"Filling with {size:,}", file=sys.stderr)
        fill(url, size)
        write(url, size)
        print("Gathering the words", file=sys.stderr)
        gathered = told([*inside("bench.line"), "gather"], around)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("VACUUM (ANALYZE) enquiries_searchtext")
            sizes = connection.execute(
                "SELECT pg_size_pretty(pg_table_size('enquiries_searchtext')),"
                " pg_size_pretty(pg_indexes_size('enquiries_searchtext'))"
            ).fetchone()
        web = Running([sys.executable, "-m", "torg.config.cli", "web"], around)
        stack.callback(web.stop)
        wait_for(port, web)
        browser = Browser(port)
        browser.log_in("/nb/desk/login/", username="bench", password=PASSWORD)
        for _ in range(5):
            browser.page("/nb/desk/find/?q=hei")
        asked = questions()
        within = told([*inside("bench.line"), "search", json.dumps(asked), str(asks)], around)
        made = []
        for what, words in asked.items():
            spent = [browser.milliseconds(f"/nb/desk/find/?q={quote_plus(one)}") for _ in range(asks) for one in words]
            made.append((what, spent, within[what]))
            print(f"  {what}: {p50_p95(spent)}, inside {p50_p95(within[what])}", file=sys.stderr)
        print(
            f"{machine()}\n\n{size:,} enquiries: {gathered['rate']:,.0f} a second gathered, table and index {sizes}\n"
        )
        print(report(made))
        every = [ms for _what, spent, _within in made for ms in spent]
        print(f"\nall pages: {p50_p95(every)}; slowest {max(every):,.1f} ms")
        if peer_asks:
            print(f"django-helpdesk: {peer(server, size, peer_asks, stack)}")


def peer(server: OwnPostgres, size: int, asks: int, stack: ExitStack) -> tuple[float, float]:
    """django-helpdesk's search for one word among as many tickets: its page, and its rows."""
    fresh_database(server, "helpdesk_search")
    around = peer_surroundings(server, "helpdesk_search") | {"DJANGO_SUPERUSER_PASSWORD": PASSWORD}
    told([peer_python(), "-m", "bench.helpdesk.work", "prepare"], around)
    told([peer_python(), "-m", "bench.helpdesk.work", "fill", str(size), str(how_many_open(size))], around)
    port = free_port()
    serving = ["-m", "uvicorn", "--port", str(port), "--no-access-log", "--log-level", "warning"]
    program = Running([peer_python(), *serving, "bench.helpdesk.asgi:application"], around)
    stack.callback(program.stop)
    wait_for(port, program)
    browser = Browser(port)
    browser.log_in("/login/", username="bench", password=PASSWORD)
    spent = []
    for number in range(asks):
        start = time.perf_counter()
        found = browser.page(f"/tickets/?search_type=header&q=sak+{size - number * 997}")
        rows = found.split('"url": "', 1)[1].split('"', 1)[0]
        browser.page(f"{rows}?draw=1&start=0&length=25")
        spent.append((time.perf_counter() - start) * 1000)
    return p50_p95(spent)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--asks", type=int, default=5, help="how often each of ten questions of a sort is asked")
    parser.add_argument("--peer", type=int, default=3, metavar="N", help="how often django-helpdesk is asked; 0: never")
    parser.add_argument("--quick", action="store_true", help="20,000 enquiries, each asked once")
    chosen = parser.parse_args()
    size, asks = (20_000, 1) if chosen.quick else (chosen.size, chosen.asks)
    run(size, asks, peer_asks=chosen.peer)


if __name__ == "__main__":
    main()
