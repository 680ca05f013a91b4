"""Days as the municipality counts them: those that a job adds up anew, today and some before it."""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from torg.editions.queries import NoStrategy, in_force

LOG = logging.getLogger(__name__)


class Days(NamedTuple):
    """From a day to a day, both counted, in the municipality's zone."""

    first: date
    last: date
    zone: ZoneInfo


def days_back(back: timedelta, *, now: datetime) -> Days | None:
    """Today and the days before it; None, which is told, when no strategy says where a day begins."""
    try:
        zone = in_force(now).zone
    except NoStrategy:
        LOG.warning("No strategy is in force, so it is not known when a day begins (see `torg check`).")
        return None
    today = now.astimezone(zone).date()
    return Days(today - back, today, zone)
