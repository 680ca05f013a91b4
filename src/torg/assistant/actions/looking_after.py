"""By the clock: quiet conversations are asked and then closed, and nobody is left waiting for somebody who is gone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from torg.assistant.actions import chat_words
from torg.assistant.actions.chat_rows import locked, tell
from torg.assistant.actions.ending import end
from torg.assistant.actions.serving import put_back
from torg.assistant.chatting import RETURNS_AFTER, chat_of, quiet_after
from torg.assistant.models import Conversation, Message, Speaker, Stage
from torg.assistant.queries.availability import availability
from torg.assistant.queries.seats import front_unit, limit, places
from torg.editions.queries import in_force
from torg.enquiries.actions.talks import served_in, take_offer_back
from torg.people.queries import units

BATCH = 100


def look_at_quiet(clock: Callable[[], datetime], *, limit: int = BATCH) -> int:
    """Asks the citizen of each quiet conversation once whether they are there, and ends it when they are not.

    A conversation is quiet when the last word was ours, half the strategy's time ago; ended, it is answered in writing
    by its date. One in which the citizen waits for a word of ours is never ended by the clock. Gives how many.
    """
    now = clock()
    pause = _quiet(now)
    silent = Conversation.objects.filter(stage=Stage.TALKING, last_at__lt=now - pause / 2).order_by("last_at")
    return sum(_look(pk, pause, now) for pk in list(silent.values_list("pk", flat=True)[:limit]))


def return_what_is_left(clock: Callable[[], datetime], *, limit: int = BATCH) -> int:
    """Brings back to the queue what somebody served whose page is gone, and looks after those who wait in vain.

    Where nobody serves the unit they wait for, the front line does; where nobody serves that either, and it is closed
    or they have waited as long as one waits in silence, they are answered in writing. Gives how many were moved.
    """
    now = clock()
    left = Conversation.objects.filter(stage=Stage.TALKING).filter(
        Q(handler__chat_seat__isnull=True)
        | Q(handler__chat_seat__is_ready=False)
        | Q(handler__chat_seat__seen_at__lt=now - RETURNS_AFTER)
    )
    moved = 0
    for pk, handler_id in list(left.order_by("pk").values_list("pk", "handler_id")[:limit]):
        moved += put_back(pk, handler_id=handler_id or 0, why="gone", now=now)
    waiting = Conversation.objects.filter(stage=Stage.WAITING).order_by("waiting_since")
    return moved + sum(_wait_on(pk, now) for pk in list(waiting.values_list("pk", flat=True)[:limit]))


@transaction.atomic
def _look(conversation_id: int, pause: timedelta, now: datetime) -> int:
    row = locked(pk=conversation_id)
    last = Message.objects.filter(conversation=row).order_by("-pk").first()
    if row.stage != Stage.TALKING or last is None or now - last.at < pause / 2:
        return 0
    if last.speaker == Speaker.HANDLER:
        tell(row, "quiet", chat_words.quiet(row.language), now=now)
        return 1
    if last.speaker == Speaker.TORG and last.data.get("event") == "quiet":
        end(row, "idle", now=now)
        return 1
    return 0


@transaction.atomic
def _wait_on(conversation_id: int, now: datetime) -> int:
    row = locked(pk=conversation_id)
    if row.stage != Stage.WAITING or row.waiting_since is None or row.enquiry is None:
        return 0
    under = in_force(now)
    front = front_unit(under, units())
    here = places(now, most=limit(under, now))
    if any(one.serves({row.unit_id}, row.language) for one in here if row.unit_id is not None):
        return 0
    if row.unit_id != front and any(one.serves({front}, row.language) for one in here):
        take_offer_back(row.enquiry.pk, now=now)
        row.unit_id = front
        row.save(update_fields=["unit"])
        served_in(row.enquiry.pk, front, now=now)
        return 1
    if availability(now, language=row.language).is_open and now - row.waiting_since < _quiet(now):
        return 0
    end(row, "nobody", now=now)
    return 1


def _quiet(now: datetime) -> timedelta:
    under = in_force(now)
    return quiet_after(chat_of(under.strategy, under.calendar.local(now).date()))
