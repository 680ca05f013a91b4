"""What stands signed in an address of staff: whose live stream it is, and which talk was found by its code."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing

DESK_STREAM = "/live/desk"
LASTS = timedelta(hours=10)
"""A working day: a page that is open for longer asks for what is new by itself until it is loaded again."""
SALT = "torg.live.desk"
FOUND_LASTS = timedelta(minutes=30)
"""As long as a call may take: whoever needs the talk again asks for its code again."""
FOUND_SALT = "torg.desk.talk.found"


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


def found_talk(talk_id: int, staff_id: int) -> str:
    """The ticket of a member of staff who was told the code of a talk; good for that talk and for them alone."""
    return signing.dumps([talk_id, staff_id], salt=FOUND_SALT)


def has_found(ticket: str, talk_id: int, staff_id: int) -> bool:
    """Whether a ticket tells that this member of staff was told the code of this talk a short while ago."""
    try:
        said = signing.loads(ticket, salt=FOUND_SALT, max_age=FOUND_LASTS)
    except signing.BadSignature:
        return False
    return bool(said == [talk_id, staff_id])
