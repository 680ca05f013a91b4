"""Forecast: notice which promises are about to break, and which have, and remind those who can still keep them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from torg.editions.queries import InForce, by_ids, in_force
from torg.enquiries import letters, receipts
from torg.enquiries.actions.tell import note
from torg.enquiries.ledger import happened
from torg.enquiries.models import OWED, Enquiry, Event, Promise, PromiseState, Status
from torg.mailroom import actions as mailroom
from torg.people.queries import Units, units
from torg.strategy.interim import when_late_of

BATCH = 200


def remind(clock: Callable[[], datetime], *, limit: int = BATCH) -> int:
    """Reminds of promises that are soon due, once each, and gives how many; only in working hours."""
    now = clock()
    under = in_force(now)
    if not under.calendar.desk_hours.is_open(now):
        return 0
    with transaction.atomic():
        due = list(
            Enquiry.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("handler")
            .filter(status=Status.OPEN, reminded_at__isnull=True, remind_at__lte=now)
            .order_by("remind_at", "id")[:limit]
        )
        around = units()
        posts = {e.pk: post for e in due if (post := _reminder(e, around, under, now)) is not None}
        mailroom.post_many(list(posts.values()), now=now)
        Event.objects.bulk_create(
            [
                happened(
                    e, "reminded" if e.pk in posts else "soon_due", now=now, due_by=e.due_by and e.due_by.isoformat()
                )
                for e in due
            ]
        )
        Enquiry.objects.filter(pk__in=[e.pk for e in due]).update(reminded_at=now)
    return len(due)


def _reminder(enquiry: Enquiry, around: Units, under: InForce, now: datetime) -> mailroom.Post | None:
    """The mail to the one who handles it, else to the unit; None when neither has an address or it is late already."""
    unit = around.by_id.get(enquiry.unit_id)
    handler = enquiry.handler if enquiry.handler and enquiry.handler.is_active else None
    address = (handler.email if handler else "") or (unit.email if unit else "")
    if not address or enquiry.due_by is None or enquiry.due_by < now:
        return None
    language = (handler.language if handler else "") or under.language
    about = receipts.about(enquiry, name="", under=under, unit=unit, language=language)
    letter = receipts.reminder(about, due_by=enquiry.due_by)
    return mailroom.Post(
        kind="email", purpose="reminder", to_address=address, to_name=handler.name if handler else about.unit,
        subject=letter.subject, text=letter.text, language=about.language, automatic=True, from_name=about.municipality,
    )  # fmt: skip


def note_overdue(clock: Callable[[], datetime], *, limit: int = BATCH) -> int:
    """Writes an event for each enquiry with promises whose moment has passed, once each, and gives how many.

    With repeats joined to it, each promise is noted at its own moment. Where the strategy says that people are told
    (``when_late = "tell"``, ALB-10), they are, with an apology.
    """
    now = clock()
    with transaction.atomic():
        late = _late(now, limit)
        broken = _broken(late, now)
        told = _tell_late([one for ones in broken.values() for one in ones], now)
        Event.objects.bulk_create(
            [
                happened(
                    e, "overdue", now=now, due_by=min(p.due_by for p in broken[e.pk]).isoformat(), told=e.pk in told,
                    promises=[p.pk for p in broken[e.pk]],
                )
                for e in late
                if e.pk in broken
            ]
        )  # fmt: skip
        Enquiry.objects.filter(pk__in=[e.pk for e in late]).update(overdue_noted_at=now)
    return len(late)


def _late(now: datetime, limit: int) -> list[Enquiry]:
    """The enquiries that are overdue and not noted so, and those where the date of another joined to it has passed."""
    overdue = Enquiry.objects.select_for_update(skip_locked=True).filter(status=Status.OPEN, due_by__lt=now)
    late = list(overdue.filter(overdue_noted_at__isnull=True).order_by("due_by")[:limit])
    running = Promise.objects.filter(
        Q(enquiry=OuterRef("pk")) | Q(enquiry__joined_to=OuterRef("pk")), what__in=OWED, state=PromiseState.OPEN,
        due_by__lt=now, due_by__gte=OuterRef("overdue_noted_at"),
    )  # fmt: skip
    more = overdue.filter(Exists(running), repeats__gt=0).order_by("due_by")[: limit - len(late)]
    return [*late, *more]


def _broken(late: Sequence[Enquiry], now: datetime) -> dict[int, list[Promise]]:
    """The promises whose moment has passed and that no event has noted yet, by the enquiry that owes the answer."""
    theirs = Q(enquiry__in=late) | Q(enquiry__joined_to__in=late)
    noted = Event.objects.filter(theirs, kind="overdue").values_list("data", flat=True)
    known = {pk for data in noted for pk in data.get("promises", [])}
    rows = Promise.objects.select_related("enquiry__joined_to").filter(theirs, what__in=OWED, due_by__lt=now)
    found: dict[int, list[Promise]] = {}
    for promise in rows.filter(state=PromiseState.OPEN).exclude(pk__in=known).order_by("id"):
        owner = promise.enquiry.joined_to or promise.enquiry
        found.setdefault(owner.pk, []).append(promise)
    return found


def _tell_late(broken: Sequence[Promise], now: datetime) -> set[int]:
    """Tells those whose promise says so that it is broken; the ids of the enquiries that owe the answer."""
    told = set[int]()
    editions, under = by_ids(promise.edition_id for promise in broken), in_force(now)
    for promise in broken:
        if when_late_of(editions[promise.edition_id].strategy, promise.rule) != "tell":
            continue
        owner = promise.enquiry.joined_to or promise.enquiry
        write = partial(letters.late, due_by=promise.due_by)
        if note(promise.enquiry, write, under=under, now=now, owner=owner) is not None:
            told.add(owner.pk)
    return told
