"""The conversations of one who serves the chat, side by side, each with what it takes to answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from torg.assistant.queries.conversations import served_by, talk_of
from torg.assistant.talks import Said, SeatView, Talk, Waiting
from torg.assistant.values import Source
from torg.catalogue.placeholders import LABELS
from torg.catalogue.queries import TemplateFacts, fill, template, templates_for
from torg.enquiries.numbers import said as number_said
from torg.enquiries.queries.drafts import drafts_of
from torg.faces.desk.aids import Clarity
from torg.faces.desk.answers import Proposed, proposed
from torg.faces.parts import dates
from torg.faces.parts.templatetags.torg import language, said_in
from torg.people.queries import units

PURPOSE = "answer"
"""What is begun in a chat is the draft of the enquiry's answer: it is there too when the answer is written instead."""
MOST_NAMED = 3
HAPPENED: Mapping[str, str | Promise] = {
    "waiting": _("Asked for a person"),
    "taken": _("%(name)s took the conversation"),
    "returned": _("Back in the queue"),
    "passed_on": _("%(name)s passed it on to another unit"),
    "quiet": _("Nobody has written for a while: Torg asked whether they are still there"),
    "left": _("The citizen has left"),
    "ended": _("Ended"),
}


@dataclass(frozen=True, slots=True)
class FileShown:
    """A file that was sent, with its address at the desk; ``size`` in bytes."""

    name: str
    size: int
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was said, as it is shown: ``who`` said it, ``clock`` when."""

    id: int
    speaker: str
    who: str
    clock: str
    text: str
    paragraphs: tuple[str, ...]
    lang: SafeString
    sources: tuple[Source, ...]
    files: tuple[FileShown, ...]


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
    to_unit: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """One conversation as its handler sees it: ``before`` is the part with the assistant, ``lines`` what came after."""

    talk: Talk
    name: str
    before: tuple[Line, ...]
    lines: tuple[Line, ...]
    upto: int
    unread: int
    is_seen: bool
    is_current: bool = False
    proposed: tuple[Proposed, ...] = ()
    templates: tuple[TemplateFacts, ...] = ()
    written: Written = field(default_factory=Written)
    draft: str = ""
    sent_as: str = ""

    @property
    def number_said(self) -> str:
        """The number of the enquiry as people say it, "" before there is one."""
        return number_said(self.talk.enquiry_number) if self.talk.enquiry_number else ""

    @property
    def text(self) -> str:
        """What stands in the box: what was posted, else the draft."""
        return self.draft if self.written.text is None else self.written.text


def mine(staff: Any) -> list[Talk]:
    """The conversations that somebody serves now, in the order in which they were taken."""
    return [talk_of(one.id, staff=staff) for one in served_by(staff)]


def panels_of(
    talks: Sequence[Talk], *, staff: Any, current: int = 0, written: Mapping[int, Written] | None = None
) -> list[Panel]:
    """The conversations with all their aids; the one that is named is the current one, else the first."""
    known = written or {}
    chosen = current if current in {talk.id for talk in talks} else next((talk.id for talk in talks), 0)
    return [_panel(talk, staff, known.get(talk.id, Written()), is_current=talk.id == chosen) for talk in talks]


def _panel(talk: Talk, staff: Any, written: Written, *, is_current: bool) -> Panel:
    draft = drafts_of(talk.enquiry_id, staff_id=staff.pk).get(PURPOSE) if talk.enquiry_id else None
    return replace(
        plain_panel(talk),
        is_current=is_current,
        proposed=proposed(last_words(talk.messages), code=talk.language),
        templates=tuple(templates_for(unit_id=talk.unit_id, service_id=None, language=talk.language, purpose=PURPOSE)),
        written=written,
        draft="" if draft is None or draft.by_torg else draft.text,
        sent_as=written.sent_as or str(uuid4()),
    )  # fmt: skip


def plain_panel(talk: Talk) -> Panel:
    """The conversation without the aids: to be read, or to tell what is new in it."""
    before, after = parted(talk.messages)
    last_of_ours = max((one.id for one in talk.messages if one.speaker == "handler"), default=0)
    return Panel(
        talk=talk,
        name=name_of(talk),
        before=lines_of(before, talk),
        lines=lines_of(after, talk),
        upto=talk.upto,
        unread=unread_in(talk),
        is_seen=bool(last_of_ours) and talk.citizen_seen >= last_of_ours,
    )


def unread_in(talk: Talk) -> int:
    """How many of the citizen's messages the handler has not seen."""
    return sum(one.speaker == "citizen" and one.id > talk.handler_seen for one in talk.messages)


