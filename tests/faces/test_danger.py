"""Whom to call, where people write to us: always, and first of all when what they wrote tells of danger."""

from __future__ import annotations

import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone

from tests.faces.test_contact import filled
from tests.faces.town import Town
from torg.assistant.recognising.helping import help_for
from torg.assistant.recognising.understanding import danger_in

TOLD, ALWAYS = 'class="ds-alert danger-told"', '<p class="danger">'
CALLS = re.compile(r'href="tel:(\d+)"')


def first_calls(page: str, count: int) -> list[str]:
    """The first numbers one can press in what the page is about."""
    return CALLS.findall(page[page.index("<main") :])[:count]


@pytest.mark.parametrize(
    ("text", "country", "numbers"),
    [
        ("det brenner på kjøkkenet", "NO", ["110", "113", "112"]),
        ("han puster ikke", "NO", ["113", "116 117", "22 59 13 00"]),
        ("noen bryter seg inn nå", "NO", ["112", "113"]),
        ("jeg vil ikke leve lenger", "NO", ["113", "116 123", "116 117", "116 111"]),
        ("mannen min slår meg", "NO", ["112", "116 006", "116 117"]),
        ("pappa slår meg", "NO", ["112", "116 111", "116 006"]),
        ("det brænder i køkkenet", "DK", ["112"]),
        ("han trækker ikke vejret", "DK", ["112", "82 12 12 12"]),
        ("nogen bryder ind nu", "DK", ["112", "114"]),
        ("jeg vil ikke leve mere", "DK", ["112", "70 201 201", "116 111"]),
        ("min mand slår mig", "DK", ["112", "1888", "114"]),
    ],
)
def test_the_numbers_are_those_of_the_country_and_of_what_is_told(text: str, country: str, numbers: list[str]) -> None:
    found = danger_in(text)
    assert found is not None
    assert [one.phone for one in help_for(*found, country=country, language="nb")] == numbers


def test_who_searches_for_help_sees_first_whom_to_call(town: Town, client: Client) -> None:
    page = client.get("/nb/sok/", {"q": "hjelp det brenner på kjøkkenet"}).content.decode()
    assert TOLD in page
    assert first_calls(page, 3) == ["110", "113", "112"]


def test_a_search_for_anything_else_has_the_numbers_below(town: Town, client: Client) -> None:
    page = client.get("/nb/sok/", {"q": "barnehage"}).content.decode()
    assert TOLD not in page
    assert ALWAYS in page


def test_the_form_has_the_numbers_before_one_writes(town: Town, client: Client) -> None:
    page = client.get("/nb/contact/").content.decode()
    assert TOLD not in page
    assert page.index(ALWAYS) < page.index('name="message"')


def test_what_is_carried_to_the_form_is_looked_at(town: Town, client: Client) -> None:
    page = client.get("/nb/contact/", {"subject": "mannen min puster ikke"}).content.decode()
    assert first_calls(page, 1) == ["113"]


def test_a_form_that_must_be_corrected_shows_whom_to_call_and_loses_nothing(town: Town, client: Client) -> None:
    answer = client.post("/nb/contact/", filled(subject="", message="det brenner i låven", language="nb"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert first_calls(page, 1) == ["110"]
    assert "det brenner i låven</textarea>" in page


def test_the_receipt_shows_whom_to_call_and_an_hour_later_it_does_not(town: Town, client: Client) -> None:
    sent = client.post("/nb/contact/", filled(subject="Hjelp", message="mannen min slår meg", language="nb"))
    receipt = client.get(sent["Location"]).content.decode()
    assert TOLD in receipt
    assert first_calls(receipt, 2) == ["112", "116006"]
    with patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(hours=2)):
        assert TOLD not in client.get(sent["Location"]).content.decode()


def test_the_receipt_of_an_ordinary_message_has_none(town: Town, client: Client) -> None:
    sent = client.post("/nb/contact/", filled(subject="Brannøvelse", message="Når er brannøvelsen?", language="nb"))
    assert TOLD not in client.get(sent["Location"]).content.decode()


def test_who_writes_more_sees_whom_to_call(town: Town, client: Client) -> None:
    sent = client.post("/nb/contact/", filled(language="nb"))
    own = sent["Location"].replace("receipt", "follow")
    assert ALWAYS in client.get(own).content.decode()
    answer = client.post(own, {"message": "hun er bevisstløs", "token": filled()["token"]}, follow=True)
    assert first_calls(answer.content.decode(), 1) == ["113"]


def test_what_has_arrived_and_waits_for_a_person_has_the_numbers(town: Town, client: Client) -> None:
    assert ALWAYS in client.get("/nb/contact/received/").content.decode()
