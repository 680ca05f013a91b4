"""Reading editions: which strategy is in force on a day, read and checked once per edition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from torg.editions.models import Edition
from torg.strategy.calendars import Calendar
from torg.strategy.model import Strategy
from torg.strategy.reading import load


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
    # The day is the municipality's, but its zone stands in the edition: UTC's day or the next covers both countries.
    row = _latest(on_or_before=now.date())
    if row is None:
        raise NoStrategy
    found = _read(*row)
    local = now.astimezone(found.zone).date()
    if local != now.date():
        later = _latest(on_or_before=local)
        found = _read(*later) if later else found
    return found


def by_id(edition_id: int) -> InForce:
    """A given edition, for promises made under it; raises Edition.DoesNotExist."""
    digest = Edition.objects.values_list("digest", flat=True).get(pk=edition_id)
    return _read(edition_id, digest)


def _latest(*, on_or_before: date) -> tuple[int, str] | None:
    return (
        Edition.objects.filter(in_force_from__lte=on_or_before)
        .order_by("-in_force_from", "-number")
        .values_list("pk", "digest")
        .first()
    )


def every_edition() -> list[Edition]:
    """All editions, the newest first."""
    return list(Edition.objects.order_by("-number"))
