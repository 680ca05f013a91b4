"""What people ask: grouped and counted by the hour, and every night samples drawn, the set run, old words forgotten."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from torg.assistant.actions import expected, group, learn, measure
from torg.editions.days import days_back

LOG = logging.getLogger(__name__)
LATELY, LONG = timedelta(days=1), timedelta(days=12)


@app.periodic(cron="23 * * * *", periodic_id="questions")
@app.task(name="questions", queueing_lock="questions")
def questions(timestamp: int) -> None:
    """Groups what was asked and counts today; ``timestamp`` is when the clock asked for it, in seconds."""
    now = timezone.now()
    while group.group_new(now=now) == group.AT_ONCE:
        pass
    measure.notice_escalated(now=now)
    _add_up(LATELY)


@app.periodic(cron="49 3 * * *", periodic_id="questions_of_days")
@app.task(name="questions_of_days", queueing_lock="questions_of_days")
def questions_of_days(timestamp: int) -> None:
    """Looks back some days, since some come back only then; ``timestamp`` as above."""
    now = timezone.now()
    back = measure.notice_returns(now=now)
    group.count(now=now)
    _add_up(LONG)
    drawn = measure.draw(now=now)
    run = expected.run(now=now)
    learn.forget_voices(now=now)
    gone = group.forget(now=now)
    LOG.info("%d came back with the same, %d answers were drawn, run %s, %d forgotten.", back, drawn, run, gone)


def _add_up(back: timedelta) -> None:
    days = days_back(back, now=timezone.now())
    if days is not None:
        measure.add_up(days.first, days.last, zone=days.zone)
