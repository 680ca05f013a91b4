"""Who was helped at once: enquiries that were settled where somebody first asked (HAL-02, HAL-11)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import TruncDate

from torg.enquiries.models import Enquiry, Event

NOT_AT_ONCE = ("reopened", "asked", "handover_accepted")


def first_contacts(
    channels: Collection[str], since: date, until: date, *, zone: ZoneInfo
) -> dict[date, tuple[int, int]]:
    """By the day they were opened: how many enquiries of some channels are answered, and how many of these at once.

    At once means: nobody asked again about the same, no other unit took it over, nothing more had to be asked for, and
    it was not opened again.
    """
    start = datetime.combine(since, datetime.min.time(), tzinfo=zone)
    end = datetime.combine(until + timedelta(days=1), datetime.min.time(), tzinfo=zone)
    more = Event.objects.filter(enquiry=OuterRef("pk"), kind__in=NOT_AT_ONCE)
    answered = Enquiry.objects.filter(
        channel__in=channels, opened_at__gte=start, opened_at__lt=end, status__in=("answered", "closed")
    ).annotate(day=TruncDate("opened_at", tzinfo=zone), more=Exists(more))
    rows = answered.values("day").annotate(
        settled=Count("pk"), at_once=Count("pk", filter=Q(takeovers=0, repeats=0, more=False))
    )
    return {row["day"]: (row["settled"], row["at_once"]) for row in rows.order_by("day")}
