"""Every night: each link of the published pages is tried, a few hundred at a time (ALV-31)."""

from __future__ import annotations

import logging

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from torg.catalogue.actions.links import gather_links, links_due, note_links
from torg.catalogue.trying import Trier, in_turn

LOG = logging.getLogger(__name__)
MOST, AT_ONCE = 400, 50


@app.periodic(cron="41 1-5 * * *", periodic_id="links")
@app.task(name="links", queueing_lock="links", lock="links")
def links(timestamp: int) -> None:
    """Tries what is due; ``timestamp`` is when the clock asked for it, in seconds."""
    gather_links()
    try_links(Trier(f"Torg link check (+{settings.BASE_URL})"))


def try_links(trier: Trier) -> None:
    """Tries the addresses that are due, and notes some dozens at a time how it went."""
    waiting = list(in_turn(links_due(timezone.now(), limit=MOST)))
    for start in range(0, len(waiting), AT_ONCE):
        found = {url: trier.status(url) for url in waiting[start : start + AT_ONCE]}
        if not note_links(found, now=timezone.now()):
            LOG.warning("No link could be tried: none of %d answered. Is there a way out of this machine?", len(found))
