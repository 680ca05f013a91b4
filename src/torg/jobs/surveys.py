"""Every night: surveys whose day has passed end, and addresses that nobody confirmed are forgotten."""

from __future__ import annotations

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from torg.participation.actions.panel import forget_unconfirmed
from torg.participation.actions.surveys import end_due

LOG = logging.getLogger(__name__)


@app.periodic(cron="5 0 * * *", periodic_id="surveys")
@app.task(name="surveys", queueing_lock="surveys")
def surveys(timestamp: int) -> None:
    """Ends what is over; ``timestamp`` is when the clock asked for it, in seconds."""
    now = timezone.now()
    ended, forgotten = end_due(now=now), forget_unconfirmed(now=now)
    LOG.info("%d surveys have ended; %d addresses that nobody confirmed were forgotten.", ended, forgotten)
