"""Who serves the chat now, and how much more each of them can take."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from torg.assistant.chatting import SEAT_LASTS, chat_of, most_at_once
from torg.assistant.models import Conversation, Seat, Stage
from torg.assistant.talks import SeatView
from torg.editions.queries import InForce
from torg.people.queries import Units, may_act
from torg.strategy.routing import first_line

if TYPE_CHECKING:
    from torg.people.models import Staff


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody who serves the chat now: ``free`` is how many more conversations they can take."""

    staff_id: int
    unit_id: int | None
    at_once: int
    free: int
    languages: frozenset[str]

    def serves(self, unit_ids: Collection[int], language: str) -> bool:
        """Whether they serve what waits for one of these units in a language; "" is any language."""
        return self.unit_id in unit_ids and (not language or not self.languages or language in self.languages)


def here(now: datetime) -> Q:
    """Seats of those who are ready and whose page is open, as a condition."""
    return Q(is_ready=True, seen_at__gte=now - SEAT_LASTS, staff__is_active=True)


def places(now: datetime, *, most: int) -> list[Place]:
    """Everybody who serves the chat at a moment; nobody serves more than ``most`` at once."""
    rows = Seat.objects.filter(here(now)).values_list("staff_id", "staff__unit_id", "at_once", "languages")
    serving = serves_now()
    return [
        Place(pk, unit_id, min(own, most), max(0, min(own, most) - serving.get(pk, 0)), frozenset(languages))
        for pk, unit_id, own, languages in rows.order_by("pk")
    ]


def serves_now() -> dict[int, int]:
    """How many conversations each handler serves now."""
    rows = Conversation.objects.filter(stage=Stage.TALKING, handler__isnull=False)
    return dict(rows.values_list("handler_id").annotate(n=Count("pk")))


def seat_views(now: datetime) -> tuple[SeatView, ...]:
    """Everybody who is ready, or serves something still, by name."""
    serving = serves_now()
    rows = Seat.objects.select_related("staff__unit").filter(Q(is_ready=True) | Q(staff__in=list(serving)))
    return tuple(
        SeatView(
            row.staff_id, row.staff.name, row.staff.unit_id, row.staff.unit.name if row.staff.unit else "",
            row.is_ready, row.is_ready and row.seen_at >= now - SEAT_LASTS, row.at_once, serving.get(row.staff_id, 0),
            tuple(row.languages), row.seen_at,
        )
        for row in rows.order_by("staff__name", "pk")
    )  # fmt: skip


def own_seat(staff_id: int, now: datetime) -> SeatView | None:
    """The seat of one member of staff; None when they have never served the chat."""
    row = Seat.objects.select_related("staff__unit").filter(staff=staff_id).first()
    if row is None:
        return None
    serves = Conversation.objects.filter(stage=Stage.TALKING, handler=staff_id).count()
    unit = row.staff.unit
    return SeatView(
        row.staff_id, row.staff.name, row.staff.unit_id, unit.name if unit else "", row.is_ready,
        row.is_ready and row.seen_at >= now - SEAT_LASTS, row.at_once, serves, tuple(row.languages), row.seen_at,
    )  # fmt: skip


def may_serve(staff: Staff, unit_id: int | None) -> bool:
    """Whether what waits for a unit is for this member of staff: it is their own unit, and they answer for it."""
    return unit_id is not None and staff.unit_id == unit_id and may_act(staff, unit_id)


def speaks(languages: Collection[str], language: str) -> bool:
    """Whether somebody who writes in some languages (all of ours when none are named) serves one."""
    return not languages or language in languages


def front_unit(under: InForce, around: Units) -> int:
    """The unit that serves what is for no other: the strategy's first line, else the front line. Raises NoFrontLine."""
    line = first_line(under.strategy)
    unit = around.by_key.get(line.unit) if line is not None else None
    return (unit or around.front_line).id


def limit(under: InForce, now: datetime) -> int:
    """The most conversations that one person serves at once, by the strategy in force."""
    return most_at_once(chat_of(under.strategy, under.calendar.local(now).date()))
