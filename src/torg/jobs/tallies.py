"""Every hour, and the last three months every night: how promises were kept in each channel is added up.

The night mends what an hour could not see: a settling that was written later than its moment, days without a worker.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from torg.editions.queries import NoStrategy, in_force
from torg.enquiries.actions.tally import add_up

LOG = logging.getLogger(__name__)
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
    now = timezone.now()
    try:
        zone = in_force(now).zone
    except NoStrategy:
        LOG.warning("No strategy is in force, so it is not known when a day begins (see `torg check`).")
        return
    today = now.astimezone(zone).date()
    add_up(today - back, today, zone=zone)
