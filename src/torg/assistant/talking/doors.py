"""The ways on from a reply: self-service first, then the channels as the strategy orders them, with what to expect.

Nothing that the strategy does not offer is shown (ALB-16), and a person in the chat only while somebody is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urlencode

from torg.assistant.talking.matters import Matter
from torg.assistant.talking.sentences import said
from torg.assistant.talking.setting import Setting
from torg.assistant.values import Door
from torg.strategy.advice import INTERACTION, Advised, PersonFacts, ServiceFacts, advise
from torg.strategy.advice_words import Adviser
from torg.strategy.words_of_time import clock_in_words, moment_in_words

MOST_OF_A_SERVICE, MOST_TO_PEOPLE = 3, 4
LONGEST_CARRIED = 500
"""How much of what was asked goes along to the form, in its address."""
WRITES = ("web", "self_service", "my_page", "app", "email")
TALKS = ("phone", "visit", "meeting", "video", "assisted")
"""The kinds of channel that a reply leads to besides the chat; letters and the like stand on the contact page."""


def doors_of(matter: Matter, setting: Setting, question: str = "", *, goes_on: bool = False) -> tuple[Door, ...]:
    """How to go on with a matter: to start it on the web first, then the channels that are open now and can be pressed.

    Where the talk ``goes_on`` about the same page, the channels have been named and only the start is.
    """
    starts = [Door("service", one.label, one.url, said("sign_in") if one.signs_in else "") for one in matter.starts[:1]]
    if goes_on:
        return tuple(starts)
    others = _channels(setting, matter.service, topic=matter.topic, question=question, closed=False)
    rest = [one for one in others if one.path and not (starts and one.kind == "form")]
    return (*starts, *rest)[:MOST_OF_A_SERVICE]


def doors_to_people(
    setting: Setting, *, question: str = "", purpose: str = "", with_closed: bool = False
) -> tuple[Door, ...]:  # fmt: skip
    """How to reach a person: in the chat while somebody is there, else by form, phone and what else is offered.

    What is closed is named, with when it opens, while nobody is in the chat, and when it is asked for.
    """
    there = setting.people.there
    service = ServiceFacts(purpose=purpose or INTERACTION)
    channels = _channels(setting, service, topic="", question=question, closed=with_closed or not there)
    first = [person_door(setting)] if there else []
    return (*first, *channels)[:MOST_TO_PEOPLE]


def person_door(setting: Setting) -> Door:
    """The way to a person in the chat, with how long one waits when that is known."""
    wait = setting.people.expected_wait
    expected = said("person_at_once") if wait == timedelta(0) else ""
    if wait:
        expected = said("person_wait", minutes=max(1, round(wait.total_seconds() / 60)))
    return Door("person", said("person_label"), "", expected)


def when(at: datetime, setting: Setting) -> str:
    """A moment in words: the time of day when it is today, else with its day."""
    zone, language = setting.strategy.calendar.zone, setting.language
    if setting.calendar.local(at).date() == setting.calendar.local(setting.at).date():
        return clock_in_words(at, language=language, zone=zone)
    return moment_in_words(at, language=language, zone=zone)


def form_door(setting: Setting, *, topic: str = "", question: str = "", expected: str = "") -> Door:
    """The form by which one writes to us, with what was asked filled in already."""
    carried = {"topic": topic, "message": question[:LONGEST_CARRIED]}
    query = urlencode({name: value for name, value in carried.items() if value})
    return Door(
        "form", said("form_label"), f"{setting.contact_path}?{query}" if query else setting.contact_path, expected
    )


def _channels(
    setting: Setting, service: ServiceFacts | None, *, topic: str, question: str, closed: bool
) -> Iterator[Door]:
    """The channels that are advised now, in the strategy's order; those where one gets on later stand after the others:
    what is ``closed``, where such are asked for, and what one must book."""
    person = PersonFacts(language=setting.language)
    advice = advise(setting.strategy, setting.calendar, at=setting.at, service=service, person=person)
    adviser = Adviser(setting.strategy, setting.language)
    usable = [
        one for one in advice.channels if not one.unwanted and not one.only_guides and (closed or one.open is not False)
    ]
    written = False
    for one in sorted(usable, key=lambda one: one.open is False or bool(one.channel.booking)):
        kind = one.channel.kind
        if kind in WRITES and not written and not one.is_self_service:
            written = True
            yield form_door(setting, topic=topic, question=question, expected=_promised(one, adviser))
        elif kind in TALKS:
            promised = _promised(one, adviser) if one.open is not False else ""
            expected = " ".join(part for part in (_open(one, setting), promised) if part)
            number = (one.channel.number or setting.phone) if kind == "phone" else ""
            label = f"{adviser.name(one)} {number}".rstrip()
            path = setting.places_path if kind == "visit" else _dialled(number)
            yield Door(kind, label, path, expected)


def _dialled(number: str) -> str:
    digits = "".join(c for c in number if c.isdigit() or c == "+")
    return f"tel:{digits}" if digits else ""


def _open(one: Advised, setting: Setting) -> str:
    """When the channel is open, as a sentence; "" where nobody said any hours."""
    if one.open is None:
        return ""
    if one.open and one.closes_at is None:
        return said("open_always") + "."
    if one.open and one.closes_at is not None:
        return said("open_now", when=when(one.closes_at, setting)) + "."
    return said("opens", when=when(one.opens_at, setting)) + "." if one.opens_at else ""


def _promised(one: Advised, adviser: Adviser) -> str:
    """What is promised there, in the strategy's words (DRA-19); whole where it holds for a share of them only."""
    promised = one.also if one.channel.kind in TALKS else ((one.answer,) if one.answer else ())
    if not promised:
        return ""
    told = adviser.promise(promised[0])
    return told if promised[0].share is not None else told.partition(". ")[0].rstrip(".") + "."
