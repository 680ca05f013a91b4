"""Everything that a strategy says, statement by statement, each at a place where another strategy can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from torg.strategy import vocabulary
from torg.strategy import words_of_strategy as said
from torg.strategy.building import usual_settling, usual_start
from torg.strategy.model import PromiseRule, Rank, Strategy
from torg.strategy.showing import focus_in_words, holds_in
from torg.strategy.telling import Teller
from torg.strategy.uses import may_be_used_for

Place = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing said, in words. ``in_turn`` where the order among its like decides; ``aside`` for sources and means."""

    for_whom: str
    what: str
    text: str
    in_turn: str = ""
    aside: bool = False


Told = Iterator[tuple[Place, Statement]]


def statements(strategy: Strategy, language: str) -> dict[Place, Statement]:
    """Every statement by its place: what concerns citizens first. The same place said again gets a number."""
    teller = Teller(strategy, language)
    found: dict[Place, Statement] = {}
    again: Counter[Place] = Counter()
    for tell in ORDER.values():
        for place, statement in tell(teller):
            if statement.text:
                again[place] += 1
                found[(*place, f"#{again[place]}")] = statement
    return found


def _whom(teller: Teller, group: str, name: str = "") -> str:
    return said.FOR_WHOM[group][teller.language].format(name=name)


def _subject(teller: Teller, word: str) -> str:
    return said.SUBJECTS[word][teller.language]


def _main(teller: Teller, place: Place, whom: str, text: str, *, in_turn: str = "") -> tuple[Place, Statement]:
    return place, Statement(whom, _subject(teller, place[0]), text, in_turn)


def _details(teller: Teller, place: Place, whom: str, about: str = "", **texts: str) -> Told:
    """What the main sentence leaves out, by words of ``SUBJECTS``; sources are for those who follow up."""
    for word, text in texts.items():
        aside = word == "source"
        what = ", ".join(part for part in (about, _subject(teller, word)) if part)
        yield (*place, word), Statement(_whom(teller, "leaders") if aside else whom, what, text, aside=aside)


# -- promises -----------------------------------------------------------------------------------------------------


def _promises(teller: Teller) -> Told:
    """What holds in each channel, then each promise that this leaves out; the rule's own name does not matter."""
    told: set[tuple[str, str]] = set()
    for channel in teller.strategy.channels.values():
        if channel.offered and may_be_used_for(channel, "dialogue"):
            held = holds_in(teller.strategy, channel, teller.language)
            whom = _whom(teller, "channel", teller.channel_name(channel.key))
            if held:
                told |= {(held.rule, channel.key), (held.rule, "")}
                yield ("promise", "answer", channel.key), Statement(whom, held.what, held.sentence)
    for rule in teller.strategy.promises:
        yield from _promise(teller, rule, told)


def _promise(teller: Teller, rule: PromiseRule, told: set[tuple[str, str]]) -> Told:
    what = vocabulary.promise_name(rule.what, teller.language)
    scope = (*sorted(rule.purposes), *sorted(rule.fields), *sorted(rule.audience))
    sentence = teller.promise(rule)
    everyone = _whom(teller, "everywhere")
    if rule.mean:
        place = ("promise", rule.what, *sorted(rule.channels), *scope, "mean")
        yield place, Statement(_whom(teller, "leaders"), what, sentence, aside=True)
    else:
        for key in rule.channels or ("",):
            if (rule.key, key) not in told:
                whom = _whom(teller, "channel", teller.channel_name(key)) if key else everyone
                yield ("promise", rule.what, key, *scope), Statement(whom, what, sentence)
    whom = _whom(teller, "channel", teller.channels(rule.channels)) if rule.channels else everyone
    starts = "" if rule.starts == usual_start(rule.what) else rule.starts
    settled_by = () if rule.settled_by == usual_settling(rule.what) else rule.settled_by
    yield from _details(
        teller,
        ("promise", rule.what, *sorted(rule.channels), *scope),
        whom,
        what,
        hours=teller.hours(rule.hours),
        starts=vocabulary.name(vocabulary.STARTS, starts, teller.language),
        settled_by=teller.named(vocabulary.SETTLES, settled_by),
        wording=rule.says,
        source=rule.source,
    )


# -- where and when -----------------------------------------------------------------------------------------------


