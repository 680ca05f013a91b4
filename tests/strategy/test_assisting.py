"""What a strategy says of the assistant and of the chat with people, and what holds where it is silent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.strategy.made_strategies import NAMES, granli, granli_text, shipped
from torg.strategy.assisting import assistant, at_once, chat, quiet_after
from torg.strategy.differing import diff
from torg.strategy.model import Strategy
from torg.strategy.reading import read
from torg.strategy.showing import show

DAY = date(2026, 3, 3)
SIV = """
[assistant]
name         = "Siv"
tone         = "brief"
greeting     = { nb = "Hei! Hva lurer du på?" }
answer_from  = "80 %"
[channels.chat]
hours         = "office"
at_once       = 4
quiet_minutes = 15
"""


@pytest.mark.parametrize(("name", "called"), [("kongsvinger", "Mia"), ("alver", "Kommune-Kari"), ("drammen", "")])
def test_the_assistant_is_called_what_the_strategy_calls_it(name: str, called: str) -> None:
    assert assistant(shipped(name), "nb", DAY).name == called


@pytest.mark.parametrize("name", NAMES)
def test_each_of_the_five_has_an_assistant_that_answers_from_seventy_per_cent(name: str) -> None:
    found = assistant(shipped(name), "nb", DAY)
    assert (found.offered, found.answer_from, found.offer_from) == (True, 0.7, 0.3)


@pytest.mark.parametrize(
    ("more", "offered"),
    [
        ("", True),
        ("[channels.chatbot]", True),
        ("[channels.chatbot]\noffered = false", False),
        ("[channels.chatbot]\noffered_from = 2026-04-01", False),
        ("[channels.chatbot]\noffered = false\n[assistant]\noffered = true", True),
        ("[assistant]\noffered = false", False),
    ],
)
def test_whether_there_is_an_assistant_is_said_or_told_by_the_channel(more: str, offered: bool) -> None:
    assert assistant(granli(f"\n{more}\n"), "nb", DAY).offered is offered


def test_what_is_said_holds_and_a_text_holds_in_its_own_language_alone() -> None:
    found = assistant(granli(SIV), "nb", DAY)
    assert (found.name, found.tone, found.greeting) == ("Siv", "brief", "Hei! Hva lurer du på?")
    assert (found.answer_from, found.offer_from) == (0.8, 0.3)
    assert assistant(granli(SIV), "en", DAY).greeting == ""


@pytest.mark.parametrize(
    ("strategy", "offered"), [(shipped("kongsvinger"), True), (shipped("drammen"), True), (shipped("halsnaes"), False)]
)
def test_a_chat_is_there_where_the_strategy_offers_one(strategy: Strategy, offered: bool) -> None:
    assert (chat(strategy, DAY) is not None) is offered


def test_a_chat_has_three_conversations_for_each_and_closes_after_ten_quiet_minutes_unless_it_says_otherwise() -> None:
    usual, own = chat(shipped("kongsvinger"), DAY), chat(granli(SIV), DAY)
    assert usual is not None
    assert own is not None
    assert (at_once(usual), quiet_after(usual)) == (3, timedelta(minutes=10))
    assert (at_once(own), quiet_after(own)) == (4, timedelta(minutes=15))


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ('[assistant]\nanswer_from = "20 %"', "It answers from 20 % and offers pages from 30 %"),
        ('[assistant]\noffer_from = "90 %"', "It answers from 70 % and offers pages from 90 %"),
        ('[assistant]\nanswer_from = "200 %"', "200 %"),
        ("[channels.letter]\nat_once = 3", '"at_once" is for a chat'),
        ('[assistant]\ngreeting = { fr = "Bonjour" }', 'There is no key "fr" here.'),
        ('[assistant]\nnavn = "Siv"', 'There is no key "navn" here.'),
    ],
)
def test_what_cannot_be_meant_is_a_fault_that_says_why(more: str, what: str) -> None:
    reading = read(granli_text(f"\n{more}\n"))
    assert [what in problem.sentence() for problem in reading.problems] == [True]


def test_the_assistant_is_shown_and_what_changes_of_it_is_told() -> None:
    [section] = [one for one in show(granli(SIV), "en") if one.title == "The assistant"]
    assert "It is called Siv." in section.paragraphs
    assert "It answers when it is at least 80% sure." in section.paragraphs
    changed = granli(SIV.replace('"Siv"', '"Liv"').replace("at_once       = 4", "at_once       = 5"))
    told = " ".join(change.sentence for change in diff(granli(SIV), changed, "en"))
    assert "It is called Liv" in told
    assert "Each employee has up to 5 conversations at once" in told
