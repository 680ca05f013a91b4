"""Every night: how often the pages were read is summed for the order of lists, and old counts are forgotten."""

from __future__ import annotations

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from torg.participation.actions.use import forget, sum_uses

LOG = logging.getLogger(__name__)


@app.periodic(cron="11 3 * * *", periodic_id="use")
@app.task(name="use", queueing_lock="use")
def use(timestamp: int) -> None:
    """Sums the last 30 days; ``timestamp`` is when the clock asked for it, in seconds."""
    now = timezone.now()
    changed = sum_uses(today=timezone.localdate(now))
    counts, comments = forget(now=now)
    LOG.info("Use of %d pages has changed; %d counts and %d comments were forgotten.", changed, counts, comments)
