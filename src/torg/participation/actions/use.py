"""Counting how the pages are used, one statement each, and forgetting it in time. Nothing is stored of who did."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Sum
from django.utils import timezone

from torg.catalogue.actions.use import set_uses
from torg.participation.cleaning import searched
from torg.participation.models import Opinion, PageUse, SearchUse

OF_LATE = timedelta(days=30)  # what counts for the order of lists
KEPT = timedelta(days=400)  # a year, and the same weeks of the year before
RARE_KEPT = timedelta(days=30)
SHOWN_FROM = 3
"""Searches that were made fewer times than this are shown to nobody, and are forgotten after RARE_KEPT."""
# The commit does not wait for the disk: when the power goes, a second's counts are lost, and nobody's words.
SEEN = """
WITH unhurried AS (SELECT set_config('synchronous_commit', 'off', true))
INSERT INTO participation_pageuse AS kept (page_id, day, language, seen) SELECT %s, %s, %s, 1 FROM unhurried
ON CONFLICT (page_id, day, language) DO UPDATE SET seen = kept.seen + 1
"""
SEARCHED = """
WITH unhurried AS (SELECT set_config('synchronous_commit', 'off', true))
INSERT INTO participation_searchuse AS kept (words, language, day, count, found) SELECT %s, %s, %s, 1, %s FROM unhurried
ON CONFLICT (words, language, day) DO UPDATE SET count = kept.count + 1, found = EXCLUDED.found
"""


def note_seen(page_id: int, language: str, *, now: datetime) -> None:
    """Counts that a page was read today."""
    with connection.cursor() as cursor:
        cursor.execute(SEEN, [page_id, timezone.localdate(now), language])


def note_counted(counts: Mapping[int, int], language: str, *, day: date) -> None:
    """Adds what was counted elsewhere, such as before a move to Torg: how often pages (by id) were read on a day."""
    for page_id, seen in sorted(counts.items()):
        PageUse.objects.update_or_create(
            page_id=page_id,
            day=day,
            language=language,
            create_defaults={"seen": seen},
            defaults={"seen": F("seen") + seen},
        )


def note_search(words: str, language: str, found: int, *, now: datetime) -> None:
    """Counts that something was searched for today, and how many pages it gave.

    What could name somebody is left out, and what tells of somebody is not counted at all.
    """
    said = searched(words)
    if not said:
        return
    with connection.cursor() as cursor:
        cursor.execute(SEARCHED, [said, language, timezone.localdate(now), found])


def sum_uses(*, today: date) -> int:
    """Tells the catalogue how often each page was read in the last 30 days; gives how many pages that changed."""
    since = today - OF_LATE
    rows = PageUse.objects.filter(day__gt=since).values_list("page_id").annotate(total=Sum("seen"))
    return set_uses(dict(rows))


@transaction.atomic
def forget(*, now: datetime) -> tuple[int, int]:
    """Removes counts and comments that are older than 400 days, and rare searches after 30; gives how many rows.

    Of an old opinion the yes or no stays, for the figures of earlier years.
    """
    today = timezone.localdate(now)
    counts = PageUse.objects.filter(day__lt=today - KEPT).delete()[0]
    counts += SearchUse.objects.filter(day__lt=today - KEPT).delete()[0]
    often = SearchUse.objects.values("words", "language").annotate(total=Sum("count")).filter(total__gte=SHOWN_FROM)
    kept = {(row["words"], row["language"]) for row in often}
    old = SearchUse.objects.filter(day__lt=today - RARE_KEPT).values_list("pk", "words", "language")
    rare = [pk for pk, words, language in old if (words, language) not in kept]
    counts += SearchUse.objects.filter(pk__in=rare).delete()[0]
    comments = Opinion.objects.filter(at__lt=now - KEPT).exclude(comment="").update(comment="")
    return counts, comments
