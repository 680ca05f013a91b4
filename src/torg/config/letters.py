"""`torg mail read`: what Torg understands of raw messages, a line of JSON each. It needs no database, no settings."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from torg.channels.base import Incoming, Receipt, Unreadable
from torg.channels.email.reading import NamesNoMessage, as_letter, read
from torg.channels.quotes import own_words
from torg.language.languages import language_of

_MBOX = re.compile(rb"^From [^\n]*\d{4}[^\n]*\r?\n(?=[!-9;-~]+[ \t]*:)", re.MULTILINE)
_ESCAPED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_NOTHING: dict[str, Any] = {
    "subject": "", "from_email": "", "from_name": "", "to": [], "body_text": "", "reply_text": "", "attachments": [],
    "in_reply_to": "", "references": [], "message_id": "", "date": None, "automatic": False, "bounce": None,
    "forwarded": False, "sealed": "", "language": "", "quarantined": None,
}  # fmt: skip


def main(parsed: argparse.Namespace) -> int:
    """Print a line for each message; 1 when a file cannot be opened. A message in quarantine is no trouble."""
    envelope = {} if parsed.mail_from is None else {"mail-from": parsed.mail_from}
    trouble = 0
    for name in parsed.files:
        try:
            content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        except (OSError, ValueError) as error:
            _print({"file": name, "error": f"{getattr(error, 'strerror', None) or error}"})
            trouble = 1
            continue
        for message in messages(content):
            _print({"file": name} | understood(message, envelope))
    return trouble


def messages(content: bytes) -> Iterator[bytes]:
    """The messages in a file: one, or those of an mbox that holds several."""
    begins = [found.start() for found in _MBOX.finditer(content)] if content.startswith(b"From ") else []
    if len(begins) < 2:
        yield content
        return
    for start, end in zip(begins, [*begins[1:], len(content)], strict=True):
        yield _ESCAPED_FROM.sub(rb"\1", content[start:end])


def understood(raw: bytes, envelope: dict[str, str]) -> dict[str, Any]:
    """What Torg understands of one message; one that is not filed as a letter is described as one all the same."""
    letter = _NOTHING
    try:
        letter = _letter(as_letter(raw, envelope))
        found = list(read(raw, envelope))
    except NamesNoMessage as trouble:
        return letter | {"bounce": {"about": "", "state": trouble.state, "said": ""}, "quarantined": trouble.why}
    except Unreadable as trouble:
        return letter | {"quarantined": trouble.why}
    news = [one for one in found if isinstance(one, Receipt)]
    told = [{"about": one.outside_id, "state": one.state, "said": one.said, "permanent": one.permanent} for one in news]
    return letter | ({"bounce": told[0] | ({"all": told} if told[1:] else {})} if told else {})


def _letter(mail: Incoming) -> dict[str, Any]:
    return _NOTHING | {
        "subject": mail.subject,
        "from_email": mail.from_address,
        "from_name": mail.from_name,
        "to": list(mail.to),
        "body_text": mail.text,
        "reply_text": own_words(mail.text, forwarded=mail.forwarded),
        "attachments": [
            {"name": one.name, "size": one.size, "content_type": one.content_type} for one in mail.attachments
        ],
        "in_reply_to": mail.in_reply_to,
        "references": list(mail.references),
        "message_id": mail.outside_id,
        "date": mail.sent_at.isoformat() if mail.sent_at else None,
        "automatic": mail.automatic,
        "forwarded": mail.forwarded,
        "sealed": mail.fields.get("sealed", ""),
        "language": language_of(mail.text, claimed=mail.fields.get("content-language", "")),
    }


def _print(line: dict[str, Any]) -> None:
    # ASCII only, so that no terminal and no pipe can stumble over it.
    print(json.dumps(line), flush=True)


def arguments(reading: argparse.ArgumentParser) -> None:
    """What `torg mail read` takes."""
    reading.add_argument(
        "files", nargs="+", metavar="FILE", help="a raw message (.eml) or an mbox; - is standard input"
    )
    reading.add_argument(
        "--mail-from", metavar="ADDRESS", help='the sender on the envelope, if known; "" for the null return path'
    )
