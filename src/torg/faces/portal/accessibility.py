"""The accessibility statement: what is met, how we know, what is not, and whom to tell (DRA-13, ALV-11, KON-29)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from torg.editions.queries import in_force
from torg.faces.parts.templatetags.torg import language
from torg.faces.portal.criteria import ASSESSED_ON, CRITERIA, VERSION, State
from torg.faces.portal.open_to_all import open_to_all


@dataclass(frozen=True, slots=True)
class Above:
    """Who watches over web sites in a country: the law, where to complain when we do not help, and what they do."""

    law: str | Promise
    name: str
    url: str
    says: str | Promise
    second_name: str = ""
    second_url: str = ""
    second_says: str | Promise = ""


ABOVE: Mapping[str, Above] = {
    "NO": Above(
        law=_(
            "the Norwegian Equality and Anti-Discrimination Act, section 18, and the regulations on universal design"
        ),
        name="Tilsynet for universell utforming av IKT",
        url="https://www.uutilsynet.no/",
        says=_("watches over web sites in Norway, and can be told about any barrier."),
        second_name="Diskrimineringsnemnda",
        second_url="https://www.diskrimineringsnemnda.no/",
        second_says=_("decides in complaints about a web site that shuts somebody out."),
    ),
    "DK": Above(
        law=_("the Danish act on accessibility of the web sites and mobile applications of public bodies"),
        name="Digitaliseringsstyrelsen",
        url="https://digst.dk/",
        says=_("watches over public web sites in Denmark, and can be told when we have not helped."),
    ),
}
KNOWN = (
    _("Not all pages have been listened to with a screen reader yet, nor used with voice control."),
    _(
        "Files that we link to or send, such as PDF, may be made in ways that not all programs can read. "
        "Ask us for another form."
    ),
    _("Some names and quotations from our strategy are in our own language only, on the pages in other languages too."),
)
HOW = (
    _("A program (axe) looks at every page, on a large screen and a phone, in light and dark, and in several colours."),
    _("A program uses the pages by keyboard alone, and sees that the focus shows and is never caught."),
    _(
        "Each page is shown 320 pixels wide, which is the same as 400 per cent, with more space in the text, "
        "and without scripts."
    ),
    _("Each demand has been gone through, and how the pages are made has been read against it."),
)


@open_to_all
@require_safe
def statement(request: HttpRequest) -> HttpResponse:
    """How the pages stand against each demand, reckoned from the table; and the two ways to complain, by country."""
    town = in_force(timezone.now()).strategy.municipality
    code = language()
    states = [one.state for one in CRITERIA]
    shown = {
        "here": "accessibility",
        "rows": [(one, one.names[code], one.state.value) for one in CRITERIA],
        "not_met": [(one, one.names[code]) for one in CRITERIA if one.state is State.NOT_MET],
        "total": len(CRITERIA),
        "met": sum(state in (State.TESTED, State.READ, State.NOTHING) for state in states),
        "tested": states.count(State.TESTED),
        "untested": states.count(State.UNTESTED),
        "assessed_on": ASSESSED_ON,
        "version": VERSION,
        "how": HOW,
        "known": KNOWN,
        "above": ABOVE.get(town.country),
        "declaration": settings.ACCESSIBILITY_URL,
    }
    return render(request, "portal/accessibility.html", shown)
