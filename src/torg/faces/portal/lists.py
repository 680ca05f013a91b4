"""Lists of pages: services from A to Z, news, places and the others; and what belongs to a field or a situation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from torg.catalogue.queries.lists import latest_news
from torg.catalogue.queries.pages import Card, alerts_now, cards
from torg.catalogue.topics import TOPICS, audience_name, situation_name, topic_name
from torg.editions.queries import InForce, in_force
from torg.faces.parts.page_details import DOCUMENTS, ROLES, offers_in_words, place_hours
from torg.faces.parts.sections import BY_SLUG, group_path
from torg.faces.parts.templatetags.torg import LANGUAGE_NAMES, language
from torg.faces.parts.units import UnitShown, chat_of, unit_shown
from torg.faces.portal.catalogue import lost
from torg.faces.portal.open_to_all import open_to_all
from torg.faces.portal.showing import moved, show
from torg.people.queries import units

LAST_LETTERS = str.maketrans({"æ": "{a", "ø": "{b", "å": "{c", "ä": "{a", "ö": "{b"})
ORDER_OF_KINDS = ("service", "article", "answer", "place", "document", "news", "offer")


@open_to_all
@require_safe
def pages(request: HttpRequest, kind: str) -> HttpResponse:
    """Every page of a kind, in the way that suits it."""
    here = reverse("portal:pages", args=(kind,))
    if request.path != here:
        return moved(here)
    now = timezone.now()
    found = in_force(now)
    gathered = LISTS[kind](found, now)
    elsewhere = {}
    for code in LANGUAGE_NAMES:
        with override(code):
            elsewhere[code] = reverse("portal:pages", args=(kind,))
    shown = {"here": kind, "kind": kind, **gathered}
    return show(request, f"portal/list_{TEMPLATES.get(kind, 'plain')}.html", found, shown, elsewhere=elsewhere)


@open_to_all
@require_safe
def group(request: HttpRequest, group: str, slug: str) -> HttpResponse:
    """What belongs to a field, a situation of life or an audience: the services first, the most used at the top."""
    key = BY_SLUG.get((group, slug))
    if key is None:
        return lost(request, slug)
    here = group_path(group, key)
    if request.path != here:
        return moved(here)
    topic, situation, audience = (key if group == one else "" for one in ("topic", "situation", "audience"))
    held = cards(language(), topic=topic, situation=situation, audience=audience)
    by_kind = {kind: [one for one in held if one.kind == kind and one.slug] for kind in ORDER_OF_KINDS}
    found = in_force(timezone.now())
    shown = {
        "here": group,
        "group": group,
        "key": key,
        "name": _name(group, key),
        "services": by_kind["service"],
        "others": [(kind, some) for kind, some in by_kind.items() if some and kind not in ("service", "offer")],
        "offers": by_kind["offer"],
        "topics": _topics(held) if group != "topic" else (),
    }
    elsewhere = {code: group_path(group, key, code) for code in LANGUAGE_NAMES}
    return show(request, "portal/group.html", found, shown, elsewhere=elsewhere)


def _name(group: str, key: str) -> str:
    code = language()
    if group == "topic":
        return topic_name(key, code)
    said = situation_name(key, code) if group == "situation" else audience_name(key, code)
    return said[:1].upper() + said[1:]


def _topics(held: Iterable[Card]) -> Sequence[str]:
    there = {topic for card in held for topic in card.topics}
    return [key for key in TOPICS if key in there]


# -- the kinds --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Letter:
    """The pages whose title begins with a letter."""

    letter: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """A place in a list, with its hours and what is offered there as lines."""

    card: Card
    hours: tuple[str, ...]
    offers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Titled:
    """Some pages under what they have in common."""

    title: str
    cards: tuple[Card, ...]


def in_order(title: str) -> str:
    """What titles are sorted by: æ, ø and å stand last, capital or not."""
    return title.lower().translate(LAST_LETTERS)


def _shown(kind: str) -> list[Card]:
    return sorted((one for one in cards(language(), kinds=(kind,)) if one.slug), key=lambda one: in_order(one.title))


def _services(_found: InForce, _now: datetime) -> dict[str, Any]:
    held: dict[str, list[Card]] = {}
    for card in _shown("service"):
        held.setdefault(card.title[:1].upper(), []).append(card)
    return {"letters": [Letter(letter, tuple(some)) for letter, some in held.items()], "topics": tuple(TOPICS)}


def _plain(kind: str) -> Callable[[InForce, datetime], dict[str, Any]]:
    return lambda _found, _now: {"cards": _shown(kind)}


def _news(_found: InForce, _now: datetime) -> dict[str, Any]:
    return {"cards": [one for one in latest_news(language()) if one.slug]}


def _alerts(_found: InForce, now: datetime) -> dict[str, Any]:
    return {"cards": alerts_now(language(), now=now)}


def _places(found: InForce, _now: datetime) -> dict[str, Any]:
    code = language()
    said = [
        PlaceShown(card, place_hours(card.facts, found, code), offers_in_words(card.facts, found, code))
        for card in _shown("place")
    ]
    return {"places": said}


def _units(found: InForce, now: datetime) -> dict[str, Any]:
    code, house = language(), units()
    by_unit = {card.unit_id: card for card in _shown("unit")}
    with_page = [unit for unit in house.by_key.values() if unit.id in by_unit or unit.is_front_line or unit.field]
    said = [unit_shown(unit, by_unit.get(unit.id), found, code, now) for unit in with_page]
    front = house.front_line.key
    ordered: list[UnitShown] = sorted(said, key=lambda one: (one.key != front, in_order(one.name)))
    return {"units": ordered, "chat": chat_of(found, code, now)}


def _by(fact: str, names: Mapping[str, object], kind: str) -> list[Titled]:
    held = _shown(kind)
    made = [Titled(str(name), tuple(c for c in held if c.facts.get(fact) == key)) for key, name in names.items()]
    return [one for one in made if one.cards]


def _members(_found: InForce, _now: datetime) -> dict[str, Any]:
    return {"groups": _by("role", ROLES, "member")}


def _documents(_found: InForce, _now: datetime) -> dict[str, Any]:
    return {"groups": _by("type", DOCUMENTS, "document")}


LISTS: Mapping[str, Callable[[InForce, datetime], dict[str, Any]]] = {
    "service": _services, "article": _plain("article"), "news": _news, "alert": _alerts, "place": _places,
    "unit": _units, "member": _members, "document": _documents, "offer": _plain("offer"),
    "answer": _plain("answer"),
}  # fmt: skip
TEMPLATES: Mapping[str, str] = {
    "service": "services", "place": "places", "unit": "units", "member": "members", "document": "documents",
    "news": "news",
}  # fmt: skip
