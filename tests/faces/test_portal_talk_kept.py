"""What a citizen types about themselves in a conversation: where it goes to, and what is not taken."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from tests.faces.shelf import fill_the_shelf
from tests.faces.test_portal_talk import OURS, begin, hand_off, ready
from tests.faces.town import Town, settle_town
from torg.assistant.models import Conversation
from torg.faces.portal.talk_forms import TranscriptForm
from torg.mailroom.models import OutgoingMessage
from torg.people.models import Staff


@pytest.fixture
def shelf(db: None) -> Town:
    """A town with a few pages to answer from."""
    town = settle_town("kongsvinger")
    fill_the_shelf(timezone.now())
    return town


@pytest.fixture
def open_chat(shelf: Town) -> Staff:
    """The chat is open, and somebody serves it."""
    return ready()


def test_what_was_said_goes_to_no_fourth_address_and_the_page_says_so(
    shelf: Town, client: Client, open_chat: Staff
) -> None:
    path = begin(client, "Kan rådhuset males rosa?")
    hand_off(client, path)
    client.post(f"{path}leave/", headers=OURS)
    for who in ("ada", "eva", "ida"):
        assert client.post(f"{path}transcript/", {"email": f"{who}@example.org"}, headers=OURS).status_code == 302
    refused = client.post(f"{path}transcript/", {"email": "una@example.org"}, headers=OURS)
    assert refused.status_code == 422
    page = unescape(refused.content.decode())
    assert 'value="una@example.org"' in page
    assert re.search(r"ds-validation-message[^>]*>[^<]*\b3 ", page)
    assert OutgoingMessage.objects.filter(purpose="notice").count() == 3


@pytest.mark.parametrize(
    "address",
    ["01017012343@example.org", "kari01017012343@example.org", "kari.010170-1234@example.org", "a@01017012343.example"],
)
def test_an_address_that_holds_an_identity_number_is_refused_with_how_to_go_on(
    shelf: Town, client: Client, open_chat: Staff, address: str
) -> None:
    path = begin(client, "Kan rådhuset males rosa?")
    refused = client.post(f"{path}person/", {"name": "Ada", "email": address}, headers=OURS)
    assert refused.status_code == 422
    assert str(form_fault(address)) in unescape(refused.content.decode())
    assert Conversation.objects.get().stage == "assistant"
    hand_off(client, path, name="Ada", email="ada1970@example.org")
    assert client.post(f"{path}transcript/", {"email": address}, headers=OURS).status_code == 422
    row = Conversation.objects.get()
    assert (row.email, row.transcript_to) == ("ada1970@example.org", "")


def form_fault(address: str) -> str:
    with override("nb"):
        return str(TranscriptForm({"email": address}).errors["email"][0])
