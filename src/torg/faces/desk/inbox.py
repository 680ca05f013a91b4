"""The inbox: what is owed to whom, the most urgent first, and the other lists of the day's work."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from torg.channels.wired import wired
from torg.enquiries.queries.inbox import BESIDE, Choice, inbox, last_event
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.lists import BY_NAME, LISTS
from torg.faces.desk.patterns import options
from torg.faces.desk.rows import lines
from torg.faces.desk.shell import page
from torg.faces.parts.templatetags.torg import kind_name
from torg.people.queries import READS_ONLY, Sight, UnitFacts, sight_of, units

OPEN = "open"
STATUSES = (
    (OPEN, _("Open")),
    ("waiting", _("Waiting for the sender")),
    ("answered", _("Answered")),
    ("closed", _("Closed")),
    ("joined", _("Joined to another")),
)
ONLY = tuple(one.name for one in LISTS if one.query.startswith("?only="))


@dataclass(frozen=True, slots=True)
class Sieve:
    """What the reader has chosen to see; anything not offered counts as not chosen."""

    only: str
    unit: str
    channel: str
    status: str
    after: str

    @classmethod
    def of(cls, request: HttpRequest) -> Sieve:
        """Reads the query of the address."""

        def chosen(name: str, offered: Collection[str]) -> str:
            value = request.GET.get(name, "")
            return value if value in offered else ""

        status = chosen("status", [word for word, _name in STATUSES]) or OPEN
        return cls(
            only=chosen("only", ONLY) if status == OPEN else "",
            unit=request.GET.get("unit", ""),
            channel=chosen("channel", tuple(wired())),
            status=status,
            after=request.GET.get("after", ""),
        )

    def query(self) -> str:
        """The address that shows the same again, in one spelling, from the first page on."""
        said = {"only": self.only, "unit": self.unit, "channel": self.channel, "status": self.status}
        return urlencode({name: value for name, value in said.items() if value and (name, value) != ("status", OPEN)})

    @property
    def here(self) -> str:
        """The entry of the menu that it belongs to."""
        return self.only or ("waiting" if self.status == "waiting" else "inbox")

    @property
    def is_beside(self) -> bool:
        """Whether the list begins elsewhere, so that unit and channel say nothing."""
        return self.only in BESIDE


def choice_of(sieve: Sieve, seen: Sight) -> tuple[Choice, list[UnitFacts]]:
    """Which list that is, and the units that are offered."""
    offered = [unit for unit in units().by_id.values() if seen.sees(unit.id)]
    unit = next((unit for unit in offered if unit.key == sieve.unit), None)
    return Choice(sieve.only, unit.id if unit else None, sieve.channel, sieve.status), offered


def channels() -> list[tuple[str, str]]:
    """The kinds of channel that are open here, with their names in the language of the page."""
    return [(kind, capfirst(kind_name(kind))) for kind in sorted(wired())]


@for_staff
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The inbox, filtered by the address; with htmx only the list is sent."""
    staff, sieve, now = staff_of(request), Sieve.of(request), timezone.now()
    sight = sight_of(staff)
    choice, offered = choice_of(sieve, sight)
    since = last_event()  # before the list is read: rather told of twice than not at all
    found = inbox(
        sight=sight, choice=choice, staff_id=staff.pk, home=staff.unit_id or 0, after=sieve.after, now=now
    )  # fmt: skip
    query = sieve.query()
    shown: dict[str, Any] = {
        "sieve": sieve,
        "page": found,
        "lines": "" if sieve.only == "offered" else lines(found.rows, now),
        "options": {
            "only": options(((one.name, one.text) for one in LISTS if one.name in ONLY), sieve.only),
            "unit": options(((unit.key, unit.name) for unit in offered), sieve.unit),
            "channel": options(channels(), sieve.channel),
            "status": options(STATUSES, sieve.status),
        },
        "heading": BY_NAME[sieve.here].text,
        "is_filtered": bool(query),
        "query": query,
        "since": since,
        "may_act": staff.role not in READS_ONLY,
        "back": request.get_full_path(),
    }
    if request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request"):
        response = render(request, "desk/inbox_list.html", shown)
    else:
        response = page(request, "desk/inbox.html", shown, here=sieve.here, sight=sight)
    response["Vary"] = "HX-Request, Cookie"
    return response
