"""A strategy as a service manager reads it, and the promises as citizens read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from torg.strategy import defaults, vocabulary
from torg.strategy import words_of_strategy as said
from torg.strategy.model import Channel, Focus, PromiseRule, Rank, Strategy
from torg.strategy.telling import Teller
from torg.strategy.uses import is_way_in, is_written
from torg.strategy.words_of_time import listed, within_in_words

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a strategy: sentences, and rows under ``columns`` (all rows as long as the columns)."""

    title: str
    paragraphs: tuple[str, ...] = ()
    columns: Row = ()
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class PromiseInWords:
    """One promise in one channel, as a citizen reads it; ``says`` is the municipality's own wording.

    ``channel`` and ``rule`` are keys of the strategy, both "" for all channels and for Torg's default.
    """

    channel_name: str
    what: str
    sentence: str
    source: str
    says: str = ""
    channel: str = ""
    rule: str = ""
    is_default: bool = False


def our_promises(strategy: Strategy, language: str) -> tuple[PromiseInWords, ...]:
    """Every promise, channel by channel in the file's order, then what holds in all; Torg's own where it is silent."""
    teller = Teller(strategy, language)
    given = [rule for rule in strategy.promises if not rule.mean]
    told = [_told(teller, rule, channel) for channel in strategy.channels for rule in given if channel in rule.channels]
    told += [_told(teller, rule, "") for rule in given if not rule.channels]
    general = any(rule.what == "answer" and not (rule.channels or rule.purposes or rule.fields) for rule in given)
    if not general:
        told.append(_default_answer(teller, alone=not any(rule.what == "answer" for rule in given)))
    return tuple(told)


def holds_in(strategy: Strategy, channel: Channel, language: str) -> PromiseInWords | None:
    """The answer promise of a channel for an ordinary enquiry; Torg's default where one writes, else None."""
    teller = Teller(strategy, language)
    general = [
        rule
        for rule in strategy.promises
        if rule.what == "answer" and not (rule.mean or rule.purposes or rule.fields or rule.audience)
    ]
    fitting = [rule for rule in general if channel.key in rule.channels] or [
        rule for rule in general if not rule.channels
    ]
    if fitting:
        return _told(teller, fitting[0], channel.key)
    written = is_written(strategy, channel.key) and is_way_in(channel)
    return _default_answer(teller, alone=False) if written else None


def _told(teller: Teller, rule: PromiseRule, channel: str) -> PromiseInWords:
    return PromiseInWords(
        channel_name=teller.channel_name(channel) if channel else teller.said("everywhere"),
        what=vocabulary.promise_name(rule.what, teller.language),
        sentence=teller.promise(rule),
        source=rule.source,
        says=rule.says,
        channel=channel,
        rule=rule.key,
    )


def _default_answer(teller: Teller, *, alone: bool) -> PromiseInWords:
    rule = PromiseRule(key="", what="answer", latest=defaults.ANSWER_WITHIN)
    return PromiseInWords(
        channel_name=teller.said("everywhere" if alone else "elsewhere"),
        what=vocabulary.promise_name("answer", teller.language),
        sentence=f"{teller.promise(rule)} {said.ADDED['default'][teller.language]}",
        source="",
        is_default=True,
    )


def show(strategy: Strategy, language: str = "") -> list[Section]:
    """The whole strategy in words, in the municipality's own language unless another is asked for."""
    teller = Teller(strategy, language or strategy.municipality.languages[0])
    parts = (
        *(_head(teller), _priority(teller), _table(teller), _hours(teller), _calendar(teller), _places(teller)),
        *(
            _lines(teller),
            _channels(teller),
            _assistant(teller),
            _fields(teller),
            _promises(teller),
            _replies(teller),
            _rules(teller),
        ),
        *(_transitions(teller), _exemptions(teller), _costs(teller), _targets(teller)),
        *_focus(teller),
        *(_principles(teller), _silent(teller)),
    )
    return [part for part in parts if part.paragraphs or part.rows]


