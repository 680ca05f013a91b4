"""What a draft would do to the questions that must stay right: wanted by an editor, worked out by a worker (KON-31)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from torg.assistant.models import DraftForecast
from torg.assistant.queries.outlook import MOST_TRIES
from torg.assistant.queries.trial import forecast

LEASE = timedelta(minutes=5)
"""After so long without an end, whoever worked it out is taken to be gone."""


@transaction.atomic
def want(page_id: int, *, version: int, now: datetime) -> None:
    """Notes that somebody wants to know what this version of a page's draft does; wanted already, nothing is done."""
    row, is_new = DraftForecast.objects.select_for_update().get_or_create(
        page_id=page_id, defaults={"version": version, "wanted_at": now}
    )
    if not is_new and row.version != version:
        DraftForecast(pk=row.pk, page_id=page_id, version=version, wanted_at=now).save(force_update=True)


@transaction.atomic
def want_again(page_id: int, *, version: int, now: datetime) -> None:
    """The same once more, as the questions or other pages have changed since, or it was given up."""
    row = (
        DraftForecast.objects.select_for_update()
        .filter(page=page_id, version=version)
        .exclude(Q(done_at__isnull=True) & Q(tries__lte=MOST_TRIES))
        .first()
    )
    if row is not None:
        DraftForecast(pk=row.pk, page_id=page_id, version=version, wanted_at=now).save(force_update=True)


def work_out(clock: Callable[[], datetime]) -> int:
    """Works out the one that was wanted first, and gives 1; 0 when none is wanted. How far it is stands in the row."""
    claimed = _claim(clock())
    if claimed is None:
        return 0
    mine = DraftForecast.objects.filter(pk=claimed.pk, version=claimed.version, begun_at=claimed.begun_at)

    def tell(asked: int, total: int) -> None:
        mine.update(asked=asked, total=total)

    found = forecast(claimed.page.key, tell=tell)
    mine.update(
        worse=[asdict(one) for one in found.worse], better=[asdict(one) for one in found.better], asked=found.total,
        total=found.total, done_at=clock(),
    )  # fmt: skip
    return 1


@transaction.atomic
def _claim(now: datetime) -> DraftForecast | None:
    free = Q(begun_at__isnull=True) | Q(begun_at__lt=now - LEASE)
    rows = DraftForecast.objects.select_related("page").select_for_update(of=("self",), skip_locked=True)
    row = rows.filter(free, done_at__isnull=True, tries__lte=MOST_TRIES).order_by("wanted_at").first()
    if row is None:
        return None
    row.tries += 1
    if row.tries > MOST_TRIES:
        row.save(update_fields=["tries"])
        return None
    row.begun_at = now
    row.save(update_fields=["tries", "begun_at"])
    return row
