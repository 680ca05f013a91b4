"""A reply as plain data, as a message keeps it, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from torg.assistant.values import Choice, Door, Reply, Source


def as_data(reply: Reply) -> dict[str, Any]:
    """The reply as a message's ``data``."""
    return asdict(reply)


def reply_of(data: Mapping[str, Any]) -> Reply | None:
    """The reply in a message's ``data``; None where there is none."""
    if not data.get("verdict"):
        return None
    return Reply(
        verdict=str(data["verdict"]),
        paragraphs=tuple(data.get("paragraphs", ())),
        after=tuple(data.get("after", ())),
        sources=tuple(Source(**one) for one in data.get("sources", ())),
        choices=tuple(Choice(**one) for one in data.get("choices", ())),
        doors=tuple(Door(**one) for one in data.get("doors", ())),
        page_id=data.get("page_id"),
        facet=str(data.get("facet", "")),
        question=data.get("question"),
        urgent=bool(data.get("urgent")),
        lacks=bool(data.get("lacks")),
        note=str(data.get("note", "")),
    )


def as_text(reply: Reply) -> str:
    """What a reply says as plain text: for a transcript, and for who reads without pages."""
    lines = [*reply.paragraphs, *reply.after, *(f"{one.title}: {one.path}" for one in reply.sources)]
    lines += [": ".join(part for part in (one.label, one.said) if part) for one in reply.doors]
    return "\n".join((*lines, *((reply.note,) if reply.note else ())))
