"""Which promise holds: the most specific rule, the strategy's own default or Torg's, and what excludes one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest

from tests.strategy.made_calendars import office, oslo
from torg.strategy import defaults
from torg.strategy.model import CalendarRules, Channel, Municipality, PromiseRule, Span, Strategy, Unit
from torg.strategy.promises import TORG_DEFAULT, Promised, promise

AT = oslo("2026-06-01 10:00")  # a Monday
EVENING = oslo("2026-06-01 20:00")


def days(count: int) -> Span:
    return Span(count, Unit.WORKING_DAY)


def strategy(*rules: PromiseRule, day_hours: str = "") -> Strategy:
    channels = (
        Channel("email", "email", "E-post"),
        Channel("phone", "phone", "Sentralbord", hours="office"),
        Channel("duty_phone", "phone", "Vakttelefon", hours="always"),
        Channel("our_page", "social", "Facebook"),
    )
    return Strategy(
        Municipality("Vik", "NO", ("nb",)),
        CalendarRules("NO", "Europe/Oslo", day_hours=day_hours),
        hours={"office": office("09:00-15:00")},
        channels=MappingProxyType({channel.key: channel for channel in channels}),
        promises=rules,
    )


def given(said: Strategy, *, what: str = "answer", channel: str = "email", **asked: str) -> Promised:
    found = promise(said, what=what, channel=channel, at=AT, **asked)
    assert found is not None
    return found


def test_the_rule_for_the_channel_holds_before_the_general_one() -> None:
    said = strategy(
        PromiseRule("all", "answer", latest=days(10)),
        PromiseRule("mail", "answer", channels=("email",), latest=days(5)),
    )
    assert given(said).rule == "mail"
    assert given(said).due_by == oslo("2026-06-08 23:59:59")
    assert given(said, channel="phone").rule == "all"


def test_field_before_purpose_before_channel_before_audience() -> None:
    said = strategy(
        PromiseRule("all", "answer", latest=days(9)),
        PromiseRule("business", "answer", audience=("business",), latest=days(8)),
        PromiseRule("mail", "answer", channels=("email",), latest=days(7)),
        PromiseRule("purpose", "answer", purposes=("information",), latest=days(6)),
        PromiseRule("field", "answer", fields=("building",), latest=days(5)),
    )
    asked = {"field": "building", "purpose": "information", "audience": "business"}
    order = []
    for left in ("field", "purpose", "", "audience"):
        order.append(given(said, channel="email" if left in ("field", "purpose", "") else "phone", **asked).rule)
        if left:
            asked.pop(left, None)
    assert order == ["field", "purpose", "mail", "business"]


def test_the_first_in_the_file_holds_when_two_are_alike() -> None:
    said = strategy(PromiseRule("one", "answer", latest=days(2)), PromiseRule("two", "answer", latest=days(1)))
    assert given(said).rule == "one"


def test_another_field_or_audience_does_not_get_it() -> None:
    said = strategy(PromiseRule("field", "answer", fields=("building",), audience=("business",), latest=days(5)))
    assert given(said, field="schools", audience="business").is_default
    assert given(said, field="building", audience="citizen").is_default


def test_a_silent_file_leaves_torgs_default_for_answer_and_receipt_only() -> None:
    said = strategy()
    answer = given(said)
    assert (answer.rule, answer.is_default, answer.source) == (TORG_DEFAULT, True, "")
    assert days(10) == defaults.ANSWER_WITHIN
    assert answer.due_by == oslo("2026-06-15 23:59:59")
    assert answer.steps[1].data["default"] == 1
    assert given(said, what="receipt").due_by == AT
    assert promise(said, what="callback", channel="phone", at=AT) is None


@pytest.mark.parametrize("kind", ["email", "web", "pigeon"])
def test_what_arrives_without_a_channel_in_the_strategy_is_promised_the_default(kind: str) -> None:
    said = Strategy(Municipality("Vik", "NO", ("nb",)), CalendarRules("NO", "Europe/Oslo"))
    assert given(said, channel=kind).is_default


@pytest.mark.parametrize("kind", ["phone", "visit", "chatbot", "kiosk", "newsletter"])
def test_the_default_answer_is_for_those_who_write(kind: str) -> None:
    assert promise(strategy(), what="answer", channel=kind, at=AT) is None


def test_a_channel_that_only_sends_out_promises_no_answer_unless_a_rule_names_it() -> None:
    alerts = Channel("sms", "sms", "SMS", use=("alerts",))
    said = replace(strategy(PromiseRule("all", "answer", latest=days(5))), channels={"sms": alerts})
    assert promise(said, what="answer", channel="sms", at=AT) is None
    named = replace(said, promises=(PromiseRule("sms", "answer", channels=("sms",), latest=days(1)),))
    assert given(named, channel="sms").rule == "sms"


def test_a_rule_that_excludes_casework_promises_it_nothing_by_default_either() -> None:
    said = strategy(
        PromiseRule("mail", "answer", channels=("email",), latest=Span(48, Unit.HOUR), excludes=("casework",))
    )
    assert given(said, use="dialogue").rule == "mail"
    assert promise(said, what="answer", channel="email", at=AT, use="casework") is None


def test_casework_gets_the_next_rule_that_does_not_exclude_it() -> None:
    said = strategy(
        PromiseRule("mail", "answer", channels=("email",), latest=Span(48, Unit.HOUR), excludes=("casework",)),
        PromiseRule("all", "answer", latest=days(10)),
    )
    assert given(said, use="casework").rule == "all"


def test_a_channel_can_be_asked_for_by_its_kind() -> None:
    said = strategy(PromiseRule("page", "answer", channels=("our_page",), latest=days(1)))
    assert given(said, channel="social").rule == "page"
    assert given(said, channel="our_page").rule == "page"


def test_a_rule_can_name_a_kind_but_a_channel_of_that_name_wins_over_the_kind() -> None:
    said = strategy(
        PromiseRule("social", "answer", channels=("social",), latest=days(1)),
        PromiseRule("phone", "answer", channels=("phone",), latest=days(2)),
    )
    assert given(said, channel="our_page").rule == "social"
    assert promise(said, what="answer", channel="duty_phone", at=AT) is None


def test_aim_and_latest_are_kept_apart_and_the_aim_is_never_later() -> None:
    said = strategy(PromiseRule("call", "callback", aim=days(0), latest=days(1)))
    found = given(said, what="callback", channel="phone")
    assert (found.aim_by, found.due_by) == (oslo("2026-06-01 23:59:59"), oslo("2026-06-02 23:59:59"))
    evening = promise(said, what="callback", channel="phone", at=EVENING)
    assert evening is not None
    assert evening.aim_by == evening.due_by == oslo("2026-06-02 23:59:59")


def test_an_aim_alone_is_the_promise() -> None:
    found = given(strategy(PromiseRule("aim", "answer", aim=days(3))))
    assert (found.aim_by, found.due_by) == (None, oslo("2026-06-04 23:59:59"))


def test_after_hours_is_decided_by_the_rule_then_the_channel_then_the_day() -> None:
    def by(rule_hours: str, channel: str, day_hours: str) -> str:
        rule = PromiseRule("r", "answer", latest=days(0), after_hours=days(1), hours=rule_hours)
        found = promise(strategy(rule, day_hours=day_hours), what="answer", channel=channel, at=EVENING)
        assert found is not None
        return f"{found.due_by:%d}"

    assert by("office", "email", "") == "02"
    assert by("", "phone", "") == "02"
    assert by("", "email", "office") == "02"
    assert by("", "duty_phone", "office") == "02"
    assert by("always", "phone", "office") == "01"
    assert by("", "email", "") == "01"


def test_a_share_and_a_source_follow_the_promise() -> None:
    rule = PromiseRule(
        "pick", "pick_up", channels=("phone",), latest=Span(30, Unit.SECOND), share=Decimal(80), source="1.2"
    )
    found = given(strategy(rule), what="pick_up", channel="phone")
    assert (found.share, found.source) == (Decimal(80), "1.2")
    assert found.steps[1].data["share"] == "80"
    assert found.steps[0].data["how"] == "phone"


def test_a_mean_promises_nothing_to_the_one_who_asks() -> None:
    assert given(strategy(PromiseRule("mean", "answer", latest=days(2), mean=True))).is_default


def test_words_without_a_span_promise_no_date() -> None:
    assert given(strategy(PromiseRule("soon", "answer", says="As soon as possible"))).is_default
