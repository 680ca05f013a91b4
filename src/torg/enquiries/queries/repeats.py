"""What may be about the same matter, what has been joined, and what else the same person has open (ALV-06, KON-26)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Min
from django.db.models.functions import Left

from torg.editions.queries import InForce
from torg.enquiries.models import Contact, Enquiry, Event, Status
from torg.enquiries.numbers import said
from torg.language.likeness import likeness
from torg.strategy import defaults
from torg.strategy.model import Span, Unit

MOST = 20  # enquiries of one person that are looked at, the latest
SHOWN = 5
COMPARED = 4000  # characters of a first message that are compared
LIKE_ENOUGH, LIKE_ENOUGH_WITH_MORE = 0.45, 0.35
DAYS = {Unit.CALENDAR_DAY: 1, Unit.WORKING_DAY: 1.5, Unit.WEEK: 7, Unit.MONTH: 31}


@dataclass(frozen=True, slots=True)
class JoinedView:
    """A repeat that is joined to an enquiry; ``same_person`` is False when somebody else wrote it."""

    id: int
    number: int
    number_said: str
    subject: str
    channel: str
    opened_at: datetime
    same_person: bool
    person_id: int


@dataclass(frozen=True, slots=True)
class RepeatView:
    """Another enquiry that may be about the same; ``likeness`` is 0 to 1, of the words in both.

    ``why`` is same_words, same_service, same_unit, or quotes_number (a person who takes no part in it wrote its
    number). ``unit_id`` and ``sensitive`` are for whoever shows it: not everybody may read every enquiry.
    """

    id: int
    number: int
    number_said: str
    subject: str
    status: str
    opened_at: datetime
    likeness: float
    why: str
    unit_id: int
    sensitive: bool


@dataclass(frozen=True, slots=True)
class OtherView:
    """What else the same person has open."""

    id: int
    number: int
    number_said: str
    subject: str
    status: str
    unit_id: int
    due_by: datetime | None
    sensitive: bool


def joined_of(enquiry: Enquiry) -> tuple[JoinedView, ...]:
    """The repeats joined to an enquiry, in the order in which they came."""
    return tuple(
        JoinedView(
            e.pk, e.number, said(e.number), e.listed_as or e.subject, e.channel, e.opened_at,
            e.person_id == enquiry.person_id, e.person_id,
        )
        for e in Enquiry.objects.filter(joined_to=enquiry).order_by("opened_at", "id")
    )  # fmt: skip


def other_open(enquiry: Enquiry) -> tuple[OtherView, ...]:
    """What else the same person has open, the latest first."""
    rows = Enquiry.objects.filter(person=enquiry.person_id, status__in=[Status.OPEN, Status.WAITING])
    return tuple(
        OtherView(e.pk, e.number, said(e.number), e.listed_as or e.subject, e.status, e.unit_id, e.due_by, e.sensitive)
        for e in rows.exclude(pk=enquiry.pk).order_by("-opened_at")[:MOST]
    )


def likely_repeats(enquiry: Enquiry, *, under: InForce) -> tuple[RepeatView, ...]:
    """Enquiries that may be about the same matter, the likeliest first: of the same person, and near in time.

    Within ``rules.repeat_within``, or fourteen days, of each other. The words, the service and the unit decide. A
    number that somebody quoted without taking part in that enquiry comes first. A suggestion: people join.
    """
    if enquiry.status == Status.JOINED:
        return ()
    within = _as_time(under.strategy.rules.repeat_within or defaults.REPEAT_WITHIN)
    near = Enquiry.objects.filter(
        person=enquiry.person_id, opened_at__gte=enquiry.opened_at - within, opened_at__lte=enquiry.opened_at + within
    )
    rows = list(near.exclude(pk=enquiry.pk).exclude(status=Status.JOINED).order_by("-opened_at")[:MOST])
    texts = _first_words([enquiry, *rows]) if rows else {}
    mine = texts.get(enquiry.pk, "")
    found = [_view(e, alike, why) for e in rows for alike, why in [_like(enquiry, e, mine, texts.get(e.pk, ""))] if why]
    found.sort(key=lambda one: -one.likeness)
    quoted = [_view(e, 0.0, "quotes_number") for e in _quoted(enquiry)]
    return tuple([*quoted, *found][:SHOWN])


def _quoted(enquiry: Enquiry) -> list[Enquiry]:
    events = Event.objects.filter(enquiry=enquiry, kind="quotes_number")
    numbers = [int(number) for event in events for number in event.data.get("numbers", [])]
    if not numbers:
        return []
    rows = Enquiry.objects.select_related("joined_to").filter(number__in=numbers)
    targets = {(e.joined_to or e).pk: (e.joined_to or e) for e in rows}
    return [e for pk, e in sorted(targets.items()) if pk != enquiry.pk]


def _like(enquiry: Enquiry, other: Enquiry, mine: str, theirs: str) -> tuple[float, str]:
    """How like two enquiries are, and what makes one a likely repeat of the other; "" when nothing does."""
    alike = likeness(f"{enquiry.subject}\n{mine}", f"{other.subject}\n{theirs}")
    if enquiry.service_id is not None and enquiry.service_id == other.service_id:
        return alike, "same_service"
    if alike >= LIKE_ENOUGH:
        return alike, "same_words"
    if alike >= LIKE_ENOUGH_WITH_MORE and enquiry.unit_id == other.unit_id:
        return alike, "same_unit"
    return alike, ""


def _first_words(enquiries: Iterable[Enquiry]) -> dict[int, str]:
    asked = Contact.objects.filter(enquiry__in=list(enquiries), is_incoming=True, purpose="question")
    first = asked.order_by().values("enquiry").annotate(first=Min("pk")).values_list("first", flat=True)
    rows = Contact.objects.filter(pk__in=list(first))
    return dict(rows.values_list("enquiry_id", Left("text", COMPARED)))


def _view(e: Enquiry, alike: float, why: str) -> RepeatView:
    return RepeatView(
        e.pk,
        e.number,
        said(e.number),
        e.listed_as or e.subject,
        e.status,
        e.opened_at,
        round(alike, 2),
        why,
        e.unit_id,
        e.sensitive,
    )


def _as_time(span: Span) -> timedelta:
    """A span as a time to look back: a suggestion need not know of holidays."""
    return timedelta(days=span.amount * DAYS[span.unit]) if span.unit in DAYS else timedelta(days=1)
