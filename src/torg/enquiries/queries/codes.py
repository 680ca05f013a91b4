"""Whether a code can be sent for what is behind a secret link, and whether one is on its way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from torg.enquiries.actions.codes import AT_MOST_EVERY, GOOD_FOR, TRIES
from torg.enquiries.models import AccessCode, Enquiry
from torg.enquiries.queries.reached import proven


@dataclass(frozen=True, slots=True)
class CodeState:
    """``can_send``: there is an address to send one to. ``waits``: one was sent and still opens the page. ``may_ask``:
    a minute has passed since the last one."""

    can_send: bool
    waits: bool
    may_ask: bool


def code_state(token: str, *, now: datetime) -> CodeState:
    """How it stands with the codes of an enquiry; nothing can be sent for one that does not exist."""
    enquiry = Enquiry.objects.filter(token=token).first()
    if enquiry is None or not proven(enquiry.pk, enquiry.person_id):
        return CodeState(can_send=False, waits=False, may_ask=False)
    newest = AccessCode.objects.filter(enquiry=enquiry).order_by("-sent_at", "-pk").first()
    if newest is None:
        return CodeState(can_send=True, waits=False, may_ask=True)
    good = newest.used_at is None and newest.tries < TRIES and newest.sent_at > now - GOOD_FOR
    return CodeState(can_send=True, waits=good, may_ask=newest.sent_at <= now - AT_MOST_EVERY)
