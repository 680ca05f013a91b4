"""What the strategies promise of the chat and of one knowledge base, as it is seen at the desk, as sentences."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from tests.faces.shelf import fill_the_shelf
from tests.faces.talks import ready, settle_chat_town, staff, waits
from tests.faces.town import PASSWORD
from torg.assistant.actions.serving import take
from torg.assistant.models import Conversation
from torg.assistant.queries.finding import ask
from torg.people.models import Unit

pytestmark = [pytest.mark.django_db]
CHAT = "/nb/desk/chat/"


@pytest.fixture
def desk() -> Client:
    """Kari of the front line at her desk, in a town that chats."""
    settle_chat_town()
    fill_the_shelf(timezone.now())
    client = Client()
    assert client.login(username="kari", password=PASSWORD)
    return client


def taken(name: str, question: str) -> Conversation:
    row = waits(name, question, language="nb")
    take(row.pk, by=staff("kari"), now=timezone.now())
    row.refresh_from_db()
    return row


def test_in_kongsvinger_a_handler_has_several_conversations_at_once(desk: Client) -> None:
    """KON-34: three of them stand on one page, each with its own box."""
    rows = [taken(name, "Kan jeg bygge garasje?") for name in ("Liv", "Bo", "Per")]
    shown = desk.get(CHAT).content.decode()
    assert all(f'action="{CHAT}{row.pk}/reply/' in shown for row in rows)


def test_in_kongsvinger_what_begins_in_the_chat_goes_on_by_phone_without_starting_over(desk: Client) -> None:
    """KON-26: the code that the citizen says leads whoever takes the call to all that was said, and to the enquiry."""
    row = taken("Liv", "Kan jeg bygge garasje?")
    desk.post(f"{CHAT}{row.pk}/finish/", {"how": "call", "phone": "70 00 00 00"})
    shown = desk.get("/nb/desk/find/", {"q": row.code}, follow=True).content.decode()
    assert "Kan jeg bygge garasje?" in shown
    row.refresh_from_db()
    assert row.enquiry is not None
    assert f"/nb/desk/enquiry/{row.enquiry.number}/" in shown
    assert row.enquiry.status == "open"


def test_in_kongsvinger_the_front_line_teaches_what_was_the_answer(desk: Client) -> None:
    """KON-39: what the hub answers becomes knowledge that answers by itself the next time."""
    row = taken("Liv", "Kan jeg bygge garasje til veteranbilen?")
    page_id = desk.get(CHAT).content.decode().split('name="page" value="')[1].split('"')[0]
    before = [one.confidence for one in ask("veteranbilen", language="nb").answers if str(one.page_id) == page_id]
    desk.post(f"{CHAT}{row.pk}/teach/", {"page": page_id})
    after = [one.confidence for one in ask("veteranbilen", language="nb").answers if str(one.page_id) == page_id]
    assert after
    assert after > before


def test_in_alver_an_answer_in_the_chat_is_looked_at_for_clear_language_and_never_held_back(desk: Client) -> None:
    """ALV-08."""
    row = taken("Liv", "Kan jeg bygge garasje?")
    text = "Vedrørende søknaden henvises det til vedlagte."
    assert "Kansellispråk" in desk.post(f"{CHAT}{row.pk}/look/", {"text": text}).content.decode()
    assert desk.post(f"{CHAT}{row.pk}/reply/", {"text": text}).status_code == 302


def test_in_alver_a_department_takes_over_while_the_citizen_is_still_there(desk: Client) -> None:
    """ALV-42: the one who knows is asked at once, with a note, so that the first contact gets the answer."""
    ready("ola")
    row = taken("Liv", "Er det plass på skolen?")
    desk.post(f"{CHAT}{row.pk}/pass-on/", {"unit": Unit.objects.get(key="skule").pk, "note": "Flytter i august."})
    row.refresh_from_db()
    assert (row.stage, row.unit) == ("waiting", Unit.objects.get(key="skule"))


@pytest.mark.parametrize("row", ["DRA-05", "ALB-13"])
def test_staff_lead_the_citizen_to_the_self_service_with_one_press(desk: Client, row: str) -> None:
    """DRA-05 and ALB-13: also those of other fields: the page proposes it, and its address is put in."""
    talk = taken("Liv", "Kan jeg bygge garasje?")
    shown = desk.get(CHAT).content.decode()
    page_id = shown.split('name="page" value="')[1].split('"')[0]
    put = desk.post(f"{CHAT}{talk.pk}/start/", {"page": page_id}).content.decode()
    assert "https://selvbetjening.example/garasje" in put.split("<textarea")[1], row
