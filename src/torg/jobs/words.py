"""Every night: enquiries whose words for searching the worker has passed over get them; there should be none."""

from __future__ import annotations

import logging

from procrastinate.contrib.django import app

from torg.enquiries.actions.index import index_forgotten

LOG = logging.getLogger(__name__)


@app.periodic(cron="43 3 * * *", periodic_id="words")
@app.task(name="words", queueing_lock="words")
def words(timestamp: int) -> None:
    """Looks at every enquiry; ``timestamp`` is when the clock asked for it, in seconds."""
    forgotten = index_forgotten()
    if forgotten:
        LOG.warning("The words of %d enquiries had not been gathered; they have been now.", forgotten)
