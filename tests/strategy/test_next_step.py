"""How a promise stands, and reminders that come while somebody is at work."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategy.made_calendars import OSLO, norway, office, oslo
from tests.strategy.test_opening import MOMENTS
from torg.strategy.calendars import Calendar
from torg.strategy.next_step import NextStep, State, next_step

CALENDAR = norway(office("09:00-15:00"), office("00:00-24:00", days=tuple(range(7)), key="round"))


def stands(now: str, *, made: str = "2026-06-01 10:00", due: str = "2026-06-08 23:59:59", aim: str = "") -> NextStep:
    return next_step(
        CALENDAR,
        made_at=oslo(made),
        aim_by=oslo(aim) if aim else None,
        due_by=oslo(due),
        now=oslo(now),
        hours="office",
    )


def test_five_working_days_are_fine_until_one_is_left() -> None:
    assert stands("2026-06-03 12:00").kind is State.FINE
    assert stands("2026-06-05 14:59").kind is State.FINE
    assert stands("2026-06-05 15:00").kind is State.SOON


def test_the_reminder_waits_for_the_next_opening() -> None:
    assert stands("2026-06-03 12:00").remind_at == oslo("2026-06-08 09:00")
    assert stands("2026-06-06 12:00").remind_at == oslo("2026-06-08 09:00")


def test_a_reminder_that_is_late_comes_now_when_somebody_is_at_work() -> None:
    assert stands("2026-06-08 11:00").remind_at == oslo("2026-06-08 11:00")


def test_nobody_is_reminded_on_the_last_evening() -> None:
    evening = stands("2026-06-08 20:00")
    assert (evening.kind, evening.remind_at) == (State.SOON, None)


def test_overdue_is_after_the_last_second_and_is_reminded_of_in_hours() -> None:
    assert stands("2026-06-08 23:59:59").kind is State.SOON
    overdue = stands("2026-06-09 00:00:00")
    assert (overdue.kind, overdue.remind_at) == (State.OVERDUE, oslo("2026-06-09 09:00"))


def test_a_promise_of_hours_is_not_soon_due_from_the_start() -> None:
    made, due = "2026-06-01 09:00", "2026-06-01 13:00"
    assert stands("2026-06-01 09:00", made=made, due=due).kind is State.FINE
    assert stands("2026-06-01 12:00", made=made, due=due).kind is State.SOON


def test_the_same_day_is_soon_due_while_there_is_still_time_to_answer() -> None:
    due = "2026-06-01 23:59:59"
    assert stands("2026-06-01 10:00", due=due).kind is State.FINE
    assert stands("2026-06-01 10:00", due=due).remind_at == oslo("2026-06-01 13:45")
    assert stands("2026-06-01 14:00", due=due).kind is State.SOON


def test_a_passed_aim_makes_it_soon_due() -> None:
    assert stands("2026-06-03 12:00", aim="2026-06-02 23:59:59").kind is State.SOON
    assert stands("2026-06-02 12:00", aim="2026-06-02 23:59:59").kind is State.FINE


def test_when_nobody_is_at_work_before_it_is_due_nobody_is_reminded() -> None:
    weekend = stands("2026-06-06 12:00", made="2026-06-06 10:00", due="2026-06-07 10:00")
    assert (weekend.kind, weekend.remind_at) == (State.FINE, None)


def test_without_named_hours_reminders_keep_to_a_desks_working_days() -> None:
    step = next_step(
        norway(),
        made_at=oslo("2026-06-01 10:00"),
        aim_by=None,
        due_by=oslo("2026-06-08 23:59:59"),
        now=oslo("2026-06-06 10:00"),
    )
    assert step.remind_at == oslo("2026-06-08 08:00")


def test_hours_that_never_close_do_not_wake_anybody() -> None:
    step = next_step(
        CALENDAR,
        made_at=oslo("2026-06-01 10:00"),
        aim_by=None,
        due_by=oslo("2026-06-08 23:59:59"),
        now=oslo("2026-06-06 03:00"),
        hours="always",
    )
    assert step.remind_at == oslo("2026-06-08 08:00")


@settings(max_examples=150, deadline=None)
@given(made=MOMENTS, lasts=st.integers(60, 40 * 86400), passed=st.floats(0, 1.5), aims=st.floats(0, 1) | st.none())
def test_reminders_are_always_in_hours_and_never_before_now(
    made: datetime, lasts: int, passed: float, aims: float | None
) -> None:
    def after(seconds: float) -> datetime:
        return (made.astimezone(UTC) + timedelta(seconds=int(seconds))).astimezone(OSLO)

    calendar: Calendar = CALENDAR
    due_by, now = after(lasts), after(lasts * passed)
    aim_by = None if aims is None else after(lasts * aims)
    step = next_step(calendar, made_at=made, aim_by=aim_by, due_by=due_by, now=now, hours="office")
    instant = now.timestamp()
    assert (step.kind is State.OVERDUE) == (instant > due_by.timestamp())
    assert (step.kind is State.SOON) == (step.soon_from.timestamp() <= instant <= due_by.timestamp())
    if step.remind_at is not None:
        assert step.remind_at.timestamp() >= instant
        assert calendar.hours("office").is_open(step.remind_at)
        assert step.kind is State.OVERDUE or step.remind_at.timestamp() <= due_by.timestamp()
    else:
        assert step.kind is not State.OVERDUE


def test_overdue_is_right_in_the_hour_that_comes_twice() -> None:
    step = next_step(
        CALENDAR,
        made_at=oslo("2026-10-25 01:30"),
        aim_by=None,
        due_by=oslo("2026-10-25 02:30"),
        now=oslo("2026-10-25 02:10").replace(fold=1),
    )
    assert step.kind is State.OVERDUE
