"""Index: the words by which an enquiry is found are gathered soon after anything happens to it, many at a time.

Every change of an enquiry is an event, so the events say what to read again. Their ids are handed out in order but
become visible when their transactions end, so a plain cursor over ids would pass over those that end late. This one
goes ahead, and begins again at the last event of which it is sure: one is sure of an event when every transaction that
ran while the cursor passed it has ended.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Mapping
from typing import Any

from django.db import DataError, OperationalError, connection, transaction

from torg.enquiries.models import SearchCursor, SearchText
from torg.enquiries.search import LANGUAGES

LOG = logging.getLogger(__name__)
WINDOW = 2000  # events at a time
SWEPT = 1000  # enquiries at a time
LIMITS = (200_000, 20_000, 0)  # characters of an enquiry's texts; less only where PostgreSQL takes no more
BEYOND_LIMITS = "54"  # the class of errors (SQLSTATE) of a text that has more words than PostgreSQL takes
MACHINES = ("receipt", "notice")  # our own set phrases: by them everything would be found

STALE = """
SELECT happened.enquiry_id FROM (
  SELECT enquiry_id, max(id) AS last FROM enquiries_event WHERE id > %(from)s AND id <= %(to)s GROUP BY enquiry_id
) AS happened
LEFT JOIN enquiries_searchtext AS found ON found.enquiry_id = happened.enquiry_id
WHERE found.enquiry_id IS NULL OR found.upto < happened.last"""
FORGOTTEN = """
SELECT e.id FROM enquiries_enquiry AS e LEFT JOIN enquiries_searchtext AS found ON found.enquiry_id = e.id
WHERE found.enquiry_id IS NULL OR found.upto < (SELECT max(v.id) FROM enquiries_event AS v WHERE v.enquiry_id = e.id)"""
GATHER = """
INSERT INTO enquiries_searchtext (enquiry_id, at, upto, words)
SELECT e.id, e.opened_at, coalesce((SELECT max(v.id) FROM enquiries_event AS v WHERE v.enquiry_id = e.id), 0),
  array_to_tsvector(ARRAY['=is:' || e.status, '=way:' || e.channel, '=unit:' || e.unit_id]
    || CASE WHEN e.sensitive THEN ARRAY['=sensitive:'] ELSE '{}' END
    || ARRAY(SELECT '=unit:' || also.unit_id FROM enquiries_alsoaddressed AS also WHERE also.enquiry_id = e.id))
  || strip(to_tsvector(coalesce(%(stems)s::jsonb ->> e.language, 'simple')::regconfig, said.words))
  || to_tsvector('simple', enquiries_folded(said.words))
FROM enquiries_enquiry AS e
JOIN people_person AS p ON p.id = e.person_id  -- where the law hides somebody, they are not found by it either
CROSS JOIN LATERAL (
  SELECT e.number || ' ' || e.subject || ' ' || coalesce(left(string_agg(
    concat_ws(' ', CASE WHEN p.protection = '' OR strpos(c.name, '@') = 0 THEN c.name END,
      CASE WHEN p.protection = '' THEN c.address || ' ' || translate(c.address, '@.-_', '    ') END,
      nullif(c.subject, e.subject),
      CASE WHEN c.purpose <> ALL (%(machines)s) THEN c.text END), ' ' ORDER BY c.id), %(limit)s), '') AS words
  FROM enquiries_contact AS c WHERE c.enquiry_id = e.id
) AS said
WHERE e.id = ANY (%(ids)s)
ON CONFLICT (enquiry_id) DO UPDATE SET upto = excluded.upto, words = excluded.words
WHERE excluded.upto >= enquiries_searchtext.upto"""


def index_waiting(*, window: int = WINDOW) -> int:
    """Gathers the words of what has happened lately; gives how many events it went on by, 0 when there is no more."""
    newest, oldest, coming = _standing()
    before, _new = SearchCursor.objects.get_or_create(pk=1)
    if before.sure == before.ahead == newest:
        return 0
    with transaction.atomic():
        cursor = SearchCursor.objects.select_for_update(skip_locked=True).filter(pk=1).first()
        if cursor is None or newest < cursor.ahead:  # another worker is at it, or has been
            return 0
        to = min(newest, cursor.ahead + window)
        _gather(_ids(STALE, {"from": cursor.sure, "to": to}))
        went, cursor.ahead = to - cursor.ahead, to
        if cursor.horizon <= oldest:
            # Whoever ran when ``mark`` was set has ended, and what they wrote was read again just now.
            cursor.sure, cursor.mark, cursor.horizon = max(cursor.sure, cursor.mark), to, coming
        if oldest == coming:  # nobody at all was writing
            cursor.sure = cursor.mark = to
        cursor.save(force_update=True)
    return went


def index_forgotten() -> int:
    """Gathers the words of every enquiry that has none, or old ones; gives how many there were. Reads everything."""
    ids = _ids(FORGOTTEN, {})
    for start in range(0, len(ids), SWEPT):
        with transaction.atomic():
            _gather(ids[start : start + SWEPT])
    return len(ids)


@transaction.atomic
def index_anew() -> None:
    """Throws all words away, so that the worker gathers them again from the first event on."""
    SearchCursor.objects.select_for_update().get_or_create(pk=1)
    SearchText.objects.all().delete()
    SearchCursor.objects.filter(pk=1).update(sure=0, ahead=0, mark=0, horizon=0)


def _standing() -> tuple[int, int, int]:
    """The newest event to be seen; the oldest transaction that still writes; the number the next one will get."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce((SELECT max(id) FROM enquiries_event), 0), pg_snapshot_xmin(now)::text::bigint,"
            " pg_snapshot_xmax(now)::text::bigint FROM pg_current_snapshot() AS now"
        )
        newest, oldest, coming = cursor.fetchone()
    return newest, oldest, coming


def _ids(statement: str, values: Mapping[str, int]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [pk for (pk,) in cursor.fetchall()]


def _gather(ids: Collection[int]) -> None:
    if not ids:
        return
    try:
        with transaction.atomic():
            _write(ids, LIMITS[0])
    except (DataError, OperationalError) as trouble:
        if not _is_too_much(trouble):
            raise
        for pk in ids:
            _gather_one(pk)


def _gather_one(pk: int) -> None:
    """One enquiry with as much of its text as PostgreSQL takes; its number and subject are always found."""
    for limit in LIMITS:
        try:
            with transaction.atomic():
                _write([pk], limit)
        except (DataError, OperationalError) as trouble:
            if not _is_too_much(trouble):
                raise
            LOG.warning("Enquiry %d is not found by all its words: %s", pk, trouble)
        else:
            return


def _is_too_much(trouble: Exception) -> bool:
    """Whether it is the text that PostgreSQL does not take, and not the database that is in trouble."""
    said = getattr(trouble.__cause__, "sqlstate", None) or ""
    return isinstance(trouble, DataError) or said.startswith(BEYOND_LIMITS)


def _write(ids: Collection[int], limit: int) -> None:
    with connection.cursor() as cursor:
        values: dict[str, Any] = {"ids": list(ids), "limit": limit, "machines": list(MACHINES)}
        cursor.execute(GATHER, values | {"stems": json.dumps(LANGUAGES)})
