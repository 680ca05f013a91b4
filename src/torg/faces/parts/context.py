"""What every page knows: whose pages these are, in which languages, and how to call."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from torg.editions.queries import InForce, NoStrategy, in_force
from torg.faces.parts.hours import in_words
from torg.faces.parts.templatetags.torg import language


@dataclass(frozen=True, slots=True)
class MunicipalityFacts:
    """The municipality as a page names it; everything but the name may be empty.

    ``language`` is that of the words in its strategy, the first of its ``languages``.
    """

    name: str
    languages: tuple[str, ...] = ()
    language: str = ""
    country: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    web: str = ""
    phone_hours: tuple[str, ...] = ()

    @property
    def web_link(self) -> str:
        """The web address with its scheme."""
        return self.web if "://" in self.web else f"https://{self.web}"

    @property
    def phone_link(self) -> str:
        """The phone number as a link's address takes it."""
        return "".join(c for c in self.phone if c.isdigit() or c == "+")


def facts(found: InForce, code: str) -> MunicipalityFacts:
    """What the strategy in force says of the municipality, in a language."""
    strategy = found.strategy
    said = strategy.municipality
    phones = [c for c in strategy.channels.values() if c.kind == "phone" and c.offered]
    hours = strategy.hours.get(phones[0].hours) if phones else None
    return MunicipalityFacts(
        name=said.name,
        languages=said.languages,
        language=said.languages[0],
        country=said.country,
        phone=said.phone or (phones[0].number if phones else ""),
        email=said.email,
        address=said.address,
        web=said.web,
        phone_hours=in_words(hours, code) if hours else (),
    )


def under(found: InForce, code: str) -> dict[str, Any]:
    """What every page knows, for one that has read the strategy in force already."""
    return {"municipality": facts(found, code), "strategy_now": lambda: found}


def municipality(request: HttpRequest) -> dict[str, Any]:
    """Context processor; the strategy is read only when a page asks for it, and once for all that asks.

    ``strategy_now`` gives it, None when none is in force.
    """
    now_in_force = lru_cache(maxsize=1)(_now_in_force)

    def facts_now() -> MunicipalityFacts:
        found = now_in_force()
        return facts(found, language()) if found else MunicipalityFacts(name="Torg")

    return {
        "municipality": SimpleLazyObject(facts_now),
        "strategy_now": now_in_force,
        "colours": (settings.COLOUR_MAIN, settings.COLOUR_ACCENT),
    }


def _now_in_force() -> InForce | None:
    try:
        return in_force(timezone.now())
    except NoStrategy:
        return None
