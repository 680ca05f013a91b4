"""The day's books: every ten minutes those of today and yesterday, every night those of the month; trouble is told."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from torg.enquiries.queries.filed import contacts_between
from torg.mailroom.actions import reconcile, tell_administrators

MONTH = 31


@app.periodic(cron="*/10 * * * *", periodic_id="reconciliation")
@app.task(name="reconciliation", queueing_lock="reconciliation")
def reconciliation(timestamp: int) -> None:
    """Looks at today and yesterday; ``timestamp`` is when the clock asked for it, in seconds."""
    look(days=2)


@app.periodic(cron="44 3 * * *", periodic_id="reconciliation_month")
@app.task(name="reconciliation_month", queueing_lock="reconciliation_month")
def reconciliation_month(timestamp: int) -> None:
    """Looks at the days of a month, whose messages may have bounced or come out of quarantine since."""
    look(days=MONTH)


def look(*, days: int) -> None:
    """Writes the books of so many days, and tells administrators what does not fit."""
    books = reconcile(timezone.now, days=days, heart_of=contacts_between)
    if books:
        tell_administrators(books, now=timezone.now())
