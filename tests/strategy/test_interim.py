"""When an interim reply is wanted: the promise is about to break, or a law's own limit is near."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.strategy.made_strategies import shipped
from torg.strategy.calendars import Calendar
from torg.strategy.explanations import says
from torg.strategy.interim import (
    NEW_ACT_FROM,
    InterimWanted,
    duties,
    extended,
    interim_wanted,
    proposed_date,
    settled_by_interim,
    when_late_of,
)

OSLO = ZoneInfo("Europe/Oslo")
OPENED = datetime(2026, 3, 17, 10, 0, tzinfo=OSLO)


def wanted(
    town: str, now: str, *, due_by: str = "2026-06-30 23:59:59", soon: str = "2026-06-29 08:00", rule: str = "",
    purpose: str = "interaction", told: bool = False, new_act: date | None = None,
) -> InterimWanted | None:  # fmt: skip
    strategy = shipped(town)
    moments = [datetime.fromisoformat(one).replace(tzinfo=OSLO) for one in (now, due_by, soon)]
    return interim_wanted(
        strategy, Calendar.of(strategy), when_late=when_late_of(strategy, rule), purpose=purpose,
        opened_at=OPENED, started_at=OPENED,
        due_by=moments[1], soon_from=moments[2], now=moments[0], told=told, held_to=duties(new_act),
    )  # fmt: skip


def test_nothing_is_wanted_while_there_is_time() -> None:
    assert wanted("alver", "2026-03-23 09:00") is None


@pytest.mark.parametrize(
    ("town", "rule", "code", "duty"),
    [
        ("alver", "written", "interim", "fvl_1967_11a"),
        ("albertslund", "written", "tell", "dk_practice"),
        ("drammen", "torg default", "default", "fvl_1967_11a"),
        ("kongsvinger", "email", "default", "fvl_1967_11a"),
        ("halsnaes", "torg default", "default", "dk_practice"),
    ],
)
def test_before_the_promise_breaks_each_of_the_five_wants_one_for_its_own_reason(
    town: str, rule: str, code: str, duty: str
) -> None:
    found = wanted(town, "2026-06-29 09:00", rule=rule)
    assert found is not None
    assert found.duty is not None
    assert (found.code, found.duty.key) == (code, duty)
    assert found.new_date == date(2026, 7, 14)  # ten working days from Tuesday 30 June


def test_the_act_of_1967_wants_one_within_a_month_in_matters_of_decisions_only() -> None:
    assert wanted("alver", "2026-04-13 09:00", purpose="transaction") is None
    found = wanted("alver", "2026-04-14 09:00", purpose="transaction")
    assert found is not None
    assert (found.code, found.duty and found.duty.key) == ("law", "fvl_1967_11a")
    assert wanted("alver", "2026-04-14 09:00") is None


def test_the_act_of_2025_wants_one_in_every_matter_from_the_day_that_is_given() -> None:
    assert NEW_ACT_FROM is None
    assert wanted("alver", "2026-04-14 09:00", new_act=date(2026, 4, 15)) is None
    found = wanted("alver", "2026-04-14 09:00", new_act=date(2026, 4, 14))
    assert found is not None
    assert found.duty is not None
    assert found.duty.source == "LOV-2025-06-20-81 § 17"
    assert "§ 17" in found.law("nb")


@pytest.mark.parametrize("day", [date(2026, 4, 13), date(2026, 4, 14), date(2026, 4, 15)])
def test_on_every_day_exactly_one_of_the_norwegian_acts_holds(day: date) -> None:
    held = [one for one in duties(date(2026, 4, 14)) if one.country == "NO" and one.holds_on(day)]
    assert len(held) == 1


def test_who_has_been_told_a_date_need_not_be_told_again_by_law_before_that_date_is_near() -> None:
    assert wanted("alver", "2026-04-14 09:00", purpose="transaction", told=True) is None
    assert wanted("alver", "2026-06-29 09:00", purpose="transaction", told=True) is not None


def test_a_promise_within_the_month_is_not_hurried_by_the_law() -> None:
    assert wanted("alver", "2026-04-14 09:00", purpose="transaction", due_by="2026-04-16 23:59:59") is None


def test_every_duty_is_told_in_four_languages_with_its_source() -> None:
    for duty in duties(date(2027, 1, 1)):
        assert set(duty.says) == {"nb", "nn", "da", "en"}
        assert duty.source


def test_a_promise_of_hours_gets_two_working_days_more_and_one_of_months_ten() -> None:
    calendar = Calendar.of(shipped("kongsvinger"))
    two_days = datetime(2026, 3, 19, 10, 0, tzinfo=OSLO)
    assert proposed_date(calendar, started_at=OPENED, due_by=two_days, now=two_days) == date(2026, 3, 23)
    months = datetime(2026, 8, 31, 10, 0, tzinfo=OSLO)
    assert proposed_date(calendar, started_at=OPENED, due_by=months, now=months) == date(2026, 9, 14)


@pytest.mark.parametrize("language", ["nb", "nn", "da", "en"])
def test_the_new_date_is_explained_by_the_old_in_every_language(language: str) -> None:
    by, steps = extended(
        Calendar.of(shipped("alver")), what="answer", before=OPENED, to=date(2026, 4, 10), reason="Fordi.", now=OPENED
    )
    told = says(steps, language=language)
    assert by == datetime(2026, 4, 10, 23, 59, 59, tzinfo=OSLO)
    assert len(told) == 4
    assert "Fordi." in told[2]
    assert "10" in told[3]


def test_only_albertslund_counts_word_of_a_date_as_keeping_the_promise() -> None:
    assert settled_by_interim(shipped("albertslund"), "written")
    assert not settled_by_interim(shipped("alver"), "written")
    assert not settled_by_interim(shipped("drammen"), "torg default")
