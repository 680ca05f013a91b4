"""Every hour: talks with the assistant that are over are ended, and what was said in old ones is forgotten."""

from __future__ import annotations

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from torg.assistant.actions.forgetting import forget_old

LOG = logging.getLogger(__name__)


@app.periodic(cron="23 * * * *", periodic_id="forgetting")
@app.task(name="forgetting", queueing_lock="forgetting")
def forgetting(timestamp: int) -> None:
    """Goes on until nothing is left to do; ``timestamp`` is when the clock asked for it, in seconds."""
    done = 0
    while found := forget_old(timezone.now):
        done += found
    LOG.info("%d talks with the assistant were ended or forgotten.", done)