def _offers(teller: Teller) -> Told:
    for channel in teller.strategy.channels.values():
        name = teller.channel_name(channel.key)
        text = f"{teller.said('offered') if channel.offered else ''} {teller.channel(channel)}".strip()
        place, whom = ("offer", channel.key), _whom(teller, "channel", name)
        yield _main(teller, place, whom, text, in_turn=name)
        yield from _details(
            teller,
            place,
            whom,
            name=channel.name,
            kind=vocabulary.channel_kind_name(channel.kind, teller.language),
            address=channel.address,
            hours=teller.hours(channel.hours) if channel.places else "",
            automatic_reply=channel.automatic_reply if channel.after_hours else "",
            receipt="" if channel.receipt else teller.said("no_receipt"),
            wording=channel.says,
            source=channel.source,
        )


def _assistant(teller: Teller) -> Told:
    rule, whom = teller.strategy.assistant, _whom(teller, "everywhere")
    for text in teller.assistant(rule):
        yield _main(teller, ("assistant", text), whom, text)
    yield from _details(teller, ("assistant",), whom, wording=rule.says, source=rule.source)


def _places(teller: Teller) -> Told:
    for one in teller.strategy.places.values():
        parts = [teller.hours(one.hours), teller.named(vocabulary.PLACE_OFFERS, one.offers)]
        parts.append(teller.said("kiosk") if one.kiosk else "")
        text = "; ".join(part for part in parts if part)
        place, whom = ("place", one.key), _whom(teller, "place", one.name)
        yield _main(teller, place, whom, text)
        yield from _details(teller, place, whom, name=one.name, source=one.source)


def _hours(teller: Teller) -> Told:
    """Hours are told where they are kept; by themselves only their name, and when nothing keeps them."""
    strategy = teller.strategy
    groups = (strategy.channels, strategy.places, strategy.units, strategy.fields)
    kept = {held.hours for group in groups for held in group.values()}
    kept |= {rule.hours for rule in strategy.promises}
    whom = _whom(teller, "everywhere")
    for key, hours in strategy.hours.items():
        if key not in kept:
            yield _main(teller, ("hours", key), whom, teller.hours(key))
        yield from _details(teller, ("hours", key), whom, name=hours.name, source=hours.source)


def _calendar(teller: Teller) -> Told:
    rules, whom = teller.strategy.calendar, _whom(teller, "everywhere")
    for text in teller.calendar():
        yield _main(teller, ("calendar", text), whom, text)
    week = teller.weekdays(rules.working_week)
    yield from _details(teller, ("calendar",), whom, zone=rules.zone, working_week=week, source=rules.source)


def _municipality(teller: Teller) -> Told:
    who = teller.strategy.municipality
    valid = "–".join(teller.day(day) if day else "" for day in (who.valid_from, who.valid_to)).strip("–")
    place, whom = ("municipality",), _whom(teller, "everywhere")
    yield from _details(
        teller,
        place,
        whom,
        name=who.name,
        country=who.country,
        languages=", ".join(who.languages),
        web=who.web,
        phone_number=who.phone,
        email=who.email,
        address=who.address,
        serves=teller.named(vocabulary.AUDIENCES, who.serves),
    )
    yield from _details(teller, place, _whom(teller, "leaders"), document=who.document, valid=valid)


# -- which channel ------------------------------------------------------------------------------------------------


def _order(teller: Teller) -> Told:
    strategy, whom = teller.strategy, _whom(teller, "everywhere")
    yield _main(teller, ("order",), whom, teller.channels(strategy.order))
    yield from _details(teller, ("order",), whom, wording=strategy.order_says, source=strategy.order_source)


def _ranks(teller: Teller) -> Told:
    for purpose in teller.strategy.purposes.values():
        place, whom = ("rank", purpose.key), _whom(teller, "purpose", teller.purpose_name(purpose.key))
        for rank in Rank:
            column = said.COLUMNS[rank.value][teller.language].lower()
            yield (*place, rank.value), Statement(whom, column, teller.channels(purpose.ranks.get(rank, ())))
        yield from _details(teller, place, whom, name=purpose.name, explained=purpose.explained, source=purpose.source)


def _fields(teller: Teller) -> Told:
    for one in teller.strategy.fields.values():
        place, whom = ("field", one.key), _whom(teller, "field", one.name)
        order = teller.said("order", channels=teller.channels(one.order)) if one.order else ""
        yield _main(teller, place, whom, " ".join(part for part in (order, teller.hours(one.hours)) if part))
        yield from _details(
            teller,
            place,
            whom,
            name=one.name,
            phone_number=one.phone,
            drop_in=teller.said("drop_in") if one.drop_in else "",
            unit=teller.unit_name(one.unit),
            because=one.because,
            source=one.source,
        )


