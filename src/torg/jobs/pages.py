"""Pages by the clock: every minute what was planned is published or taken away; by day owners are reminded (ALV-31)."""

from __future__ import annotations

import logging
from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from torg.catalogue.actions.by_the_clock import BATCH, Reminder, publish_due, remind_of_reviews, withdraw_due
from torg.catalogue.letters import reviews_wait
from torg.editions.queries import NoStrategy, in_force
from torg.mailroom import actions as mailroom
from torg.people.queries import NoFrontLine

LOG = logging.getLogger(__name__)


@app.periodic(cron="* * * * *", periodic_id="pages")
@app.task(name="pages", queueing_lock="pages", lock="pages")
def pages(timestamp: int) -> None:
    """Publishes and takes away what is due; ``timestamp`` is when the clock asked for it, in seconds."""
    publish_due(timezone.now)
    withdraw_due(timezone.now)


@app.periodic(cron="22,52 * * * *", periodic_id="page_reviews")
@app.task(name="page_reviews", queueing_lock="page_reviews", lock="page_reviews")
def page_reviews(timestamp: int) -> None:
    """Reminds of pages that are to be looked at again, in working hours."""
    try:
        while remind_of_reviews(timezone.now, tell) == BATCH:
            pass
    except (NoStrategy, NoFrontLine) as missing:
        LOG.warning("Nobody is reminded of pages: %s (see `torg check`)", type(missing).__name__)


def tell(reminder: Reminder, now: datetime) -> None:
    """Posts a reminder as an e-mail."""
    subject, text = reviews_wait(reminder.titles, language=reminder.language)
    post = mailroom.Post(
        kind="email", purpose="reminder", to_address=reminder.address, to_name=reminder.name, subject=subject,
        text=text, language=reminder.language, automatic=True, from_name=in_force(now).strategy.municipality.name,
    )  # fmt: skip
    mailroom.post_many([post], now=now)
