"""A page of the catalogue made ready to be shown: blocks and the strategy's values put in, markup made, links resolved.

Used by the citizens' pages and by the preview at the desk: ``page_context`` gives what `parts/page.html` shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from torg.catalogue import text
from torg.catalogue.kinds import TEXTS
from torg.catalogue.queries.lists import beside
from torg.catalogue.queries.pages import Card, PageFacts, blocks
from torg.editions.queries import InForce, in_force
from torg.faces.parts.context import MunicipalityFacts
from torg.faces.parts.context import facts as town_facts
from torg.faces.parts.page_details import Detail, details
from torg.faces.parts.page_times import Times, times
from torg.faces.parts.page_ways import WayShown, outside, ways_shown
from torg.faces.parts.sections import page_path
from torg.faces.parts.units import UnitShown, unit_shown
from torg.people.queries import UnitFacts, units

LINKED = re.compile(rf"{text.PAGE}([a-z0-9-]+)")
ORDER = ("body", "who", "cost", "conditions", "documents", "how", "next")
AFTER_TIMES = ("appeal", "practice")
"""The parts below the summary as a citizen needs them; what one can expect has a page of its own (`expect`)."""
DECLARED = ("who", "cost", "conditions", "appeal")
OURS = ("service", "article", "news", "alert", "place", "unit", "member", "document", "answer")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page under its heading, "" where it has none."""

    key: str
    heading: object
    markup: SafeString


@dataclass(frozen=True, slots=True)
class PageShown:
    """A page as it is shown in a language.

    ``language`` is the one its words are in, ``asked`` the reader's; ``lags`` when the words are older than those in
    ``source_language``. ``ways`` begin with the best; ``topic`` is what the contact form takes as its topic.
    """

    key: str
    kind: str
    asked: str
    language: str
    title: str
    summary: SafeString
    sections: tuple[Section, ...]
    after_times: tuple[Section, ...]
    expect: SafeString
    ways: tuple[WayShown, ...]
    times: Times
    laws: tuple[Mapping[str, Any], ...]
    details: tuple[Detail, ...]
    unit: UnitShown | None
    related: tuple[Card, ...]
    topics: tuple[str, ...]
    topic: str
    in_person: str
    mandatory: bool
    declared: bool
    lags: bool
    source_language: str
    source_url: str
    is_ours: bool
    provider: str
    provider_type: str
    level: str
    published_at: datetime
    review_on: Any

    @property
    def is_in_another_language(self) -> bool:
        """Whether it is shown in another language than the one that was asked for."""
        return self.language != self.asked

    @property
    def for_declaration(self) -> tuple[Section, ...]:
        """The parts that belong in a declaration."""
        return tuple(one for one in (*self.sections, *self.after_times) if one.key in DECLARED)

    @property
    def main_way(self) -> WayShown | None:
        """The way that a button leads to."""
        return self.ways[0] if self.ways else None

    @property
    def other_ways(self) -> tuple[WayShown, ...]:
        """The ways after the best one."""
        return self.ways[1:]


def page_context(facts: PageFacts, language: str, now: datetime, *, found: InForce | None = None) -> dict[str, Any]:
    """What `parts/page.html` needs: ``shown``, a PageShown; ``found`` saves a statement where it is known already.

    Raises NoStrategy.
    """
    found = found or in_force(now)
    return {"shown": page_shown(facts, language, now, found)}


def page_shown(facts: PageFacts, language: str, now: datetime, found: InForce) -> PageShown:
    """The page as somebody who reads ``language`` sees it; at most five statements, however long it is."""
    code, said, own = facts.language(language), facts.content.facts, facts.content.facts
    house = units()
    unit = house.by_id.get(facts.unit_id)
    written = {part.key: facts.text(language, part.key) for part in TEXTS[facts.kind] if part.form == "text"}
    values = strategy_values(town_facts(found, language), house.front_line)
    used = any("{block:" in one for one in written.values())
    kept = blocks(language) if used else {}
    filled = {key: text.filled(one, blocks=kept, values=values) for key, one in written.items()}
    linked = {key for one in filled.values() for key in LINKED.findall(one)}
    related = tuple(said.get("related", ()))
    cards, unit_card = beside({*linked, *related}, language, unit_id=facts.unit_id)

    def marked(part: str, *, level: int = 3) -> SafeString:
        markup = text.markup(filled.get(part, ""), level=level, page=lambda key: _path(cards.get(key)))
        return mark_safe(markup)  # noqa: S308 (made by the catalogue's own reader, which lets no markup through)

    answering = unit_shown(unit, unit_card, found, language, now) if unit else None
    topic = f"service:{facts.key}" if facts.kind == "service" else answering.topic if answering else ""
    source = facts.source_language
    return PageShown(
        key=facts.key, kind=facts.kind, asked=language, language=code, title=facts.text(language, "title"),
        summary=marked("summary"), sections=tuple(_sections(facts.kind, ORDER, marked)),
        after_times=tuple(_sections(facts.kind, AFTER_TIMES, marked)), expect=marked("expect"),
        ways=ways_shown(own, found, now, answering, topic) if facts.kind == "service" else outside(facts.kind, own),
        times=times(own, found, language, now), laws=tuple(own.get("laws", ())),
        details=details(facts, found, language), unit=answering,
        related=tuple(cards[key] for key in related if key in cards), topics=tuple(own.get("topics", ())), topic=topic,
        in_person=str(own.get("in_person", "")), mandatory=bool(own.get("mandatory")),
        declared=bool(own.get("declared")) and bool(written.get("expect")), lags=code in facts.lagging,
        source_language=source, source_url=page_path(facts.kind, facts.slugs[source], source)
        if source in facts.slugs else "", is_ours=facts.kind in OURS, provider=str(own.get("provider", "")),
        provider_type=str(own.get("provider_type", "")), level=str(own.get("level", "")),
        published_at=facts.published_at, review_on=facts.review_on,
    )  # fmt: skip


def strategy_values(town: MunicipalityFacts, front_line: UnitFacts) -> dict[str, str]:
    """What stands for `{phone}` and its like: what the strategy says, else what is known of the front line."""
    return {
        "phone": town.phone or front_line.phone,
        "phone_hours": "; ".join(town.phone_hours),
        "email": town.email or front_line.email,
        "address": town.address or front_line.place,
        "web": town.web,
    }


def _sections(kind: str, order: Iterable[str], marked: Any) -> Iterator[Section]:
    parts = {part.key: part for part in TEXTS[kind]}
    for key in order:
        if key in parts and (markup := marked(key, level=2 if key == "body" else 3)):
            yield Section(key, parts[key].heading, markup)


def _path(card: Card | None) -> str:
    return page_path(card.kind, card.slug) if card else ""
