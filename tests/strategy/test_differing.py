"""Before a strategy is changed, everybody can read what changes, and for whom."""

from __future__ import annotations

import pytest

from tests.strategy.made_strategies import NAMES, granli, shipped
from torg.strategy.differing import diff
from torg.strategy.vocabulary import LANGUAGES
from torg.strategy.words_of_strategy import SAID


@pytest.mark.parametrize("name", NAMES)
def test_a_strategy_differs_in_nothing_from_itself(name: str) -> None:
    assert diff(shipped(name), shipped(name)) == []


def test_a_longer_deadline_is_told_with_before_and_after() -> None:
    [change] = diff(granli(), granli(instead_of=("5 working days", "8 working days")), "nb")
    assert change.for_whom == "Den som bruker E-post"
    assert change.before == "Vi svarer innen 5 arbeidsdager."
    assert change.after == "Vi svarer innen 8 arbeidsdager."
    assert change.sentence == (
        "Den som bruker E-post, svar: før «Vi svarer innen 5 arbeidsdager», nå «Vi svarer innen 8 arbeidsdager»."
    )


def test_a_promise_under_another_name_that_promises_the_same_is_no_change() -> None:
    assert diff(granli(), granli(instead_of=("[promises.written]", "[promises.by_letter_or_email]"))) == []


def test_a_promise_that_is_taken_away_leaves_the_default_and_says_so() -> None:
    kept = granli()
    gone = granli(instead_of=('channels = ["email"]', 'channels = ["phone"]'))
    [email] = [change for change in diff(kept, gone, "en") if change.for_whom == "Whoever uses E-mail"]
    assert email.before == "We answer within 5 working days."
    assert email.after.startswith("We answer within 10 working days. The strategy does not say")


def test_new_hours_concern_those_who_call() -> None:
    [change] = diff(granli(), granli(instead_of=("09:00-15:00", "10:00-14:00")), "en")
    assert change.sentence == (
        'Whoever uses Phone, the offer: before "Offered. Open Monday–Friday 09:00–15:00", '
        'now "Offered. Open Monday–Friday 10:00–14:00".'
    )


def test_what_is_new_and_what_no_longer_holds_is_told_as_such() -> None:
    more = "[rules]\nunits_may_adapt = true\n"
    [added] = diff(granli(), granli(more), "en")
    [removed] = diff(granli(more), granli(), "en")
    assert (added.before, removed.after) == ("", "")
    assert "new: " in added.sentence
    assert "no longer holds: " in removed.sentence


def test_what_concerns_citizens_comes_before_what_concerns_leaders() -> None:
    changes = diff(shipped("drammen"), shipped("kongsvinger"), "en")
    whom = [change.for_whom for change in changes]
    assert whom[0].startswith("Whoever uses")
    assert whom.index("Those who follow up the strategy") > whom.index("Everyone who makes contact")


REPLIES = (
    '[[replies]]\nwhen = {{ sensitive = true }}\nby = ["{}"]\n[[replies]]\nwhen = {{ exempt = true }}\nby = ["{}"]\n'
)


def test_another_order_of_reply_rules_is_told() -> None:
    rules = REPLIES.format("letter", "phone").split("[[replies]]")
    turned = f"[[replies]]{rules[2]}[[replies]]{rules[1]}"
    [change] = diff(granli("[[replies]]".join(rules)), granli(turned), "en")
    assert (change.for_whom, change.what) == ("Whoever waits for an answer", "the order")
    assert change.after.startswith("1. When the person is exempt")


def test_two_promises_of_the_same_for_the_same_are_both_told() -> None:
    one = '[promises.one]\nwhat = "callback"\nchannels = ["phone"]\nlatest = "{}"\n'
    both = one.format("2 hours") + one.format("3 hours").replace(".one", ".two")
    [gone] = diff(granli(both), granli(one.format("2 hours")), "en")
    assert (gone.before, gone.after) == ("We call back within 3 hours.", "")


def test_a_promise_that_becomes_a_mean_is_no_promise_any_more_and_both_are_told() -> None:
    kept, mean = granli(), granli("mean = true\n")
    whom = [change.for_whom for change in diff(kept, mean, "en")]
    assert whom == ["Whoever uses E-mail", "Those who follow up the strategy"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_channel_without_receipt_is_told_in_every_language(language: str) -> None:
    without = granli(instead_of=("[channels.email]", "[channels.email]\nreceipt = false"))
    [change] = diff(granli(), without, language)
    assert change.before == ""
    assert change.after in SAID["no_receipt"].values()
