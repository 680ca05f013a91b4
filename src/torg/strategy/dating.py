"""Whether every promise of a strategy leads to a date: each is counted once, before the file is used."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from torg.strategy import defaults
from torg.strategy.calendars import Calendar
from torg.strategy.deadlines import due_by
from torg.strategy.model import PromiseRule, Span, Strategy
from torg.strategy.opening import NeverOpen
from torg.strategy.positions import Path
from torg.strategy.promises import hours_for

# A Monday without public holidays around it. Hours that are open on extra days only are counted from after the
# last of these: once they are over, such hours date nothing.
_FROM = datetime(2026, 1, 12, 12, tzinfo=UTC)

Found = tuple[Path, str, str]


def undatable(strategy: Strategy) -> Iterator[Found]:
    """Return the place of each promise that leads to no date, what is wrong, and how to mend it."""
    calendar = Calendar.of(strategy)
    if not _leads_to_a_day(calendar, defaults.ANSWER_WITHIN, ""):
        what = "No working days are left, so nothing can be promised by a day."
        yield ("calendar",), what, "Look at working_week and closed."
        return
    for rule in strategy.promises:
        for name in ("aim", "latest", "after_hours"):
            span: Span | None = getattr(rule, name)
            if span is not None and not all(_leads_to_a_day(calendar, span, key) for key in _hours(strategy, rule)):
                what = "The promise never falls due: its hours are not open long enough in any year to come."
                yield ("promises", rule.key, name), what, "Name hours of the week, or count in days."
    within = strategy.rules.handover.accept_within
    if within is not None and not _leads_to_a_day(calendar, within, ""):
        yield ("rules", "handover", "accept_within"), "The time leads to no date.", "Count in working days."


def _hours(strategy: Strategy, rule: PromiseRule) -> tuple[str, ...]:
    """The hours that the promise is counted by, in each channel where it holds."""
    channels = [key for key in rule.channels or strategy.channels if key in strategy.channels]
    return tuple(dict.fromkeys(hours_for(strategy, rule, key) for key in channels))


def _leads_to_a_day(calendar: Calendar, span: Span, hours: str) -> bool:
    said = calendar.hours(hours).said
    last = max(said.extra, default=None) if not any(said.week.values()) else None
    try:
        start = max(_FROM, datetime.combine(last, _FROM.timetz()) + timedelta(days=1)) if last else _FROM
        due_by(calendar, span, start, hours=hours)
    except (NeverOpen, OverflowError, ValueError):
        return False
    return True
