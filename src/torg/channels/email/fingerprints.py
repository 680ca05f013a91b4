"""What makes a message the same message, however often and to however many of our addresses it comes."""

from __future__ import annotations

import hashlib

from torg.channels.email.headers import identity
from torg.channels.email.parts import head_of

# What the sender wrote. All else in a header is the traces of its way here, which differ from copy to copy.
_WRITTEN = (
    "from", "sender", "reply-to", "to", "cc", "subject", "date", "message-id", "in-reply-to", "references",
    "mime-version", "content-type", "content-transfer-encoding", "content-disposition", "auto-submitted",
)  # fmt: skip


def fingerprint(raw: bytes) -> bytes:
    """A SHA-256 of the message without its traces (Received, Delivered-To, signatures, filters' marks ...).

    A message with neither Message-ID nor Date cannot be told from another with the same words, so its traces count:
    better twice than never.
    """
    plain = raw.replace(b"\r\n", b"\n").strip(b"\n")
    head, _, body = plain.partition(b"\n\n")
    headers = head_of(head)
    told = hashlib.sha256()
    if "message-id" in headers or "date" in headers:
        for name in _WRITTEN:
            for value in headers.get(name, ()):
                told.update(f"{name}:{' '.join(value.split())}\n".encode("utf-8", "surrogatepass"))
        told.update(b"\n")
        told.update(body)
    else:
        told.update(plain)
    return told.digest()


def message_id(raw: bytes) -> str:
    """The Message-ID without its brackets, "" when there is none."""
    head = raw[:65536].replace(b"\r\n", b"\n").lstrip(b"\n").partition(b"\n\n")[0]
    return identity(head_of(head).get("message-id", [""])[0])
