"""Reading how well questions are answered, off a row a day; every share comes with what it is a share of (KON-31)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Sum

from torg.assistant.models import AnswerDay, Sample
from torg.assistant.proof import interval
from torg.catalogue.queries.pages import cards

COUNTS = (
    "asked", "answered", "unknown", "outside", "judged_good", "judged_bad", "ended", "contained", "escalated",
    "abandoned", "again", "settled", "at_once",
)  # fmt: skip
WAITING = 40


@dataclass(frozen=True, slots=True)
class Share:
    """``count`` of ``of``."""

    count: int
    of: int

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where it is a share of nothing."""
        return self.count / self.of if self.of else None

    @property
    def per_cent(self) -> str:
        """In whole per cent, "" where it is a share of nothing."""
        return f"{100 * self.count / self.of:.0f}" if self.of else ""


@dataclass(frozen=True, slots=True)
class Graded:
    """What editors graded: ``right`` to ``wrong`` of ``of``; ``low`` and ``high`` in per cent, between which the true
    share of right answers lies 19 times in 20."""

    right: int
    partly: int
    wrong: int

    @property
    def of(self) -> int:
        return self.right + self.partly + self.wrong

    @property
    def share(self) -> Share:
        return Share(self.right, self.of)

    @property
    def low(self) -> int:
        return round(100 * interval(self.right, self.of)[0])

    @property
    def high(self) -> int:
        return round(100 * interval(self.right, self.of)[1])


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a span of days. Contained, escalated and abandoned are all conversations that ended."""

    since: date
    until: date
    asked: int
    ended: int
    contained: Share
    escalated: Share
    abandoned: Share
    unknown: Share
    outside: Share
    again: Share
    judged_good: Share
    first_contact: Share
    graded: Graded

    @property
    def outcomes(self) -> tuple[int, int, int]:
        """Contained, escalated and abandoned in whole per cent, rounded so that they are 100 together."""
        counts = (self.contained.count, self.escalated.count, self.abandoned.count)
        return _hundred(counts) if self.ended else (0, 0, 0)

    def as_data(self) -> dict[str, object]:
        """As plain data, for machines."""
        shares = ("contained", "escalated", "abandoned", "unknown", "outside", "again", "judged_good", "first_contact")
        return {
            "since": self.since.isoformat(), "until": self.until.isoformat(), "asked": self.asked,
            "ended": self.ended,
            **{name: {"count": getattr(self, name).count, "of": getattr(self, name).of} for name in shares},
            "graded": {
                "right": self.graded.right, "partly": self.graded.partly, "wrong": self.graded.wrong,
                "low": self.graded.low, "high": self.graded.high,
            },
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drawn:
    """An answer that was drawn to be graded, ``times`` in a week: what was asked, and the page that was given."""

    id: int
    text: str
    language: str
    title: str
    page_id: int
    page_key: str
    times: int
    grade: str
    graded_by: str


def figures(since: date, until: date) -> Figures:
    """The figures from one day to another, both included."""
    found = AnswerDay.objects.filter(day__range=(since, until)).aggregate(**{name: Sum(name) for name in COUNTS})
    n = {name: found[name] or 0 for name in COUNTS}
    graded = dict(
        Sample.objects.filter(drawn_on__range=(since, until)).exclude(grade="").values_list("grade")
        .annotate(count=Count("pk")).order_by()
    )  # fmt: skip
    return Figures(
        since, until, n["asked"], n["ended"],
        contained=Share(n["contained"], n["ended"]), escalated=Share(n["escalated"], n["ended"]),
        abandoned=Share(n["abandoned"], n["ended"]), unknown=Share(n["unknown"], n["asked"]),
        outside=Share(n["outside"], n["asked"]), again=Share(n["again"], n["contained"]),
        first_contact=Share(n["at_once"], n["settled"]),
        judged_good=Share(n["judged_good"], n["judged_good"] + n["judged_bad"]),
        graded=Graded(graded.get("right", 0), graded.get("partly", 0), graded.get("wrong", 0)),
    )  # fmt: skip


def days(since: date, until: date) -> list[dict[str, Any]]:
    """The counts of each day on which there were any (``day`` and COUNTS), the first first."""
    return list(AnswerDay.objects.filter(day__range=(since, until)).order_by("day").values("day", *COUNTS))


def to_grade(language: str) -> list[Drawn]:
    """Answers that wait to be graded, the newest first."""
    return _drawn(_samples().filter(grade="").order_by("-pk")[:WAITING], language)


def graded(language: str, *, since: date) -> list[Drawn]:
    """Answers that were graded, the newest first."""
    rows = _samples().exclude(grade="").filter(drawn_on__gte=since).order_by("-graded_at")
    return _drawn(rows[:WAITING], language)


def _samples() -> QuerySet[Sample]:
    return Sample.objects.select_related("question", "graded_by")


def _drawn(rows: QuerySet[Sample], language: str) -> list[Drawn]:
    held = list(rows)
    found = {one.id: one for one in cards(language, ids={row.question.page_id or 0 for row in held})}
    alike: dict[tuple[object, ...], list[Sample]] = {}
    for row in held:
        one = row.question
        alike.setdefault((one.text, one.language, one.page_id, row.drawn_on, row.grade), []).append(row)
    return [
        Drawn(
            rows[0].pk, rows[0].question.text, rows[0].question.language, page.title, page.id, page.key, len(rows),
            rows[0].grade, rows[0].graded_by.name if rows[0].graded_by else "",
        )
        for rows in alike.values()
        if (page := found.get(rows[0].question.page_id or 0)) is not None
    ]  # fmt: skip


def _hundred(counts: tuple[int, int, int]) -> tuple[int, int, int]:
    """Whole per cents that are 100 together: what is lost by rounding down goes to those that lost most."""
    whole = sum(counts)
    exact = [100 * count / whole for count in counts]
    down = [int(one) for one in exact]
    by_loss = sorted(range(3), key=lambda place: down[place] - exact[place])
    for place in by_loss[: 100 - sum(down)]:
        down[place] += 1
    return down[0], down[1], down[2]