def parted(messages: Sequence[Said]) -> tuple[Sequence[Said], Sequence[Said]]:
    """What was said with the assistant, and what came after; the question that it did not answer is among the latter."""
    cut = max((place + 1 for place, one in enumerate(messages) if one.speaker == "assistant"), default=0)
    if not any(one.speaker == "citizen" for one in messages[cut:]):
        cut = max((place for place, one in enumerate(messages[:cut]) if one.speaker == "citizen"), default=cut)
    return messages[:cut], messages[cut:]


def last_words(messages: Iterable[Said]) -> str:
    """What the citizen said last, all of it when they said it in several messages."""
    found: list[str] = []
    for one in reversed(list(messages)):
        if one.speaker == "citizen":
            found.append(one.text)
        elif one.speaker == "handler" and found:
            break
    return " ".join(reversed(found[:3]))


def lines_of(messages: Iterable[Said], talk: Talk) -> tuple[Line, ...]:
    """Messages as they are shown at the desk."""
    return tuple(_line(one, talk) for one in messages)


def _line(one: Said, talk: Talk) -> Line:
    reply = one.reply
    paragraphs = (*reply.paragraphs, *reply.after) if reply else tuple(one.text.splitlines())
    return Line(
        id=one.id, speaker=one.speaker, who=_who(one, talk), clock=clock_of(one.at), text=_happened(one),
        paragraphs=tuple(part for part in paragraphs if part.strip()),
        lang=said_in(talk.language), sources=reply.sources if reply else (),
        files=tuple(
            FileShown(file.name, file.size, reverse("desk:talk_file", args=[talk.id, file.id])) for file in one.files
        ),
    )  # fmt: skip


def _who(one: Said, talk: Talk) -> str:
    if one.speaker == "citizen":
        return name_of(talk)
    if one.speaker == "assistant":
        return gettext("The assistant")
    return one.name or gettext("A colleague")


def _happened(one: Said) -> str:
    """What was said; what Torg told the citizen of is told here in the reader's own language."""
    return str(HAPPENED[one.event]) % {"name": one.name or "Torg"} if one.event in HAPPENED else one.text


def name_of(talk: Talk) -> str:
    """What the citizen calls themselves, else the code by which the conversation is known."""
    return talk.name or gettext("Somebody (%(code)s)") % {"code": talk.code}


def clock_of(at: datetime) -> str:
    """The time of the clock today, with the day before it when it was another day."""
    now, code = timezone.now(), language()
    same = timezone.localtime(at).date() == timezone.localtime(now).date()
    return dates.clock(at, code) if same else dates.short_moment(at, code, now)


def filled_in(template_id: str, talk: Talk, values: Mapping[str, str]) -> tuple[str, tuple[str, ...]] | None:
    """A canned answer with the values in, and the names of those that are missing; None when there is no such one."""
    if not (template_id.isascii() and template_id.isdigit() and len(template_id) < 12):
        return None
    chosen = template(int(template_id), language=talk.language)
    if chosen is None or not chosen.is_active:
        return None
    found = fill(chosen, values)
    return found.text.strip(), tuple(str(LABELS.get(key, key)) for key in found.missing)


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
