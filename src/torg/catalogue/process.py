"""How a service is applied for today, and what to do next about it (ALV-32, HAL-10, ALB-14). Pure functions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from torg.strategy.model import Span, Unit
from torg.strategy.values import span

JUDGED_FOR = 365  # days: then a solution is to be tried again
ENOUGH = 70  # per cent of those who begin and finish; below it is to be mended
DAYS = {
    Unit.SECOND: 0.0, Unit.MINUTE: 0.0, Unit.HOUR: 1 / 24, Unit.OPENING_HOUR: 1 / 8, Unit.CALENDAR_DAY: 1.0,
    Unit.WORKING_DAY: 1.4, Unit.WEEK: 7.0, Unit.MONTH: 30.4,
}  # fmt: skip
"""About how many calendar days a unit of time is: enough to tell which of two spans is the longer."""


class Way(StrEnum):
    """How a service is applied for today, at its best."""

    DIGITAL = "digital"
    FORM = "form"
    PAPER = "paper"
    PERSON = "person"
    NONE = "none"


class Step(StrEnum):
    """What to do next about a service."""

    DESCRIBE = "describe"
    PHASE_OUT = "phase_out"
    MAKE_DIGITAL = "make_digital"
    MEND_FORM = "mend_form"
    MEND_MOBILE = "mend_mobile"
    MEND_ACCESS = "mend_access"
    MEND_COMPLETION = "mend_completion"
    LOOK_AT_COMPLAINTS = "look_at_complaints"
    JUDGE = "judge"
    JUDGE_AGAIN = "judge_again"
    SET_TARGET = "set_target"
    SLOWER_THAN_LAW = "slower_than_law"


@dataclass(frozen=True, slots=True)
class Quality:
    """What was found when a self-service solution was tried: None where nobody looked. ``completion`` is per cent."""

    url: str
    judged_on: date
    works_on_phone: bool | None = None
    accessible: bool | None = None
    completion: int | None = None
    complaints: int = 0
    verdict: str = "keep"
    note: str = ""
    judged_by: str = ""


@dataclass(frozen=True, slots=True)
class Process:
    """A service as it can be applied for today."""

    page_id: int
    key: str
    title: str
    unit_id: int
    number: int
    topics: tuple[str, ...]
    ways: tuple[Mapping[str, Any], ...]
    purpose: str = ""
    mandatory: bool = False
    in_person: str = ""
    target: str = ""
    limit: str = ""

    @property
    def journey(self) -> tuple[str, ...]:
        """The kinds of ways in the order in which they are offered."""
        return tuple(dict.fromkeys(str(way["kind"]) for way in self.ways))

    @property
    def way(self) -> Way:
        """The best way there is."""
        kinds = set(self.journey)
        for wanted, found in ((Way.DIGITAL, "self_service"), (Way.FORM, "form"), (Way.PAPER, "paper")):
            if found in kinds:
                return wanted
        return Way.PERSON if kinds else Way.NONE

    @property
    def solutions(self) -> tuple[str, ...]:
        """The addresses of its self-service."""
        return tuple(str(way["url"]) for way in self.ways if way["kind"] == "self_service" and way.get("url"))

    def works_on_phone(self, records: Mapping[str, Quality]) -> bool | None:
        """Whether every solution works on a phone, as tried or else as written; None without a solution."""
        said = [
            record.works_on_phone if record is not None and record.works_on_phone is not None else way.get("mobile")
            for way in self.ways
            if way["kind"] == "self_service"
            for record in (records.get(str(way.get("url", ""))),)
        ]
        return None if not said else all(one is not False for one in said)


def next_steps(process: Process, records: Mapping[str, Quality], *, today: date) -> tuple[Step, ...]:
    """What to do about a service, the weightiest first; ``records`` holds the newest by the address of a solution."""
    steps = [*_of_ways(process), *(step for url in process.solutions for step in _of_solution(records.get(url), today))]
    if process.works_on_phone(records) is False:
        steps.append(Step.MEND_MOBILE)
    steps += _of_time(process)
    order = list(Step)
    return tuple(sorted(dict.fromkeys(steps), key=order.index))


def _of_ways(process: Process) -> Iterable[Step]:
    if process.way is Way.NONE:
        yield Step.DESCRIBE
    elif process.way is Way.FORM:
        yield Step.MEND_FORM
    elif not process.in_person and (
        process.way is Way.PAPER or (process.way is Way.PERSON and process.purpose == "transaction")
    ):
        yield Step.MAKE_DIGITAL
    if process.mandatory and process.way is not Way.DIGITAL:
        yield Step.MAKE_DIGITAL


def _of_solution(record: Quality | None, today: date) -> Iterable[Step]:
    if record is None:
        yield Step.JUDGE
        return
    if record.verdict == "phase_out":
        yield Step.PHASE_OUT
    if record.accessible is False:
        yield Step.MEND_ACCESS
    if record.completion is not None and record.completion < ENOUGH:
        yield Step.MEND_COMPLETION
    if record.complaints > 0 and record.verdict != "phase_out":
        yield Step.LOOK_AT_COMPLAINTS
    if (today - record.judged_on).days > JUDGED_FOR:
        yield Step.JUDGE_AGAIN


def _of_time(process: Process) -> Iterable[Step]:
    """KON-16: a target for every service that is a case, by law or better."""
    if process.purpose == "transaction" and not process.target:
        yield Step.SET_TARGET
    elif process.target and process.limit and days(span(process.target)) > days(span(process.limit)) + 1:
        yield Step.SLOWER_THAN_LAW


def days(length: Span) -> float:
    """About how many calendar days a length of time is."""
    return length.amount * DAYS[length.unit]


def shared_on_phones(processes: Sequence[Process], records: Mapping[str, Quality]) -> tuple[int, int]:
    """How many of the services with self-service work on a phone, and how many there are (DRA-09)."""
    said = [one.works_on_phone(records) for one in processes]
    return sum(one is True for one in said), sum(one is not None for one in said)


def own_and_neighbouring(unit_id: int, near: frozenset[int], processes: Sequence[Process]) -> tuple[Process, ...]:
    """The digital services that somebody in a unit should know (DRA-05, ALB-13): the unit's own first.

    Then those of its neighbours ``near`` and of the fields that its own services belong to.
    """
    digital = [one for one in processes if one.way in (Way.DIGITAL, Way.FORM)]
    own = [one for one in digital if one.unit_id == unit_id]
    fields = {topic for one in own for topic in one.topics}
    beside = [one for one in digital if one.unit_id != unit_id and (one.unit_id in near or fields & set(one.topics))]
    return (*sorted(own, key=_name), *sorted(beside, key=_name))


def version_of(processes: Iterable[Process]) -> str:
    """A short name of what such a list says now: it is another when a service has come, gone or been published anew."""
    said = ";".join(sorted(f"{one.key} {one.number}" for one in processes))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _name(process: Process) -> str:
    return process.title.lower()
