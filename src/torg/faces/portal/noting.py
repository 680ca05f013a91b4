"""What is noted of how the pages are used: nothing here tells who did."""

from __future__ import annotations

from datetime import datetime


def note_use(language: str, *, now: datetime, page_id: int | None = None, words: str = "", found: int = 0) -> None:
    """Notes that a page was read (``page_id``), or that somebody searched for ``words`` and found so many pages."""
