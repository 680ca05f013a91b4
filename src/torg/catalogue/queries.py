"""Reading the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from torg.catalogue.models import Agreement, Answerer, Service

FALLBACKS = ("nb", "nn", "da", "en")


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """A service as the other rooms see it; ``answerer`` and ``routine`` are as agreed, "" when nothing is."""

    id: int
    key: str
    titles: Mapping[str, str]
    unit_id: int
    field: str
    purpose: str
    answerer: str = ""
    routine: str = ""

    @property
    def front_line_answers(self) -> bool:
        """Whether it is agreed that the front line answers, and not the unit."""
        return self.answerer == Answerer.FRONT_LINE

    def title(self, language: str) -> str:
        """The title in a language, else in the nearest one there is."""
        for code in (language, *FALLBACKS):
            if self.titles.get(code):
                return self.titles[code]
        return self.key


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """One agreement about a service; ``ended_at`` is None for the one that holds."""

    answerer: str
    routine: str
    review_on: date
    made_at: datetime
    made_by: int
    ended_at: datetime | None


def services() -> dict[str, ServiceFacts]:
    """All active services by key, with what is agreed about each, in two statements."""
    agreed = agreed_by_service()

    def facts(s: Service) -> ServiceFacts:
        found = agreed.get(s.pk)
        said = (found.answerer, found.routine) if found else ("", "")
        return ServiceFacts(s.pk, s.key, s.titles, s.unit_id, s.field, s.purpose, *said)

    return {s.key: facts(s) for s in Service.objects.filter(is_active=True)}


def agreements(service_id: int) -> list[AgreementFacts]:
    """Every agreement there has been about a service, the newest first."""
    return [
        AgreementFacts(a.answerer, a.routine, a.review_on, a.made_at, a.made_by_id, a.ended_at)
        for a in Agreement.objects.filter(service_id=service_id)
    ]


def agreed_by_service() -> dict[int, AgreementFacts]:
    """The agreement that holds about each service that has one, in one statement."""
    return {
        a.service_id: AgreementFacts(a.answerer, a.routine, a.review_on, a.made_at, a.made_by_id, None)
        for a in Agreement.objects.filter(ended_at__isnull=True)
    }
