"""A conversation in words for the desk: who said what and when, with the assistant first and then with a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from torg.assistant.talking.steps import Block, blocks
from torg.assistant.talks import Said, Talk
from torg.assistant.values import Source
from torg.enquiries.numbers import said as number_said
from torg.faces.parts import dates
from torg.faces.parts.templatetags.torg import language, said_in

HAPPENED: Mapping[str, str | Promise] = {
    "waiting": _("Asked for a person"),
    "taken": _("Taken by a person"),
    "returned": _("Back in the queue"),
    "passed_on": _("Passed on to another unit"),
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
    """One thing that was said, as it is shown: ``who`` said it, ``clock`` when.

    ``happened`` is what Torg told the citizen of, in a few words in the reader's own language; "" for what people say.
    """

    id: int
    speaker: str
    who: str
    clock: str
    text: str
    happened: str
    blocks: tuple[Block, ...]
    lang: SafeString
    sources: tuple[Source, ...]
    files: tuple[FileShown, ...]


@dataclass(frozen=True, slots=True)
class TalkShown:
    """A conversation to be read: ``before`` is the part with the assistant, ``lines`` what came after.

    ``unread`` counts what its handler has not seen of the citizen's; ``is_seen``: the citizen has seen our last words.
    ``waits_since`` is the clock since when the citizen waits for words of a person, "" when they do not.
    """

    talk: Talk
    name: str
    before: tuple[Line, ...]
    lines: tuple[Line, ...]
    unread: int
    is_seen: bool
    waits_since: str

    @property
    def number_said(self) -> str:
        """The number of the enquiry as people say it, "" before there is one."""
        return number_said(self.talk.enquiry_number) if self.talk.enquiry_number else ""


def shown_talk(talk: Talk) -> TalkShown:
    """The conversation as it is read at the desk, in the language of the page around what was said."""
    before, after = parted(talk.messages)
    last_of_ours = max((one.id for one in talk.messages if one.speaker == "handler"), default=0)
    return TalkShown(
        talk=talk,
        name=name_of(talk),
        before=lines_of(before, talk),
        lines=lines_of(after, talk),
        unread=unread_in(talk),
        is_seen=bool(last_of_ours) and talk.citizen_seen >= last_of_ours,
        waits_since=clock_of(talk.unanswered_since) if talk.unanswered_since else "",
    )


def unread_in(talk: Talk) -> int:
    """How many of the citizen's messages the handler has not seen."""
    return sum(one.speaker == "citizen" and one.id > talk.handler_seen for one in talk.messages)


def parted(messages: Sequence[Said]) -> tuple[Sequence[Said], Sequence[Said]]:
    """What was said with the assistant, and what came after; a question it did not answer is among the latter."""
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
        id=one.id, speaker=one.speaker, who=_who(one, talk), clock=clock_of(one.at),
        text=one.text or _happened(one), happened=_happened(one),
        blocks=blocks(part for part in paragraphs if part.strip()),
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
    return str(HAPPENED.get(one.event, ""))


def name_of(talk: Talk) -> str:
    """What the citizen calls themselves, else the code by which the conversation is known."""
    return talk.name or gettext("Somebody (%(code)s)") % {"code": talk.code}


def clock_of(at: datetime) -> str:
    """The time of the clock today, with the day before it when it was another day."""
    now, code = timezone.now(), language()
    same = timezone.localtime(at).date() == timezone.localtime(now).date()
    return dates.clock(at, code) if same else dates.short_moment(at, code, now)
