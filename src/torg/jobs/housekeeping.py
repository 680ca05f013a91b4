"""Every night: what nobody needs any more is removed; nothing of what people wrote to us is.

What an older key sealed is sealed anew, so that the older key can go.
"""

from __future__ import annotations

from django.core.management import call_command
from django.utils import timezone
from procrastinate.contrib.django import app

from torg.people.actions.accounts import forget_sessions
from torg.people.actions.persons import reseal

RESEALED_AT_ONCE = 500


@app.periodic(cron="17 3 * * *", periodic_id="housekeeping")
@app.task(name="housekeeping", queueing_lock="housekeeping")
def housekeeping(timestamp: int) -> None:
    """Removes log-in sessions that have ended; ``timestamp`` is when the clock asked for it, in seconds."""
    call_command("clearsessions")
    forget_sessions(now=timezone.now())
    while reseal(limit=RESEALED_AT_ONCE):
        pass
