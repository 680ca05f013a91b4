"""What stands signed in an address of staff: whose live stream it is."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing

DESK_STREAM = "/live/desk"
LASTS = timedelta(hours=10)
"""A working day: a page that is open for longer asks for what is new by itself until it is loaded again."""
SALT = "torg.live.desk"


def desk_stream(staff_id: int) -> str:
    """The address of the stream that tells a member of staff which conversations of theirs, and whether the queue,
    have changed."""
    return f"{DESK_STREAM}?{signing.dumps(staff_id, salt=SALT)}"


def staff_of(ticket: str) -> int | None:
    """Whose ticket it is; None for one that is old, or not ours."""
    try:
        said = signing.loads(ticket, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    return said if isinstance(said, int) else None
