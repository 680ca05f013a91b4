"""What is done to pages by the clock: what was planned is published or taken away, owners are reminded (ALV-31)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from torg.catalogue.actions.publishing import publish, withdraw
from torg.catalogue.models import Page, State
from torg.editions.queries import in_force
from torg.people.queries import staff_by_id, units

LOG = logging.getLogger(__name__)
BATCH = 100
REMIND_AGAIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Reminder:
    """To whom it is said that pages are to be looked at; ``titles`` are (key, title), the longest overdue first."""

    name: str
    address: str
    language: str
    titles: tuple[tuple[str, str], ...]


def publish_due(clock: Callable[[], datetime]) -> list[str]:
    """Publishes every draft whose moment has come; one that can not be does not keep the others back. Gives keys."""
    due = Page.objects.filter(state=State.PLANNED, publish_at__lte=clock()).order_by("publish_at", "id")
    return _each(list(due.values_list("pk", flat=True)[:BATCH]), Q(state=State.PLANNED), "publish_at", publish, clock)


def withdraw_due(clock: Callable[[], datetime]) -> list[str]:
    """Takes every page away whose end has come; gives their keys."""
    due = Page.objects.filter(withdraw_at__lte=clock(), published__isnull=False).order_by("withdraw_at", "id")
    still = Q(published__isnull=False)
    return _each(list(due.values_list("pk", flat=True)[:BATCH]), still, "withdraw_at", withdraw, clock)


def _each(ids: list[int], still: Q, moment: str, deed: Callable[..., Page], clock: Callable[[], datetime]) -> list[str]:
    done = []
    for page_id in ids:
        try:
            with transaction.atomic():
                now = clock()
                due = Page.objects.select_for_update(skip_locked=True, of=("self",))
                page = due.filter(still, pk=page_id, **{f"{moment}__lte": now}).first()
                if page is not None:
                    deed(page_id, by=None, now=now)
                    done.append(page.key)
        except Exception:  # one page's trouble is its own; it is tried again in a minute
            LOG.exception("Page %d could not be brought where it was planned to be.", page_id)
    return done


def remind_of_reviews(
    clock: Callable[[], datetime], tell: Callable[[Reminder, datetime], None], *, limit: int = BATCH
) -> int:
    """Reminds each owner, else the unit, of pages that are to be looked at again; of each once a week at most.

    Only in working hours; ``tell`` writes to them. Gives how many pages were reminded of.
    """
    now = clock()
    under = in_force(now)
    if not under.calendar.desk_hours.is_open(now):
        return 0
    today = under.calendar.local(now).date()
    with transaction.atomic():
        due = Page.objects.filter(published__isnull=False, review_on__lte=today)
        due = due.filter(Q(reminded_on=None) | Q(reminded_on__lte=today - REMIND_AGAIN))
        rows = list(
            due.select_for_update(skip_locked=True, of=("self",)).order_by(F("review_on"), "id")[:limit]
        )  # fmt: skip
        found: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
        for row in rows:
            whom = _whom(row, under.language)
            if whom:
                titles = row.titles.get(whom[2]) or next(iter(row.titles.values()), row.key)
                found.setdefault(whom, []).append((row.key, titles))
        for (name, address, language), titles in found.items():
            tell(Reminder(name, address, language, tuple(titles)), now)
        Page.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_on=today)
    return len(rows)


def _whom(page: Page, language: str) -> tuple[str, str, str] | None:
    owner = staff_by_id(page.owner_id) if page.owner_id else None
    if owner and owner.email:
        return owner.name, owner.email, owner.language or language
    around = units()
    unit = around.by_id.get(page.unit_id, around.front_line)
    return (unit.name, unit.email, language) if unit.email else None
