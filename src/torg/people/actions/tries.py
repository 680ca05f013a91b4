"""Tries to log in: each counts as wrong until it was right, so that many at once are slowed like many in turn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from torg.people.actions import forget_wrong_log_ins, note_wrong_log_in
from torg.people.models import WrongLogIn
from torg.people.queries import log_in_waits, try_key


class TooManyTries(Exception):
    """So many tries were wrong that nobody may try for a while."""

    def __init__(self, waits: timedelta) -> None:
        super().__init__(str(waits))
        self.waits = waits


@dataclass(frozen=True, slots=True)
class Try:
    """One try that has been counted: under whose name, and its rows."""

    username: str
    rows: tuple[int, ...]


@transaction.atomic
def begin_try(*, username: str, address: str, now: datetime) -> Try:
    """Counts a try before anything is looked at; raises TooManyTries when nobody may try now.

    Nothing is locked while a password is looked at: whoever tries meanwhile finds the rows of this try.
    """
    _one_by_one(username, address)
    waits = log_in_waits(username=username, address=address, now=now)
    if waits:
        raise TooManyTries(waits)
    return Try(username, note_wrong_log_in(username=username, address=address, now=now))


@transaction.atomic
def was_right(one: Try) -> None:
    """The try was right: it does not count, nor does what went wrong under that name before."""
    WrongLogIn.objects.filter(pk__in=one.rows).delete()
    forget_wrong_log_ins(one.username)


def _one_by_one(username: str, address: str) -> None:
    """Waits for others who count a try under the same name or address; sorted, so that none wait in a ring."""
    keys = [try_key("name", username), try_key("address", address)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(h) FROM (SELECT DISTINCT hashtextextended(v, 8) AS h"
            " FROM unnest(%s::text[]) AS v ORDER BY h) AS locks",
            [keys],
        )
