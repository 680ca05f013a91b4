"""What is sensitive is behind a code; whoever only has the link, or only follows links, sees none of it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.faces.town import PASSWORD, Town, send
from torg.enquiries.actions.answer import answer, mark_sensitive
from torg.enquiries.models import AccessCode, Enquiry
from torg.mailroom.models import OutgoingMessage
from torg.people.models import PersonAddress, Staff

LANGUAGES = ("nb", "nn", "da", "en")


@pytest.fixture
def page(town: Town) -> str:
    """The address of the own page of somebody who wrote about their health."""
    _id, _number, token = send("Nils Berg", "My diagnosis", "I have cancer, and need help.", timezone.now())
    return f"/en/follow/{token}/"


def code() -> str:
    letter = OutgoingMessage.objects.filter(purpose="notice").latest("id")
    told = re.search(r"^(\d{3}) (\d{3})$", letter.text, re.MULTILINE)
    assert told
    return told[1] + told[2]


def test_the_link_alone_shows_number_unit_and_dates(town: Town, client: Client, page: str) -> None:
    shown = client.get(page)
    text = shown.content.decode()
    assert shown.status_code == 200
    for hidden in ("cancer", "diagnosis", "Nils", "nils@example.org"):
        assert hidden not in text
    for told in ("Innbyggarservice", "You get an answer by", "Send me a code"):
        assert told in text
    assert "no-store" in shown["Cache-Control"]
    assert shown["Referrer-Policy"] == "same-origin"


def test_the_receipt_page_shows_neither_subject_nor_files(town: Town, client: Client, page: str) -> None:
    shown = client.get(page.replace("follow", "receipt")).content.decode()
    assert "diagnosis" not in shown
    assert "My •••••••••" in shown


def test_the_code_opens_the_page_for_this_browser(town: Town, client: Client, page: str) -> None:
    assert client.post(page, {"send": "1"}).status_code == 302
    asked = client.get(page).content.decode()
    assert 'autocomplete="one-time-code"' in asked
    assert client.post(page, {"code": code()}).status_code == 302
    assert "I have cancer" in client.get(page).content.decode()
    assert "cancer" not in Client().get(page).content.decode()


def test_it_closes_after_half_an_hour(town: Town, client: Client, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    client.post(page, {"send": "1"})
    client.post(page, {"code": code()})
    later = timezone.now() + timedelta(minutes=31)
    monkeypatch.setattr("time.time", later.timestamp)
    assert "cancer" not in client.get(page).content.decode()


def test_a_scanner_that_follows_links_sends_and_uses_nothing(town: Town, client: Client, page: str) -> None:
    for _ in range(3):
        client.get(page)
        client.head(page)
    assert not AccessCode.objects.exists()
    client.post(page, {"send": "1"})
    scanner = Client()
    for address in (page, f"{page}?code={code()}", f"{page}?send=1"):
        assert "cancer" not in scanner.get(address).content.decode()
    assert AccessCode.objects.count() == 1
    assert client.post(page, {"code": code()}).status_code == 302


def test_a_wrong_code_is_said_and_opens_nothing(town: Town, client: Client, page: str) -> None:
    client.post(page, {"send": "1"})
    wrong = f"{(int(code()) + 1) % 1_000_000:06}"
    said = client.post(page, {"code": wrong})
    assert said.status_code == 422
    assert "This is not the code" in said.content.decode()
    assert "cancer" not in client.get(page).content.decode()


def test_a_cookie_of_another_enquiry_or_of_ones_own_making_opens_nothing(town: Town, client: Client, page: str) -> None:
    client.post(page, {"send": "1"})
    client.post(page, {"code": code()})
    (name,) = [one for one in client.cookies if one.startswith("torg_opened_")]
    _id, number, token = send("Eva Lie", "My diagnosis", "I have epilepsy.", timezone.now())
    for value in (client.cookies[name].value, "open", "open:1:x"):
        stranger = Client()
        stranger.cookies[f"torg_opened_{number}"] = value
        assert "epilepsy" not in stranger.get(f"/en/follow/{token}/").content.decode()


def test_a_safe_answer_to_a_harmless_question_is_behind_the_code_too(town: Town, client: Client) -> None:
    enquiry = Enquiry.objects.get(number=town.number)
    answer(
        enquiry.pk, text="A private matter.", by=Staff.objects.get(username="kari"), now=timezone.now(), sensitive=True
    )
    assert "A private matter." not in client.get(f"/en/follow/{town.token}/").content.decode()


def test_what_is_not_sensitive_needs_no_code(town: Town, client: Client) -> None:
    assert "Where do I read the water meter?" in client.get(f"/en/follow/{town.token}/").content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_has_no_address_is_told_to_call(town: Town, client: Client, page: str, language: str) -> None:
    PersonAddress.objects.filter(value="nils@example.org").delete()
    shown = client.get(page.replace("/en/", f"/{language}/")).content.decode()
    assert "56 37 50 00" in shown
    assert 'name="send"' not in shown


def test_a_receipt_that_anybody_with_the_link_can_open_says_nothing_of_what_staff_have_marked(
    town: Town, client: Client
) -> None:
    pk, number, token = send("Nils Berg", "Om Ola og mamma", "Hei", timezone.now(), to="skule@torg.example")
    teacher = Staff.objects.get(username="ola")
    mark_sensitive(pk, sensitive=True, by=teacher, now=timezone.now())
    assert "Om Ola og mamma" not in client.get(f"/en/receipt/{token}/").content.decode()
    assert client.login(username="ola", password=PASSWORD)
    page = client.get(f"/en/desk/enquiry/{number}/").content.decode()
    title = page.partition("<title>")[2].partition("</title>")[0]
    assert "Sensitive enquiry" in title
    assert "Ola og mamma" not in title
