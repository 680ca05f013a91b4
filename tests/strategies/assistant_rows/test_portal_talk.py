"""What the strategies ask about asking on the web, seen where citizens see it."""

from __future__ import annotations

import re
from html import unescape

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


def ask(client: Client, text: str) -> tuple[str, str]:
    """Asks the assistant; gives the path of the conversation, and its page."""
    sent = client.post("/nb/assistent/", {"text": text}, headers=OURS)
    path = str(sent["Location"])
    return path, unescape(client.get(path).content.decode())


def somebody_serves() -> Staff:
    """Kari is ready in the chat."""
    kari = Staff.objects.get(username="kari")
    seats.be_ready(by=kari, at_once=3, languages=(), now=timezone.now())
    return kari


class TestAlver:
    def test_the_chatbot_is_on_the_web_site_under_its_name_and_can_be_installed(self, client: Client) -> None:
        """ALV-13."""
        settle_town("alver")
        page = unescape(client.get("/nn/").content.decode())
        assert 'data-name="Kommune-Kari"' in page
        app = client.get("/nn/assistent/app.webmanifest").json()
        assert app["name"].startswith("Kommune-Kari")
        assert app["display"] == "standalone"
        assert client.get(app["start_url"]).status_code == 200


class TestKongsvinger:
    def test_a_question_on_the_web_gets_its_answer_at_any_hour_and_shows_where_it_stands(self, client: Client) -> None:
        """KON-01, KON-08."""
        settle_town("kongsvinger")
        fill_the_shelf(timezone.now())
        _path, page = ask(client, "Bygge garasje")
        assert re.search(r'said__sources.*href="/nb/tjenester/bygge-garasje/"', page, re.DOTALL)

    def test_who_finds_no_answer_is_led_on_to_a_channel_that_fits(self, client: Client) -> None:
        """KON-09: from the search that finds nothing to the assistant, and from there to people."""
        settle_town("kongsvinger")
        fill_the_shelf(timezone.now())
        nothing = unescape(client.get("/nb/sok/?q=enhjørning").content.decode())
        assert "/nb/assistent/?q=enhj" in nothing
        path, page = ask(client, "Kan rådhuset males rosa?")
        assert 'class="said__doors"' in page
        somebody_serves()
        assert f'action="{path}person/"' in client.get(f"{path}person/").content.decode()

    def test_what_began_on_the_web_goes_on_in_the_chat_and_on_the_phone_without_starting_over(
        self, client: Client
    ) -> None:
        """KON-26: the same address, and a code that whoever answers the phone finds the conversation by."""
        settle_town("kongsvinger")
        kari = somebody_serves()
        path, _page = ask(client, "Kan rådhuset males rosa?")
        client.post(f"{path}person/", {"name": "Ada"}, headers=OURS)
        row = Conversation.objects.get()
        serving.take(row.pk, by=kari, now=timezone.now())
        serving.reply(row.pk, "Hei Ada", by=kari, sent_as="a", now=timezone.now())
        page = unescape(client.get(path).content.decode())
        assert "Kan rådhuset males rosa?" in page
        assert "Hei Ada" in page
        assert row.code in page
        found = talk_by_code(row.code, staff=kari)
        assert found is not None
        assert found.messages[0].text == "Kan rådhuset males rosa?"
