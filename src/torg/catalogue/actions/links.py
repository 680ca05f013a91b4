"""Keeping book of the links of published pages: which there are, how it went, and which are broken (ALV-31)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from torg.catalogue.content import stored
from torg.catalogue.lacking import addresses
from torg.catalogue.models import Link, Page
from torg.catalogue.trying import NO_ANSWER

CANNOT_TELL = frozenset({401, 403, 407, 429, 451, 999})
"""The server is there, and does not let a machine look."""
GONE = frozenset({404, 410})
DAYS_BROKEN, TIMES_GONE = 3, 2
AGAIN, AGAIN_WHEN_FAILING = timedelta(days=7), timedelta(hours=20)


def gather_links() -> int:
    """Brings the book into step with what is published; gives how many pages have links."""
    with_links = 0
    for page in Page.objects.filter(published__isnull=False).select_related("published").iterator(100):
        assert page.published is not None
        wanted = set(addresses(page.kind, stored(page.published.content)))
        with_links += bool(wanted)
        _step(page, wanted)
    gone = Link.objects.filter(page__published__isnull=True)
    if gone.exists():
        Page.objects.filter(published__isnull=True).exclude(broken=0).update(broken=0)
        gone.delete()
    return with_links


def _step(page: Page, wanted: set[str]) -> None:
    there = dict(Link.objects.filter(page=page).values_list("url", "pk"))
    stale = [pk for url, pk in there.items() if url not in wanted]
    new = sorted(wanted - there.keys())
    with transaction.atomic():
        if stale:
            Link.objects.filter(pk__in=stale).delete()
            count_broken(Q(pk=page.pk))
        known = {
            one.url: one for one in Link.objects.filter(url__in=new, checked_at__isnull=False)
        }  # what another page links to has been tried already
        Link.objects.bulk_create(
            [
                Link(
                    page=page, url=url, status=seen.status, checked_at=seen.checked_at, fails=seen.fails,
                    gone=seen.gone, failing_since=seen.failing_since, is_broken=seen.is_broken,
                )
                if (seen := known.get(url))
                else Link(page=page, url=url)
                for url in new
            ],
            ignore_conflicts=True,
        )  # fmt: skip
        if known:
            count_broken(Q(pk=page.pk))


def links_due(now: datetime, *, limit: int) -> list[str]:
    """The addresses to try now, those never tried first, then the longest ago; a failing one is tried every day."""
    due = Q(checked_at=None) | Q(checked_at__lte=now - AGAIN) | Q(fails__gt=0, checked_at__lte=now - AGAIN_WHEN_FAILING)
    rows = Link.objects.filter(due).order_by("checked_at", "id").values_list("url", flat=True)
    never = Link.objects.filter(checked_at=None).order_by("id").values_list("url", flat=True)[:limit]
    return list(dict.fromkeys([*never, *rows[: limit * 3]]))[:limit]


@transaction.atomic
def note_link(url: str, status: int, *, now: datetime) -> bool:
    """Notes how it went with an address, wherever it stands; gives whether it is broken now.

    Broken is what failed on three different days, or was said to be gone twice. A server that lets no machine look is
    there.
    """
    rows = list(Link.objects.select_for_update().filter(url=url).order_by("pk"))
    broken = False
    for row in rows:
        if 200 <= status < 400 or status in CANNOT_TELL:
            row.fails, row.gone, row.failing_since = 0, 0, None
        else:
            other_day = row.checked_at is None or row.fails == 0 or row.checked_at.date() != now.date()
            row.fails += other_day
            row.gone = row.gone + 1 if status in GONE else 0
            row.failing_since = row.failing_since or now
        row.status, row.checked_at = status, now
        row.is_broken = row.fails >= DAYS_BROKEN or row.gone >= TIMES_GONE
        broken = row.is_broken
    Link.objects.bulk_update(rows, ["status", "checked_at", "fails", "gone", "failing_since", "is_broken"])
    count_broken(Q(pk__in={row.page_id for row in rows}))
    return broken


def note_links(statuses: Mapping[str, int], *, now: datetime) -> int:
    """Notes how a whole run went; when nobody at all answered it is our own line that is down, and nothing is noted."""
    if len(statuses) > 1 and set(statuses.values()) == {NO_ANSWER}:
        return 0
    for url, status in statuses.items():
        note_link(url, status, now=now)
    return len(statuses)


def count_broken(which: Q) -> None:
    """Brings the count of broken links of some pages into step, in one statement."""
    theirs = Link.objects.filter(page=OuterRef("pk"), is_broken=True).order_by().values("page")
    count = Coalesce(Subquery(theirs.annotate(n=Count("pk")).values("n")), Value(0))
    Page.objects.filter(which).update(broken=count)
