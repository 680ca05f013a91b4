"""What the strategies ask of the assistant as a citizen meets it on the pages, as sentences."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from tests.faces.shelf import fill_the_shelf
from tests.faces.town import settle_town
from torg.assistant.actions import seats, serving
from torg.assistant.models import Conversation
from torg.assistant.queries.conversations import talk_by_code
from torg.people.models import Staff

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}
NOT_OURS = "Kan rådhuset males rosa?"


def town(strategy: str) -> None:
    settle_town(strategy)
    fill_the_shelf(timezone.now())


def shown(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return unescape(answer.content.decode())


def ask(client: Client, home: str, text: str) -> str:
    """Asks the assistant; gives the path of the conversation."""
    answer = client.post(home, {"text": text}, headers=OURS)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return str(answer["Location"]).partition("#")[0]


def kari() -> Staff:
    """Kari serves the chat."""
    staff = Staff.objects.get(username="kari")
    seats.be_ready(by=staff, at_once=3, languages=(), now=timezone.now())
    return staff


def hand_off(client: Client, path: str) -> Conversation:
    assert client.post(f"{path}person/", {"name": "Ada"}, headers=OURS).status_code == 302
    return Conversation.objects.get()


class TestAlver:
    def test_kommune_kari_is_on_the_web_site_and_can_be_installed_as_an_app(self, client: Client) -> None:
        """ALV-13."""
        town("alver")
        assert 'data-name="Kommune-Kari"' in shown(client, "/nn/")
        said = client.get("/nn/assistent/app.webmanifest").json()
        assert (said["short_name"], said["display"], said["start_url"]) == (
            "Kommune-Kari", "standalone", "/nn/assistent/",
        )  # fmt: skip
        assert 'rel="manifest" href="/nn/assistent/app.webmanifest"' in shown(client, said["start_url"])
        assert all(client.get(one["src"]).status_code == 200 for one in said["icons"])
        page = shown(client, ask(client, "/nn/assistent/", "byggje garasje"))
        assert 'href="/nn/tenester/' in page


class TestKongsvinger:
    @pytest.fixture(autouse=True)
    def kongsvinger(self) -> None:
        town("kongsvinger")

    @pytest.mark.parametrize("at", ["2026-12-25 03:30", "2026-12-31 23:59", "2027-01-01 00:00", "2027-03-28 02:30"])
    def test_at_any_hour_of_the_year_a_question_is_answered_on_the_web(
        self, client: Client, monkeypatch: pytest.MonkeyPatch, at: str
    ) -> None:
        """KON-01."""
        now = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo("Europe/Oslo"))
        monkeypatch.setattr(timezone, "now", lambda: now)
        page = shown(client, ask(client, "/nb/assistent/", "bygge garasje"))
        assert "Når du må søke, og når ikke." in page

    def test_a_question_takes_one_field_and_one_press_from_every_page_and_the_answer_stands_there(
        self, client: Client
    ) -> None:
        """KON-08."""
        for path in ("/nb/", "/nb/tjenester/", "/nb/contact/", "/nb/sok/?q=garasje", "/nb/accessibility/"):
            assert re.search(r'href="/nb/assistent/[^"]*" data-launch', shown(client, path)), path
        form = re.search(r"<form[^>]*data-say.*?</form>", shown(client, "/nb/assistent/"), re.DOTALL)
        assert form
        assert len(re.findall(r"<(?:textarea|input(?![^>]*hidden)|select)", form[0])) == 1
        page = shown(client, ask(client, "/nb/assistent/", "bygge garasje"))
        assert "Når du må søke, og når ikke." in page
        assert re.search(r'said__sources.*?href="/nb/tjenester/bygge-garasje/"', page, re.DOTALL)

    def test_without_an_answer_one_is_led_on_to_the_phone_and_the_chat_when_somebody_is_there(
        self, client: Client
    ) -> None:
        """KON-09."""
        path = ask(client, "/nb/assistent/", NOT_OURS)
        assert 'href="tel:' in shown(client, path)
        assert 'action="' + path + 'person/"' not in shown(client, f"{path}person/")
        kari()
        assert 'action="' + path + 'person/"' in shown(client, f"{path}person/")
        other = ask(client, "/nb/assistent/", "Hvem eier månen over rådhuset?")
        assert re.search(rf'said__doors.*?href="{other}person/"', shown(client, other), re.DOTALL)

    def test_what_finds_no_page_in_the_search_leads_to_the_assistant_with_the_words(self, client: Client) -> None:
        """KON-09."""
        page = shown(client, "/nb/sok/?q=enhjørning")
        found = re.search(r'href="(/nb/assistent/\?[^"]*)"[^>]*data-launch-too', page)
        assert found
        assert re.search(r"<textarea[^>]*>\s*enhjørning</textarea>", shown(client, found[1]))

    def test_what_begins_on_a_page_goes_on_in_the_chat_and_on_the_phone_without_being_said_again(
        self, client: Client
    ) -> None:
        """KON-26."""
        staff = kari()
        answer = client.post(
            "/nb/assistent/", {"text": NOT_OURS, "about": "/nb/tjenester/bygge-garasje/"}, headers=OURS
        )
        path = str(answer["Location"]).partition("#")[0]
        row = hand_off(client, path)
        page = shown(client, path)  # the same page, with all that was said
        assert NOT_OURS in page
        assert row.code in page
        serving.take(row.pk, by=staff, now=timezone.now())
        on_the_phone = talk_by_code(row.code, staff=staff)
        assert on_the_phone is not None
        assert on_the_phone.started_on == "/nb/tjenester/bygge-garasje/"
        assert next(one.text for one in on_the_phone.messages if one.speaker == "citizen") == NOT_OURS
        serving.finish(row.pk, how="call", says="Jeg ringer deg.", phone="70 00 00 00", by=staff, now=timezone.now())
        page = shown(client, path)
        assert "Jeg ringer deg." in page
        follow = re.search(r'href="http://testserver(/nb/follow/[^"]+)"', page)
        assert follow
        assert client.get(follow[1]).status_code == 200
