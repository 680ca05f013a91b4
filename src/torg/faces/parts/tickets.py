"""The ticket by which an open page of the desk listens: who it is, in which log-in, signed."""

from __future__ import annotations

from typing import NamedTuple

from django.core import signing
from django.utils import timezone

from torg.people.queries.accounts import session_seen_at

SALT = "torg.live"


class Holder(NamedTuple):
    """Whose ticket it is: the member of staff, and the row of their log-in."""

    staff_id: int
    session_id: int


def ticket(holder: Holder) -> str:
    """A ticket that is good for as long as the log-in lasts."""
    return signing.dumps(list(holder), salt=SALT)


def holder_of(said: str) -> Holder | None:
    """Whose ticket it is; None when it is not ours, or the log-in has ended."""
    try:
        holder = Holder(*signing.loads(said, salt=SALT))
    except (signing.BadSignature, TypeError):
        return None
    seen = session_seen_at(holder.session_id, staff_id=holder.staff_id, now=timezone.now())
    return holder if seen else None
