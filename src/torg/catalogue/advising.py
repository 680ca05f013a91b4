"""A service of the catalogue as channel advice needs to know it: its ways, and where each of them leads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from torg.catalogue.queries.pages import PageFacts
from torg.strategy.advice import ServiceFacts

ON_THE_WEB = ("self_service", "form", "paper")


def service_facts(facts: PageFacts, *, unit: str = "", field: str = "") -> ServiceFacts:
    """What the page of a service says of how it is used; its times stand on the page itself and are left out here."""
    said = facts.content.facts
    ways: tuple[Mapping[str, Any], ...] = said.get("ways", ())
    kinds = {way["kind"] for way in ways}
    own = [way for way in ways if way["kind"] == "self_service"]
    known = [way["mobile"] for way in own if "mobile" in way]
    return ServiceFacts(
        purpose=said.get("purpose", ""),
        field=field,
        unit=unit,
        has_self_service=bool(own) if ways else None,
        self_service_mobile=any(known) if known else None,
        sign_in=all(way.get("sign_in", True) for way in own) if own else True,
        mandatory=bool(said.get("mandatory")),
        in_person=said.get("in_person", ""),
        has_form="form" in kinds,
        has_paper="paper" in kinds,
    )


def links_of(facts: PageFacts) -> dict[str, str]:
    """Where the service is found on the web, by the kind of way; the first of each kind."""
    found: dict[str, str] = {}
    for way in facts.content.facts.get("ways", ()):
        if way["kind"] in ON_THE_WEB and way.get("url"):
            found.setdefault(way["kind"], way["url"])
    return found
