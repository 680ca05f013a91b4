"""Writing in the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from torg.catalogue.models import Agreement, Answerer, Service
from torg.people.queries import READS_ONLY, may_act

if TYPE_CHECKING:
    from torg.people.models import Staff


class NotForYou(Exception):
    """Only who answers for the unit, or for all of them, settles who answers what."""


class RoutineNeeded(Exception):
    """An agreement must say what the front line answers and what it hands over."""


@transaction.atomic
def set_up_service(*, key: str, titles: Mapping[str, str], unit_id: int, field: str = "", purpose: str = "") -> Service:
    """Makes or changes the service with this key."""
    service, _ = Service.objects.update_or_create(
        key=key, defaults={"titles": dict(titles), "unit_id": unit_id, "field": field, "purpose": purpose}
    )
    return service


@transaction.atomic
def agree(service_id: int, *, answerer: str, routine: str, review_on: date, by: Staff, now: datetime) -> Agreement:
    """Settles who answers questions about a service (KON-39); the agreement before it ends and stays to be read.

    Raises NotForYou, RoutineNeeded, and ValueError for an answerer that is none.
    """
    service = Service.objects.select_for_update().get(pk=service_id)
    if by.role in READS_ONLY or not may_act(by, service.unit_id):
        raise NotForYou(service_id)
    if not routine.strip():
        raise RoutineNeeded
    Agreement.objects.filter(service=service, ended_at__isnull=True).update(ended_at=now)
    return Agreement.objects.create(
        service=service,
        answerer=Answerer(answerer),
        routine=routine.strip(),
        review_on=review_on,
        made_at=now,
        made_by=by,
    )
