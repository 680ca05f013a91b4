"""How much a citizen may say, and how often a reply may be judged anew: beyond it, it is a machine."""

from __future__ import annotations

from datetime import datetime, timedelta

from torg.assistant.models import Conversation, Message, Speaker

MOST_A_MINUTE, MOST_IN_ALL = 15, 300
"""How much one may say: faster than anybody reads, and longer than any talk, is a machine."""
MOST_JUDGEMENTS = 10
"""How often one may change one's mind about a reply."""


class TooFast(Exception):
    """So much was said in so short a time that nobody can have read the replies; nothing is stored."""


def insist_on_pace(row: Conversation, now: datetime) -> None:
    """Raises TooFast where the citizen has said as much as one may, in this minute or in all."""
    theirs = Message.objects.filter(conversation=row, speaker=Speaker.CITIZEN)
    if theirs.filter(at__gt=now - timedelta(minutes=1)).count() >= MOST_A_MINUTE or theirs.count() >= MOST_IN_ALL:
        raise TooFast
