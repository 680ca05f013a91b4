"""Every night: what nobody needs any more is removed; nothing of what people wrote to us is."""

from __future__ import annotations

from django.core.management import call_command
from procrastinate.contrib.django import app


@app.periodic(cron="17 3 * * *", periodic_id="housekeeping")
@app.task(name="housekeeping", queueing_lock="housekeeping")
def housekeeping(timestamp: int) -> None:
    """Removes log-in sessions that have ended; ``timestamp`` is when the clock asked for it, in seconds."""
    call_command("clearsessions")
