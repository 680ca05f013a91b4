"""The conversations of one who serves the chat, side by side, each with what it takes to answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext

from torg.assistant.talks import SeatView, Talk, Waiting
from torg.catalogue.placeholders import LABELS
from torg.catalogue.queries import TemplateFacts, fill, template, templates_for
from torg.enquiries.queries.drafts import drafts_of
from torg.faces.desk.aids import Clarity
from torg.faces.desk.answers import Proposed, proposed
from torg.faces.desk.talk_shown import TalkShown, clock_of, last_words, shown_talk
from torg.people.queries import units

PURPOSE = "answer"
"""What is begun in a chat is the draft of the enquiry's answer: it is there too when the answer is written instead."""


@dataclass(frozen=True, slots=True)
class Written:
    """What the reader has in a panel and has not sent: words, and what is wrong with them or missing in them."""

    text: str | None = None
    faults: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    clarity: Clarity | None = None
    sent_as: str = ""
    open_way: str = ""
    how: str = ""
    says: str = ""
    phone: str = ""
    to_unit: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Panel(TalkShown):
    """A conversation as its handler has it before them: with a box to answer in, and what helps to fill it."""

    is_current: bool
    proposed: tuple[Proposed, ...]
    templates: tuple[TemplateFacts, ...]
    written: Written
    draft: str
    sent_as: str

    @property
    def text(self) -> str:
        """What stands in the box: what was posted, else the draft."""
        return self.draft if self.written.text is None else self.written.text


def panels_of(
    talks: Sequence[Talk], *, staff: Any, current: int = 0, written: Mapping[int, Written] | None = None
) -> list[Panel]:
    """The conversations with all their aids; the one that is named is the current one, else the first."""
    known = written or {}
    chosen = current if current in {talk.id for talk in talks} else next((talk.id for talk in talks), 0)
    return [_panel(talk, staff, known.get(talk.id, Written()), is_current=talk.id == chosen) for talk in talks]


def _panel(talk: Talk, staff: Any, written: Written, *, is_current: bool) -> Panel:
    draft = drafts_of(talk.enquiry_id, staff_id=staff.pk).get(PURPOSE) if talk.enquiry_id else None
    shown = shown_talk(talk)
    return Panel(
        talk, shown.name, shown.before, shown.lines, shown.unread, shown.is_seen, shown.waits_since,
        is_current=is_current,
        proposed=proposed(last_words(talk.messages), code=talk.language),
        templates=tuple(templates_for(unit_id=talk.unit_id, service_id=None, language=talk.language, purpose=PURPOSE)),
        written=written,
        draft="" if draft is None or draft.by_torg else draft.text,
        sent_as=written.sent_as or str(uuid4()),
    )  # fmt: skip


def filled_in(template_id: str, talk: Talk, values: Mapping[str, str]) -> tuple[str, tuple[str, ...]] | None:
    """A canned answer with the values in, and the names of those that are missing; None when there is no such one."""
    if not (template_id.isascii() and template_id.isdigit() and len(template_id) < 12):
        return None
    chosen = template(int(template_id), language=talk.language)
    if chosen is None or not chosen.is_active:
        return None
    found = fill(chosen, values)
    return found.text.strip(), tuple(str(LABELS.get(key, key)) for key in found.missing)


MOST_NAMED = 3  # of those who are ready in a unit


@dataclass(frozen=True, slots=True)
class InQueue:
    """One who waits, as shown: ``since`` a time of the clock."""

    waiting: Waiting
    name: str
    since: str


def waiting_shown(found: Iterable[Waiting]) -> list[InQueue]:
    """Those who wait, the first first."""
    return [
        InQueue(one, one.name or gettext("Somebody (%(code)s)") % {"code": one.code}, clock_of(one.waiting_since))
        for one in found
    ]


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit that a conversation can be passed on to: ``said`` tells who of it is ready now."""

    id: int
    said: str
    has_somebody: bool


def units_shown(seats: Iterable[SeatView]) -> list[UnitChoice]:
    """All units, those first where somebody is ready for the chat now, with the names of them."""
    ready: dict[int, list[str]] = {}
    for seat in seats:
        if seat.here and seat.unit_id is not None:
            ready.setdefault(seat.unit_id, []).append(seat.name)
    found = [
        UnitChoice(unit.id, _unit_said(unit.name, ready.get(unit.id, [])), unit.id in ready)
        for unit in units().by_id.values()
    ]
    return sorted(found, key=lambda one: not one.has_somebody)


def _unit_said(name: str, ready: Sequence[str]) -> str:
    if not ready:
        return gettext("%(unit)s (in writing)") % {"unit": name}
    return gettext("%(unit)s (ready: %(names)s)") % {"unit": name, "names": ", ".join(ready[:MOST_NAMED])}
