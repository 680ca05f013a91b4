"""Taking in what people say of a page, and following it up."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import connection, transaction

from torg.catalogue.queries.pages import page as page_by_key
from torg.participation import cleaning
from torg.participation.models import Opinion, Outcome
from torg.participation.queries.opinions import may_follow_up, unit_of

if TYPE_CHECKING:
    from torg.people.models import Staff

BETWEEN = timedelta(minutes=10)
MOST_OF_A_PAGE, MOST_IN_ALL = 30, 300
"""Answers taken within ten minutes: we know nobody's address, so the bound is on the page and on the whole."""
LONGEST_COMMENT = 2000


class NoSuchPage(Exception):
    """The page is not published any more."""


class TooMany(Exception):
    """So many have answered just now that it can only be a machine."""


class AlreadyHandled(Exception):
    """Somebody has followed it up: what was said stands."""


class NotYours(Exception):
    """Another unit answers for the page."""


@transaction.atomic
def say_useful(*, useful: bool, language: str, now: datetime, key: str = "", route: str = "") -> int:
    """Stores an answer about a page of the catalogue (``key``) or another page of ours; gives the opinion's id.

    Raises NoSuchPage, TooMany.
    """
    found = page_by_key(key) if key else None
    if key and found is None:
        raise NoSuchPage(key)
    with connection.cursor() as cursor:  # one at a time, so that the bound holds for many at once too
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('torg.participation.opinions', 0))")
    lately = Opinion.objects.filter(at__gt=now - BETWEEN)
    about = lately.filter(page_id=found.id) if found else lately.filter(route=route)
    if about.count() >= MOST_OF_A_PAGE or lately.count() >= MOST_IN_ALL:
        raise TooMany
    opinion = Opinion.objects.create(
        page_id=found.id if found else None, number=found.number if found else 0, route="" if found else route,
        language=language, useful=useful, at=now,
    )  # fmt: skip
    return opinion.pk


@transaction.atomic
def say_more(opinion_id: int, *, useful: bool, comment: str) -> None:
    """Adds or changes the comment and the answer, masked before it is stored.

    Raises AlreadyHandled, and Opinion.DoesNotExist when there is no such opinion.
    """
    opinion = Opinion.objects.select_for_update().get(pk=opinion_id)
    if opinion.handled_at is not None:
        raise AlreadyHandled(opinion_id)
    opinion.useful, opinion.comment = useful, cleaning.comment(comment)[:LONGEST_COMMENT]
    opinion.save(update_fields=["useful", "comment"])


@transaction.atomic
def handle(opinion_id: int, *, outcome: str, note: str, by: Staff, now: datetime) -> None:
    """Says what came of a comment (KON-44). Raises NotYours, AlreadyHandled, ValueError for an unknown outcome."""
    opinion = _theirs(opinion_id, by)
    if opinion.handled_at is not None:
        raise AlreadyHandled(opinion_id)
    opinion.outcome, opinion.note = Outcome(outcome), note.strip()[:500]
    opinion.handled_at, opinion.handled_by = now, by
    opinion.save(update_fields=["outcome", "note", "handled_at", "handled_by"])


@transaction.atomic
def take_up_again(opinion_id: int, *, by: Staff) -> None:
    """Undoes what `handle` did. Raises NotYours."""
    opinion = _theirs(opinion_id, by)
    opinion.outcome, opinion.note, opinion.handled_at, opinion.handled_by = "", "", None, None
    opinion.save(update_fields=["outcome", "note", "handled_at", "handled_by"])


def _theirs(opinion_id: int, by: Staff) -> Opinion:
    opinion = Opinion.objects.select_for_update(of=("self",)).select_related("page").get(pk=opinion_id)
    if not may_follow_up(by, unit_of(opinion)):
        raise NotYours(opinion_id)
    return opinion
