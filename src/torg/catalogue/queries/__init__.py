"""Reading the catalogue: services, and the templates that answers are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from torg.catalogue import placeholders
from torg.catalogue.models import Agreement, Answerer, ReplyTemplate, Service, TemplateVersion
from torg.catalogue.placeholders import Filled

if TYPE_CHECKING:
    from torg.people.models import Staff

FALLBACKS = ("nb", "nn", "da", "en")
EDITORS = frozenset({"editor", "manager", "administrator"})
MOST = 200  # templates in a list: a municipality that has more finds them by searching


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


# -- templates --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TemplateFacts:
    """A template as the other rooms see it, read in a language.

    ``language`` is the one its ``title`` and ``body`` are really in: the one asked for, else the nearest there is.
    """

    id: int
    key: str
    purpose: str
    language: str
    title: str
    body: str
    titles: Mapping[str, str]
    bodies: Mapping[str, str]
    unit_id: int | None
    service_id: int | None
    owner_id: int | None
    review_on: date | None
    is_active: bool
    version: int
    uses: int
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """One version of a template: what happened (made, changed, retired, restored), when, by whom, and the words."""

    number: int
    what: str
    at: datetime
    by: str
    titles: Mapping[str, str]
    bodies: Mapping[str, str]
    brought_back: int | None
    by_id: int | None


def may_edit(staff: Staff) -> bool:
    """Whether a member of staff writes templates: editors, managers and administrators do, all others read them."""
    return staff.is_active and staff.role in EDITORS


def templates_for(
    *, unit_id: int | None, service_id: int | None, language: str, purpose: str = ""
) -> list[TemplateFacts]:
    """The templates in use that fit a unit and a service, what fits closest first, then what is used most.

    With a ``purpose`` only those for it. The body is in ``language`` where it has been written in it.
    """
    fits = (Q(unit_id=unit_id) | Q(unit=None)) & (Q(service_id=service_id) | Q(service=None))
    found = ReplyTemplate.objects.filter(fits, is_active=True)
    if purpose:
        found = found.filter(purpose=purpose)
    rows = sorted(found[:MOST], key=lambda row: (row.service_id is None, row.unit_id is None, -row.uses, row.key))
    return [_facts(row, language) for row in rows]


def template(template_id: int, *, language: str = "") -> TemplateFacts | None:
    """One template, retired ones too; None when there is none."""
    row = ReplyTemplate.objects.filter(pk=template_id).first()
    return _facts(row, language) if row else None


def fill(template: TemplateFacts, values: Mapping[str, str]) -> Filled:
    """The body with values for its placeholders; what is missing is named and stays in the text to be seen."""
    return placeholders.fill(template.body, values)


def templates_listed(
    *, language: str, words: str = "", unit_id: int | None = None, service_id: int | None = None,
    overdue_on: date | None = None, retired: bool = False,
) -> list[TemplateFacts]:  # fmt: skip
    """The templates for their editors: those of a unit or service, those that hold some words, those whose review was
    due before a day; at most 200."""
    rows = ReplyTemplate.objects.filter(is_active=not retired)
    if unit_id is not None:
        rows = rows.filter(unit_id=unit_id)
    if service_id is not None:
        rows = rows.filter(service_id=service_id)
    if overdue_on is not None:
        rows = rows.filter(review_on__lt=overdue_on)
    facts = [_facts(row, language) for row in rows.order_by("key")[: MOST * 5]]
    wanted = words.lower().split()
    found = [one for one in facts if not wanted or _holds(one, wanted)]
    return sorted(found, key=lambda one: (one.purpose, one.title.lower()))[:MOST]


def history(template_id: int) -> list[VersionFacts]:
    """Every version of a template, the newest first."""
    rows = TemplateVersion.objects.filter(template_id=template_id).select_related("by")
    return [
        VersionFacts(
            row.number, row.what, row.at, row.by.name if row.by else "", row.titles, row.bodies,
            row.data.get("brought_back"), row.by_id,
        )
        for row in rows
    ]  # fmt: skip


def _holds(one: TemplateFacts, wanted: list[str]) -> bool:
    said = "\n".join((one.key, *one.titles.values(), *one.bodies.values())).lower()
    return all(word in said for word in wanted)


def _facts(row: ReplyTemplate, language: str) -> TemplateFacts:
    near = (language, "nb" if language == "nn" else "nn" if language == "nb" else "", *FALLBACKS)
    said = next((code for code in near if row.bodies.get(code)), "")
    return TemplateFacts(
        id=row.pk, key=row.key, purpose=row.purpose, language=said, title=row.titles.get(said, row.key),
        body=row.bodies.get(said, ""), titles=row.titles, bodies=row.bodies, unit_id=row.unit_id,
        service_id=row.service_id, owner_id=row.owner_id, review_on=row.review_on, is_active=row.is_active,
        version=row.version, uses=row.uses, last_used_at=row.last_used_at,
    )  # fmt: skip
