"""The sender's own pages, and the pages that say what is offered and promised."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client, override_settings
from django.utils import timezone

from tests.faces.town import Town
from torg.enquiries.actions.answer import answer
from torg.enquiries.actions.ask import ask_for_more
from torg.enquiries.actions.interim import send_interim
from torg.enquiries.actions.take_in import take_in_kept
from torg.enquiries.models import Contact, Enquiry
from torg.mailroom.actions import keep
from torg.people.models import PersonAddress, Staff

LANGUAGES = ("nb", "nn", "da", "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["", "contact/", "contact/received/", "follow/", "promises/"])
def test_every_public_page_is_there_in_every_language(town: Town, client: Client, language: str, path: str) -> None:
    answer = client.get(f"/{language}/{path}")
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.content.decode()


def test_the_own_page_shows_the_story_the_promise_and_who_has_it(town: Town, client: Client) -> None:
    page = client.get(f"/en/follow/{town.token}/").content.decode()
    assert "Where do I read the water meter?" in page
    assert "Innbyggarservice has your enquiry" in page
    assert "Why this date?" in page


def test_a_wrong_secret_shows_nothing(town: Town, client: Client) -> None:
    assert client.get("/en/follow/not-a-secret/").status_code == 404
    assert client.get("/en/receipt/not-a-secret/").status_code == 404


def test_the_own_page_is_kept_by_no_browser_and_tells_no_other_site(town: Town, client: Client) -> None:
    answer = client.get(f"/en/follow/{town.token}/")
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"


def test_looking_up_answers_the_same_whether_or_not_there_is_such_an_enquiry(town: Town, client: Client) -> None:
    right = client.post("/en/follow/", {"number": town.number, "email": "aisha@example.org"})
    wrong = client.post("/en/follow/", {"number": town.number, "email": "nobody@example.org"})
    assert right.status_code == wrong.status_code == 200
    told = [page.content.decode().replace("nobody@", "aisha@") for page in (right, wrong)]
    without_token = [page[: page.index("csrfmiddlewaretoken")] for page in told]
    assert without_token[0] == without_token[1]
    assert mail.outbox == []


def test_a_misheard_number_is_told_at_once(town: Town, client: Client) -> None:
    answer = client.post("/en/follow/", {"number": town.number + 1, "email": "aisha@example.org"})
    assert answer.status_code == 422
    assert "This is not one of our numbers" in answer.content.decode()


def test_the_channels_stand_in_the_order_of_the_strategy(town: Town, client: Client) -> None:
    page = client.get("/en/").content.decode()
    places = [page.index(name) for name in ("Kommune-Kari", "Hovudnummeret", "post@alver.kommune.no")]
    assert places == sorted(places)


def test_without_a_strategy_the_pages_say_so_and_do_not_break(db: None, client: Client) -> None:
    for path in ("/en/", "/en/contact/", "/en/promises/"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert "torg check" in answer.content.decode()


def test_a_page_that_is_not_there_says_so_in_the_language_of_its_address(town: Town, client: Client) -> None:
    answer = client.get("/en/nothing-here/")
    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()


def test_every_answer_carries_the_strict_rules_for_the_browser(town: Town, client: Client) -> None:
    for path in ("/en/", "/theme.css", "/en/desk/login/", "/en/nothing-here/"):
        rules = client.get(path)["Content-Security-Policy"]
        assert rules.startswith("default-src 'none'")
        assert "unsafe" not in rules


def test_the_stylesheet_of_the_colours_may_be_kept_for_a_year_under_its_version(client: Client) -> None:
    page = client.get("/theme.css?v=other")
    assert page["Content-Type"].startswith("text/css")
    assert "immutable" not in page["Cache-Control"]


def test_the_secret_link_is_made_of_the_towns_own_address_whoever_asks(town: Town, client: Client) -> None:
    with override_settings(ALLOWED_HOSTS=["*"], BASE_URL="https://torg.example"):
        page = client.get(f"/en/receipt/{town.token}/", headers={"host": "elsewhere.example"}).content.decode()
    assert f"https://torg.example/en/follow/{town.token}/" in page
    assert "elsewhere.example" not in page


def test_whoever_types_somebody_elses_address_learns_no_name_by_it(town: Town, client: Client) -> None:
    now = timezone.now()
    raw = b"subject=Hello&message=Is+anybody+there%3F&email=aisha%40example.org"
    headers = {"content-type": "application/x-www-form-urlencoded"}
    asked = take_in_kept(keep(kind="web", raw=raw, headers=headers, now=now), now=now)
    assert asked is not None
    assert asked.person.name == "Aisha Omar"
    answer(asked.pk, text="Yes.", by=Staff.objects.get(username="kari"), now=now, sensitive=True)
    for page in ("receipt", "follow"):
        shown = client.get(f"/en/{page}/{asked.token}/").content.decode()
        assert "Aisha" not in shown
        assert "Omar" not in shown


def test_the_own_page_tells_each_turn_and_is_the_way_to_answer(town: Town, client: Client) -> None:
    now = timezone.now()
    enquiry_id, staff = Enquiry.objects.get(number=town.number).pk, Staff.objects.get(username="kari")
    day = (now + timedelta(days=30)).date()
    send_interim(enquiry_id, text="It takes longer.", reason="We must measure.", new_date=day, by=staff, now=now)
    page = client.get(f"/en/follow/{town.token}/").content.decode()
    assert "It takes longer:" in page
    assert "We must measure." in page
    ask_for_more(
        enquiry_id, text="Which house?", reason="We need the address.", wanted_by=day, by=staff, now=now
    )  # fmt: skip
    page = client.get(f"/en/follow/{town.token}/").content.decode()
    assert "We wait for your answer" in page
    assert "We need the address." in page
    assert 'href="#more"' in page
    assert "Stands still" in page


def test_what_a_sender_writes_is_not_lost_when_their_address_was_removed(town: Town, client: Client) -> None:
    PersonAddress.objects.filter(value="aisha@example.org").delete()
    sent = client.post(f"/en/follow/{town.token}/", {"message": "Please answer", "token": ""})
    assert sent.status_code == 302
    assert Contact.objects.filter(is_incoming=True, text="Please answer", address="aisha@example.org").exists()
