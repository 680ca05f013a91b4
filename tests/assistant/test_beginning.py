"""A conversation begins once, also when its first words are sent twice."""

from __future__ import annotations

import secrets

import pytest
from django.utils import timezone

from tests.faces.town import Town, settle_town
from torg.assistant.actions.talk import begin, say
from torg.assistant.models import Conversation, Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return settle_town()


def first(name: str, text: str) -> str:
    """What a browser sends before there is a conversation."""
    now = timezone.now()
    token = begin(language="nb", started_on="/nb/", sent_as=name, now=now).token
    say(token, text, sent_as=name, now=now)
    return token


def test_first_words_that_are_sent_twice_are_one_conversation_and_are_said_once(town: Town) -> None:
    name = secrets.token_hex(16)
    assert first(name, "Hvor leverer jeg hageavfall?") == first(name, "Hvor leverer jeg hageavfall?")
    assert Conversation.objects.count() == 1
    assert Message.objects.filter(speaker="citizen").count() == 1


def test_two_browsers_have_two_conversations(town: Town) -> None:
    assert first(secrets.token_hex(16), "Hei") != first(secrets.token_hex(16), "Hei")


@pytest.mark.parametrize("name", ["", "1", "a" * 31, "G" * 32])
def test_a_name_that_somebody_can_guess_leads_to_nobodys_conversation(town: Town, name: str) -> None:
    assert first(name, "Hei") != first(name, "Hei")
    assert Conversation.objects.count() == 2


def test_the_name_of_the_first_words_does_not_tell_the_secret(town: Town) -> None:
    name = secrets.token_hex(16)
    token = first(name, "Hei")
    assert len(token) == 43
    assert name not in token
