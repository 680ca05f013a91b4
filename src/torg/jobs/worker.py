"""The worker: takes in, sends, gathers the words for searching, and does by the clock what is to be done by it.

As many workers as needed can run at once: each message is claimed by one of them.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import cast

import psycopg
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from torg.assistant.actions.foretelling import work_out
from torg.editions.queries import NoStrategy
from torg.enquiries.actions.deliveries import note_failure
from torg.enquiries.actions.index import index_waiting
from torg.enquiries.actions.recipients import note_later_recipients
from torg.enquiries.actions.take_in import take_in_waiting
from torg.mailroom.actions import IN_NEWS, OUT_NEWS, send_waiting
from torg.mailroom.listening import address
from torg.people.queries import NoFrontLine

LOG = logging.getLogger(__name__)
LOOK_AGAIN = 2.0  # seconds; for what was put off, and for news that got lost with a connection
AFTER_TROUBLE = 5.0
FINISH = 10.0


def main() -> int:
    """Works until the process is told to stop; what a thread has in hand is finished first."""
    stop = threading.Event()
    threads = [
        threading.Thread(target=keep_at, args=(take_in, IN_NEWS, stop), name="take-in"),
        threading.Thread(target=keep_at, args=(send, OUT_NEWS, stop), name="send"),
        threading.Thread(target=keep_at, args=(index_waiting, IN_NEWS, stop), name="index"),
        threading.Thread(target=keep_at, args=(foretell, IN_NEWS, stop), name="foretell"),
    ]
    for thread in threads:
        thread.start()
    try:
        connector = cast("DjangoConnector", app.connector).get_worker_connector()
        with app.replace_connector(connector) as working:
            working.run_worker(delete_jobs="successful", install_signal_handlers=False)
    finally:
        stop.set()
        for thread in threads:
            thread.join(FINISH)
    return 0


def take_in() -> int:
    """One batch of what has come in; when there is none, of later copies of it to other addresses."""
    return take_in_waiting(timezone.now) or note_later_recipients(timezone.now)


def send() -> int:
    """One batch of what is to go out."""
    return send_waiting(timezone.now, when_failed=note_failure)


def foretell() -> int:
    """What one draft would do to the questions that must stay right, when an editor wants to know it."""
    return work_out(timezone.now)


def keep_at(work: Callable[[], int], news: str, stop: threading.Event) -> None:
    """Does the work as long as there is some, then sleeps until there is news of more."""
    while not stop.is_set():
        try:
            with psycopg.connect(address(), autocommit=True) as ear:
                ear.execute(f'LISTEN "{news}"')
                _until_trouble(work, ear, stop)
        except (NoStrategy, NoFrontLine) as missing:
            LOG.warning("Everything waits: %s (see `torg check`)", type(missing).__name__)
            stop.wait(AFTER_TROUBLE)
        except (OperationalError, InterfaceError, psycopg.Error) as trouble:
            LOG.warning("The database can not be reached just now: %s", trouble)
            stop.wait(AFTER_TROUBLE)
        except Exception:
            LOG.exception("Trouble in the work %r; it goes on in a moment.", news)
            stop.wait(AFTER_TROUBLE)
        finally:
            with suppress(OperationalError, InterfaceError):
                connection.close()


def _until_trouble(work: Callable[[], int], ear: psycopg.Connection, stop: threading.Event) -> None:
    while not stop.is_set():
        if work():
            continue
        connection.close()  # back to the pool while there is nothing to do
        for _told in ear.notifies(timeout=LOOK_AGAIN, stop_after=1):
            pass
