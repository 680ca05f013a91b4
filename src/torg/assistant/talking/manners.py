"""What goes with every reply but an emergency's: a word on what was masked, and once when people are back."""

from __future__ import annotations

from dataclasses import replace

from torg.assistant.talking.doors import when
from torg.assistant.talking.sentences import said
from torg.assistant.talking.setting import Setting
from torg.assistant.values import Reply

OTHERS = ("elsewhere", "other_municipality")
"""What others take care of: when we are back is nothing to whoever goes there."""


def with_manners(reply: Reply, setting: Setting, *, masked: bool) -> Reply:
    """The reply with the sentence about what was masked first, and the out-of-hours message last and once."""
    first = (said("masked"),) if masked else ()
    note = _out_of_hours(setting) if reply.verdict not in OTHERS else ""
    return replace(reply, paragraphs=(*first, *reply.paragraphs), note=note)


def _out_of_hours(setting: Setting) -> str:
    if setting.is_open or setting.before.told_closed or setting.opens_at is None:
        return ""
    return setting.assistant.out_of_hours or said("closed_until", when=when(setting.opens_at, setting))
