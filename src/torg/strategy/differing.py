"""What changes for whom between two strategies, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from torg.strategy import vocabulary
from torg.strategy import words_of_strategy as said
from torg.strategy.model import Rank, Strategy
from torg.strategy.showing import focus_in_words, holds_in, our_promises
from torg.strategy.telling import Teller
from torg.strategy.uses import may_be_used_for

Place = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changes; ``before`` is "" for what is new, ``after`` is "" for what no longer holds."""

    for_whom: str
    what: str
    before: str
    after: str
    sentence: str


@dataclass(frozen=True, slots=True)
class _Statement:
    for_whom: str
    what: str
    text: str


def diff(a: Strategy, b: Strategy, language: str = "") -> list[Change]:
    """Return what changes when ``a`` is replaced by ``b``, citizens' promises first; in b's language by default.

    Statements are compared by what they come to, not by how the files are written: a rule under another name that
    promises the same is no change.
    """
    language = language or b.municipality.languages[0]
    before, after = _statements(a, language), _statements(b, language)
    changes = []
    for place in [*before, *(place for place in after if place not in before)]:
        old, new = before.get(place), after.get(place)
        if old is None or new is None or old.text != new.text:
            changes.append((place, _change(old, new, language)))
    order = list(_ORDER)
    return [change for place, change in sorted(changes, key=lambda held: order.index(held[0][0]))]


def _change(old: _Statement | None, new: _Statement | None, language: str) -> Change:
    held = new or old
    assert held is not None, "a change has a before or an after"
    before, after = old.text if old else "", new.text if new else ""
    kind = "changed" if old and new else ("added" if new else "removed")
    sentence = said.CHANGED[kind][language].format(
        whom=held.for_whom, what=held.what, before=before.rstrip("."), after=after.rstrip(".")
    )
    return Change(held.for_whom, held.what, before, after, f"{sentence}.")


def _statements(strategy: Strategy, language: str) -> dict[Place, _Statement]:
    teller = Teller(strategy, language)
    found: dict[Place, _Statement] = {}
    for tell in _ORDER.values():
        found.update({place: statement for place, statement in tell(teller) if statement.text})
    return found


def _whom(teller: Teller, group: str, name: str = "") -> str:
    return said.FOR_WHOM[group][teller.language].format(name=name)


def _subject(teller: Teller, word: str) -> str:
    return said.SUBJECTS[word][teller.language]


Told = Iterator[tuple[Place, _Statement]]


def _promises(teller: Teller) -> Told:
    """What holds in each channel, and each promise for some; the rule's own name does not matter."""
    rules = {rule.key: rule for rule in teller.strategy.promises}
    for channel in teller.strategy.channels.values():
        if channel.offered and may_be_used_for(channel, "dialogue"):
            held = holds_in(teller.strategy, channel, teller.language)
            whom = _whom(teller, "channel", teller.channel_name(channel.key))
            if held:
                yield ("promise", "answer", channel.key), _Statement(whom, held.what, held.sentence)
    for promise in our_promises(teller.strategy, teller.language):
        rule = rules.get(promise.rule)
        scope = (*rule.purposes, *rule.fields, *rule.audience) if rule else ()
        if rule is None or (rule.what == "answer" and not scope):
            continue
        named = bool(promise.channel)
        whom = _whom(teller, "channel", promise.channel_name) if named else _whom(teller, "everywhere")
        yield ("promise", rule.what, promise.channel, *scope), _Statement(whom, promise.what, promise.sentence)


def _offers(teller: Teller) -> Told:
    for channel in teller.strategy.channels.values():
        name = teller.channel_name(channel.key)
        text = f"{teller.said('offered') if channel.offered else ''} {teller.channel(channel)}".strip()
        yield ("offer", channel.key), _Statement(_whom(teller, "channel", name), _subject(teller, "offer"), text)


def _order(teller: Teller) -> Told:
    text = teller.channels(teller.strategy.order) if teller.strategy.order else ""
    yield ("order",), _Statement(_whom(teller, "everywhere"), _subject(teller, "order"), text)


