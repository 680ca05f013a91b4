"""The chat's day so far, and who serves whom now: for those who lead it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Avg, Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from torg.assistant.models import Conversation, Message, Outcome, Speaker, Stage
from torg.assistant.queries.conversations import readable

if TYPE_CHECKING:
    from torg.people.models import Staff

MOST = 200


@dataclass(frozen=True, slots=True)
class Today:
    """What has happened since a moment, in conversations that began since then.

    ``begun`` are all, ``asked`` those that asked for a person, ``taken`` those that got one; ``waited`` is how
    long they waited for the first words of a person on average, None when nobody got any. ``contained``, ``escalated``
    and ``abandoned`` are those that have ended, by what came of them.
    """

    begun: int
    asked: int
    taken: int
    contained: int
    escalated: int
    abandoned: int
    waited: timedelta | None

    @property
    def waited_minutes(self) -> int | None:
        """The average wait in whole minutes, rounded up."""
        return None if self.waited is None else -int(-self.waited.total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class ServedNow:
    """A conversation that somebody serves now; ``name`` of the citizen is "" where the reader may not read it.

    ``unanswered_since`` is since when the citizen waits for words of a person, None when they do not.
    """

    id: int
    code: str
    name: str
    handler_name: str
    unit_name: str
    taken_at: datetime
    last_at: datetime
    unanswered_since: datetime | None
    may_read: bool


def today(since: datetime) -> Today:
    """The figures of the day, in one statement; it reads what was said or ended since then, not all that ever was."""
    of_late = Q(stage=Stage.ENDED, ended_at__gte=since) | (~Q(stage=Stage.ENDED) & Q(last_at__gte=since))
    rows = Conversation.objects.filter(of_late, started_at__gte=since)
    counted = {
        "begun": Count("pk"),
        "asked": Count("pk", filter=Q(waiting_since__isnull=False)),
        "taken": Count("pk", filter=Q(taken_at__isnull=False)),
        **{name.value: Count("pk", filter=Q(outcome=name)) for name in Outcome},
    }
    waits = Avg(F("replied_at") - F("waiting_since"), filter=Q(replied_at__gte=F("waiting_since")))
    found = rows.aggregate(**counted, waited=waits)
    return Today(**found)


def served_now(staff: Staff) -> list[ServedNow]:
    """Every conversation with a person, by who serves it; as many statements for one as for many."""
    talking = Conversation.objects.filter(stage=Stage.TALKING).select_related("enquiry__joined_to", "unit", "handler")
    rows = list(talking.annotate(said_since=_said_since()).order_by("handler__name", "taken_at", "pk")[:MOST])
    may_open = readable(rows, staff)
    return [
        ServedNow(
            row.pk, row.code, row.name if opens else "", row.handler.name if row.handler else "",
            row.unit.name if row.unit else "", row.taken_at or row.last_at, row.last_at,
            row.said_since if row.replied_at else row.waiting_since, opens,
        )
        for row in rows
        for opens in [row.pk in may_open]
    ]  # fmt: skip


def _said_since() -> Subquery:
    """When the citizen first said something after the last words of a person, off the messages' index."""
    ours = Message.objects.filter(conversation=OuterRef("conversation"), speaker=Speaker.HANDLER).order_by("-pk")
    theirs = Message.objects.filter(
        conversation=OuterRef("pk"), speaker=Speaker.CITIZEN, pk__gt=Coalesce(Subquery(ours.values("pk")[:1]), 0)
    )
    return Subquery(theirs.order_by("pk").values("at")[:1])
