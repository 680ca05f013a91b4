"""Why a date is what it is: facts stored with the promise, and the sentences they make in nb, nn, da and en."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from torg.strategy import sentences_of_time as said
from torg.strategy import sentences_of_turns as turned
from torg.strategy.holiday_names import holiday_name
from torg.strategy.model import Span, Unit
from torg.strategy.words_of_time import (
    clock_in_words,
    date_in_words,
    days_in_words,
    listed,
    moment_in_words,
    span_in_words,
    stretch_in_words,
    within_in_words,
)

Fact = str | int | list[str]
_WEEKENDS_LISTED = 3
_CLOCK_UNITS = (Unit.MINUTE, Unit.HOUR, Unit.OPENING_HOUR)


@dataclass(frozen=True, slots=True)
class Step:
    """One fact on the way to a due date; days and moments in ``data`` are ISO 8601, on the municipality's clock."""

    code: str
    data: Mapping[str, Fact]


def to_json(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """Return the steps as plain values for a JSON column."""
    return [{"code": step.code, **step.data} for step in steps]


def from_json(stored: Sequence[Mapping[str, Any]]) -> tuple[Step, ...]:
    """Return the steps that ``to_json`` stored."""
    return tuple(Step(row["code"], {key: value for key, value in row.items() if key != "code"}) for row in stored)


def says(steps: Iterable[Step], *, language: str) -> list[str]:
    """Return the explanation as sentences that a citizen can read, in nb, nn, da or en.

    A step of a kind not known here (stored by a newer Torg) says nothing.
    """
    told = tuple(steps)
    telling = _Telling(language, told)
    sentences: list[str] = []
    for code, group in groupby(told, key=lambda step: step.code):
        if code == "skipped":
            sentences.append(telling.skipped([step.data for step in group]))
        else:
            sentences.extend(sentence for step in group for sentence in telling.tell(step))
    return sentences


class _Telling:
    """Tells one explanation in one language; a year is named when it is not that of the arrival."""

    def __init__(self, language: str, steps: Sequence[Step]) -> None:
        self.language = language
        by_code = {step.code: step.data for step in reversed(steps)}
        arrived = by_code.get("arrived", by_code.get("due", {})).get("at")
        self.year = datetime.fromisoformat(arrived).year if isinstance(arrived, str) else 0
        promised = by_code.get("promised", {})
        self.what = str(next((data["what"] for data in by_code.values() if "what" in data), ""))
        self.within, self.too_soon_for_a_clock = "", False
        if "amount" in promised:
            span = Span(int(str(promised["amount"])), Unit(str(promised["unit"])))
            self.within = within_in_words(span, language)
            self.too_soon_for_a_clock = span.unit is Unit.SECOND or (span.amount == 0 and span.unit in _CLOCK_UNITS)

    def tell(self, step: Step) -> list[str]:
        how = getattr(self, f"_{step.code}", None)
        if how is None:
            return []
        sentences: list[str] = how(step.data)
        return sentences

    def day(self, fact: Fact) -> str:
        day = datetime.fromisoformat(str(fact))
        return date_in_words(day, language=self.language, year=day.year != self.year)

    def moment(self, fact: Fact) -> str:
        at = datetime.fromisoformat(str(fact))
        return moment_in_words(at, language=self.language, year=at.year != self.year)

    # -- one for each kind of step ----------------------------------------------------------------------------------
    def _arrived(self, data: Mapping[str, Fact]) -> list[str]:
        how = said.HOW_ARRIVED.get(str(data.get("how", "")), "")
        return [said.ARRIVED[how][self.language].format(moment=self.moment(data["at"]))]

    def _after_hours(self, data: Mapping[str, Fact]) -> list[str]:
        return [said.AFTER_HOURS[str(data.get("instead_of", ""))][self.language]]

    def _promised(self, data: Mapping[str, Fact]) -> list[str]:
        thing = said.THINGS.get(self.what)
        if thing is None:
            sentences = [said.PROMISED["plain"][self.language].format(within=self.within)]
        else:
            kind = "default" if data.get("default") else "said"
            sentences = [said.PROMISED[kind][self.language].format(thing=thing[self.language], within=self.within)]
        sentences += [
            said.PROMISED[fact][self.language].format(
                **{fact: self.number(data[fact]) if fact == "share" else data[fact]}
            )
            for fact in ("share", "source")
            if fact in data
        ]
        return sentences

    def number(self, fact: Fact) -> str:
        return str(fact) if self.language == "en" else str(fact).replace(".", ",")

    def _counted(self, data: Mapping[str, Fact]) -> list[str]:
        kind = "one" if data["days"] == 1 else "several"
        return [said.COUNTED[kind][self.language].format(first=self.day(data["first"]))]

    def _counted_hours(self, data: Mapping[str, Fact]) -> list[str]:
        starts, ends = _moments(data["from"]), _moments(data["to"])
        if data["stretches"] == len(starts):
            pairs = zip(starts, ends, strict=True)
            words = listed([stretch_in_words(*pair, language=self.language) for pair in pairs], self.language)
            return [said.COUNTED_HOURS["all"][self.language].format(stretches=words)]
        first, last = (moment_in_words(at, language=self.language) for at in (starts[0], ends[-1]))
        return [said.COUNTED_HOURS["ends"][self.language].format(first=first, last=last)]

    def _lands_on(self, data: Mapping[str, Fact]) -> list[str]:
        return [said.LANDS_ON[self.language].format(day=self.day(data["day"]))]

    def _moved_to(self, data: Mapping[str, Fact]) -> list[str]:
        return [said.MOVED_TO[self.language].format(day=self.day(data["day"]))]

    def _half_day(self, data: Mapping[str, Fact]) -> list[str]:
        closes, day = str(data["closes"]), self.day(data["day"])
        clock = (
            clock_in_words(datetime.fromisoformat(f"{data['day']}T{closes}"), language=self.language) if closes else ""
        )
        sentence = said.HALF_DAY["closes" if closes else "closed"][self.language]
        text = sentence.format(day=day, clock=clock, reason=data["reason"])
        return [_capital(text if data["reason"] else text.replace(" ()", ""))]

    def _clock_change(self, data: Mapping[str, Fact]) -> list[str]:
        way = "forward" if int(str(data["minutes"])) > 0 else "back"
        return [said.CLOCK_CHANGE[way][self.language].format(day=self.day(data["day"]))]

    def _extended(self, data: Mapping[str, Fact]) -> list[str]:
        sentences = [
            turned.EXTENDED["before"][self.language].format(before=self.ending(data["before"])),
            _capital(turned.EXTENDED["told"][self.language].format(at=self.day(data["at"]))),
        ]
        if data.get("reason"):
            sentences.append(turned.EXTENDED["reason"][self.language].format(reason=data["reason"]))
        return sentences

    def _stood_still(self, data: Mapping[str, Fact]) -> list[str]:
        days = data["unit"] == Unit.WORKING_DAY.value or data["unit"] == Unit.CALENDAR_DAY.value
        name = self.day if days else self.moment
        sentences = [
            turned.STOOD_STILL["before"][self.language].format(before=self.ending(data["before"])),
            turned.STOOD_STILL["waited"][self.language].format(start=name(data["from"]), end=name(data["to"])),
        ]
        if not data["amount"]:
            return [*sentences, turned.STOOD_STILL["stays"][self.language]]
        moved = span_in_words(Span(int(str(data["amount"])), Unit(str(data["unit"]))), self.language)
        return [*sentences, turned.STOOD_STILL["moved"][self.language].format(within=moved)]

    def ending(self, fact: Fact) -> str:
        """A due moment: its day, with the clock when it is not the end of the day."""
        at = datetime.fromisoformat(str(fact))
        return self.day(fact) if (at.hour, at.minute) == (23, 59) else self.moment(fact)

    def _due(self, data: Mapping[str, Fact]) -> list[str]:
        at, ends = data["at"], str(data["ends"])
        by = said.BY[ends][self.language].format(day=self.day(at), moment=self.moment(at))
        sentence = said.DUE.get(self.what, said.DUE[""])[self.language]
        return [sentence.format(by=self.within if self.too_soon_for_a_clock else by)]

    # -- days off, several steps in one sentence ----------------------------------------------------------------------
    def skipped(self, runs: Sequence[Mapping[str, Fact]]) -> str:
        weekends = [(first, last) for data in runs for first, last in [_days(data)] if _is_weekend(data)]
        together = len(weekends) > 1
        parts = [self.day_off(data) for data in runs if not (together and _is_weekend(data))]
        if together:
            parts.append(self.weekends(weekends))
        number = "several" if len(parts) > 1 or together or _is_several(runs[0]) else "one"
        sentence = said.NOT_COUNTED[number][self.language]
        return _capital(sentence.format(days=listed(parts, self.language)))

    def weekends(self, weekends: Sequence[tuple[date, date]]) -> str:
        if len(weekends) > _WEEKENDS_LISTED:
            days = days_in_words(weekends[0][0], weekends[-1][1], language=self.language)
            return said.DAYS_OFF["many weekends"][self.language].format(count=len(weekends), days=days)
        days = listed([days_in_words(*weekend, language=self.language) for weekend in weekends], self.language)
        return said.DAYS_OFF["weekends"][self.language].format(days=days)

    def day_off(self, data: Mapping[str, Fact]) -> str:
        first, last = _days(data)
        days, code = days_in_words(first, last, language=self.language), str(data["why"])
        keys = data.get("keys", [])
        assert isinstance(keys, list)
        name = listed([holiday_name(key, self.language) for key in keys], self.language) or str(data.get("reason", ""))
        if code == "weekend" and not _is_weekend(data):
            ends = [date_in_words(day, language=self.language) for day in ([first] if first == last else [first, last])]
            return "–".join(ends)
        if code == "municipal" and not name:
            code = "closed"
        return said.DAYS_OFF[code][self.language].format(days=days, name=name)


def _moments(fact: Fact) -> list[datetime]:
    assert isinstance(fact, list)
    return [datetime.fromisoformat(text) for text in fact]


def _days(data: Mapping[str, Fact]) -> tuple[date, date]:
    return date.fromisoformat(str(data["from"])), date.fromisoformat(str(data["to"]))


def _is_weekend(data: Mapping[str, Fact]) -> bool:
    first, last = _days(data)
    return data["why"] == "weekend" and first.weekday() == 5 and (last - first).days == 1


def _is_several(data: Mapping[str, Fact]) -> bool:
    return data["from"] != data["to"] and not _is_weekend(data)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
