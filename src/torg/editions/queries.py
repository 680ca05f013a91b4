"""Reading editions: which strategy is in force on a day, read and checked once per edition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from torg.editions.models import Edition
from torg.strategy.calendars import Calendar
from torg.strategy.model import Strategy
from torg.strategy.reading import load

AT_MOST_WAITING = 20  # editions that all come into force on the same day; nobody publishes as many


class NoStrategy(Exception):
    """No edition of the strategy is in force; `torg strategy` and `torg check` say how to publish one."""


@dataclass(frozen=True, slots=True)
class InForce:
    """The strategy in force, with the edition it comes from and its compiled calendar."""

    edition_id: int
    number: int
    strategy: Strategy
    calendar: Calendar

    @property
    def language(self) -> str:
        """The municipality's own language, used where the sender's can not be told."""
        return self.strategy.municipality.languages[0]

    @property
    def zone(self) -> ZoneInfo:
        """The municipality's time zone."""
        return ZoneInfo(self.strategy.calendar.zone)


@lru_cache(maxsize=16)
def _read(edition_id: int, digest: str) -> InForce:
    # A published text never changes, so its digest makes the cache safe in every process.
    edition = Edition.objects.get(pk=edition_id)
    strategy = load(edition.text, name=f"edition {edition.number}")
    return InForce(edition.pk, edition.number, strategy, Calendar.of(strategy))


def in_force(now: datetime) -> InForce:
    """The edition in force at a moment; of several from the same day the newest. Raises NoStrategy."""
    # The day is the municipality's own, but its zone stands in the edition: one from tomorrow may be in force already.
    tomorrow = now.date() + timedelta(days=1)
    rows = Edition.objects.filter(in_force_from__lte=tomorrow).order_by("-in_force_from", "-number")
    for pk, digest, from_day in rows.values_list("pk", "digest", "in_force_from")[:AT_MOST_WAITING]:
        found = _read(pk, digest)
        if from_day is not None and from_day <= now.astimezone(found.zone).date():
            return found
    raise NoStrategy


def by_id(edition_id: int) -> InForce:
    """A given edition, for promises made under it; raises Edition.DoesNotExist."""
    digest = Edition.objects.values_list("digest", flat=True).get(pk=edition_id)
    return _read(edition_id, digest)


def by_ids(edition_ids: Iterable[int]) -> dict[int, InForce]:
    """Several editions at once, by their ids, as promises that stand side by side were made under few of them."""
    rows = Edition.objects.filter(pk__in=set(edition_ids)).values_list("pk", "digest")
    return {pk: _read(pk, digest) for pk, digest in rows}


def every_edition() -> list[Edition]:
    """All editions, the newest first."""
    return list(Edition.objects.order_by("-number"))
