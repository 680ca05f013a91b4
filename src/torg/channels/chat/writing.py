"""A conversation becomes the bytes that are kept of it: the other way round from `reading`."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from torg.channels.base import File


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said: when, on the municipality's own clock, and by whom as its readers call them."""

    at: datetime
    who: str
    text: str
    files: tuple[File, ...] = ()


def raw_of(
    *, talk: str, part: str, after: str, language: str, subject: str, name: str, email: str, phone: str,
    said: Sequence[Line], record: bool,
) -> bytes:  # fmt: skip
    """The bytes to keep of a conversation, or of a later part of one (``after`` names the part before it)."""
    told = {
        "talk": talk, "part": part, "after": after, "language": language, "subject": subject, "name": name,
        "email": email, "phone": phone, "record": record,
        "said": [
            {
                "at": line.at.isoformat(), "who": line.who, "text": line.text,
                "files": [
                    {"name": f.name, "type": f.content_type, "content": b64encode(f.content).decode("ascii")}
                    for f in line.files
                ],
            }
            for line in said
        ],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=True).encode("ascii")
