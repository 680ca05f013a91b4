"""What is done in django-helpdesk's own process: set up, take in a folder of mail, fill with tickets.

The last line of output is the result as JSON. Runs under the peer's Python, with its settings.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402  the models exist only once Django has been set up
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

UNITS = 40
EVERYTHING = (
    "helpdesk_followupattachment, helpdesk_followup, helpdesk_ticketcc, helpdesk_ticketchange, helpdesk_ticket, "
    "helpdesk_queue"
)
TICKETS = """
INSERT INTO helpdesk_ticket (id, title, queue_id, created, modified, submitter_email, status, on_hold, description,
    priority, due_date, secret_key)
SELECT n, 'Spørsmål om sak ' || n,
    1 + CASE WHEN (n * 7919) %% 1000 < 300 THEN 0 ELSE 1 + (n * 104729) %% (%(units)s - 1) END,
    at, at, 'avsender' || n %% 100003 || '@eksempel.example', CASE WHEN is_open THEN 1 ELSE 4 END, false,
    repeat('Hei, jeg lurer på hvor langt saken min er kommet. ', 6), 3,
    at + CASE WHEN is_open AND n %% 3 = 0 THEN interval '-5 days' ELSE interval '15 days' END, 'x'
FROM (SELECT n, n > %(all)s - %(open)s AS is_open,
        now() - (%(all)s - n) * interval '3 years' / %(all)s AS at
    FROM generate_series(1::bigint, %(all)s) AS n) AS made
"""
FOLLOW_UPS = """
INSERT INTO helpdesk_followup (ticket_id, date, title, comment, public)
SELECT id, created, 'E-Mail Received', description, true FROM helpdesk_ticket
"""


def prepare() -> None:
    """Tables, the templates of its letters, and somebody who may log in."""
    call_command("migrate", verbosity=0)
    call_command("loaddata", "emailtemplate.json", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM auth_user WHERE username = 'bench'")
        known = cursor.fetchone()[0]
    if not known:
        call_command("createsuperuser", "--noinput", username="bench", email="bench@kommune.example", verbosity=0)


def take_in(folder: str) -> Mapping[str, float]:
    """The real `get_email` over a folder of mail: seconds, processor seconds, and what came of it."""
    _empty()
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    Path(settings.MEDIA_ROOT).mkdir(parents=True)
    with connection.cursor() as cursor:
        _queues(cursor.execute, 1, folder)
    start, cpu = time.perf_counter(), time.process_time()
    call_command("get_email", quiet=True)
    seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu
    with connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM helpdesk_ticket), (SELECT count(*) FROM helpdesk_followup)")
        tickets, follow_ups = cursor.fetchone()
    left = sum(1 for _ in Path(folder).iterdir())
    return {"seconds": seconds, "cpu": cpu_seconds, "tickets": tickets, "follow_ups": follow_ups, "left": left}


def fill(count: str, is_open: str) -> None:
    """So many tickets in 40 queues, so many of them open, a third of those overdue."""
    _empty()
    with connection.cursor() as cursor:
        _queues(cursor.execute, UNITS, "")
        cursor.execute(TICKETS, {"units": UNITS, "all": int(count), "open": int(is_open)})
        cursor.execute(FOLLOW_UPS)
        cursor.execute("SELECT setval('helpdesk_ticket_id_seq', %s)", [int(count)])
        cursor.execute("VACUUM ANALYZE")


def _empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {EVERYTHING} RESTART IDENTITY CASCADE")


def _queues(execute: Callable[..., object], count: int, folder: str) -> None:
    execute(
        "INSERT INTO helpdesk_queue (title, slug, email_address, allow_public_submission, allow_email_submission,"
        " enable_notifications_on_email_events, email_box_type, email_box_local_dir, email_box_interval, email_box_ssl,"
        " permission_name) SELECT 'Enhet ' || n, 'enhet-' || n, 'enhet' || n || '@kommune.example', true, true, true,"
        " nullif(%s, ''), %s, 0, false, 'helpdesk.queue_access_enhet-' || n FROM generate_series(1, %s) AS n",
        ["local" if folder else "", folder, count],
    )


WORDS: Mapping[str, Callable[..., object]] = {"prepare": prepare, "take_in": take_in, "fill": fill}

if __name__ == "__main__":
    print(json.dumps(WORDS[sys.argv[1]](*sys.argv[2:])))
