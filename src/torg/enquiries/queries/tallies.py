"""How promises were kept in each channel in a time, from what was added up beforehand; no promise is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from torg.enquiries.models import PromiseTally

LEAST = 20
"""Of fewer promises no share is said: one more or less would change it by more than it tells."""


@dataclass(frozen=True, slots=True)
class KeptSoFar:
    """Promises of a kind (``what``) in a channel that were settled in a time, and how many of them were kept."""

    channel: str
    what: str
    settled: int
    kept: int

    @property
    def percent(self) -> int | None:
        """The share kept, rounded down so that 100 means all; None when they are too few to say."""
        return self.kept * 100 // self.settled if self.settled >= LEAST else None


def kept_so_far(*, since: date, until: date) -> tuple[KeptSoFar, ...]:
    """The promises settled from one day to another, both with: by channel and kind, the most used channels first."""
    days = PromiseTally.objects.filter(day__gte=since, day__lte=until)
    rows = days.values("channel", "what").annotate(kept=Sum("kept"), broken=Sum("broken"))
    found = [KeptSoFar(row["channel"], row["what"], row["kept"] + row["broken"], row["kept"]) for row in rows]
    return tuple(sorted(found, key=lambda one: (-one.settled, one.channel, one.what)))
