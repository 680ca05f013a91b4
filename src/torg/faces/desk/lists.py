"""The lists of the desk: what each is called, where it is, its count and its key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class List:
    """One entry of the menu. ``query`` is that of the inbox's address; ``key`` is pressed after g."""

    name: str
    text: _StrPromise
    sign: str
    query: str
    count: str
    key: str
    colour: str = ""


LISTS = (
    List("inbox", _("Inbox"), "Inbox", "", "open", "i"),
    List("mine", _("Mine"), "Person", "?only=mine", "mine", "m"),
    List("unit", _("My unit's"), "Buildings3", "?only=unit", "unit", "u"),
    List("unassigned", _("Nobody has it"), "Tasklist", "?only=unassigned", "unassigned", "n"),
    List("overdue", _("Overdue"), "ExclamationmarkTriangle", "?only=overdue", "overdue", "o", "danger"),
    List("soon", _("Due soon"), "Hourglass", "?only=soon", "soon", "s", "warning"),
    List("replied", _("Replies"), "ChatElipsis", "?only=replied", "replied", "r"),
    List("offered", _("Offered to us"), "Handshake", "?only=offered", "offered", "h"),
    List("mentions", _("Mentions of me"), "PersonCircle", "?only=mentions", "mentions", "e"),
    List("waiting", _("Waiting for the sender"), "Clock", "?status=waiting", "waiting", "w"),
    List("also", _("Sent to us too"), "EnvelopeClosed", "?only=also", "also", "a"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the menu that is no list of enquiries; ``at`` names its address, ``for_all`` whether everybody sees it.

    Others are for those who see the mail of all units.
    """

    name: str
    text: _StrPromise
    sign: str
    at: str
    count: str = ""
    key: str = ""
    colour: str = ""
    for_all: bool = True


WORK = (
    Place("feedback", _("Feedback"), "ThumbUp", "desk:feedback"),
    Place("agreements", _("Who answers what"), "Handshake", "desk:agreements"),
)
MAIL = (
    Place("quarantine", _("Quarantine"), "ShieldLock", "desk:quarantine", "quarantined", "q", "warning", for_all=False),
    Place("unsent", _("Did not arrive"), "CircleSlash", "desk:unsent", "failed", "f", "danger"),
    Place(
        "reconciliation", _("Accounted for"), "Tasklist", "desk:reconciliation", "books", "", "danger", for_all=False
    ),
)
BY_NAME = {one.name: one for one in LISTS}
COUNTS = (*(one.count for one in LISTS), "quarantined", "failed")
