"""A day of traffic at ten times Drammen's volume, played as fast as it goes: how long, how much memory, and the books.

Drammen has 105,000 inhabitants and publishes no figures; Alver, with 30,000, speaks of several hundred contacts a day,
with those of all units. Taken as 300, and as if every one of them were written, that is 1,050 a day for Drammen and
10,500 for ten times Drammen. (What Stavanger publishes of its front line, 0.2 e-mails and forms for each inhabitant in
a year, would be 84 a day.) Some of it is made by machines, some comes again for a second address, and a tenth of our
receipts come back. The mails are handed over as fast as the receiver takes them; the worker takes them in and sends the
receipts to a mail server that takes everything. Meanwhile the memory of each process is looked at ten times a second,
and how much waits.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack

import psycopg
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from bench.figures import machine, table
from bench.mails import mails
from bench.memory import Watch
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

DAY = 10_500
AUTOMATIC, REPORTED, AGAIN = 0.08, 0.10, 0.05
PATIENCE_SECONDS = 900.0
WAITING = """
SELECT (SELECT count(*) FROM mailroom_keptmessage WHERE state = 'waiting'),
       (SELECT count(*) FROM mailroom_outgoingmessage WHERE state IN ('waiting', 'sending'))
"""


class Town:
    """The mail server outside: takes what we send, and reports for some of it that nobody lives there."""

    def __init__(self, port: int, dice: random.Random) -> None:
        self.port, self.dice, self.got = port, dice, 0
        self.reports: list[Letter] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  aiosmtpd's name
        self.got += 1
        content = envelope.content or b""
        if self.dice.random() < REPORTED and isinstance(content, bytes) and b"auto-replied" in content:
            about = content.partition(b"Message-ID: <")[2].partition(b">")[0].decode()
            self.reports.append(report(about, envelope.rcpt_tos[0]))
        return "250 taken"


def report(about: str, whom: str) -> Letter:
    """The report that a message of ours could not be delivered."""
    wire = (
        f"From: MAILER-DAEMON@outside.example\r\nMessage-ID: <report-{about}>\r\nAuto-Submitted: auto-replied\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        f"--b\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; {whom}\r\nAction: failed\r\n"
        f"Status: 5.1.1\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{about}>\r\n\r\n--b--\r\n"
        ".\r\n"
    )
    return Letter(b"", f"post@{DOMAIN}".encode(), wire.encode())


def traffic(count: int, dice: random.Random) -> list[Letter]:
    """What comes in: letters, some of them by machines, some of them twice, some for a second address as well."""
    letters: list[Letter] = []
    for mail in mails(count, to=f"post@{DOMAIN}"):
        letter = Letter.of(mail)
        if dice.random() < AUTOMATIC:
            letter = Letter(letter.sender, letter.recipient, b"Auto-Submitted: auto-generated\r\n" + letter.wire)
        letters.append(letter)
        if dice.random() < AGAIN:
            letters.append(Letter(letter.sender, f"enhet{dice.randrange(2, 41)}@{DOMAIN}".encode(), letter.wire))
    return letters


def measure(count: int) -> str:
    """Plays the day; gives the result as it stands in the README."""
    dice = random.Random(2026)
    letters = traffic(count, dice)
    with postgres() as server, ExitStack() as stack:
        receive, send, web = free_port(), free_port(), free_port()
        url = fresh_database(server, "torg_day")
        around = torg_surroundings(
            url, TORG_SMTP_LISTEN=f"smtp://127.0.0.1:{receive}", TORG_SMTP_SEND=f"smtp://127.0.0.1:{send}",
            TORG_WEB_ADDRESS=f"127.0.0.1:{web}",
        )  # fmt: skip
        told([*inside("bench.line"), "prepare", ""], around)
        town = Town(send, dice)
        outside = Controller(town, hostname="127.0.0.1", port=send)
        outside.start()
        stack.callback(outside.stop)
        names = {"receiver": ("mail", receive), "worker": ("jobs", 0), "web": ("web", web)}
        running = {
            name: Running([sys.executable, "-m", "torg.config.cli", word], around) for name, (word, _) in names.items()
        }
        for name, one in running.items():
            stack.callback(one.stop)
            if names[name][1]:
                wait_for(names[name][1], one)
        database = stack.enter_context(psycopg.connect(url, autocommit=True))
        watch = Watch({name: one.process.pid for name, one in running.items()}, server)
        stack.enter_context(watch)
        return play(letters, receive, town, database, watch, around)


def play(
    letters: Sequence[Letter], port: int, town: Town, database: psycopg.Connection, watch: Watch,
    around: dict[str, str],
) -> str:  # fmt: skip
    """Hands everything over and waits until nothing waits; what was found."""
    start = time.perf_counter()
    taken: list[float] = []

    def hand_over() -> None:
        deliver(port, letters)
        taken.append(time.perf_counter() - start)

    thread = threading.Thread(target=hand_over)
    thread.start()
    most_in = most_out = 0
    while True:
        row = database.execute(WAITING).fetchone()
        assert row is not None
        most_in, most_out = max(most_in, row[0]), max(most_out, row[1])
        if town.reports:
            reports, town.reports = town.reports, []
            deliver(port, reports)
            continue
        if not thread.is_alive() and row == (0, 0):
            break
        if time.perf_counter() - start > PATIENCE_SECONDS:
            raise SystemExit(f"{row} still wait after {PATIENCE_SECONDS:.0f} s")
        time.sleep(0.1)
    seconds = time.perf_counter() - start
    gaps = told([sys.executable, "-m", "tests.faults.books"], around)
    found = database.execute(
        "SELECT (SELECT count(*) FROM mailroom_keptmessage), (SELECT sum(again) FROM mailroom_tally WHERE is_incoming),"
        " (SELECT count(*) FROM enquiries_enquiry), (SELECT count(*) FROM enquiries_alsoaddressed),"
        " (SELECT count(*) FROM mailroom_outgoingmessage),"
        " (SELECT count(*) FROM mailroom_outgoingmessage WHERE state = 'bounced'),"
        " (SELECT count(*) FROM enquiries_event WHERE kind = 'no_receipt' AND data->>'why' <> 'automatic')"
    ).fetchone()
    assert found is not None
    kept, again, enquiries, also, posted, bounced, braked = found
    rows = [
        ["handed over by the servers outside", f"{len(letters):,} messages, {taken[0]:.0f} s"],
        ["until nothing waited any more", f"{seconds:.0f} s"],
        ["kept, and copies of them", f"{kept:,} and {again:,}"],
        ["enquiries, and units that see one too", f"{enquiries:,} and {also:,}"],
        ["posted, and handed over", f"{posted:,} and {town.got:,}"],
        ["came back, each settled by its report", f"{bounced:,}"],
        ["receipts held back by a limit", f"{braked:,}"],
        ["most that waited to be taken in, and to be sent", f"{most_in:,} and {most_out:,}"],
        *[[f"memory of the {name}, at rest and at most", told_in] for name, told_in in watch.told().items()],
        ["what does not fit in the books", json.dumps(gaps) if gaps else "nothing"],
    ]
    return f"{machine()}\n\n{table(['a day at ten times the volume', ''], rows)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=DAY)
    parser.add_argument("--quick", action="store_true", help="400 messages, one of Drammen's own days")
    chosen = parser.parse_args()
    print(measure(DAY // 10 if chosen.quick else chosen.messages))


if __name__ == "__main__":
    main()
