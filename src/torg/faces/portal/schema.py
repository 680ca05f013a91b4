"""What a service page tells machines, in the words of schema.org."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.utils.html import strip_tags

from torg.faces.parts.context import MunicipalityFacts
from torg.faces.parts.pages import PageShown

TYPES: Mapping[str, str] = {
    "service": "GovernmentService", "article": "WebPage", "news": "NewsArticle", "alert": "SpecialAnnouncement",
    "place": "CivicStructure", "unit": "GovernmentOffice", "member": "Person", "document": "DigitalDocument",
    "offer": "Service", "answer": "FAQPage",
}  # fmt: skip


def described(shown: PageShown, town: MunicipalityFacts, path: str) -> dict[str, Any]:
    """A page as schema.org describes it; https://schema.org/GovernmentService and its like."""
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": TYPES[shown.kind],
        "name": shown.title,
        "url": full(path),
        "inLanguage": shown.language,
    }
    if shown.summary:
        found["description"] = strip_tags(shown.summary).strip()
    if shown.kind == "service":
        found |= _service(shown, town)
    elif shown.kind == "offer":
        found["provider"] = {"@type": "Organization", "name": shown.provider}
    elif shown.kind == "answer":
        found["mainEntity"] = [_question(shown)]
    elif shown.kind == "news":
        found["headline"] = shown.title
        found["publisher"] = {"@type": "GovernmentOrganization", "name": town.name}
    return found


def _question(shown: PageShown) -> dict[str, Any]:
    """The one question of a page and its answer, with what is told below it."""
    told = [strip_tags(shown.summary).strip(), *(strip_tags(one.markup).strip() for one in shown.sections)]
    answer = {"@type": "Answer", "text": "\n".join(one for one in told if one), "inLanguage": shown.language}
    return {"@type": "Question", "name": shown.title, "acceptedAnswer": answer}


def _service(shown: PageShown, town: MunicipalityFacts) -> dict[str, Any]:
    found: dict[str, Any] = {
        "serviceOperator": {"@type": "GovernmentOrganization", "name": town.name},
        "areaServed": {"@type": "AdministrativeArea", "name": town.name},
        "availableChannel": list(_channels(shown)),
    }
    if shown.unit:
        found["provider"] = {"@type": "GovernmentOffice", "name": shown.unit.name, "telephone": shown.unit.phone}
    return found


def _channels(shown: PageShown) -> Iterator[dict[str, Any]]:
    for way in shown.ways:
        if way.kind == "phone":
            yield {"@type": "ServiceChannel", "servicePhone": {"@type": "ContactPoint", "telephone": way.says}}
        elif way.kind != "visit":
            yield {"@type": "ServiceChannel", "serviceUrl": way.link if way.leads_outside else full(way.link)}


def full(path: str) -> str:
    """A path with the host in front, as it is known outside."""
    return f"{settings.BASE_URL.rstrip('/')}{path}"