def _section(teller: Teller, title: str, columns: Iterable[str], rows: Iterable[Row]) -> Section:
    """A table; columns that stay empty are left out."""
    names = [said.COLUMNS[column][teller.language] for column in columns]
    held = list(rows)
    kept = [place for place in range(len(names)) if any(row[place] for row in held)]
    return Section(
        teller.title(title),
        columns=tuple(names[place] for place in kept),
        rows=tuple(tuple(row[place] for place in kept) for row in held),
    )


def _head(teller: Teller) -> Section:
    who = teller.strategy.municipality
    told = []
    if who.document:
        told.append(teller.said("document", document=who.document))
    if who.valid_from and who.valid_to:
        told.append(teller.said("valid", **{"from": teller.day(who.valid_from), "to": teller.day(who.valid_to)}))
    if who.serves:
        told.append(teller.said("serves", who=teller.named(vocabulary.AUDIENCES, who.serves)))
    reach = [part for part in (who.web, who.phone, who.email, who.address) if part]
    if reach:
        told.append(", ".join(reach))
    return Section(who.name, tuple(told) or ("",))


def _priority(teller: Teller) -> Section:
    strategy = teller.strategy
    order = tuple(f"{place}. {teller.channel_name(key)}" for place, key in enumerate(strategy.order, start=1))
    return Section(teller.title("priority"), _quoted(teller, strategy.order_says, strategy.order_source) + order)


def _quoted(teller: Teller, says: str, source: str) -> tuple[str, ...]:
    if not says:
        return ()
    quote = teller.said("quote", text=says)
    return (f"{quote} ({source})" if source else quote,)


def _table(teller: Teller) -> Section:
    rows = []
    for purpose in teller.strategy.purposes.values():
        name = teller.purpose_name(purpose.key)
        ranks = [", ".join(teller.channel_name(key) for key in purpose.ranks.get(rank, ())) for rank in Rank]
        title = name[:1].upper() + name[1:]
        rows.append((f"{title} ({purpose.explained})" if purpose.explained else title, *ranks, purpose.source))
    return _section(teller, "table", ("purpose", "primary", "secondary", "unwanted", "source"), rows)


def _hours(teller: Teller) -> Section:
    rows = [(one.name or one.key, teller.hours(one.key), one.source) for one in teller.strategy.hours.values()]
    return _section(teller, "hours", ("name", "when", "source"), rows)


def _calendar(teller: Teller) -> Section:
    return Section(teller.title("calendar"), tuple(teller.calendar()))


def _places(teller: Teller) -> Section:
    rows = []
    for place in teller.strategy.places.values():
        offers = [teller.named(vocabulary.PLACE_OFFERS, (offer,)) for offer in place.offers]
        if place.kiosk:
            offers.append(teller.said("kiosk"))
        rows.append((place.name, teller.hours(place.hours), listed(offers, teller.language), place.source))
    return _section(teller, "places", ("name", "when", "what", "source"), rows)


def _lines(teller: Teller) -> Section:
    rows = [(line.name, _answers(teller, key), line.source) for key, line in teller.strategy.lines.items()]
    return _section(teller, "lines", ("who", "what", "source"), rows)


def _answers(teller: Teller, key: str) -> str:
    line = teller.strategy.lines[key]
    if line.share is None:
        return line.answers
    goal = teller.said("answers_share", share=teller.share(line.share))
    return f"{line.answers} ({goal})" if line.answers else goal


def _channels(teller: Teller) -> Section:
    rows = []
    for channel in teller.strategy.channels.values():
        words = " ".join(part for part in (channel.says, teller.channel(channel)) if part)
        rows.append((teller.channel_name(channel.key), words, channel.source))
    return _section(teller, "channels", ("channel", "what", "source"), rows)


def _assistant(teller: Teller) -> Section:
    rule = teller.strategy.assistant
    return Section(teller.title("assistant"), (*_quoted(teller, rule.says, rule.source), *teller.assistant(rule)))


def _fields(teller: Teller) -> Section:
    rows = []
    for one in teller.strategy.fields.values():
        order = teller.said("order", channels=teller.channels(one.order)) if one.order else ""
        when = teller.hours(one.hours)
        rows.append((one.name, " ".join(part for part in (order, one.because) if part), when, one.source))
    for unit in teller.strategy.units.values():
        if unit.order or unit.hours:
            order = teller.said("order", channels=teller.channels(unit.order)) if unit.order else ""
            words = " ".join(part for part in (order, unit.because) if part)
            rows.append((unit.name, words, teller.hours(unit.hours), unit.source))
    return _section(teller, "fields", ("name", "what", "when", "source"), rows)


