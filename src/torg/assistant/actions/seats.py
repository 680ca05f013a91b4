"""Who serves the chat: ready, still here, away. Whoever goes away leaves nobody alone: what they serve waits first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from torg.assistant.actions.chat_rows import NotForYou
from torg.assistant.actions.serving import put_back
from torg.assistant.models import Conversation, Seat, Stage
from torg.assistant.queries.seats import limit
from torg.editions.queries import in_force
from torg.people.queries import may_act

if TYPE_CHECKING:
    from torg.people.models import Staff

LANGUAGES = ("nb", "nn", "da", "en")


@transaction.atomic
def be_ready(*, by: Staff, at_once: int, languages: Sequence[str], now: datetime) -> None:
    """Serves the chat from now, up to ``at_once`` conversations, as far as the strategy allows; no language means all.

    Raises NotForYou for whoever works in no unit, or does not answer to citizens.
    """
    if by.unit_id is None or not may_act(by, by.unit_id):
        raise NotForYou
    bounded = max(1, min(at_once, limit(in_force(now), now)))
    said = [language for language in LANGUAGES if language in languages]
    seat, new = Seat.objects.get_or_create(
        staff=by,
        defaults={"is_ready": True, "at_once": bounded, "languages": said, "seen_at": now, "ready_at": now},
    )
    if not new:
        if not seat.is_ready:
            seat.ready_at = now
        seat.is_ready, seat.at_once, seat.languages, seat.seen_at = True, bounded, said, now
        seat.save(update_fields=["is_ready", "at_once", "languages", "seen_at", "ready_at"])


@transaction.atomic
def go_away(*, by: Staff, now: datetime) -> int:
    """Serves the chat no more; what they serve goes back to the front of the queue. Gives how many did."""
    Seat.objects.select_for_update().filter(staff=by).first()
    Seat.objects.filter(staff=by).update(is_ready=False, seen_at=now)
    serves = Conversation.objects.filter(stage=Stage.TALKING, handler=by).order_by("pk").values_list("pk", flat=True)
    return sum(put_back(pk, handler_id=by.pk, why="away", now=now) for pk in list(serves))


def stay(*, by: Staff, now: datetime) -> None:
    """Notes that the page of somebody who serves the chat is still open."""
    Seat.objects.filter(staff=by, seen_at__lt=now).update(seen_at=now)
