"""Due dates per second and core: Torg's tables beside walking the days, `holidays` and numpy, on the same moments.

Run it with ``python bench/due_dates.py``. Every method must give the same dates before anything is timed.
"""

from __future__ import annotations

import random
import statistics
import sys
import time as clock
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
import numpy as np

from torg.strategy.calendars import Calendar
from torg.strategy.deadlines import due, due_by
from torg.strategy.model import CalendarRules, Hours, Interval, Municipality, PromiseRule, Span, Strategy, Unit
from torg.strategy.promises import promise

SAMPLES, ROUNDS, SLOW_SAMPLES = 20_000, 7, 2_000
ZONE = ZoneInfo("Europe/Oslo")
OPENS, CLOSES = time(8), time(15, 30)
FIVE_DAYS, FOUR_HOURS = Span(5, Unit.WORKING_DAY), Span(4, Unit.OPENING_HOUR)
PUBLIC = holidays.country_holidays("NO", years=range(2023, 2033))
OFFICE = Hours(key="office", week=dict.fromkeys(range(5), (Interval(OPENS, CLOSES),)))
RULES = CalendarRules(country="NO", zone="Europe/Oslo")
STRATEGY = Strategy(
    Municipality("Vik", "NO", ("nb",)),
    RULES,
    hours={"office": OFFICE},
    promises=(PromiseRule("answer", "answer", latest=FIVE_DAYS, source="1.2"),),
)
Answers = list[date] | list[datetime]


def moments(count: int) -> list[datetime]:
    """Return moments at any hour of 2024-2030, always the same ones."""
    chance = random.Random(20260331)
    start = datetime(2024, 1, 1, tzinfo=UTC)
    return [(start + timedelta(seconds=chance.randrange(7 * 365 * 86400))).astimezone(ZONE) for _ in range(count)]


def is_worked(day: date) -> bool:
    return day.weekday() < 5 and day not in PUBLIC


# -- five working days ------------------------------------------------------------------------------------------------
def walk_days(days: Sequence[date]) -> list[date]:
    """Walk day by day, asking one `holidays` object."""
    found = []
    for day in days:
        left = 5
        while left:
            day += timedelta(days=1)
            left -= is_worked(day)
        found.append(day)
    return found


def ask_holidays(days: Sequence[date]) -> list[date]:
    return [PUBLIC.get_nth_working_day(day, 5) for day in days]


def numpy_one_at_a_time(days: Sequence[date]) -> list[date]:
    calendar = np.busdaycalendar(holidays=sorted(PUBLIC))
    return [np.busday_offset(day, 5, roll="backward", busdaycal=calendar).item() for day in days]  # type: ignore[misc]


def numpy_all_at_once(days: Sequence[date]) -> list[date]:
    calendar = np.busdaycalendar(holidays=sorted(PUBLIC))
    return np.busday_offset(np.array(days, dtype="datetime64[D]"), 5, roll="backward", busdaycal=calendar).tolist()  # type: ignore[no-any-return]


# -- four opening hours -----------------------------------------------------------------------------------------------
def walk_hours(at: Sequence[datetime]) -> list[datetime]:
    """Walk from opening to closing, day by day, on the clock of the zone."""
    found = []
    for moment in at:
        left, day = timedelta(hours=4), moment.date()
        while True:
            opens, closes = datetime.combine(day, OPENS, ZONE), datetime.combine(day, CLOSES, ZONE)
            begins = max(opens, moment)
            if is_worked(day) and begins < closes:
                if begins + left <= closes:
                    found.append(begins + left)
                    break
                left -= closes - begins
            day += timedelta(days=1)
    return found


def bare_table() -> Callable[[Sequence[datetime]], list[datetime]]:
    """Build the least that could do: sorted seconds and two look-ups, for these hours only."""
    days = [date(2023, 12, 1) + timedelta(days=n) for n in range(2700)]
    worked = [day for day in days if is_worked(day)]
    starts = [int(datetime.combine(day, OPENS, ZONE).timestamp()) for day in worked]
    length = 27_000
    through = [length * (place + 1) for place in range(len(starts))]

    def add(at: Sequence[datetime]) -> list[datetime]:
        found = []
        for moment in at:
            second = moment.timestamp()
            place = bisect_right(starts, second) - 1
            reach = place * length + min(second - starts[place], length) + 14_400
            place = bisect_left(through, reach)
            found.append(datetime.fromtimestamp(starts[place] + reach - place * length, ZONE))
        return found

    return add


