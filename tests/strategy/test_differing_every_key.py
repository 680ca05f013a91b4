"""Whatever key of a strategy file is altered, the comparison tells of it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence

import pytest

from tests.strategy.made_strategies import NAMES, granli_text, text_of
from torg.strategy.differing import diff
from torg.strategy.model import Strategy
from torg.strategy.reading import load, read
from torg.strategy.schema import json_schema

# What the five do not say.
RICH = granli_text(
    """
[priority]
order = ["email", "phone"]
says = "Først"
source = "1"
[calendar]
zone = "Europe/Oslo"
working_week = "mon-fri"
closed = { "12-24" = "Julaften" }
half_days = { "12-31" = { until = "12:00", reason = "Nyttår" } }
day_ends_at_closing_of = "office"
source = "1"
[hours.summer]
mon = "09:00-12:00"
closed = { "2026-07-06" = "Flytting" }
extra = { "2026-07-07" = "09:00-10:00" }
name = "Sommer"
source = "1"
[hours.duty]
always = true
extra = { "2026-07-07" = "09:00-10:00" }
[places.hall]
name = "Hallen"
kiosk = true
hours = "office"
[units.roads]
name = "Vei"
hours = "office"
order = ["phone", "email"]
because = "Haster"
answers = "Veier"
source = "1"
[fields.roads]
name = "Vei"
order = ["phone", "email"]
because = "Haster"
hours = "office"
phone = "56 00 00 01"
unit = "roads"
drop_in = true
source = "1"
[assistant]
offered = true
name = "Siv"
tone = "brief"
greeting = { nb = "Hei!", en = "Hello!" }
out_of_hours = { nb = "Vi er her fra ni." }
answer_from = "80 %"
offer_from = "20 %"
says = "Svarer"
source = "1"
[channels.chat]
hours = "office"
at_once = 4
quiet_minutes = 15
longest_queue = 20
[channels.visit]
kind = "visit"
places = ["hall"]
hours = "office"
booking = "offered"
offered_from = 2026-01-01
offered_to = 2027-01-01
after_hours = "Kom igjen"
automatic_reply = "Vi er borte"
receipt = false
number = "56 00 00 02"
audience = ["citizen", "youth"]
[promises.call]
what = "callback"
channels = ["phone"]
fields = ["roads"]
audience = ["citizen"]
purposes = ["complaint"]
latest = "next working day"
aim = "same working day"
after_hours = "2 working days"
hours = "office"
share = "90 %"
mean = false
starts = "message_left"
settled_by = ["called_back", "answer"]
when_late = "tell"
announce = "sms"
by_whom = "Leder"
excludes = ["casework"]
says = "Vi ringer"
source = "1"
[promises.call_again]
what = "callback"
channels = ["phone"]
fields = ["roads"]
audience = ["citizen"]
purposes = ["complaint"]
latest = "3 working days"
[[replies]]
when = { came_by = ["email"], sensitive = true, exempt = true, business = false }
by = ["letter", "email"]
says = "Brev"
[rules]
units_may_adapt = true
repeat_within = "8 calendar days"
answer_in_language_of_sender = false
[rules.handover]
must_be_accepted = true
only_own_field = true
accept_within = "1 working day"
source = "1"
[transitions.new]
says = "Nytt"
to = ["email"]
reduces = ["phone"]
closes = ["phone"]
starts_on = 2026-01-01
ends_on = 2026-02-01
steps = ["Si fra", "Steng"]
audience = ["citizen"]
[exemptions.digital]
from = ["email"]
audience = ["citizen"]
never = ["business"]
places = ["hall"]
says = "Fritak"
[costs.email]
channels = ["email"]
amount = "100 NOK"
year = 2020
approximate = true
[targets.more]
says = "Mer"
measure = "email_count"
at_least = 5
at_most = 9
by = "2027"
owner = "Leder"
channels = ["email"]
source = "1"
[focus.web]
name = "Nett"
goal = "Mer"
owner = "Leder"
targets = ["more"]
how = ["Slik", "Sånn"]
[[focus.web.measures]]
says = "Skrive"
owner = "Leder"
by = "2027"
shown_by = "email_count"
source = "1"
"""
)

LINE = re.compile(r"^(?P<key>[a-z_-]+) *= (?P<value>.*)$")
FORMS = ("2 weeks", "7 %", "7 NOK", "07:00-08:00", "Europe/Paris", "mon-thu", "2031")


def texts() -> Iterator[tuple[str, str]]:
    yield from ((name, text_of(name)) for name in NAMES)
    yield "rich", RICH


def keys(text: str) -> Iterator[tuple[int, int, str, str]]:
    """First and last line, heading and key of each key, once for every kind of table."""
    lines, heading, at = text.splitlines(), "", 0
    seen = set()
    while at < len(lines):
        first = at
        if lines[at].startswith("["):
            heading = lines[at]
        found = LINE.match(lines[at])
        if found and found["value"] == "[":
            while lines[at] != "]":
                at += 1
        kind = re.sub(r"\.[a-z_]+(?=[\].])", ".*", heading) + found["key"] if found else ""
        if found and kind not in seen and found["key"] != "what":
            seen.add(kind)
            yield first, at, heading, found["key"]
        at += 1


def altered(text: str, first: int, last: int, heading: str) -> Iterator[str]:
    """The file with another value for one key: another word, one item fewer, the other truth, or none."""
    lines = text.splitlines()
    [(key, value)] = tomllib.loads("\n".join(lines[first : last + 1])).items()
    names = sorted(set(re.findall(r"^\[+[a-z]+\.([a-z_]+)", text, re.MULTILINE)))
    words = enumerated(heading, key) or (*FORMS, "always", *names)
    for other in _others(value, words):
        yield "\n".join([*lines[:first], f"{key} = {other}", *lines[last + 1 :]])
    yield "\n".join([*lines[:first], *lines[last + 1 :]])


def enumerated(heading: str, key: str) -> tuple[str, ...]:
    """The words that the schema allows for a key; none where it allows any text."""
    held = json_schema()
    for part in heading.strip("[]").split("."):
        held = held.get("properties", {}).get(part) or held.get("additionalProperties") or {}
        held = held.get("items", held)
    held = held.get("properties", {}).get(key, {})
    return tuple(held.get("items", held).get("enum", ()))


def _others(value: object, words: Sequence[str]) -> Iterator[str]:
    if isinstance(value, bool):
        yield "false" if value else "true"
    elif isinstance(value, int | float):
        yield str(value + 1)
    elif isinstance(value, list):
        if len(value) > 1:
            yield repr(value[:-1])
        yield from (f'["{other}"]' for other in words if other not in value)
        yield f'["{value[0]} også"]'
    elif isinstance(value, dict):
        for name, held in value.items():
            yield from (_table({**value, name: other}) for other in _others(held, words))
    elif isinstance(value, str):
        yield f'"{value} også"'
        yield from (f'"{other}"' for other in words if other != value)
    else:
        yield "2026-05-01"


def _table(held: dict[str, object]) -> str:
    return (
        "{ "
        + ", ".join(f'"{key}" = {one if isinstance(one, str) else _plain(one)}' for key, one in held.items())
        + " }"
    )


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value)


def other_strategy(text: str, first: int, last: int, heading: str) -> Strategy | None:
    return next(
        (found for one in altered(text, first, last, heading) if (found := read(one).strategy) is not None), None
    )


@pytest.mark.parametrize(("name", "text"), list(texts()), ids=[name for name, _ in texts()])
def test_whatever_key_is_altered_is_told(name: str, text: str) -> None:
    before = load(text)
    silent = []
    for first, last, heading, key in keys(text):
        after = other_strategy(text, first, last, heading)
        assert after is not None, f"{heading} {key} was not altered"
        if not diff(before, after, "en"):
            silent.append(f"{heading} {key}")
    assert silent == []
