"""Every five minutes: which promises are about to break, and which have; remind those who can still keep them."""

from __future__ import annotations

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from torg.editions.queries import NoStrategy
from torg.enquiries.actions.forecast import BATCH, note_overdue, remind

LOG = logging.getLogger(__name__)


@app.periodic(cron="*/5 * * * *", periodic_id="forecast")
@app.task(name="forecast", queueing_lock="forecast")
def forecast(timestamp: int) -> None:
    """Looks at all open promises; ``timestamp`` is when the clock asked for it, in seconds."""
    try:
        for look in (remind, note_overdue):
            while look(timezone.now) == BATCH:
                pass
    except NoStrategy:
        LOG.warning("No strategy is in force, so no promise can be looked after (see `torg check`).")
