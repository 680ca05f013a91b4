"""Judging self-service, and confirming that one has read what one's field offers."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from torg.catalogue.actions.writing import NotAnEditor
from torg.catalogue.models import Confirmation, Page, QualityRecord
from torg.catalogue.models.processes import Verdict
from torg.catalogue.process import Quality
from torg.people.queries import READS_ONLY, may_act

if TYPE_CHECKING:
    from torg.people.models import Staff


@transaction.atomic
def judge(page_id: int, found: Quality, *, by: Staff, now: datetime) -> int:
    """Adds what was found about a solution, and gives the record's id. Raises NotAnEditor for who neither edits nor
    answers for the service, and ValueError for a verdict that is none."""
    page = Page.objects.get(pk=page_id)
    if not may_judge(by, page.unit_id):
        raise NotAnEditor(by.pk)
    record = QualityRecord.objects.create(
        page=page, url=found.url, works_on_phone=found.works_on_phone, accessible=found.accessible,
        completion=found.completion, complaints=found.complaints, verdict=Verdict(found.verdict), note=found.note,
        judged_on=found.judged_on, judged_by=by,
    )  # fmt: skip
    return int(record.pk)


def may_judge(staff: Staff, unit_id: int) -> bool:
    """Whether somebody may judge the self-service of a unit: editors, and who answers for it."""
    return staff.is_active and (staff.role == "editor" or (staff.role not in READS_ONLY and may_act(staff, unit_id)))


def confirm(unit_id: int, version: str, *, by: Staff, now: datetime) -> None:
    """Notes that somebody has read the list of a unit's self-service in a version; twice is once."""
    Confirmation.objects.get_or_create(staff=by, unit_id=unit_id, version=version, defaults={"at": now})


def take_back(unit_id: int, version: str, *, by: Staff) -> None:
    """Takes one's own confirmation back."""
    Confirmation.objects.filter(staff=by, unit_id=unit_id, version=version).delete()
