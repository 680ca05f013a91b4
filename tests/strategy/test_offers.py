"""Only the channels that the strategy offers in a situation are shown, in its order, open or opening when."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.strategy.made_strategies import granli, shipped
from torg.strategy.calendars import Calendar
from torg.strategy.model import Rank, Strategy
from torg.strategy.offers import Offer, offered

OSLO = ZoneInfo("Europe/Oslo")
TUESDAY_NOON = datetime(2026, 3, 10, 12, 0, tzinfo=OSLO)
SUNDAY = datetime(2026, 3, 15, 12, 0, tzinfo=OSLO)


def offers(strategy: Strategy, at: datetime = TUESDAY_NOON, **asked: str) -> tuple[Offer, ...]:
    return offered(strategy, Calendar.of(strategy), at=at, **asked)


def names(found: tuple[Offer, ...]) -> list[str]:
    return [offer.channel.key for offer in found]


def test_an_open_channel_says_when_it_closes() -> None:
    [phone] = [offer for offer in offers(granli()) if offer.channel.key == "phone"]
    assert phone.open is True
    assert phone.closes_at == datetime(2026, 3, 10, 15, 0, tzinfo=OSLO)
    assert phone.opens_at is None


def test_a_closed_channel_says_when_it_opens() -> None:
    [phone] = [offer for offer in offers(granli(), SUNDAY) if offer.channel.key == "phone"]
    assert phone.open is False
    assert phone.opens_at == datetime(2026, 3, 16, 9, 0, tzinfo=OSLO)


def test_a_channel_in_which_one_writes_is_always_open_and_says_when_the_answer_comes() -> None:
    [email] = [offer for offer in offers(granli(), SUNDAY) if offer.channel.key == "email"]
    assert email.open is True
    assert email.promised is not None
    assert email.promised.due_by.date().isoformat() == "2026-03-20"


def test_nothing_is_said_of_hours_that_nobody_has_told() -> None:
    [visit] = [offer for offer in offers(granli("[channels.visit]\n")) if offer.channel.kind == "visit"]
    assert (visit.open, visit.opens_at, visit.closes_at) == (None, None, None)


def test_a_phone_line_does_not_get_the_default_for_letters() -> None:
    [phone] = [offer for offer in offers(granli()) if offer.channel.key == "phone"]
    assert phone.promised is None


def test_the_overall_order_decides_and_the_rest_follows_as_in_the_file() -> None:
    assert names(offers(granli('[priority]\norder = ["phone"]\n[channels.letter]\n'))) == ["phone", "email", "letter"]


def test_where_no_order_is_said_the_digital_ways_come_first_then_phone_then_visits_then_letters() -> None:
    more = "[channels.letter]\n[channels.visit]\n[channels.chat]\n[channels.web]\n"
    assert names(offers(granli(more))) == ["chat", "web", "phone", "visit", "email", "letter"]


def test_a_field_and_a_unit_may_have_an_order_of_their_own() -> None:
    more = (
        '[priority]\norder = ["email"]\n[fields.roads]\nname = "Vei"\norder = ["phone"]\n'
        '[units.library]\nname = "Bibliotek"\norder = ["letter", "phone"]\n[channels.letter]\n'
    )
    strategy = granli(more)
    assert names(offers(strategy))[0] == "email"
    assert names(offers(strategy, field="roads"))[0] == "phone"
    assert names(offers(strategy, unit="library"))[:2] == ["letter", "phone"]


def test_rank_for_the_purpose_goes_before_the_order_and_unwanted_channels_come_last() -> None:
    more = (
        '[priority]\norder = ["email"]\n[channels.web]\n'
        '[purposes.interaction]\nprimary = ["phone"]\nunwanted = ["email"]\n'
    )
    found = offers(granli(more), purpose="interaction")
    assert names(found) == ["phone", "web", "email"]
    assert [offer.rank for offer in found] == [Rank.PRIMARY, None, Rank.UNWANTED]
    assert [offer.unwanted for offer in found] == [False, False, True]
    assert [offer.place for offer in found] == [1, 2, 3]


def test_a_channel_is_offered_from_its_first_day_to_its_last() -> None:
    strategy = granli("[channels.chat]\noffered_from = 2026-03-10\noffered_to = 2026-03-10\n")
    assert "chat" in names(offers(strategy, TUESDAY_NOON))
    assert "chat" not in names(offers(strategy, SUNDAY))


def test_a_channel_for_some_is_not_offered_to_others() -> None:
    strategy = granli('[channels.chat]\naudience = ["youth"]\n')
    assert "chat" in names(offers(strategy, audience="youth"))
    assert "chat" not in names(offers(strategy, audience="business"))
    assert "chat" in names(offers(strategy))


@pytest.mark.parametrize("use", ["casework"])
def test_social_media_are_never_offered_for_casework(use: str) -> None:
    for name in ("alver", "drammen"):
        strategy = shipped(name)
        found = offered(strategy, Calendar.of(strategy), at=TUESDAY_NOON, use=use)
        assert [offer for offer in found if offer.channel.kind == "social"] == []


def test_what_only_goes_out_is_not_a_way_in() -> None:
    strategy = granli('[channels.newsletter]\n[channels.linkedin]\nkind = "social"\nuse = ["publishing"]\n')
    assert names(offers(strategy)) == ["phone", "email"]
    assert set(names(offers(strategy, purpose="information"))) == {"email", "phone", "newsletter", "linkedin"}


def test_a_new_channel_takes_over_from_the_older_ones_on_its_day() -> None:
    more = (
        '[priority]\norder = ["email", "phone"]\n[channels.self_service]\n'
        '[transitions.new]\nsays = "Nytt"\nto = ["self_service"]\nreduces = ["email"]\n'
        'closes = ["phone"]\nstarts_on = 2026-03-12\nends_on = 2026-03-14\n'
    )
    strategy = granli(more)
    assert names(offers(strategy, TUESDAY_NOON)) == ["email", "phone", "self_service"]
    thursday = datetime(2026, 3, 12, 12, 0, tzinfo=OSLO)
    assert names(offers(strategy, thursday)) == ["phone", "self_service", "email"]
    assert names(offers(strategy, SUNDAY)) == ["self_service", "email"]
