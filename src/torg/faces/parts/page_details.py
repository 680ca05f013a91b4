"""What the kinds of pages say of themselves in short: a place's hours, a member's phone, when a plan was adopted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import pgettext_lazy as _p

from torg.catalogue.opening import opening
from torg.catalogue.queries.pages import PageFacts
from torg.editions.queries import InForce
from torg.faces.parts import dates
from torg.faces.parts.hours import in_words
from torg.strategy.vocabulary import PLACE_OFFERS, name

ROLES: Mapping[str, object] = {
    "mayor": gettext_lazy("Mayor"),
    "deputy": gettext_lazy("Deputy mayor"),
    "leader": gettext_lazy("Chair of a committee"),
    "member": gettext_lazy("Member of the council"),
}
DOCUMENTS: Mapping[str, object] = {
    "plan": _p("sort of document", "Plan"),
    "strategy": _p("sort of document", "Strategy"),
    "regulation": _p("sort of document", "Regulation"),
    "budget": _p("sort of document", "Budget"),
    "report": _p("sort of document", "Report"),
}
PROVIDERS: Mapping[str, object] = {
    "voluntary": gettext_lazy("Voluntary organisation"),
    "private": gettext_lazy("Private company"),
    "public": gettext_lazy("Another public body"),
}


@dataclass(frozen=True, slots=True)
class Detail:
    """A line of facts: what it is, what it says (one line or several), and where it leads, "" for nowhere."""

    icon: str
    label: str
    lines: tuple[str, ...]
    link: str = ""


def details(facts: PageFacts, found: InForce, language: str) -> tuple[Detail, ...]:
    """The facts of a page that are no service, each on a line."""
    said = facts.content.facts
    return tuple(one for one in _of(facts.kind, said, found, language) if one.lines) if facts.kind != "unit" else ()


def _of(kind: str, said: Mapping[str, Any], found: InForce, language: str) -> Iterator[Detail]:
    if kind == "news":
        yield Detail("Calendar", _("Published"), _day(said.get("on"), language))
    elif kind == "alert":
        yield Detail("Clock", _("From"), _moment(said.get("from"), language))
        yield Detail("Clock", _("Until"), _moment(said.get("until"), language))
    elif kind == "place":
        yield Detail("Clock", _("Opening hours"), place_hours(said, found, language))
        yield Detail("Tasklist", _("What is offered here"), offers_in_words(said, found, language))
    elif kind == "member":
        yield Detail("Person", _("Role"), (str(ROLES.get(str(said.get("role")), "")),))
        yield Detail("PersonGroup", _("Party"), _line(said, "party"))
        yield Detail("Tasklist", _("Committee"), _line(said, "committee"))
    elif kind == "document":
        yield Detail("FileText", _("Sort"), (str(DOCUMENTS.get(str(said.get("type")), "")),))
        yield Detail("Calendar", _("Adopted"), _day(said.get("adopted"), language))
        yield Detail("Calendar", _("Holds until"), _day(said.get("until"), language))
    elif kind == "offer":
        yield Detail("PersonGroup", _("Who offers it"), _line(said, "provider"))
        yield Detail("Information", _("What they are"), (str(PROVIDERS.get(str(said.get("provider_type")), "")),))
    yield from _reached(said)


def _reached(said: Mapping[str, Any]) -> Iterator[Detail]:
    phone, email = str(said.get("phone", "")), str(said.get("email", ""))
    yield Detail("LocationPin", _("Address"), _line(said, "address"))
    number = "".join(c for c in phone if c.isdigit() or c == "+")
    yield Detail("Phone", _("Phone"), (phone,) if phone else (), f"tel:{number}")
    yield Detail("EnvelopeClosed", _("E-mail"), (email,) if email else (), f"mailto:{email}")


def place_hours(said: Mapping[str, Any], found: InForce, language: str) -> tuple[str, ...]:
    """When a place is open: by the strategy's place that it names, else as it says itself."""
    place = found.strategy.places.get(str(said.get("place", "")))
    if place and place.hours in found.strategy.hours:
        return in_words(found.strategy.hours[place.hours], language)
    return in_words(opening(said.get("hours", ())), language)


def offers_in_words(said: Mapping[str, Any], found: InForce, language: str) -> tuple[str, ...]:
    """What is offered at a place, in words."""
    place = found.strategy.places.get(str(said.get("place", "")))
    keys = dict.fromkeys((*said.get("offers", ()), *(place.offers if place else ())))
    return tuple(
        _("Help without an appointment") if key == "drop_in" else name(PLACE_OFFERS, key, language).capitalize()
        for key in keys
    )


def _line(said: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return (str(said[key]),) if said.get(key) else ()


def _day(said: Any, language: str) -> tuple[str, ...]:
    return (dates.day_of(date.fromisoformat(str(said)), language, timezone.now()),) if said else ()


def _moment(said: Any, language: str) -> tuple[str, ...]:
    if not said:
        return ()
    at = datetime.fromisoformat(str(said))
    here = at if at.tzinfo else at.replace(tzinfo=timezone.get_current_timezone())
    return (dates.moment(here, language, timezone.now()),)
