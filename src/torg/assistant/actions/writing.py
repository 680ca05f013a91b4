"""An answer that is written at the desk, to somebody who gave no other address, is said in their conversation."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from torg.assistant.actions.chat_rows import NoSuchTalk, add, locked
from torg.assistant.models import Speaker
from torg.channels.base import Outgoing, SendFailed


@transaction.atomic
def put_in_talk(out: Outgoing) -> None:
    """Says an outgoing message in the conversation whose code it is sent to; handed over twice, it is said once.

    It stands there whether the conversation goes on or has ended. Raises SendFailed when there is none.
    """
    code = out.to_address.strip()
    try:
        row = locked(code__in={code, code.upper(), code.lower()})
    except NoSuchTalk:
        raise SendFailed(f"There is no conversation with the code {code}.", permanent=True) from None
    add(row, Speaker.HANDLER, out.text, now=timezone.now(), sent_as=out.message_id[:36], written=True)