def _ranks(teller: Teller) -> Told:
    for purpose in teller.strategy.purposes.values():
        whom = _whom(teller, "purpose", teller.purpose_name(purpose.key))
        for rank in Rank:
            column = said.COLUMNS[rank.value][teller.language].lower()
            keys = purpose.ranks.get(rank, ())
            yield ("rank", purpose.key, rank.value), _Statement(whom, column, teller.channels(keys) if keys else "")


def _places(teller: Teller) -> Told:
    for place in teller.strategy.places.values():
        parts = [teller.hours(place.hours), teller.named(vocabulary.PLACE_OFFERS, place.offers)]
        text = "; ".join(part for part in parts if part) or place.name
        yield ("place", place.key), _Statement(_whom(teller, "place", place.name), _subject(teller, "place"), text)


def _calendar(teller: Teller) -> Told:
    for text in teller.calendar():
        yield ("calendar", text), _Statement(_whom(teller, "everywhere"), _subject(teller, "calendar"), text)


def _replies(teller: Teller) -> Told:
    for rule in teller.strategy.replies:
        conditions = (*sorted(rule.came_by), str(rule.sensitive), str(rule.exempt), str(rule.business))
        yield ("reply", *conditions), _Statement(_whom(teller, "reply"), _subject(teller, "reply"), teller.reply(rule))


def _exemptions(teller: Teller) -> Told:
    for one in teller.strategy.exemptions.values():
        text = teller.exemption(one)
        yield ("exemption", one.key), _Statement(_whom(teller, "exempt"), _subject(teller, "exemption"), text)


def _fields(teller: Teller) -> Told:
    for one in teller.strategy.fields.values():
        order = teller.said("order", channels=teller.channels(one.order)) if one.order else ""
        text = " ".join(part for part in (order, teller.hours(one.hours)) if part) or one.name
        yield ("field", one.key), _Statement(_whom(teller, "field", one.name), _subject(teller, "field"), text)


def _transitions(teller: Teller) -> Told:
    for one in teller.strategy.transitions.values():
        text = teller.transition(one)
        yield (
            ("transition", one.key),
            _Statement(_whom(teller, "everywhere"), _subject(teller, "transition"), text),
        )


def _lines(teller: Teller) -> Told:
    for line in teller.strategy.lines.values():
        share = teller.said("answers_share", share=teller.share(line.share)) if line.share is not None else ""
        text = ", ".join(part for part in (line.name, line.answers, share) if part)
        yield ("line", line.key), _Statement(_whom(teller, "staff"), _subject(teller, "line"), text)


def _rules(teller: Teller) -> Told:
    for text in teller.rules(teller.strategy.rules):
        yield ("rule", text), _Statement(_whom(teller, "staff"), _subject(teller, "rule"), text)


def _costs(teller: Teller) -> Told:
    for cost in teller.strategy.costs.values():
        for key in cost.channels:
            text = f"{teller.channel_name(key)}: {teller.cost(cost)}"
            yield ("cost", key), _Statement(_whom(teller, "leaders"), _subject(teller, "cost"), text)


def _targets(teller: Teller) -> Told:
    for target in teller.strategy.targets.values():
        text = " – ".join(part for part in (target.says.rstrip("."), teller.reached(target)) if part)
        yield ("target", target.key), _Statement(_whom(teller, "leaders"), _subject(teller, "target"), text)


def _focus(teller: Teller) -> Told:
    for area in teller.strategy.focus.values():
        text = f"{area.name}. {' '.join(focus_in_words(teller, area))}"
        yield ("focus", area.key), _Statement(_whom(teller, "leaders"), _subject(teller, "focus"), text)


def _principles(teller: Teller) -> Told:
    for one in teller.strategy.principles.values():
        yield ("principle", one.key), _Statement(_whom(teller, "staff"), _subject(teller, "principle"), one.says)


# What concerns citizens comes first.
_ORDER = {
    "promise": _promises,
    "offer": _offers,
    "place": _places,
    "calendar": _calendar,
    "order": _order,
    "rank": _ranks,
    "field": _fields,
    "reply": _replies,
    "exemption": _exemptions,
    "transition": _transitions,
    "line": _lines,
    "rule": _rules,
    "cost": _costs,
    "target": _targets,
    "focus": _focus,
    "principle": _principles,
}
