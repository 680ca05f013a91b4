"""Opening hours as a page writes them, as the strategy's rules count them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from torg.strategy.model import Hours, Interval
from torg.strategy.values import WEEKDAYS


def opening(said: Sequence[Mapping[str, Any]]) -> Hours:
    """Opening hours as a page writes them: a list of days ("mon-fri"), from and to."""
    week: dict[int, tuple[Interval, ...]] = {}
    for one in said:
        first, _dash, last = str(one["days"]).partition("-")
        interval = Interval(time.fromisoformat(str(one["from"])), time.fromisoformat(str(one["to"])))
        for day in range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1):
            week[day] = (*week.get(day, ()), interval)
    return Hours(key="(page)", week=week)
