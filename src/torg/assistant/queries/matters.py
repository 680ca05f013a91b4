"""Reading a page as the matter of a talk: its parts as plain text, whom to contact, how and how soon it is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from torg.assistant.talking.matters import Contact, Matter, Part, Start
from torg.assistant.talking.sentences import said
from torg.catalogue.advising import service_facts
from torg.catalogue.content import nearest_language
from torg.catalogue.kinds import TEXTS
from torg.catalogue.opening import opening
from torg.catalogue.queries.pages import Card, PageFacts, blocks, cards, page_by_id
from torg.catalogue.text import filled, plain
from torg.editions.queries import InForce
from torg.people.queries import UnitFacts, Units, units
from torg.strategy.advice import Processing
from torg.strategy.advice_words import Adviser
from torg.strategy.model import Hours, Interval, Span
from torg.strategy.telling import Teller
from torg.strategy.values import Unreadable, clock, span

STARTS: Mapping[str, str] = {"self_service": "do_it", "form": "fill_in"}
"""The ways in which one does it all on the web, and what each is called."""


def matter(page_id: int, language: str, found: InForce) -> Matter | None:
    """A published page for somebody who reads a language; None when there is none, or it has no page of its own."""
    facts = page_by_id(page_id)
    if facts is None or facts.language(language) not in facts.slugs:
        return None
    house, teller = units(), Teller(found.strategy, language)
    unit, card = house.by_id.get(facts.unit_id), _card_of(facts.unit_id, language)
    own, code = facts.content.facts, facts.language(language)
    is_service = facts.kind == "service"
    return Matter(
        page_id=facts.id,
        key=facts.key,
        kind=facts.kind,
        language=code,
        title=facts.text(language, "title"),
        path=_path(facts.kind, facts.slugs[code], language),
        parts=dict(_parts(facts, language, _values(found, teller, house))),
        hours=_hours(facts, found, teller),
        time=_time(own, found, language),
        contact=_contact(facts, unit, card, found, teller, house),
        starts=tuple(_starts(own)) if is_service else (),
        service=service_facts(facts, unit=unit.key if unit else "", field=unit.field if unit else "")
        if is_service
        else None,
        topic=f"service:{facts.key}" if is_service else (f"unit:{unit.key}" if unit else ""),
    )


def _path(kind: str, slug: str, language: str) -> str:
    with override(language):
        return reverse("portal:page", args=(kind, slug))


def _card_of(unit_id: int, language: str) -> Card | None:
    return next(iter(cards(language, kinds=("unit",), unit_id=unit_id, limit=1)), None)


def _parts(facts: PageFacts, language: str, values: Mapping[str, str]) -> Iterator[tuple[str, Part]]:
    """Every part that the page has, in the language nearest to the reader's in which that part is written."""
    put_in: dict[str, dict[str, str]] = {}
    for key in (part.key for part in TEXTS[facts.kind] if part.form == "text"):
        written = tuple(code for code in facts.content.languages() if facts.content.said(code, key))
        code = nearest_language(language, written)
        if not code:
            continue
        text = str(facts.content.said(code, key))
        if "{block:" in text and code not in put_in:
            put_in[code] = blocks(code)
        lines = plain(filled(text, blocks=put_in.get(code, {}), values=values), numbered=True).splitlines()
        yield key, Part(tuple(line.strip() for line in lines if line.strip()), code)


def _values(found: InForce, teller: Teller, house: Units) -> dict[str, str]:
    """What stands for `{phone}` and its like (catalogue/text.py)."""
    who, front = found.strategy.municipality, house.front_line
    phones = [one for one in found.strategy.channels.values() if one.kind == "phone" and one.offered]
    return {
        "phone": who.phone or next((one.number for one in phones if one.number), "") or front.phone,
        "phone_hours": teller.hours(phones[0].hours) if phones else "",
        "email": who.email or front.email,
        "address": who.address or front.place,
        "web": who.web,
    }


def _hours(facts: PageFacts, found: InForce, teller: Teller) -> tuple[str, ...]:
    """The page's own opening hours: those of the strategy's place that it names, else as it says itself."""
    own = facts.content.facts
    if facts.kind == "place":
        place = found.strategy.places.get(str(own.get("place", "")))
        told = teller.hours(place.hours) if place and place.hours else teller.week(opening(own.get("hours", ())))
        return (_begun_large(told),) if told else ()
    told = teller.hours(str(own.get("hours", ""))) if facts.kind == "unit" else ""
    return (_begun_large(told),) if told else ()


def _contact(
    facts: PageFacts, unit: UnitFacts | None, card: Card | None, found: InForce, teller: Teller, house: Units
) -> Contact | None:  # fmt: skip
    """How the unit that answers for the page is reached; a place or an offer says it itself."""
    strategy, own = found.strategy, facts.content.facts
    if unit is None:
        return None
    said_of = card.facts if card else {}
    field = strategy.fields.get(unit.field)
    itself = facts.kind in ("place", "offer", "member") and any(own.get(key) for key in ("phone", "email", "address"))
    told = own if itself else said_of
    main = _values(found, teller, house)["phone"]
    fallback = (
        ("", "", "") if itself else (unit.phone or (field.phone if field else "") or main, unit.email, unit.place)
    )
    hours = _unit_hours(str(said_of.get("hours", "")), unit, found, teller)
    return Contact(
        name=facts.text(teller.language, "title") if itself else (card.title if card else unit.name),
        phone=str(told.get("phone") or fallback[0]),
        email=str(told.get("email") or fallback[1]),
        address=str(told.get("address") or fallback[2]),
        hours=(_begun_large(hours),) if hours and not itself else (),
    )


def _unit_hours(said_there: str, unit: UnitFacts, found: InForce, teller: Teller) -> str:
    """The hours of a unit: by its page, its own, its key in the strategy, or its field's."""
    if said_there in found.strategy.hours:
        return teller.hours(said_there)
    if unit.own_hours:
        week: dict[int, tuple[Interval, ...]] = {}
        for day, start, end in unit.own_hours:
            week[day] = (*week.get(day, ()), Interval(clock(start), clock(end)))
        return teller.week(Hours(key="(own)", week=week))
    field = found.strategy.fields.get(unit.field)
    return next((told for key in (unit.hours, field.hours if field else "") if key and (told := teller.hours(key))), "")


def _time(own: Mapping[str, Any], found: InForce, language: str) -> tuple[str, ...]:
    """How long it takes: what we aim for, and what the law allows."""
    target, limit = _span(own.get("target")), _span(own.get("limit"))
    told = Processing(target, None, limit, None, str(own.get("limit_law", "")))
    return Adviser(found.strategy, language).processing(told)


def _span(written: object) -> Span | None:
    try:
        return span(str(written)) if written else None
    except Unreadable:
        return None


def _starts(own: Mapping[str, Any]) -> Iterator[Start]:
    for way in own.get("ways", ()):
        if way["kind"] in STARTS and way.get("url"):
            yield Start(str(way.get("name") or said(STARTS[way["kind"]])), str(way["url"]), bool(way.get("sign_in")))


def _begun_large(text: str) -> str:
    return text[:1].upper() + text[1:]
