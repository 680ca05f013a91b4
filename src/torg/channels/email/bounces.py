"""News of what we sent: delivery reports (RFC 3464), read receipts (RFC 8098), and servers' own dialects."""

from __future__ import annotations

import re
from collections.abc import Iterator

from torg.channels.base import Receipt, State
from torg.channels.charsets import decoded
from torg.channels.email.dialects import state_said
from torg.channels.email.headers import identities, identity, text_of
from torg.channels.email.parts import Part, head_of
from torg.channels.text import clean, one_line

# Without an action the status tells, as of RFC 3463.
_BY_STATUS: dict[str, State] = {"2": "delivered", "4": "delayed", "5": "bounced"}
_WORD = re.compile(r"[a-z]+")
_SERVER = re.compile(
    r"mailer-?daemon|post-?master|mail-?daemon|(?:e-?)?mail delivery|delivery (?:sub)?system|system administrator"
    r"|systemadministrator|microsoft outlook|mail system|microsoftexchange|bounce|mailmaster|mta-?admin|administrator@"
    r"|mdaemon|mail administrator|internet mail|mailsystem|delivery@",
    re.IGNORECASE,
)
_GROUPS = re.compile(rb"(?:\r?\n){2,}")
_STATES: dict[str, State] = {
    "failed": "bounced",
    "delayed": "delayed",
    "delivered": "delivered",
    "relayed": "delivered",
    "expanded": "delivered",
}
_DELIVERY = ("message/delivery-status", "message/global-delivery-status")
_READING = "message/disposition-notification"
_QUOTED_ID = re.compile(
    r"^[ \t>*|]*(?:x-)?(?:original-)?message-id[ \t]*:[ \t*]*\n?[ \t]*<([^<>\s]+)>", re.IGNORECASE | re.MULTILINE
)
_NAMED_ID = re.compile(r"message[ -]?id\b[^<\n]{0,20}<([^<>\s@]+@[^<>\s]+)>", re.IGNORECASE)
_HEADS = ("text/rfc822-headers", "text/rfc822-header", "message/rfc822-headers", "message/global-headers")
LONGEST_SAID = 500
MOST_RECIPIENTS = 100
LOOKED_AT = 50_000
"""Bytes of each part that are searched for a Message-ID."""


def receipts(message: Part, subject: str, text: str, message_class: str = "") -> list[Receipt]:
    """What a machine's message tells about one that we sent; empty when it tells nothing, or not about which."""
    about = _about(message, text)
    if not about:
        return []
    reports = {part.content_type: part for part in message.walk()}
    delivery = reports.get(_DELIVERY[0]) or reports.get(_DELIVERY[1])
    told = list(_delivery(delivery, about))[:MOST_RECIPIENTS] if delivery else []
    if told:
        return told
    reading = reports.get(_READING)
    told = list(_reading(reading, about)) if reading else []
    if told:
        return told
    if delivery or "x-failed-recipients" in message.headers or tells_of_delivery(message, subject, text, message_class):
        state = state_said(subject, text, message_class) or "bounced"
    else:
        return []
    return [Receipt(about, state, one_line(text or subject, LONGEST_SAID), permanent=state == "bounced")]


def tells_of_delivery(message: Part, subject: str, text: str, message_class: str = "") -> bool:
    """Whether a mail server tells here how it went with some message, be it said which or not."""
    kinds = {part.content_type for part in message.walk()}
    if "x-failed-recipients" in message.headers or not kinds.isdisjoint((*_DELIVERY, _READING)):
        return True
    if message.content_type == "multipart/report" and message.parameters.get("report-type", "") == "delivery-status":
        return True
    if message_class.upper().startswith("REPORT."):
        return True
    by_server = _SERVER.search(message.header("from")) is not None or not message.header("from").strip(" <>")
    if not by_server:
        # Some servers return a message in the name of whom it was for.
        return state_said(subject, "") in ("bounced", "delayed") and _QUOTED_ID.search(text[:LOOKED_AT]) is not None
    return state_said(subject, text) is not None or not (text.strip() or subject.strip())


def state_of(message: Part, subject: str, text: str, message_class: str = "") -> State:
    """What became of a message, by a report that need not say of which."""
    delivery = next((part for part in message.walk() if part.content_type in _DELIVERY), None)
    reading = next((part for part in message.walk() if part.content_type == _READING), None)
    news = _delivery(delivery, "?") if delivery else _reading(reading, "?") if reading else iter(())
    told = next(iter(news), None)
    return told.state if told else state_said(subject, text, message_class) or "bounced"


def _delivery(report: Part, about: str) -> Iterator[Receipt]:
    for group in _GROUPS.split(report.content().strip()):
        lines = head_of(group)
        status = lines.get("status", [""])[0].strip()
        action = _WORD.match(lines.get("action", [""])[0].strip().lower())
        state = _STATES.get(action.group()) if action else _BY_STATUS.get(status[:1]) if "action" not in lines else None
        if state is None:
            continue
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
    elif disposition and not kind.startswith("failed"):
        yield Receipt(about, "delivered", disposition, permanent=False)


def _about(message: Part, text: str) -> str:
    """The Message-ID that a report is about: said outright, in the message it returns, or in what it answers."""
    for part in message.walk():
        if part.content_type == _READING:
            said = head_of(part.content()).get("original-message-id", [""])[0]
            if said:
                return identity(said)
        if part.content_type in _DELIVERY:
            said = head_of(part.content()).get("x-original-message-id", [""])[0]
            if said:
                return identity(said)
        if part.content_type in _HEADS:
            said = head_of(part.content()).get("message-id", [""])[0]
            if said:
                return identity(said)
        if part.content_type in ("message/rfc822", "message/global") and part.parts:
            said = part.parts[0].header("message-id")
            if said:
                return identity(said)
    quoted = _QUOTED_ID.search(text[: 4 * LOOKED_AT]) or _quoted_in(message) or _NAMED_ID.search(text[:LOOKED_AT])
    if quoted:
        return identity(quoted.group(1))
    answered = identities(message.header("in-reply-to")) or identities(message.header("references"))
    return answered[-1] if answered else ""


def _quoted_in(message: Part) -> re.Match[str] | None:
    """A Message-ID in any of the parts, as some servers attach what they return as they please."""
    leaves = [part for part in message.walk() if not part.parts][:20]
    words = (clean(decoded(part.content()[:LOOKED_AT], "")) for part in leaves)
    return next(filter(None, map(_QUOTED_ID.search, words)), None)
