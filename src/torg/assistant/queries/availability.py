"""Whether somebody who asks for a person now gets one, and how long that takes."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, Q

from torg.assistant.chatting import chat_of, expected_wait, most_at_once
from torg.assistant.models import Conversation, Stage
from torg.assistant.queries.seats import Place, front_unit, places
from torg.assistant.talks import Availability
from torg.editions.queries import in_force
from torg.people.queries import units
from torg.strategy.offers import hours_keys

LOOKS_BACK = timedelta(days=7)
LAST_TALKS = 20
LONGEST_TALK = timedelta(hours=2)  # whoever forgot to end one says nothing of how long a talk takes


def availability(now: datetime, *, unit: int | None = None, language: str = "") -> Availability:
    """The chat with people at a moment, for what is of a unit (None: of no unit in particular) and in a language.

    A unit in which nobody is on duty is served by the front line. Raises NoStrategy, NoFrontLine.
    """
    under = in_force(now)
    channel = chat_of(under.strategy, under.calendar.local(now).date())
    if channel is None:
        return Availability(False, False, 0, 0, None, 0, None)
    front = front_unit(under, units())
    here = places(now, most=most_at_once(channel))
    served_by = [one for one in here if unit is not None and one.serves({unit}, language)]
    at = unit if served_by and unit is not None else front
    serving = served_by or [one for one in here if one.serves({front}, language)]
    keys = hours_keys(under.strategy, channel)
    hours = [under.calendar.hours(key) for key in keys] or [under.calendar.desk_hours]
    # Where nobody said any hours it is open in those of the office, and longer for as long as somebody stays.
    is_open = any(one.is_open(now) for one in hours) or (not keys and bool(serving))
    opens = [] if is_open else [moment for one in hours if (moment := one.opens_at(now)) is not None]
    waiting = Conversation.objects.filter(stage=Stage.WAITING, unit=at).count()
    return Availability(
        offered=True,
        is_open=is_open,
        on_duty=len(serving),
        free=sum(one.free for one in serving),
        opens_at=min(opens, default=None),
        waiting=waiting,
        expected_wait=_wait(waiting + 1, serving, now) if is_open and serving else None,
        unit_id=at,
        is_full=channel.longest_queue is not None and waiting >= channel.longest_queue,
    )


def place_in_queue(
    conversation_id: int, unit_id: int, since: datetime, language: str, now: datetime
) -> tuple[int, timedelta | None]:
    """The place of a conversation among those that wait for its unit, from 1, and how long that takes."""
    before = Q(waiting_since__lt=since) | Q(waiting_since=since, pk__lt=conversation_id)
    position = Conversation.objects.filter(before, stage=Stage.WAITING, unit=unit_id).count() + 1
    under = in_force(now)
    most = most_at_once(chat_of(under.strategy, under.calendar.local(now).date()))
    serving = [one for one in places(now, most=most) if one.serves({unit_id}, language)]
    return position, _wait(position, serving, now) if serving else None


def _wait(position: int, serving: list[Place], now: datetime) -> timedelta | None:
    free, room = sum(one.free for one in serving), sum(one.at_once for one in serving)
    return expected_wait(position=position, free=free, room=room, lasted=() if position <= free else _lasted(now))


def _lasted(now: datetime) -> list[timedelta]:
    """How long the last talks with a person took."""
    ended = Conversation.objects.filter(stage=Stage.ENDED, ended_at__gt=now - LOOKS_BACK, taken_at__isnull=False)
    rows = ended.order_by("-ended_at").values_list(F("ended_at"), F("taken_at"))[:LAST_TALKS]
    return [min(until - since, LONGEST_TALK) for until, since in rows]
