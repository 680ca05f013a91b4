"""Which promise holds for an enquiry, and by when it is to be kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from torg.strategy import defaults
from torg.strategy.calendars import Calendar
from torg.strategy.deadlines import due, due_by
from torg.strategy.explanations import Fact, Step
from torg.strategy.model import PromiseRule, Span, Strategy
from torg.strategy.uses import is_written, takes_enquiries

TORG_DEFAULT = "torg default"


@dataclass(frozen=True, slots=True)
class Promised:
    """What was promised: ``due_by`` is the promise, ``aim_by`` what we try for, ``steps`` why that date.

    ``rule`` is the key of the strategy's rule, or "torg default" where the strategy is silent; ``share`` is the
    percentage that is to be kept, None for all.
    """

    what: str
    rule: str
    aim_by: datetime | None
    due_by: datetime
    steps: tuple[Step, ...]
    is_default: bool
    source: str
    share: Decimal | None = None


def promise(
    strategy: Strategy,
    *,
    what: str,
    channel: str,
    at: datetime,
    purpose: str = "",
    field: str = "",
    audience: str = "",
    use: str = "dialogue",
) -> Promised | None:
    """Return what the strategy promises for something that starts at ``at``, or None when it promises nothing.

    ``channel`` is a channel's key, or a kind where the strategy has no such key. The most specific rule holds: field
    before purpose before channel before audience before general; the first in the file when several are alike. Where
    the strategy is silent, what is written still has Torg's stated default for its answer, and everything for its
    receipt; a rule that excludes the use leaves no default either. A channel that only sends out promises no answer
    but what a rule says of that very channel.
    """
    rules = list(rules_for(strategy, what=what, channel=channel, purpose=purpose, field=field, audience=audience))
    if what == "answer" and not takes_enquiries(strategy, channel):
        rules = [rule for rule in rules if rule.channels]
    calendar, how = Calendar.of(strategy), kind_of(strategy, channel)
    for rule in rules:
        if use not in rule.excludes:
            return _kept_by(rule, calendar, hours_for(strategy, rule, channel), at, how)
    within = None if rules else _DEFAULTS.get(what)
    if within is None or (what == "answer" and not _has_default_answer(strategy, channel)):
        return None
    found = due(calendar, within, at, how=how, promised={"what": what, "default": 1})
    return Promised(what, TORG_DEFAULT, None, found.by, found.steps, is_default=True, source="")


def answer_promised(
    strategy: Strategy, *, channel: str, at: datetime, purpose: str = "", field: str = "", audience: str = ""
) -> Promised | None:
    """Return the promise of an answer to what came in by a channel, or None when there is none.

    Where people talk, such as in a chat, one is answered at once, and strategies promise no date: what is not is
    answered in writing, with the promise that holds for that.
    """
    asked = {"purpose": purpose, "field": field, "audience": audience}
    found = promise(strategy, what="answer", channel=channel, at=at, **asked)
    if found is None and kind_of(strategy, channel) in defaults.TALKING_KINDS:
        found = promise(strategy, what="answer", channel=defaults.IN_WRITING, at=at, **asked)
    return found


def _has_default_answer(strategy: Strategy, channel: str) -> bool:
    return is_written(strategy, channel) and takes_enquiries(strategy, channel)


def rules_for(
    strategy: Strategy, *, what: str, channel: str, purpose: str = "", field: str = "", audience: str = ""
) -> Iterator[PromiseRule]:
    """Return the rules that fit, the most specific first; those without a span or with only a mean promise nobody."""
    fitting = [
        rule
        for rule in strategy.promises
        if rule.what == what
        and not rule.mean
        and (rule.latest or rule.aim)
        and (not rule.fields or field in rule.fields)
        and (not rule.purposes or purpose in rule.purposes)
        and (not rule.channels or any(_is_channel(strategy, said, channel) for said in rule.channels))
        and (not rule.audience or audience in rule.audience)
    ]
    return iter(sorted(fitting, key=_generality))


def kind_of(strategy: Strategy, channel: str) -> str:
    """Return the kind of a channel, given its key or already a kind."""
    said = strategy.channels.get(channel)
    return channel if said is None else said.kind


def hours_for(strategy: Strategy, rule: PromiseRule, channel: str) -> str:
    """Return the key of the hours that decide "after hours" and opening hours for this rule in this channel.

    The rule's own hours, else the channel's, else those of the municipality's day; a channel that is always open has
    no hours of its own, so that what is written to it at night is after the day's hours.
    """
    if rule.hours:
        return rule.hours
    keys = [channel] if channel in strategy.channels else [key for key in rule.channels if key in strategy.channels]
    own = [strategy.channels[key].hours for key in keys if kind_of(strategy, key) == kind_of(strategy, channel)]
    return next((hours for hours in own if hours not in ("", "always")), strategy.calendar.day_hours)


def _is_channel(strategy: Strategy, said: str, channel: str) -> bool:
    """Say whether a rule's word (a key, or a kind that is nobody's key) means this channel (likewise)."""
    if said == channel:
        return True
    if channel in strategy.channels:
        return said not in strategy.channels and strategy.channels[channel].kind == said
    return kind_of(strategy, said) == channel


def _generality(rule: PromiseRule) -> tuple[bool, bool, bool, bool]:
    return not rule.fields, not rule.purposes, not rule.channels, not rule.audience


def _kept_by(rule: PromiseRule, calendar: Calendar, hours: str, at: datetime, how: str) -> Promised:
    latest = rule.latest or rule.aim
    assert latest is not None, "a rule without a span is no rule for anybody"
    facts: dict[str, Fact] = {"what": rule.what, "rule": rule.key}
    if rule.source:
        facts["source"] = rule.source
    if rule.share is not None:
        facts["share"] = f"{rule.share.normalize():f}"
    found = due(calendar, latest, at, hours=hours, after_hours=rule.after_hours, how=how, promised=facts)
    aim_by = None
    if rule.aim is not None and rule.latest is not None:
        aim_by = min(due_by(calendar, rule.aim, at, hours=hours), found.by, key=datetime.timestamp)
    return Promised(
        rule.what, rule.key, aim_by, found.by, found.steps, is_default=False, source=rule.source, share=rule.share
    )


_DEFAULTS: dict[str, Span] = {"answer": defaults.ANSWER_WITHIN, "receipt": defaults.RECEIPT_WITHIN}
