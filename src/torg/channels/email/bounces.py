"""News of what we sent: delivery reports (RFC 3464), read receipts (RFC 8098), and Exim's and Gmail's own kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from torg.channels.base import Receipt, State
from torg.channels.charsets import decoded
from torg.channels.email.headers import identities, identity, text_of
from torg.channels.email.parts import Part, head_of
from torg.channels.text import clean, one_line

_GROUPS = re.compile(rb"(?:\r?\n){2,}")
_STATES: dict[str, State] = {
    "failed": "bounced",
    "delayed": "delayed",
    "delivered": "delivered",
    "relayed": "delivered",
    "expanded": "delivered",
}
_DELIVERY = ("message/delivery-status", "message/global-delivery-status")
_QUOTED_ID = re.compile(r"^[ \t>]*message-id:[ \t]*<([^<>\s]+)>", re.IGNORECASE | re.MULTILINE)
LONGEST_SAID = 500


def receipts(message: Part, text: str) -> list[Receipt]:
    """What a message tells about one that we sent; empty when it tells nothing, or not about which."""
    reports = {part.content_type: part for part in message.walk()}
    about = _about(message, text)
    if not about:
        return []
    delivery = reports.get(_DELIVERY[0]) or reports.get(_DELIVERY[1])
    if delivery:
        return list(_delivery(delivery, about))
    reading = reports.get("message/disposition-notification")
    if reading:
        return list(_reading(reading, about))
    if message.header("x-failed-recipients"):
        return [Receipt(about, "bounced", one_line(text, LONGEST_SAID), permanent=True)]
    return []


def is_delivery_report(message: Part) -> bool:
    """Whether a mail server tells here how it went with some message, be it said which or not."""
    return "x-failed-recipients" in message.headers or any(part.content_type in _DELIVERY for part in message.walk())


def _delivery(report: Part, about: str) -> Iterator[Receipt]:
    for group in _GROUPS.split(report.content().strip()):
        lines = head_of(group)
        action = lines.get("action", [""])[0].strip().lower().split(" ")[0]
        state = _STATES.get(action)
        if state is None:
            continue
        status = lines.get("status", [""])[0].strip()
        said = lines.get("diagnostic-code", [""])[0].partition(";")[2].strip()
        whom = lines.get("final-recipient", lines.get("original-recipient", [""]))[0].rpartition(";")[2].strip()
        words = " ".join(word for word in (whom, status, text_of(said)) if word)
        permanent = state == "bounced" and not status.startswith("4")
        yield Receipt(about, state, one_line(words, LONGEST_SAID), permanent)


def _reading(report: Part, about: str) -> Iterator[Receipt]:
    lines = head_of(report.content())
    disposition = one_line(lines.get("disposition", [""])[0], LONGEST_SAID)
    kind = disposition.rpartition(";")[2].strip().lower()
    if kind.startswith("displayed"):
        yield Receipt(about, "read", disposition, permanent=False)
    elif disposition:
        yield Receipt(about, "delivered", disposition, permanent=False)


def _about(message: Part, text: str) -> str:
    """The Message-ID that a report is about: said outright, in the message it returns, or in what it answers."""
    for part in message.walk():
        if part.content_type == "message/disposition-notification":
            said = head_of(part.content()).get("original-message-id", [""])[0]
            if said:
                return identity(said)
        if part.content_type in ("text/rfc822-headers", "message/global-headers"):
            said = head_of(part.content()).get("message-id", [""])[0]
            if said:
                return identity(said)
        if part.content_type in ("message/rfc822", "message/global") and part.parts:
            said = part.parts[0].header("message-id")
            if said:
                return identity(said)
    quoted = _QUOTED_ID.search(text) or _QUOTED_ID.search(_last_words(message))
    if quoted:
        return identity(quoted.group(1))
    answered = identities(message.header("in-reply-to")) or identities(message.header("references"))
    return answered[-1] if answered else ""


def _last_words(message: Part) -> str:
    leaves = [part for part in message.walk() if not part.parts]
    return clean(decoded(leaves[-1].content()[:20_000], "")) if leaves else ""
