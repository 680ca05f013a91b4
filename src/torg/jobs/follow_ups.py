"""Through the working day: units are reminded of complaints and feedback that nobody has said what comes of."""

from __future__ import annotations

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from torg.editions.queries import NoStrategy
from torg.enquiries.actions.follow_up import BATCH, remind_of_follow_ups
from torg.people.queries import NoFrontLine

LOG = logging.getLogger(__name__)


@app.periodic(cron="7,37 * * * *", periodic_id="follow_ups")
@app.task(name="follow_ups", queueing_lock="follow_ups")
def follow_ups(timestamp: int) -> None:
    """Looks at what is not decided; ``timestamp`` is when the clock asked for it, in seconds."""
    try:
        while remind_of_follow_ups(timezone.now) == BATCH:
            pass
    except (NoStrategy, NoFrontLine) as missing:
        LOG.warning("Nobody is reminded of feedback: %s (see `torg check`)", type(missing).__name__)
