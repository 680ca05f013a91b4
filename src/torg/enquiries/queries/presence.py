"""Who else has the page of an enquiry open, and what has happened to it since a page was given out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Q

from torg.enquiries.models import Contact, Enquiry, Event, Looking
from torg.enquiries.queries.hiding import without_whereabouts
from torg.people.queries import hidden_among, staff_names

COUNTS_FOR = timedelta(seconds=60)
MOST = 20
UNTOLD = frozenset({"seen", "contact_added", "answered", "reminded", "soon_due"})
"""Events that are nobody's news: told by a contact already, or only ours."""


@dataclass(frozen=True, slots=True)
class LookingView:
    """Somebody who has the page open now."""

    name: str
    writing: bool


@dataclass(frozen=True, slots=True)
class Since:
    """What is new: how many the sender has written, who of the staff has written to them, and other events.

    ``events`` are (who, kind, data), oldest first.
    """

    incoming: int
    written_by: tuple[str, ...]
    events: tuple[tuple[str, str, Mapping[str, Any]], ...]

    def __bool__(self) -> bool:
        return bool(self.incoming or self.written_by or self.events)


def looking_at(enquiry_id: int, *, but: int, now: datetime) -> list[LookingView]:
    """Who else (other than the staff id ``but``) has the page open, those who write first."""
    rows = Looking.objects.filter(enquiry=enquiry_id, at__gt=now - COUNTS_FOR).exclude(staff=but)
    found = rows.select_related("staff").order_by("-writing", "staff__name")[:MOST]
    return [LookingView(row.staff.name, row.writing) for row in found]


def last_event(enquiry_id: int) -> int:
    """The id of the newest event of an enquiry, by which a page knows what it has told; 0 when there is none."""
    return Event.objects.filter(enquiry=enquiry_id).aggregate(last=Max("pk"))["last"] or 0


def since(enquiry_id: int, *, contact: int, event: int, but: int) -> Since:
    """What has come after a contact and an event, without what the staff id ``but`` has done themselves.

    Where the sender is found is left out when the law protects it, whoever asks.
    """
    names = staff_names()
    news = Contact.objects.filter(Q(is_incoming=True) | Q(staff__isnull=False), enquiry=enquiry_id, pk__gt=contact)
    rows = list(news.exclude(staff=but).values_list("is_incoming", "staff_id")[:MOST])
    events = Event.objects.filter(enquiry=enquiry_id, pk__gt=event).exclude(by=but).exclude(kind__in=UNTOLD)
    found = list(events.order_by("id").values_list("by_id", "kind", "data")[:MOST])
    is_hidden = bool(found) and bool(
        hidden_among(list(Enquiry.objects.filter(pk=enquiry_id).values_list("person", flat=True)))
    )
    return Since(
        incoming=sum(is_incoming for is_incoming, _staff in rows),
        written_by=tuple(dict.fromkeys(names.get(pk or 0, "") for is_incoming, pk in rows if not is_incoming)),
        events=tuple(
            (names.get(by or 0, ""), kind, without_whereabouts(data) if is_hidden else data) for by, kind, data in found
        ),
    )
