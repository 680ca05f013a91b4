"""Every hour, and the last three months every night: how promises were kept in each channel is added up.

The night mends what an hour could not see: a settling that was written later than its moment, days without a worker.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from torg.editions.days import days_back
from torg.enquiries.actions.tally import add_up

LATELY, LONG = timedelta(days=1), timedelta(days=100)


@app.periodic(cron="11 * * * *", periodic_id="tallies")
@app.task(name="tallies", queueing_lock="tallies")
def tallies(timestamp: int) -> None:
    """Adds up yesterday and today; ``timestamp`` is when the clock asked for it, in seconds."""
    _since(LATELY)


@app.periodic(cron="29 2 * * *", periodic_id="tallies_of_months")
@app.task(name="tallies_of_months", queueing_lock="tallies_of_months")
def tallies_of_months(timestamp: int) -> None:
    """Adds up the last hundred days; ``timestamp`` is when the clock asked for it, in seconds."""
    _since(LONG)


def _since(back: timedelta) -> None:
    days = days_back(back, now=timezone.now())
    if days is not None:
        add_up(days.first, days.last, zone=days.zone)
