"""Tally: kept and broken promises are added up by day and channel, so that no page need count them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import connection

# A promise that is settled stays settled, so a day can be added up as often as one likes. In order, so that two
# workers who add up the same days wait for each other and never in a ring.
ADD_UP = """
INSERT INTO enquiries_promisetally (day, channel, what, kept, broken)
SELECT (settled_at AT TIME ZONE %(zone)s)::date AS day, channel, what,
  count(*) FILTER (WHERE state = 'kept'), count(*) FILTER (WHERE state = 'broken')
FROM enquiries_promise
WHERE state IN ('kept', 'broken') AND settled_at >= %(start)s AND settled_at < %(end)s
GROUP BY 1, channel, what ORDER BY 1, channel, what
ON CONFLICT (day, channel, what) DO UPDATE SET kept = excluded.kept, broken = excluded.broken"""


def add_up(first: date, last: date, *, zone: ZoneInfo) -> int:
    """Add up the promises settled from one day to another, both with; gives how many tallies that made.

    The days are those of the municipality's ``zone``. What was added up before for them is replaced.
    """
    start = datetime.combine(first, time.min, tzinfo=zone)
    end = datetime.combine(last + timedelta(days=1), time.min, tzinfo=zone)
    with connection.cursor() as cursor:
        cursor.execute(ADD_UP, {"zone": zone.key, "start": start, "end": end})
        return int(cursor.rowcount)
