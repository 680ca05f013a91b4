"""What Halsnæs promises, as sentences: Kanalstrategi, draft of June 2013."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from tests.strategy.made_strategies import shipped, text_of
from tests.town import Town
from torg.strategy.calendars import Calendar
from torg.strategy.offers import offered
from torg.strategy.reading import load, read

COPENHAGEN = ZoneInfo("Europe/Copenhagen")

# -- what the strategy itself decides ---------------------------------------------------------------------------------


def order(at: datetime, audience: str, text: str = "") -> list[str]:
    strategy = load(text) if text else shipped("halsnaes")
    return [offer.channel.key for offer in offered(strategy, Calendar.of(strategy), at=at, audience=audience)]


def test_a_new_digital_channel_is_put_before_the_older_ones() -> None:
    """HAL-03."""
    keys = order(datetime(2026, 3, 31, 12, 0, tzinfo=COPENHAGEN), "citizen")
    newest = max(keys.index("self_service"), keys.index("digital_post"))
    assert all(keys.index(older) > newest for older in ("phone", "visit", "email", "letter"))


@pytest.mark.parametrize(
    ("key", "day", "audience"),
    [
        ("digital_post_business", date(2013, 11, 1), "business"),
        ("digital_post_citizens", date(2014, 11, 1), "citizen"),
    ],
)
def test_digital_post_takes_over_from_letters_from_its_own_day_for_each_group(
    key: str, day: date, audience: str
) -> None:
    """HAL-03: businesses in November 2013, citizens in November 2014."""
    transition = shipped("halsnaes").transitions[key]
    assert (transition.starts_on, transition.audience) == (day, (audience,))
    assert (transition.to, transition.reduces) == (("digital_post",), ("letter",))


def test_managers_staff_and_users_are_told_while_access_is_narrowed() -> None:
    """HAL-03: hours, numbers and addresses are reduced, and everybody is informed."""
    steps = " ".join(shipped("halsnaes").transitions["digital_first"].steps)
    for word in ("åbningstider", "telefonnumre", "e-mailadresser", "Ledelsen", "Medarbejderne", "Brugerne"):
        assert word in steps


def test_an_older_channel_is_no_longer_offered_when_its_transition_has_ended() -> None:
    """HAL-03: phased out, where the strategy says which and when."""
    closing = 'reduces = ["phone", "visit", "email", "letter"]\ncloses = ["letter"]\nends_on = 2026-03-31'
    text = text_of("halsnaes").replace('reduces = ["phone", "visit", "email", "letter"]', closing)
    assert "letter" in order(datetime(2026, 3, 31, 12, 0, tzinfo=COPENHAGEN), "citizen", text)
    assert "letter" not in order(datetime(2026, 4, 1, 12, 0, tzinfo=COPENHAGEN), "citizen", text)


def test_every_field_shows_its_opening_hours_phone_number_and_chat() -> None:
    """HAL-12."""
    assert shipped("halsnaes").rules.every_field_shows == ("opening_hours", "phone_number", "chat")


def test_a_field_without_opening_hours_and_phone_number_is_warned_of() -> None:
    """HAL-12."""
    text = text_of("halsnaes") + '\n[fields.waste]\nname = "Affald"\n'
    [warning] = [one for one in read(text).warnings if one.key == "fields.waste"]
    assert "its hours and phone" in warning.what


# -- what is seen in the running product ------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_web_shows_the_phone_number_and_the_channels_in_the_order_the_transition_asks_for(client: Client) -> None:
    """HAL-03 and HAL-12: the digital way first, and the number that can be called."""
    Town("halsnaes", ZoneInfo("Europe/Copenhagen"))
    page = client.get("/da/contact/").content.decode()
    assert page.index('name="message"') < page.index("4778 4000")
    assert "mail@halsnaes.dk" in page
