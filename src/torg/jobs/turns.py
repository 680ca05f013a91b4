"""Every five minutes: offers nobody answered go back, interim replies are drafted, and nobody is waited for in vain."""

from __future__ import annotations

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from torg.editions.queries import NoStrategy
from torg.enquiries.actions.ask import look_at_waiting
from torg.enquiries.actions.handover import return_unanswered
from torg.enquiries.actions.interim import BATCH, draft_interims

LOG = logging.getLogger(__name__)


@app.periodic(cron="*/5 * * * *", periodic_id="turns")
@app.task(name="turns", queueing_lock="turns")
def turns(timestamp: int) -> None:
    """Looks after what waits for somebody; ``timestamp`` is when the clock asked for it, in seconds."""
    try:
        for look in (return_unanswered, draft_interims, look_at_waiting):
            while look(timezone.now) == BATCH:
                pass
    except NoStrategy:
        LOG.warning("No strategy is in force, so nothing that waits can be looked after (see `torg check`).")
