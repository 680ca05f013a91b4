"""``torg strategy due``: by when something is promised, and why, or why nothing is."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import Any

from torg.faces.terminal.asking import Unusable, known, moment, strategy_of
from torg.faces.terminal.paper import write_json
from torg.strategy import vocabulary
from torg.strategy.explanations import says, to_json
from torg.strategy.model import Strategy
from torg.strategy.offers import is_offered
from torg.strategy.opening import NeverOpen
from torg.strategy.promises import Promised, promise
from torg.strategy.telling import Teller
from torg.strategy.uses import is_way_in
from torg.strategy.words_of_time import date_in_words, moment_in_words


def say_due(parsed: argparse.Namespace) -> int:
    """Say by when, in the language that is asked for; raises Unusable for words that nobody knows."""
    strategy = strategy_of(parsed.file)
    language = known(parsed.language, vocabulary.LANGUAGES, "language") or strategy.municipality.languages[0]
    if not parsed.channel.strip():
        raise Unusable(f"Say which channel: {', '.join(strategy.channels)}.")
    known(parsed.channel, [*strategy.channels, *vocabulary.CHANNEL_KINDS], "channel")
    known(parsed.what, list(vocabulary.PROMISES), "promise")
    known(parsed.purpose, [*strategy.purposes, *vocabulary.PURPOSES], "purpose")
    known(parsed.field, list(strategy.fields), "field")
    known(parsed.audience, list(vocabulary.AUDIENCES), "audience")
    known(parsed.use, list(vocabulary.USES), "use")
    at = moment(parsed.at, strategy)
    teller = Teller(strategy, language)
    why = _why_not(teller, parsed, at)
    promised = None if why else _promised(strategy, parsed, at)
    if promised is None:
        why = why or teller.said("nothing_promised")
    if parsed.json:
        write_json(_as_json(promised, parsed, why, language))
    elif promised is None:
        print(why)
    else:
        _print(promised, teller, parsed.channel)
    return 0


def _promised(strategy: Strategy, parsed: argparse.Namespace, at: datetime) -> Promised | None:
    asked = {name: getattr(parsed, name) for name in ("what", "channel", "purpose", "field", "audience")}
    try:
        return promise(strategy, at=at, use=parsed.use or "dialogue", **asked)
    except (NeverOpen, OverflowError, ValueError):
        raise Unusable(f"No date can be counted from {at:%Y-%m-%d}: the hours or the calendar leave none.") from None


def _why_not(teller: Teller, parsed: argparse.Namespace, at: datetime) -> str:
    """Why nothing is promised in a channel that is not offered, or that only sends out; else empty."""
    channel = teller.strategy.channels.get(parsed.channel)
    if channel is None:
        return ""
    name = teller.channel_name(channel.key)
    if not is_offered(channel, at.date()):
        return teller.said("is_not_offered", channel=name)
    named = any(channel.key in rule.channels for rule in teller.strategy.promises if rule.what == parsed.what)
    if parsed.what != "answer" or named or is_way_in(channel):
        return ""
    if not channel.use:
        return teller.said("only_out", channel=name)
    return teller.said("only_for", channel=name, uses=teller.named(vocabulary.USES, channel.use))


def _print(promised: Promised, teller: Teller, channel: str) -> None:
    name = teller.strategy.municipality.name
    print(f"{name}, {teller.channel_name(channel)}: {_in_words(promised.due_by, teller.language)}")
    for sentence in says(promised.steps, language=teller.language):
        print(f"  {sentence}")
    if promised.aim_by and promised.aim_by != promised.due_by:
        print(f"  {teller.said('aim_by', by=_in_words(promised.aim_by, teller.language))}")


def _in_words(by: datetime, language: str) -> str:
    """A day where all of it counts, else the moment."""
    whole_day = f"{by:%H:%M:%S}" == "23:59:59"
    return (date_in_words if whole_day else moment_in_words)(by, language=language, year=True)


def _as_json(promised: Promised | None, parsed: argparse.Namespace, why: str, language: str) -> dict[str, Any]:
    if promised is None:
        return {"what": parsed.what, "rule": None, "due_by": None, "why": why}
    return {
        "what": promised.what,
        "rule": promised.rule,
        "is_default": promised.is_default,
        "due_by": promised.due_by.isoformat(),
        "aim_by": promised.aim_by.isoformat() if promised.aim_by else None,
        "source": promised.source,
        "steps": to_json(promised.steps),
        "explanation": says(promised.steps, language=language),
    }