def _promises(teller: Teller) -> Section:
    rows = []
    for rule in teller.strategy.promises:
        where = teller.channels(rule.channels) if rule.channels else teller.said("everywhere")
        rows.append((where, teller.promise(rule), rule.source))
    return _section(teller, "promises", ("channel", "promise", "source"), rows)


def _replies(teller: Teller) -> Section:
    told = [teller.reply(rule) for rule in teller.strategy.replies]
    return Section(teller.title("replies"), (*told, teller.said("reply_default")))


def _rules(teller: Teller) -> Section:
    return Section(teller.title("rules"), tuple(teller.rules(teller.strategy.rules)))


def _transitions(teller: Teller) -> Section:
    rows = [
        ("\n".join((teller.transition(one), *(f"– {step}" for step in one.steps))), one.source)
        for one in teller.strategy.transitions.values()
    ]
    return _section(teller, "transitions", ("what", "source"), rows)


def _exemptions(teller: Teller) -> Section:
    rows = [(teller.exemption(one), one.says, one.source) for one in teller.strategy.exemptions.values()]
    return _section(teller, "exemptions", ("who", "what", "source"), rows)


def _costs(teller: Teller) -> Section:
    rows = [(teller.channels(one.channels), teller.cost(one), one.source) for one in teller.strategy.costs.values()]
    return _section(teller, "costs", ("channel", "cost", "source"), rows)


def _targets(teller: Teller) -> Section:
    rows = [(one.says, teller.reached(one), one.source) for one in teller.strategy.targets.values()]
    return _section(teller, "targets", ("target", "reached", "source"), rows)


def _focus(teller: Teller) -> list[Section]:
    title = teller.title("focus")
    return [
        Section(f"{title}: {area.name}", tuple(focus_in_words(teller, area))) for area in teller.strategy.focus.values()
    ]


def focus_in_words(teller: Teller, area: Focus) -> list[str]:
    """A focus area: its goal, how it is reached, and what is done by whom."""
    told = [teller.said("goal", goal=area.goal)] if area.goal else []
    if area.owner:
        owner = teller.said("owner", owner=area.owner)
        told.append(f"{owner[:1].upper()}{owner[1:]}.")
    if area.how:
        told.append(teller.said("how", how="; ".join(area.how)))
    for place, measure in enumerate(area.measures, start=1):
        extra = [teller.said("owner", owner=measure.owner)] if measure.owner else []
        if measure.by:
            extra.append(teller.said("by", day=teller.day(measure.by)))
        if measure.shown_by:
            name = vocabulary.measure_name(measure.shown_by, teller.language)
            extra.append(teller.said("shown_by", measure=name))
        told.append(f"{place}. {measure.says}" + (f" ({'; '.join(extra)})" if extra else ""))
    return told


def _principles(teller: Teller) -> Section:
    rows = [(one.says, one.source) for one in teller.strategy.principles.values()]
    return _section(teller, "principles", ("what", "source"), rows)


def _silent(teller: Teller) -> Section:
    """What Torg does where the strategy says nothing."""
    told = []
    given = [rule for rule in teller.strategy.promises if not rule.mean]
    if not any(rule.what == "answer" and not (rule.channels or rule.purposes or rule.fields) for rule in given):
        within = within_in_words(defaults.ANSWER_WITHIN, teller.language)
        told.append(teller.said("default_answer", within=within))
    if not any(rule.what == "receipt" and not rule.channels and rule.latest for rule in given):
        within = within_in_words(defaults.RECEIPT_WITHIN, teller.language)
        told.append(teller.said("default_receipt", within=within))
    if not teller.strategy.rules.repeat_within:
        within = within_in_words(defaults.REPEAT_WITHIN, teller.language)
        told.append(teller.said("repeat", within=within))
    if teller.strategy.rules.answer_in_language_of_sender is None:
        told.append(teller.said("language"))
    return Section(teller.title("silent"), tuple(told))
