"""Reading how services are applied for, how good their self-service is, and who knows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from torg.catalogue.content import nearest_language
from torg.catalogue.models import Confirmation, Kind, Page, QualityRecord
from torg.catalogue.process import Process, Quality
from torg.people.queries import Units


@dataclass(frozen=True, slots=True)
class Known:
    """How many of a unit's staff have confirmed that they have read its list as it is now."""

    confirmed: int
    staff: int

    @property
    def per_cent(self) -> int | None:
        """The share, whole per cent; None where nobody works."""
        return self.confirmed * 100 // self.staff if self.staff else None


def processes(language: str) -> list[Process]:
    """Every published service as it can be applied for, in one statement."""
    rows = Page.objects.filter(kind=Kind.SERVICE, published__isnull=False).select_related("published").order_by("key")
    return [_process(row, language) for row in rows]


def quality(page_id: int | None = None) -> dict[int, dict[str, Quality]]:
    """The newest record of each solution by page and address."""
    rows = (
        QualityRecord.objects.select_related("judged_by").order_by("page_id", "url", "-id").distinct("page_id", "url")
    )
    if page_id is not None:
        rows = rows.filter(page_id=page_id)
    found: dict[int, dict[str, Quality]] = {}
    for row in rows:
        found.setdefault(row.page_id, {})[row.url] = _quality(row)
    return found


def judged(page_id: int) -> list[Quality]:
    """Every record of a service's solutions, the newest first."""
    return [_quality(row) for row in QualityRecord.objects.filter(page_id=page_id).select_related("judged_by")]


def confirmed_by(staff_id: int, unit_id: int, version: str) -> bool:
    """Whether somebody has confirmed a version of a unit's list."""
    return Confirmation.objects.filter(staff_id=staff_id, unit_id=unit_id, version=version).exists()


def known(versions: Mapping[int, str], staff: Mapping[int, int]) -> dict[int, Known]:
    """How many of each unit's staff know its list as it is now; ``versions`` and ``staff`` (how many) are by unit."""
    rows = (
        Confirmation.objects.filter(
            unit_id__in=list(versions), version__in=list(versions.values()), staff__is_active=True
        )
        .values_list("unit_id", "version")
        .annotate(n=Count("staff_id"))
        .order_by("unit_id")
    )
    counted = {unit_id: n for unit_id, version, n in rows if versions[unit_id] == version}
    return {unit_id: Known(min(counted.get(unit_id, 0), n), n) for unit_id, n in staff.items()}


def who_confirmed(unit_id: int, version: str) -> frozenset[int]:
    """Who of the staff has confirmed a version of a unit's list."""
    return frozenset(Confirmation.objects.filter(unit_id=unit_id, version=version).values_list("staff_id", flat=True))


def neighbours(unit_id: int, around: Units) -> frozenset[int]:
    """The units with the same parent."""
    unit = around.by_id.get(unit_id)
    if unit is None or unit.parent_id is None:
        return frozenset()
    return frozenset(one.id for one in around.by_id.values() if one.parent_id == unit.parent_id and one.id != unit_id)


def _process(row: Page, language: str) -> Process:
    facts = row.facts
    code = nearest_language(language, tuple(row.titles))
    return Process(
        page_id=row.pk, key=row.key, title=row.titles.get(code, row.key), unit_id=row.unit_id,
        number=row.published.number if row.published else 0, topics=tuple(row.topics),
        ways=tuple(facts.get("ways", ())),
        purpose=facts.get("purpose", ""), mandatory=bool(facts.get("mandatory")), in_person=facts.get("in_person", ""),
        target=facts.get("target", ""), limit=facts.get("limit", ""),
    )  # fmt: skip


def _quality(row: QualityRecord) -> Quality:
    return Quality(
        url=row.url, judged_on=row.judged_on, works_on_phone=row.works_on_phone, accessible=row.accessible,
        completion=row.completion, complaints=row.complaints, verdict=row.verdict, note=row.note,
        judged_by=row.judged_by.name,
    )  # fmt: skip