def measured(run: Callable[[], Answers], count: int) -> list[float]:
    """Return results per second of processor time, one figure a round."""
    rates = []
    for _ in range(ROUNDS):
        started = clock.process_time()
        run()
        rates.append(count / (clock.process_time() - started))
    return sorted(rates)


def table(title: str, rows: Sequence[tuple[str, Callable[[], Answers], int]]) -> None:
    """Print the rates, and how many times the first row each one is."""
    print(f"\n{title}\n\n| method | a second, median | lowest..highest | times the first |\n|---|---|---|---|")
    first = 0.0
    for name, run, count in rows:
        rates = measured(run, count)
        median = statistics.median(rates)
        first = first or median
        print(f"| {name} | {median:,.0f} | {rates[0]:,.0f}..{rates[-1]:,.0f} | {median / first:,.1f} |")


def main() -> int:
    at = moments(SAMPLES)
    few, days = at[:SLOW_SAMPLES], [moment.date() for moment in at]
    few_days = days[:SLOW_SAMPLES]
    calendar = Calendar.of(STRATEGY)
    office, add_bare = calendar.hours("office"), bare_table()

    walked = walk_days(days)
    assert walked == numpy_one_at_a_time(days) == numpy_all_at_once(days) == ask_holidays(days)
    assert walked == [calendar.nth_working_day(day, 5) for day in days]
    ends = [datetime.combine(day, time(23, 59, 59), ZONE) for day in walked]
    assert ends == [due_by(calendar, FIVE_DAYS, moment) for moment in at]
    assert ends == [due(calendar, FIVE_DAYS, moment).by for moment in at]
    hours = walk_hours(at)
    assert hours == add_bare(at) == [office.add_open_seconds(moment, 14_400) for moment in at]
    assert hours == [due_by(calendar, FOUR_HOURS, moment, hours="office") for moment in at]
    print(f"Python {sys.version.split()[0]}; all methods agree on {SAMPLES:,} moments.")

    table(
        "Five working days from a moment, Norway",
        [
            ("day by day, one `holidays` object", lambda: walk_days(few_days), SLOW_SAMPLES),
            ("`holidays.get_nth_working_day`", lambda: ask_holidays(few_days), SLOW_SAMPLES),
            ("`numpy.busday_offset`, one at a time", lambda: numpy_one_at_a_time(days), SAMPLES),
            ("`numpy.busday_offset`, all at once, dates in and out", lambda: numpy_all_at_once(days), SAMPLES),
            ("Torg, day to due moment", lambda: [calendar.end_of_working_day(d, 5) for d in days], SAMPLES),
            ("Torg, moment to due moment", lambda: [due_by(calendar, FIVE_DAYS, m) for m in at], SAMPLES),
            ("Torg, with explanation", lambda: [due(calendar, FIVE_DAYS, m).by for m in few], SLOW_SAMPLES),
            ("Torg, rule chosen, with explanation", lambda: [_promised(m) for m in few], SLOW_SAMPLES),
        ],
    )
    table(
        "Four opening hours (08:00-15:30) from a moment, Norway",
        [
            ("opening by opening, zoneinfo", lambda: walk_hours(at), SAMPLES),
            ("bare table and two look-ups", lambda: add_bare(at), SAMPLES),
            ("Torg, open time added", lambda: [office.add_open_seconds(m, 14_400) for m in at], SAMPLES),
            (
                "Torg, span to due moment",
                lambda: [due_by(calendar, FOUR_HOURS, m, hours="office") for m in at],
                SAMPLES,
            ),
        ],
    )
    return 0


def _promised(at: datetime) -> datetime:
    found = promise(STRATEGY, what="answer", channel="email", at=at)
    assert found is not None
    return found.due_by


if __name__ == "__main__":
    sys.exit(main())
