"""The lists of the desk: what each is called, where it is, its count and its key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from torg.catalogue.queries import EDITORS
from torg.people.queries import SEES_ALL

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
    """A page of the menu that is no list of enquiries; ``at`` names its address, ``roles`` who sees it (None: all).

    ``second`` is another count: of what one has oneself, beside what waits.
    """

    name: str
    text: _StrPromise
    sign: str
    at: str
    count: str = ""
    key: str = ""
    colour: str = ""
    roles: frozenset[str] | None = None
    second: str = ""


SERVE_CHAT = frozenset({"front_line", "case_worker", "manager", "administrator"})
WORK = (
    Place("chat", _("Chat"), "ChatElipsis", "desk:chat", "chat_waiting", "c", "warning", SERVE_CHAT, "chat_mine"),
    Place("answers", _("Find an answer"), "MagnifyingGlass", "desk:answers", key="l"),
    Place("persons", _("Persons"), "PersonCircle", "desk:persons"),
    Place("here", _("Who is here"), "Calendar", "desk:here"),
    Place("agreements", _("Who answers what"), "Handshake", "desk:agreements"),
    Place("templates", _("Templates"), "FileText", "desk:templates"),
    Place("feedback", _("Feedback"), "ThumbUp", "desk:feedback"),
    Place("units", _("Units"), "Buildings3", "desk:units"),
    Place("knowledge", _("My field's self-service"), "Laptop", "desk:knowledge"),
)
CONTENT = (
    Place("care", _("Content care"), "LightBulb", "desk:care", roles=EDITORS),
    Place("pages", _("Pages"), "Newsletter", "desk:pages"),
    Place("questions", _("Questions"), "Chat", "desk:questions", roles=EDITORS),
    Place("voices", _("Readers' voices"), "ChatElipsis", "desk:voices"),
    Place("processes", _("How to apply"), "Tasklist", "desk:processes"),
    Place("importing", _("Import and export"), "Download", "desk:import", roles=EDITORS),
    Place("sharing", _("Sharing"), "Link", "desk:sharing", roles=EDITORS),
    Place("classification", _("Los and KLE"), "Filter", "desk:classification", roles=EDITORS),
)
MAIL = (
    Place("quarantine", _("Quarantine"), "ShieldLock", "desk:quarantine", "quarantined", "q", "warning", SEES_ALL),
    Place("unsent", _("Did not arrive"), "CircleSlash", "desk:unsent", "failed", "f", "danger"),
    Place("reconciliation", _("Accounted for"), "Tasklist", "desk:reconciliation", "books", "", "danger", SEES_ALL),
)
HOUSE = (
    Place("lookups", _("Look-ups"), "Eye", "desk:lookups", roles=frozenset({"auditor", "administrator"})),
    Place("staff", _("Staff"), "PersonHeadset", "desk:staff", roles=frozenset({"administrator"})),
)
GROUPS = (WORK, CONTENT, MAIL, HOUSE)
BY_NAME = {one.name: one for one in LISTS}
COUNTS = (*(one.count for one in LISTS), "quarantined", "failed")
