"""How promises were kept is added up by day and channel; a share is said only of enough of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.town import Town
from torg.enquiries.actions.tally import add_up
from torg.enquiries.models import PromiseTally
from torg.enquiries.queries.tallies import LEAST, KeptSoFar, kept_so_far

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


def rows() -> list[tuple[str, str, str, int, int]]:
    found = PromiseTally.objects.order_by("day", "channel").values_list("day", "channel", "what", "kept", "broken")
    return [(str(day), channel, what, kept, broken) for day, channel, what, kept, broken in found]


def answered(town: Town, came: str, at: str) -> None:
    enquiry = town.receive(town.at(came))
    town.answer(enquiry, town.at(at))


def test_what_was_answered_in_time_is_kept_and_what_came_late_is_broken(town: Town) -> None:
    answered(town, "2026-03-02 10:00", "2026-03-04 10:00")
    answered(town, "2026-03-02 11:00", "2026-03-04 12:00")
    answered(town, "2026-02-02 10:00", "2026-03-04 13:00")
    add_up(date(2026, 3, 1), date(2026, 3, 31), zone=town.zone)
    assert rows() == [("2026-03-04", "email", "answer", 2, 1)]


def test_a_day_is_a_day_of_the_municipality(town: Town) -> None:
    """Half past midnight in Oslo is still the day before in the database's own time."""
    answered(town, "2026-03-02 10:00", "2026-03-05 00:30")
    add_up(date(2026, 3, 5), date(2026, 3, 5), zone=town.zone)
    assert [row[0] for row in rows()] == ["2026-03-05"]
    PromiseTally.objects.all().delete()
    add_up(date(2026, 3, 4), date(2026, 3, 4), zone=town.zone)
    assert rows() == []


def test_what_is_still_owed_is_not_counted(town: Town) -> None:
    town.receive(town.at("2026-03-02 10:00"))
    add_up(date(2026, 3, 1), date(2026, 3, 31), zone=town.zone)
    assert rows() == []


def test_days_can_be_added_up_again_and_again(town: Town) -> None:
    answered(town, "2026-03-02 10:00", "2026-03-04 10:00")
    for _ in range(2):
        add_up(date(2026, 3, 4), date(2026, 3, 4), zone=town.zone)
    answered(town, "2026-03-02 10:00", "2026-03-04 15:00")
    assert add_up(date(2026, 3, 4), date(2026, 3, 4), zone=town.zone) == 1
    assert rows() == [("2026-03-04", "email", "answer", 2, 0)]


def test_the_days_of_a_time_are_added_up_with_both_its_ends() -> None:
    first = date(2026, 3, 1)
    for days, kept in ((0, 1), (1, 10), (89, 100), (90, 1000)):
        day = first + timedelta(days=days)
        PromiseTally.objects.create(day=day, channel="email", what="answer", kept=kept, broken=0)
    PromiseTally.objects.create(day=first, channel="web", what="answer", kept=500, broken=4)
    found = kept_so_far(since=first, until=first + timedelta(days=89))
    assert found == (KeptSoFar("web", "answer", 504, 500), KeptSoFar("email", "answer", 111, 111))


def test_a_share_is_rounded_down_and_said_of_no_fewer_than_twenty() -> None:
    assert KeptSoFar("web", "answer", 504, 503).percent == 99
    assert KeptSoFar("web", "answer", 504, 504).percent == 100
    assert KeptSoFar("web", "answer", LEAST, LEAST).percent == 100
    assert KeptSoFar("web", "answer", LEAST - 1, LEAST - 1).percent is None
