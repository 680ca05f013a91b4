"""How a unit kept its promises in a time: counted from one index, with how many they were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from torg.enquiries.models import Promise, PromiseState


@dataclass(frozen=True, slots=True)
class Kept:
    """Promises of a unit that were settled in a time: how many, and how many of them in time."""

    settled: int
    kept: int

    @property
    def percent(self) -> int | None:
        """The share kept, rounded down so that 100 means all; None when there were none."""
        return self.kept * 100 // self.settled if self.settled else None


def promises_kept(unit_id: int, *, since: datetime, until: datetime) -> Kept:
    """Promises of a unit settled from a moment until another; what was replaced or released was not settled."""
    rows = Promise.objects.filter(
        unit_id=unit_id, settled_at__gte=since, settled_at__lt=until, state__in=[PromiseState.KEPT, PromiseState.BROKEN]
    )
    found = rows.aggregate(settled=Count("pk"), kept=Count("pk", filter=Q(state=PromiseState.KEPT)))
    return Kept(found["settled"], found["kept"])
