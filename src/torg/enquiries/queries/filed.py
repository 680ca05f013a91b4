"""What the heart holds of the messages of a day, for the day's books."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count

from torg.enquiries.models import Contact
from torg.mailroom.queries import Heart


def contacts_between(start: datetime, end: datetime) -> Heart:
    """Contacts made of messages that came in, or were posted, between two moments."""
    came = Contact.objects.filter(kept__received_at__gte=start, kept__received_at__lt=end)
    went = Contact.objects.filter(outgoing__created_at__gte=start, outgoing__created_at__lt=end)
    return Heart(
        dict(came.values_list("kept__kind").annotate(n=Count("id")).order_by()),
        {
            (kind, purpose): n
            for kind, purpose, n in went.values_list("outgoing__kind", "outgoing__purpose")
            .annotate(n=Count("id"))
            .order_by()
        },
    )
