"""Conversations of the demo: some weeks of them, with the assistant and with people, and a few that go on now."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from torg.assistant.actions import seats, serving
from torg.assistant.actions.chat import ask_for_person, attach
from torg.assistant.actions.chat_rows import NobodyThere
from torg.assistant.actions.talk import begin, say
from torg.assistant.queries.conversations import talk_id
from torg.config.demo.phrases import table
from torg.config.demo.place import Demo
from torg.config.demo.town import Town
from torg.enquiries.actions.callback import call_made
from torg.enquiries.queries.access import access_to
from torg.strategy.calendars import Calendar

DAYS, A_DAY = 14, 2
AT_WORK = (time(9, 20), time(11, 5), time(12, 40), time(14, 10))
ENDS: tuple[serving.How, ...] = ("answered", "answered", "answered", "written", "call")
PHONE = "70 00 00 00"  # nobody's
MINUTE = timedelta(minutes=1)


def let_people_chat(one: Demo, town: Town, *, now: datetime, since: datetime, dice: random.Random) -> int:
    """Some weeks of conversations where the strategy has a chat with people, and some that go on; gives how many."""
    matters: Sequence[Mapping[str, Any]] = table("chats")[one.strategy.municipality.country]
    if not any(channel.kind == "chat" for channel in one.strategy.channels.values()):
        return 0
    calendar = Calendar.of(one.strategy)
    today = calendar.local(now).date()
    had = 0
    for back in range(DAYS, 0, -1):
        day = today - timedelta(days=back)
        if not calendar.is_working_day(day) or day <= since.date():
            continue
        for at in sorted(dice.sample(AT_WORK, A_DAY)):
            moment = datetime.combine(day, at, tzinfo=calendar.zone)
            had += _talked(one, town, matters[had % len(matters)], now=moment, dice=dice)
    return had + _go_on(one, town, matters, now=now)


def _talked(one: Demo, town: Town, matter: Mapping[str, Any], *, now: datetime, dice: random.Random) -> int:
    """One conversation of another day, from the first question to its end; gives 1."""
    handler = town.front_line[0]
    token = _asks(one, matter, now=now)
    if dice.random() < 1 / 3:
        return 1  # the assistant was enough
    seats.be_ready(by=handler, at_once=3, languages=(), now=now + MINUTE)
    if _wants_a_person(token, matter, now=now + MINUTE):
        talk = talk_id(token) or 0
        serving.take(talk, by=handler, now=now + 2 * MINUTE)
        serving.reply(talk, matter["answer"], by=handler, sent_as="", now=now + 4 * MINUTE)
        attach(token, (), text=matter["thanks"], sent_as="", now=now + 6 * MINUTE)
        how = dice.choice(ENDS)
        number = serving.finish(talk, how=how, says="", phone=PHONE, by=handler, now=now + 7 * MINUTE)
        access = access_to(number)
        if how == "call" and access is not None and dice.random() < 1 / 2:  # the other calls are owed still
            call_made(access.id, text=matter["answer"], answers=True, by=handler, now=now + 50 * MINUTE)
    seats.go_away(by=handler, now=now + 8 * MINUTE)
    return 1


def _go_on(one: Demo, town: Town, matters: Sequence[Mapping[str, Any]], *, now: datetime) -> int:
    """One with the assistant, two that wait, and one with somebody of the front line; gives how many."""
    handler = town.front_line[0]
    _asks(one, matters[0], now=now - 6 * MINUTE)
    seats.be_ready(by=handler, at_once=3, languages=(), now=now - 5 * MINUTE)
    talks = []
    for place, matter in enumerate(matters[1:4]):
        at = now - (5 - place) * MINUTE
        seats.stay(by=handler, now=at)
        token = _asks(one, matter, now=at)
        if _wants_a_person(token, matter, now=at):
            talks.append(talk_id(token) or 0)
    if talks:
        serving.take(talks[0], by=handler, now=now - MINUTE)
        serving.reply(talks[0], matters[1]["answer"], by=handler, sent_as="", now=now)
    seats.stay(by=handler, now=now)
    return 1 + len(talks)


def _asks(one: Demo, matter: Mapping[str, Any], *, now: datetime) -> str:
    """Somebody begins a conversation with the assistant and asks; gives the secret of it."""
    token = begin(language=one.language, started_on=f"/{one.language}/", now=now).token
    say(token, matter["asks"], now=now)
    return token


def _wants_a_person(token: str, matter: Mapping[str, Any], *, now: datetime) -> bool:
    """Whether somebody could be asked for."""
    try:
        ask_for_person(token, name=matter["name"], email="", phone="", about="", wants_transcript=False, now=now)
    except NobodyThere:
        return False
    return True