def _units(teller: Teller) -> Told:
    for one in teller.strategy.units.values():
        place, whom = ("unit", one.key), _whom(teller, "field", one.name)
        order = teller.said("order", channels=teller.channels(one.order)) if one.order else ""
        yield _main(teller, place, whom, " ".join(part for part in (order, teller.hours(one.hours)) if part))
        yield from _details(
            teller, place, whom, name=one.name, answers=one.answers, because=one.because, source=one.source
        )


def _replies(teller: Teller) -> Told:
    whom = _whom(teller, "reply")
    for rule in teller.strategy.replies:
        conditions = (*sorted(rule.came_by), str(rule.sensitive), str(rule.exempt), str(rule.business))
        place, text = ("reply", *conditions), teller.reply(rule)
        yield _main(teller, place, whom, text, in_turn=text)
        yield from _details(teller, place, whom, wording=rule.says, source=rule.source)


def _exemptions(teller: Teller) -> Told:
    whom = _whom(teller, "exempt")
    for one in teller.strategy.exemptions.values():
        place = ("exemption", one.key)
        yield _main(teller, place, whom, teller.exemption(one))
        yield from _details(teller, place, whom, wording=one.says, source=one.source)


def _transitions(teller: Teller) -> Told:
    whom = _whom(teller, "everywhere")
    for one in teller.strategy.transitions.values():
        place = ("transition", one.key)
        moved = (*one.to, *one.reduces) if not (one.to and one.reduces) else ()
        yield _main(teller, place, whom, teller.transition(one))
        yield from _details(
            teller, place, whom, channels=teller.channels(moved), steps="; ".join(one.steps), source=one.source
        )


# -- for those who answer, and those who follow up ------------------------------------------------------------------


def _lines(teller: Teller) -> Told:
    whom = _whom(teller, "staff")
    for line in teller.strategy.lines.values():
        share = teller.said("answers_share", share=teller.share(line.share)) if line.share is not None else ""
        text = ", ".join(part for part in (line.name, line.answers, share) if part)
        yield _main(teller, ("line", line.key), whom, text, in_turn=line.name)
        unit = teller.unit_name(line.unit)
        yield from _details(teller, ("line", line.key), whom, line.name, unit=unit, source=line.source)


def _rules(teller: Teller) -> Told:
    rules, whom = teller.strategy.rules, _whom(teller, "staff")
    for text in teller.rules(rules):
        yield _main(teller, ("rule", text), whom, text)
    yield from _details(teller, ("rule",), whom, source=rules.source)
    yield from _details(teller, ("rule", "handover"), whom, source=rules.handover.source)


def _costs(teller: Teller) -> Told:
    whom = _whom(teller, "leaders")
    for cost in teller.strategy.costs.values():
        for key in cost.channels:
            yield _main(teller, ("cost", key), whom, f"{teller.channel_name(key)}: {teller.cost(cost)}")
            yield from _details(teller, ("cost", key), whom, teller.channel_name(key), source=cost.source)


def _targets(teller: Teller) -> Told:
    whom = _whom(teller, "leaders")
    for one in teller.strategy.targets.values():
        place = ("target", one.key)
        yield _main(
            teller, place, whom, " – ".join(part for part in (one.says.rstrip("."), teller.reached(one)) if part)
        )
        yield from _details(teller, place, whom, channels=teller.channels(one.channels), source=one.source)


def _focus(teller: Teller) -> Told:
    whom = _whom(teller, "leaders")
    for area in teller.strategy.focus.values():
        place = ("focus", area.key)
        yield _main(teller, place, whom, f"{area.name}. {' '.join(focus_in_words(teller, area))}")
        works_for = "; ".join(teller.strategy.targets[key].says for key in area.targets)
        sources = "; ".join((area.source, *(measure.source for measure in area.measures)))
        yield from _details(teller, place, whom, area.name, target=works_for, source=sources.strip("; "))


def _principles(teller: Teller) -> Told:
    whom = _whom(teller, "staff")
    for one in teller.strategy.principles.values():
        yield _main(teller, ("principle", one.key), whom, one.says)
        yield from _details(teller, ("principle", one.key), whom, source=one.source)


# What concerns citizens comes first.
ORDER = {
    "promise": _promises,
    "offer": _offers,
    "assistant": _assistant,
    "place": _places,
    "hours": _hours,
    "calendar": _calendar,
    "municipality": _municipality,
    "order": _order,
    "rank": _ranks,
    "field": _fields,
    "unit": _units,
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
