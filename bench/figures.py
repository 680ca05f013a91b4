"""Figures as they are told: the median with the span of all runs, percentiles, ratios."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from statistics import median, quantiles


def spread(values: Sequence[float], digits: int = 0) -> str:
    """The median of all runs with their span: "812 [790..840]"."""
    middle, low, high = median(values), min(values), max(values)
    if len(values) == 1:
        return f"{middle:,.{digits}f}"
    return f"{middle:,.{digits}f} [{low:,.{digits}f}..{high:,.{digits}f}]"


def p50_p95(milliseconds: Sequence[float]) -> tuple[float, float]:
    """The median and the 95th percentile."""
    return median(milliseconds), quantiles(milliseconds, n=20, method="inclusive")[18]


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> str:
    """How many times ours is theirs, round by round: "18x [17..20]"."""
    pairs = [a / b for a, b in zip(ours, theirs, strict=True)]
    digits = 0 if median(pairs) >= 10 else 1
    return f"{spread(pairs, digits)}x" if len(pairs) == 1 else spread(pairs, digits).replace(" ", "x ", 1)


def machine() -> str:
    """When and where a run took place, without naming the machine."""
    now = datetime.now(UTC)
    return f"{now:%Y-%m-%d %H:%M} UTC, Python {platform.python_version()}, {platform.system()} {platform.machine()}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
