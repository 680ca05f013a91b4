"""Writing editions: draft, publish."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Max

from torg.editions.models import Edition
from torg.strategy.reading import load

if TYPE_CHECKING:
    from torg.people.models import Staff


class AlreadyPublished(Exception):
    """A published edition can not be published or changed again; draft a new one."""


class InThePast(Exception):
    """An edition can not come into force on a day that is over: promises have been made under another one."""


@transaction.atomic
def draft(text: str, *, now: datetime, by: Staff | None = None, note: str = "") -> Edition:
    """Keeps a checked strategy text as the next edition, not yet in force. Raises StrategyFaulty with all problems.

    The same text as the latest edition's gives that edition back.
    """
    load(text)
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE editions_edition IN SHARE ROW EXCLUSIVE MODE")
    digest = hashlib.sha256(text.encode()).hexdigest()
    latest = Edition.objects.order_by("-number").first()
    if latest is not None and latest.digest == digest:
        return latest
    number = (Edition.objects.aggregate(top=Max("number"))["top"] or 0) + 1
    return Edition.objects.create(number=number, text=text, digest=digest, note=note, drafted_at=now, drafted_by=by)


@transaction.atomic
def publish(edition_id: int, *, from_day: date, now: datetime, by: Staff | None = None) -> Edition:
    """Puts a draft in force from a day on. Promises already made keep the edition they were made under.

    Raises AlreadyPublished, or InThePast when other editions were in force before and the day is over.
    """
    edition = Edition.objects.select_for_update().get(pk=edition_id)
    if edition.published_at is not None:
        raise AlreadyPublished
    today = now.astimezone(ZoneInfo(load(edition.text).calendar.zone)).date()
    if from_day < today and Edition.objects.filter(in_force_from__isnull=False).exists():
        raise InThePast
    edition.published_at, edition.published_by, edition.in_force_from = now, by, from_day
    edition.save(update_fields=["published_at", "published_by", "in_force_from"])
    return edition
