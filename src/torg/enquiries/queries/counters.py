"""The counts beside the inbox, none of which reads more than 100 rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from torg.enquiries.models import Contact
from torg.mailroom import queries as mailroom
from torg.people.queries import Sight

CAP = 100
# In the order of the list, so that the index of the list is read and not the whole table.
OPEN_ONES = "FROM enquiries_enquiry WHERE status = 'open' {seen} {only} ORDER BY due_by, id"
COUNTED = (
    OPEN_ONES.replace("{only}", ""),
    OPEN_ONES.replace("{only}", "AND due_by < %(now)s"),
    OPEN_ONES.replace("{only}", "AND due_by >= %(now)s AND remind_at <= %(now)s"),
    OPEN_ONES.replace("{only}", "AND handler_id = %(staff)s"),
    OPEN_ONES.replace("{only}", "AND handler_id IS NULL"),
    "FROM enquiries_enquiry WHERE status = 'open' AND unit_id = %(home)s ORDER BY due_by, id",
    "FROM enquiries_enquiry WHERE replied_at IS NOT NULL {seen} ORDER BY replied_at DESC, id DESC",
    "FROM enquiries_enquiry WHERE status = 'waiting' {seen} ORDER BY wait_until, id",
    "FROM enquiries_handover WHERE to_unit_id = %(home)s AND state = 'offered'",
    "FROM enquiries_mention WHERE staff_id = %(staff)s AND read_at IS NULL",
)
ALSO = (
    "(SELECT count(*) FROM (SELECT enquiry_id FROM enquiries_alsoaddressed WHERE unit_id = %(home)s"
    " ORDER BY enquiry_id DESC LIMIT 100) AS newest JOIN enquiries_enquiry AS e ON e.id = newest.enquiry_id"
    " WHERE e.status IN ('open', 'waiting'))"
)


@dataclass(frozen=True, slots=True)
class Counters:
    """Counts beside the inbox, each to 100 at most; ``also`` are the open ones of the newest 100."""

    open: int
    overdue: int
    soon: int
    mine: int
    unassigned: int
    unit: int
    replied: int
    waiting: int
    offered: int
    mentions: int
    also: int
    quarantined: int
    failed: int


def counters(*, sight: Sight, staff_id: int, home: int, now: datetime) -> Counters:
    """The counts beside the inbox for somebody of the unit ``home``; those of enquiries in one statement."""
    ids = None if sight.units is None else sorted(sight.units)
    seen = "" if ids is None else "AND unit_id = %(unit)s" if len(ids) == 1 else "AND unit_id = ANY(%(units)s)"
    counts = ", ".join(
        f"(SELECT count(*) FROM (SELECT 1 {one.format(seen=seen)} LIMIT {CAP}) AS first)"  # noqa: S608  the words are ours
        for one in COUNTED
    )
    wanted = {"unit": ids[0] if ids else None, "units": ids, "staff": staff_id, "home": home, "now": now}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}, {ALSO}", wanted)
        of_enquiries: tuple[int, ...] = cursor.fetchone()
    quarantined, failed = mailroom.quarantined_and_failed()
    failed = failed if ids is None or not failed else _failed_of(ids)
    return Counters(*of_enquiries, quarantined, failed)  # type: ignore[call-arg]


def _failed_of(unit_ids: list[int]) -> int:
    theirs = Contact.objects.filter(enquiry__unit_id__in=unit_ids, outgoing__state__in=mailroom.NOT_ARRIVED)
    return theirs.order_by("-outgoing_id")[:CAP].count()
