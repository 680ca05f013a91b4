"""An answer takes the channel that the strategy says, that the person can receive and that is open here."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from tests.strategy.made_strategies import granli
from torg.strategy.model import Strategy
from torg.strategy.replies import Reply, reply_channel, why_in_words

RULES = """
[channels.digital_post]
[channels.letter]
[[replies]]
when = { sensitive = true }
by   = ["digital_post", "letter"]
[[replies]]
when = { business = true }
by   = ["digital_post"]
[[replies]]
when = { came_by = ["email"] }
by   = ["email"]
"""
ALL = ("email", "digital_post", "letter", "phone", "web")


def reply(
    strategy: Strategy,
    *,
    came_by: str = "email",
    sensitive: bool = False,
    exempt: bool = False,
    business: bool = False,
    can_receive: Collection[str] = ALL,
    open_kinds: Collection[str] = ALL,
) -> Reply:
    return reply_channel(
        strategy,
        came_by=came_by,
        sensitive=sensitive,
        exempt=exempt,
        business=business,
        can_receive=can_receive,
        open_kinds=open_kinds,
    )


def test_the_first_rule_that_fits_decides() -> None:
    found = reply(granli(RULES), sensitive=True, business=True)
    assert found == Reply("digital_post", "rule", 0, "digital_post")


def test_the_first_channel_that_the_person_can_receive_is_taken() -> None:
    found = reply(granli(RULES), sensitive=True, can_receive=["letter", "email"])
    assert (found.kind, found.wanted) == ("letter", "digital_post")


def test_a_channel_that_is_not_open_here_is_passed_over_and_still_told_as_wanted() -> None:
    found = reply(granli(RULES), business=True, open_kinds=["email"])
    assert found == Reply("email", "same_channel", 1, "digital_post")


def test_without_rules_the_answer_goes_back_the_way_the_enquiry_came() -> None:
    assert reply(granli()) == Reply("email", "same_channel", None, "email")


def test_a_sensitive_answer_never_falls_back_to_plain_email() -> None:
    for strategy in (granli(), granli(RULES), granli('[[replies]]\nby = ["email"]\n')):
        found = reply(strategy, sensitive=True, can_receive=["email", "sms"])
        assert (found.kind, found.why) == ("secure_link", "protected")


def test_the_secret_link_is_told_as_protection_also_when_it_is_counted_among_the_open_channels() -> None:
    both = ("email", "secure_link")
    found = reply(granli(), sensitive=True, can_receive=both, open_kinds=both)
    assert (found.kind, found.why) == ("secure_link", "protected")


def test_a_sensitive_answer_takes_a_safe_channel_that_reaches_the_person() -> None:
    assert reply(granli(), sensitive=True, can_receive=["email", "letter"]).kind == "letter"


def test_somebody_who_cannot_be_reached_gets_no_channel_and_that_is_told() -> None:
    found = reply(granli(), came_by="web", can_receive=[])
    assert (found.kind, found.why) == ("", "not_reachable")


def test_somebody_who_wrote_on_the_web_is_answered_where_they_can_be_reached() -> None:
    found = reply(granli(), came_by="web", can_receive=["email"])
    assert (found.kind, found.why) == ("email", "reachable")


def test_a_rule_for_a_kind_holds_for_every_channel_of_that_kind() -> None:
    strategy = granli(
        '[channels.helpdesk]\nkind = "email"\n[[replies]]\nwhen = { came_by = ["helpdesk"] }\nby = ["phone"]\n'
    )
    assert reply(strategy, came_by="helpdesk").kind == "phone"


@pytest.mark.parametrize("language", ["nb", "nn", "da", "en"])
def test_why_the_answer_goes_that_way_is_a_sentence(language: str) -> None:
    for found in (
        reply(granli(RULES), sensitive=True),
        reply(granli()),
        reply(granli(), sensitive=True, can_receive=["email"]),
        reply(granli(), can_receive=[]),
        reply(granli(), came_by="web", can_receive=["email"]),
    ):
        assert why_in_words(found, language).endswith(".")
