"""Dates in the words of a page."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from torg.faces.parts import dates

OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 3, 31, 15, 40, tzinfo=OSLO)


@pytest.mark.parametrize(
    ("language", "said"),
    [("nb", "onsdag 8. april"), ("nn", "onsdag 8. april"), ("da", "onsdag 8. april"), ("en", "Wednesday 8 April")],
)
def test_a_promise_that_runs_to_the_end_of_the_day_is_a_day(language: str, said: str) -> None:
    assert dates.moment(datetime(2026, 4, 8, 23, 59, 59, tzinfo=OSLO), language, NOW) == said


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 3, 31, 16, 0, tzinfo=OSLO), "today 16:00"),
        (datetime(2026, 3, 31, 23, 59, 59, tzinfo=OSLO), "today"),
        (datetime(2026, 4, 1, 23, 59, 59, tzinfo=OSLO), "tomorrow"),
        (datetime(2026, 4, 4, 12, 0, tzinfo=OSLO), "Saturday"),
        (datetime(2026, 4, 20, 23, 59, 59, tzinfo=OSLO), "20 Apr"),
        (datetime(2027, 1, 4, 23, 59, 59, tzinfo=OSLO), "4 Jan 2027"),
        (datetime(2026, 3, 31, 15, 39, tzinfo=OSLO), "just overdue"),
        (datetime(2026, 3, 31, 13, 0, tzinfo=OSLO), "2 hours overdue"),
        (datetime(2026, 3, 30, 23, 59, 59, tzinfo=OSLO), "1 day overdue"),
    ],
)
@pytest.mark.usefixtures("english")
def test_a_list_says_how_far_away_a_deadline_is(at: datetime, said: str) -> None:
    assert dates.until(at, "en", NOW) == said


@pytest.mark.usefixtures("english")
def test_what_opens_says_when_in_the_nearest_words() -> None:
    assert dates.next_time(datetime(2026, 3, 31, 18, 0, tzinfo=OSLO), "en", NOW) == "18:00"
    assert dates.next_time(datetime(2026, 4, 1, 9, 0, tzinfo=OSLO), "da", NOW).endswith("09.00")
    assert dates.next_time(datetime(2026, 4, 3, 9, 0, tzinfo=OSLO), "en", NOW) == "Friday 09:00"
