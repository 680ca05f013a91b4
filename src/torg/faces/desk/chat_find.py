"""A conversation by the code that somebody says on the phone or at the counter, so that it goes on there (KON-26)."""

from __future__ import annotations

import re

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from torg.assistant.queries.conversations import talk_by_code
from torg.enquiries.queries.persons import enquiry_for_looking
from torg.faces.desk.gate import staff_of
from torg.faces.desk.told_codes import note_told
from torg.people.actions import note_lookup
from torg.people.queries import sight_of

SAID = re.compile(r"\s*(\d{4})[\s-]*(\d{4})\s*")
WHY = "talk_code"


def code_in(words: str) -> str:
    """The code that somebody may have said, as it is written: two groups of four digits; "" when the words are none."""
    found = SAID.fullmatch(words)
    return f"{found[1]}-{found[2]}" if found else ""


def told_talk(request: HttpRequest, words: str) -> str | None:
    """The address of the conversation that a code leads to, when the reader may see it; each look is logged (DRA-32).

    One that is in no enquiry is read as long as it is used; the log tells which it was.
    """
    staff, code = staff_of(request), code_in(words)
    talk = talk_by_code(code, staff=staff) if code else None
    if talk is None:
        return None
    now = timezone.now()
    if talk.enquiry_number is None:
        note_lookup(None, by=staff, purpose=f"{WHY}:{talk.id}", now=now, what="search")
        note_told(request, talk.id, now=now)
        return reverse("desk:talk", args=[talk.id])
    looked = enquiry_for_looking(talk.enquiry_number, sight=sight_of(staff))
    enquiry_id, person_id = looked or (talk.enquiry_id, None)
    note_lookup(person_id, by=staff, purpose=WHY, enquiry_id=enquiry_id, now=now, what="search")
    return reverse("desk:talk", args=[talk.id])
