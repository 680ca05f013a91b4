"""Which talks the reader was told the code of: read in this session alone, until half an hour after their last use."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils.dateparse import parse_datetime

TOLD = "talks_told"
LASTS = timedelta(minutes=30)
"""A page that is open, and whatever is done on it, begins the half hour anew."""


def note_told(request: HttpRequest, talk_id: int, *, now: datetime) -> None:
    """Notes that the reader was told the code of a talk, or uses it again; what they have not used for long goes."""
    told = {key: at for key, at in _told(request).items() if _lasts(at, now)}
    request.session[TOLD] = {**told, str(talk_id): now.isoformat()}


def was_told(request: HttpRequest, talk_id: int, *, now: datetime) -> bool:
    """Whether the reader was told the code of a talk and still uses it, which they do by asking for it."""
    if not _lasts(_told(request).get(str(talk_id), ""), now):
        return False
    note_told(request, talk_id, now=now)
    return True


def _told(request: HttpRequest) -> dict[str, str]:
    found: dict[str, str] = request.session.get(TOLD, {})
    return found


def _lasts(at: str, now: datetime) -> bool:
    used = parse_datetime(at) if at else None
    return used is not None and now - used <= LASTS
