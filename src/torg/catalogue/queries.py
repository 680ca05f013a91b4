"""Reading the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from torg.catalogue.models import Service

FALLBACKS = ("nb", "nn", "da", "en")


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """A service as the other rooms see it."""

    id: int
    key: str
    titles: Mapping[str, str]
    unit_id: int
    field: str
    purpose: str

    def title(self, language: str) -> str:
        """The title in a language, else in the nearest one there is."""
        for code in (language, *FALLBACKS):
            if self.titles.get(code):
                return self.titles[code]
        return self.key


def services() -> dict[str, ServiceFacts]:
    """All active services by key."""
    return {
        s.key: ServiceFacts(s.pk, s.key, s.titles, s.unit_id, s.field, s.purpose)
        for s in Service.objects.filter(is_active=True)
    }
