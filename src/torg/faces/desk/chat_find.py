"""A conversation by the code that somebody says on the phone or at the counter, so that it goes on there (KON-26)."""

from __future__ import annotations

import re
from typing import Any

from django.utils import timezone

from torg.assistant.queries.conversations import talk_by_code
from torg.assistant.talks import Talk
from torg.enquiries.queries.persons import enquiry_for_looking
from torg.people.actions import note_lookup
from torg.people.queries import sight_of

SAID = re.compile(r"\s*(\d{4})[\s-]*(\d{4})\s*")
WHY = "talk_code"


def code_in(words: str) -> str:
    """The code that somebody may have said, as it is written: two groups of four digits; "" when the words are none."""
    found = SAID.fullmatch(words)
    return f"{found[1]}-{found[2]}" if found else ""


def told_talk(words: str, staff: Any) -> Talk | None:
    """The conversation that a code leads to, when the reader may see it: that it was looked up is logged (DRA-32)."""
    code = code_in(words)
    talk = talk_by_code(code, staff=staff) if code else None
    if talk is not None and talk.enquiry_number:
        looked = enquiry_for_looking(talk.enquiry_number, sight=sight_of(staff))
        if looked is not None:
            enquiry_id, person_id = looked
            note_lookup(
                person_id, by=staff, purpose=WHY, enquiry_id=enquiry_id, now=timezone.now(), what="search"
            )  # fmt: skip
    return talk
