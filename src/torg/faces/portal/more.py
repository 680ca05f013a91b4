"""What a sender writes behind their secret link goes in like any other form: kept raw first, and then taken in."""

from __future__ import annotations

import hashlib
import logging

from django.utils import timezone

from torg.channels.web.writing import form_body
from torg.enquiries.actions.take_in import take_in_kept
from torg.enquiries.queries.following import sender_of
from torg.faces.parts.templatetags.torg import language
from torg.mailroom.actions import keep

LOG = logging.getLogger(__name__)


def write_more(token: str, message: str, *, name: str) -> None:
    """Keeps a message to the enquiry behind a link, and takes it in; ``name`` is that of this filling-in of the form.

    Once it is kept it is safe: should taking it in fail now, it waits for its turn.
    """
    sender = sender_of(token)
    if sender is None:
        return
    kind, address, called = sender
    fields = [("message", message), ("name", called), (kind, address), ("enquiry", token)]
    raw, content_type = form_body(fields)
    now = timezone.now()
    kept_id = keep(
        kind="web",
        raw=raw,
        headers={"content-type": content_type, "outside-id": name, "language": language()},
        outside_id=name,
        fingerprint=hashlib.sha256(f"{name}\0{message}".encode("utf-8", "replace")).digest(),
        now=now,
    )
    try:
        take_in_kept(kept_id, now=now)
    except Exception:
        LOG.exception("The form %s is kept and waits to be taken in.", kept_id)
