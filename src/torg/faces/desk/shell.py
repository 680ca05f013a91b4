"""What stands around every page of the desk: the menu with its counts, and what one may see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from torg.assistant.queries.counts import counts_for
from torg.enquiries.queries.counters import Counters, counters
from torg.enquiries.queries.sieves import SieveFacts, sieves_of
from torg.faces.desk.gate import staff_of
from torg.faces.desk.lists import COUNTS, GROUPS, LISTS, SERVE_CHAT, Place
from torg.faces.desk.patterns import filled
from torg.mailroom.queries import days_that_do_not_fit
from torg.people.queries import SEES_ALL, Sight, sight_of

MOST = 100
CURRENT = ' aria-current="page"'


def page(
    request: HttpRequest,
    template: str,
    shown: dict[str, Any],
    *,
    here: str,
    status: int = 200,
    sight: Sight | None = None,
) -> HttpResponse:
    """A page of the desk with its menu; ``here`` is the entry of the menu that it belongs to.

    A kept sieve whose ``query`` is that of what is shown is marked in its place.
    """
    staff = staff_of(request)
    sees_mail = staff.role in SEES_ALL
    counts = told(
        counters(sight=sight or sight_of(staff), staff_id=staff.pk, home=staff.unit_id or 0, now=timezone.now())
    )
    counts |= chat_counts(staff)
    counts["books"] = said(days_that_do_not_fit()) if sees_mail else ""
    sieves = sieves_of(staff.pk)
    kept = next((one for one in sieves if one.query == shown.get("query")), None)
    around = {
        "here": here,
        "kept": kept,
        "counts": counts,
        "staff": staff,
        "menu": _menu(counts, f"sieve-{kept.id}" if kept else here, sieves, role=staff.role),
        "key_list": _keys(),
    }
    return render(request, template, {**around, **shown}, status=status)


def told(counts: Counters) -> dict[str, str]:
    """Each count as it is shown: "" for none, "99+" from a hundred on."""
    return {name: said(getattr(counts, name)) for name in COUNTS}


def chat_counts(staff: Any) -> dict[str, str]:
    """How many wait in the chat for somebody, and how many one serves oneself; "" for those who do not serve it."""
    if staff.role not in SERVE_CHAT:
        return {"chat_waiting": "", "chat_mine": ""}
    waiting, own = counts_for(staff)
    return {"chat_waiting": said(waiting), "chat_mine": said(own)}


def said(count: int) -> str:
    """A capped count in a menu."""
    return "" if count == 0 else "99+" if count >= MOST else str(count)


def _menu(counts: dict[str, str], here: str, kept: Sequence[SieveFacts], *, role: str) -> SafeString:
    values = {f"count_{name}": said for name, said in counts.items()}
    values |= {f"hide_{name}": "" if said else " hidden" for name, said in counts.items()}
    places = [one for group in GROUPS for one in group]
    names = (*(one.name for one in LISTS), *(one.name for one in places), "find", "sieves")
    values |= {f"at_{name}": CURRENT if name == here else "" for name in names}
    values |= {f"veil_{one.name}": "" if _shown(one, role) else " hidden" for one in places}
    values |= {
        f"veil_group_{place}": "" if any(_shown(one, role) for one in group) else " hidden"
        for place, group in enumerate(GROUPS)
    }
    inbox = reverse("desk:inbox")
    values["sieves"] = "".join(
        filled(
            "desk/menu_sieve.html",
            {
                "url": escape(f"{inbox}?{one.query}"),
                "name": escape(one.name),
                "current": CURRENT if here == f"sieve-{one.id}" else "",
            },
        )
        for one in kept
    )
    values["sieves_hidden"] = "" if kept else " hidden"
    return mark_safe(filled("desk/menu.html", values))  # noqa: S308 (our own markup; what people wrote is escaped)


def _shown(place: Place, role: str) -> bool:
    return place.roles is None or role in place.roles


def _keys() -> SafeString:
    return mark_safe(filled("desk/keys.html", {}))  # noqa: S308 (our own markup)
