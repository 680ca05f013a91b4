"""What people of the demo have asked in the last weeks: answered by the engine, noted, grouped, judged and graded."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from torg.assistant.actions import expected, learn, measure
from torg.assistant.actions.asked import judge_question, note_question
from torg.assistant.actions.group import group_new
from torg.assistant.queries.figures import to_grade
from torg.assistant.queries.finding import ask
from torg.catalogue.queries.pages import cards
from torg.config.demo.phrases import table
from torg.config.demo.place import Demo
from torg.config.demo.town import Town
from torg.strategy.calendars import Calendar

LATE, BEFORE = timedelta(days=29), timedelta(days=58)
HELPED = 0.35  # of those who got an answer, how many said that it helped
GRADED, TAUGHT = 12, 2
HOURS = (7, 8, 9, 9, 10, 11, 12, 13, 14, 16, 18, 19, 20, 20, 21, 22)
AT_WORK = range(8, 15)


def ask_questions(one: Demo, town: Town, *, now: datetime, dice: random.Random) -> int:
    """Lets people ask for two months, and some see to it at the desk; gives how many asked."""
    matters = table("asked")[one.strategy.municipality.country]
    asked = 0
    for matter in matters:
        for count, since, until in ((matter["late"], LATE, timedelta()), (matter["before"], BEFORE, LATE)):
            for place in range(count):
                _ask(one, matter, place, now - until - dice.random() * (since - until), dice)
                asked += 1
    group_new(now=now)
    _let_staff_teach(one, town, matters, now=now)
    zone = Calendar.of(one.strategy).zone
    today = now.astimezone(zone).date()
    measure.add_up(today - BEFORE, today, zone=zone)
    measure.draw(now=now)
    for drawn in to_grade(one.language)[:GRADED]:
        grade = dice.choices(("right", "partly", "wrong"), (8, 1, 1))[0]
        measure.grade(drawn.id, grade, by=town.chief, now=now)
    expected.run(now=now)
    return asked


def _let_staff_teach(one: Demo, town: Town, matters: Sequence[Mapping[str, Any]], *, now: datetime) -> None:
    """What matters most must stay right; and the front line has said once or twice which page it was."""
    ids = {card.key: card.id for card in cards(one.language, keys=[matter["by"] for matter in matters])}
    known = [matter for matter in matters if matter["by"] in ids]
    for matter in known:
        expected.add(matter["ways"][0], ids[matter["by"]], language=one.language, by=town.chief, now=now)
    for matter in known[:TAUGHT]:
        learn.confirm(
            matter["ways"][-1], ids[matter["by"]], by=town.front_line[0], now=now, language=one.language
        )  # fmt: skip


def _ask(one: Demo, matter: Mapping[str, Any], place: int, at: datetime, dice: random.Random) -> None:
    """One question, answered by the engine as it would have been; ``place`` counts those of its matter."""
    at = min(at, at.replace(hour=dice.choice(HOURS)))
    text = dice.choice(matter["ways"])
    found = ask(text, language=one.language)
    best = found.answers[0] if found.answers else None
    noted = note_question(
        text, language=one.language, channel="assistant", verdict=found.verdict, page_id=best.page_id if best else None,
        confidence=best.confidence if best else 0.0, in_hours=at.hour in AT_WORK and at.weekday() < 5, now=at,
    )  # fmt: skip
    if noted is not None and found.verdict == "answer":
        if place < matter.get("bad", 0):
            judge_question(noted, helped=False, now=at)
        elif dice.random() < HELPED:
            judge_question(noted, helped=True, now=at)
