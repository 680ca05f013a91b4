"""Who is here, who is on duty, who stands in for whom, and when somebody is back (KON-35, KON-36)."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from torg.people.actions import set_up_staff, set_up_unit
from torg.people.actions.presence import (
    EndsBeforeItStarts,
    NotTheirs,
    SubstituteRing,
    When,
    drop_duty,
    end_absence,
    note_absence,
    set_duty,
)
from torg.people.duty import next_duty, on_duty
from torg.people.models import Staff, Unit
from torg.people.queries import absence_of
from torg.strategy.calendars import Calendar
from torg.strategy.model import CalendarRules, Hours, Interval

OSLO = ZoneInfo("Europe/Oslo")
WEEK = {day: (Interval(time(9), time(15)),) for day in range(5)}
CALENDAR = Calendar(CalendarRules(country="NO", zone="Europe/Oslo"), {"main": Hours(key="main", week=WEEK)})

pytestmark = pytest.mark.django_db


def at(said: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=OSLO, fold=fold)


@pytest.fixture
def roads() -> Unit:
    return set_up_unit(key="roads", name="Roads", hours="main")


@pytest.fixture
def anna(roads: Unit) -> Staff:
    return set_up_staff(username="anna", name="Anna Aas", role="case_worker", unit="roads")


@pytest.fixture
def bo(roads: Unit) -> Staff:
    return set_up_staff(username="bo", name="Bo Bakke", role="case_worker", unit="roads")


@pytest.fixture
def cato(roads: Unit) -> Staff:
    set_up_unit(key="parks", name="Parks")
    return set_up_staff(username="cato", name="Cato Ruud", role="case_worker", unit="parks")


@pytest.fixture
def boss(roads: Unit) -> Staff:
    return set_up_staff(username="boss", name="Berit Boss", role="manager")


def away(who: Staff, start: str, end: str | None, reason: str = "meeting", substitute: int | None = None) -> int:
    until = at(end) if end else None
    starts_at = at(start)
    return note_absence(
        who.pk, reason=reason, starts_at=starts_at, until=until, substitute=substitute, by=who, now=starts_at
    )


def names(unit: Unit, moment: str, fold: int = 0) -> list[str]:
    return [one.name for one in on_duty([unit.pk], at=at(moment, fold), calendar=CALENDAR)[unit.pk]]


def test_without_a_list_everybody_of_the_unit_is_on_duty_while_it_is_open(roads: Unit, anna: Staff, bo: Staff) -> None:
    set_up_staff(username="e", name="Eva Editor", role="editor", unit="roads")
    assert names(roads, "2026-11-24 09:00") == ["Anna Aas", "Bo Bakke"]
    assert names(roads, "2026-11-24 15:00") == []
    assert names(roads, "2026-11-28 10:00") == []
    assert names(roads, "2026-12-25 10:00") == []


def test_a_units_own_hours_go_before_the_strategys(anna: Staff) -> None:
    unit = set_up_unit(key="roads", name="Roads", hours="main", own_hours=[(1, "18:00", "20:00")])
    assert names(unit, "2026-11-24 19:00") == ["Anna Aas"]
    assert names(unit, "2026-11-24 10:00") == []


def test_who_is_away_is_not_on_duty_and_is_when_they_come_back(roads: Unit, anna: Staff, bo: Staff) -> None:
    away(anna, "2026-11-24 11:30", "2026-11-24 12:30", "lunch")
    assert names(roads, "2026-11-24 12:29") == ["Bo Bakke"]
    assert names(roads, "2026-11-24 12:30") == ["Anna Aas", "Bo Bakke"]


def test_working_from_home_is_told_and_keeps_nobody_from_duty(roads: Unit, anna: Staff) -> None:
    away(anna, "2026-11-24 08:00", "2026-11-24 16:00", "home_office")
    assert names(roads, "2026-11-24 10:00") == ["Anna Aas"]
    found = absence_of(anna.pk, at=at("2026-11-24 10:00"))
    assert found is not None
    assert found.reason == "home_office"


def test_a_list_names_those_on_duty_and_its_dates_go_before_its_weeks(
    roads: Unit, anna: Staff, bo: Staff, cato: Staff, boss: Staff
) -> None:
    set_duty(roads.pk, staff_id=anna.pk, when=When(time(9), time(12), weekday=1), by=boss)
    set_duty(roads.pk, staff_id=bo.pk, when=When(time(12), time(15), weekday=1), by=boss)
    dated = When(time(9), time(15), from_day=date(2026, 12, 1), to_day=date(2026, 12, 1))
    row = set_duty(roads.pk, staff_id=cato.pk, when=dated, by=boss)
    assert names(roads, "2026-11-24 11:59") == ["Anna Aas"]
    assert names(roads, "2026-11-24 12:00") == ["Bo Bakke"]
    assert names(roads, "2026-11-25 10:00") == []
    assert names(roads, "2026-12-01 10:00") == ["Cato Ruud"]
    drop_duty(row, by=boss)
    assert names(roads, "2026-12-01 10:00") == ["Anna Aas"]


def test_weekly_duties_rest_on_public_holidays_and_dated_ones_do_not(roads: Unit, anna: Staff, boss: Staff) -> None:
    set_duty(roads.pk, staff_id=anna.pk, when=When(time(9), time(12), weekday=4), by=boss)
    assert names(roads, "2026-12-25 10:00") == []
    christmas = date(2026, 12, 25)
    set_duty(roads.pk, staff_id=anna.pk, when=When(time(9), time(12), from_day=christmas, to_day=christmas), by=boss)
    assert names(roads, "2026-12-25 10:00") == ["Anna Aas"]


def test_a_substitute_stands_in_and_so_does_the_substitutes_substitute(
    roads: Unit, anna: Staff, bo: Staff, cato: Staff, boss: Staff
) -> None:
    set_duty(roads.pk, staff_id=anna.pk, when=When(time(9), time(15), weekday=1), by=boss)
    away(anna, "2026-11-24 08:00", "2026-11-27 16:00", "holiday", substitute=bo.pk)
    assert names(roads, "2026-11-24 10:00") == ["Bo Bakke"]
    away(bo, "2026-11-24 09:30", "2026-11-24 10:30", substitute=cato.pk)
    assert names(roads, "2026-11-24 10:00") == ["Cato Ruud"]
    found = absence_of(anna.pk, at=at("2026-11-24 10:00"))
    assert found is not None
    assert found.substitute_name == "Cato Ruud"


def test_substitutes_never_form_a_ring_while_their_absences_overlap(anna: Staff, bo: Staff, cato: Staff) -> None:
    away(anna, "2026-11-24 08:00", "2026-11-27 16:00", substitute=bo.pk)
    away(bo, "2026-11-25 08:00", "2026-11-26 16:00", substitute=cato.pk)
    with pytest.raises(SubstituteRing, match="Anna Aas"):
        away(cato, "2026-11-26 08:00", None, substitute=anna.pk)
    away(cato, "2026-11-30 08:00", None, substitute=anna.pk)


def test_who_names_themselves_is_told_it_is_a_ring(anna: Staff) -> None:
    with pytest.raises(SubstituteRing):
        away(anna, "2026-11-24 08:00", "2026-11-27 16:00", substitute=anna.pk)


def test_absences_that_overlap_or_follow_each_other_end_with_the_last(anna: Staff) -> None:
    away(anna, "2026-11-24 08:00", "2026-11-24 16:00", "course")
    away(anna, "2026-11-24 11:30", "2026-11-24 12:00", "lunch")
    away(anna, "2026-11-24 16:00", "2026-11-30 08:00", "holiday")
    found = absence_of(anna.pk, at=at("2026-11-24 11:45"))
    assert found is not None
    assert (found.reason, found.returns_at) == ("lunch", at("2026-11-30 08:00"))
    later = absence_of(anna.pk, at=at("2026-11-24 12:00"))
    assert later is not None
    assert later.reason == "course"


def test_an_absence_without_an_end_has_no_return_and_ends_when_somebody_says_so(anna: Staff) -> None:
    row = away(anna, "2026-11-24 08:00", None, "sick")
    found = absence_of(anna.pk, at=at("2026-12-24 08:00"))
    assert found is not None
    assert found.returns_at is None
    end_absence(row, by=anna, now=at("2026-12-24 08:30"))
    assert absence_of(anna.pk, at=at("2026-12-24 09:00")) is None


def test_an_absence_ends_after_it_begins(anna: Staff) -> None:
    with pytest.raises(EndsBeforeItStarts):
        away(anna, "2026-11-24 12:00", "2026-11-24 12:00")


def test_only_oneself_a_manager_and_administrators_say_where_somebody_is(anna: Staff, bo: Staff, boss: Staff) -> None:
    now = at("2026-11-24 09:00")
    with pytest.raises(NotTheirs):
        note_absence(anna.pk, reason="sick", starts_at=now, until=None, by=bo, now=now)
    row = note_absence(anna.pk, reason="sick", starts_at=now, until=None, by=boss, now=now)
    with pytest.raises(NotTheirs):
        end_absence(row, by=bo, now=now)
    with pytest.raises(NotTheirs):
        set_duty(Unit.objects.get(key="roads").pk, staff_id=bo.pk, when=When(time(9), time(10), weekday=0), by=bo)


def test_a_manager_of_one_unit_does_not_manage_another(anna: Staff, cato: Staff) -> None:
    chief = set_up_staff(username="chief", name="Chief", role="manager", unit="parks")
    now = at("2026-11-24 09:00")
    with pytest.raises(NotTheirs):
        note_absence(anna.pk, reason="sick", starts_at=now, until=None, by=chief, now=now)
    note_absence(cato.pk, reason="sick", starts_at=now, until=None, by=chief, now=now)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("2026-11-24 10:00", "2026-11-24 10:00"),
        ("2026-11-24 15:00", "2026-11-25 09:00"),
        ("2026-11-27 15:00", "2026-11-30 09:00"),
        ("2026-12-24 16:00", "2026-12-28 09:00"),
    ],
)
def test_it_is_said_when_somebody_is_on_duty_next(roads: Unit, anna: Staff, asked: str, expected: str) -> None:
    assert next_duty(roads.pk, at=at(asked), calendar=CALENDAR) == at(expected)


def test_when_everybody_is_away_the_next_is_when_the_first_comes_back_in_the_units_hours(
    roads: Unit, anna: Staff, bo: Staff
) -> None:
    away(anna, "2026-11-24 08:00", "2026-11-27 08:00", "course")
    away(bo, "2026-11-24 08:00", "2026-11-25 13:00", "course")
    assert next_duty(roads.pk, at=at("2026-11-24 10:00"), calendar=CALENDAR) == at("2026-11-25 13:00")


def test_nobody_is_ever_on_duty_where_nobody_works_or_everybody_has_left(roads: Unit) -> None:
    assert next_duty(roads.pk, at=at("2026-11-24 10:00"), calendar=CALENDAR) is None
    assert on_duty([roads.pk, 987654], at=at("2026-11-24 10:00"), calendar=CALENDAR) == {roads.pk: (), 987654: ()}


def test_a_duty_in_the_hour_that_spring_leaves_out_begins_when_the_clock_jumps(
    roads: Unit, anna: Staff, boss: Staff
) -> None:
    set_duty(roads.pk, staff_id=anna.pk, when=When(time(2, 30), time(4), weekday=6), by=boss)
    assert names(roads, "2026-03-29 01:59") == []
    assert names(roads, "2026-03-29 03:00") == ["Anna Aas"]
    assert next_duty(roads.pk, at=at("2026-03-29 01:00"), calendar=CALENDAR) == at("2026-03-29 03:00")


def test_in_the_hour_that_autumn_has_twice_a_duty_lasts_through_both(roads: Unit, anna: Staff, boss: Staff) -> None:
    set_duty(roads.pk, staff_id=anna.pk, when=When(time(1), time(4), weekday=6), by=boss)
    assert names(roads, "2026-10-25 02:30", fold=0) == ["Anna Aas"]
    assert names(roads, "2026-10-25 02:30", fold=1) == ["Anna Aas"]
    away(anna, "2026-10-25 02:00", "2026-10-25 02:45")
    assert names(roads, "2026-10-25 02:30", fold=0) == []
    assert names(roads, "2026-10-25 02:30", fold=1) == ["Anna Aas"]


def test_hours_that_a_new_edition_of_the_strategy_no_longer_has_become_office_hours(anna: Staff) -> None:
    unit = set_up_unit(key="roads", name="Roads", hours="gone")
    assert names(unit, "2026-11-24 08:00") == ["Anna Aas"]
