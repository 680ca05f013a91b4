"""Every minute: quiet conversations are asked and closed, and nobody waits for one who is gone."""

from __future__ import annotations

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from torg.assistant.actions.looking_after import look_at_quiet, return_what_is_left
from torg.editions.queries import NoStrategy
from torg.people.queries import NoFrontLine

LOG = logging.getLogger(__name__)


@app.periodic(cron="* * * * *", periodic_id="chat")
@app.task(name="chat", queueing_lock="chat")
def chat(timestamp: int) -> None:
    """Looks after the conversations with people; ``timestamp`` is when the clock asked for it, in seconds."""
    try:
        return_what_is_left(timezone.now)
        look_at_quiet(timezone.now)
    except (NoStrategy, NoFrontLine) as missing:
        LOG.warning("The chat is not looked after: %s (see `torg check`)", type(missing).__name__)
