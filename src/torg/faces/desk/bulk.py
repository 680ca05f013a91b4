"""Many enquiries at once: take, assign, give back, read or unread, close; what could not be done is told, with why."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, gettext_noop, ngettext
from django.views.decorators.http import require_POST

from torg.enquiries.actions import bulk as many
from torg.enquiries.actions import handover
from torg.enquiries.actions.answer import NotYours, ReasonNeeded
from torg.enquiries.queries.inbox import chosen_rows
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.shell import page
from torg.people.queries import handlers_in, sight_of

WHY: Mapping[str, str] = {
    "not_yours": gettext_noop("another unit answers for it"),
    "not_open": gettext_noop("it is answered or closed already"),
    "not_theirs": gettext_noop("the colleague does not answer for its unit"),
    "has_handler": gettext_noop("%(who)s has it"),
    "already": gettext_noop("it is so already"),
    "changed": gettext_noop("something has happened to it since"),
    "gone": gettext_noop("it is not there"),
}
ASKS = ("assign", "close")
"""Deeds that want to know more first."""


@for_staff
@require_POST
def do(request: HttpRequest) -> HttpResponse:
    """Does one thing to all that were chosen, or asks first what it needs to know."""
    deed, picked = request.POST.get("deed", ""), _picked(request)
    if deed not in many.DEEDS:
        raise Http404
    if not picked:
        messages.info(request, gettext("Choose one or more enquiries first."))
        return redirect(_back(request))
    to, reason = _number(request.POST.get("to", "")), request.POST.get("reason", "").strip()
    wants = (deed == "assign" and to is None) or (deed == "close" and not reason)
    if wants:
        return _ask(request, deed, picked)
    rest: dict[str, object] = {"to": to} if deed == "assign" else {"reason": reason} if deed == "close" else {}
    seen = _number(request.POST.get("seen", ""))
    done = many.bulk(deed, picked, by=staff_of(request), now=timezone.now(), seen=seen, **rest)
    _tell(request, _said(deed, len(done.done)), done, undoable=bool(done.done))
    return redirect(_back(request))


@for_staff
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Puts back what was done in one go, where nothing has changed since."""
    done = many.undo(request.POST.get("batch", ""), by=staff_of(request), now=timezone.now())
    count = len(done.done)
    said = ngettext("%(count)d was put back as it was.", "%(count)d were put back as they were.", count)
    _tell(request, said % {"count": count}, done, undoable=False)
    return redirect(_back(request))


@for_staff
@require_POST
def answer_offer(request: HttpRequest, enquiry_id: int) -> HttpResponse:
    """Accepts or refuses an enquiry that was offered to the reader's unit."""
    staff, now = staff_of(request), timezone.now()
    try:
        if request.POST.get("answer") == "accept":
            handover.accept(enquiry_id, by=staff, now=now)
            messages.success(request, gettext("Your unit has it now."))
        else:
            handover.refuse(enquiry_id, reason=request.POST.get("reason", ""), by=staff, now=now)
            messages.success(request, gettext("It stays with the unit that offered it; they read your reason."))
    except ReasonNeeded:
        messages.error(request, gettext("Write why your unit can not have it."))
    except (handover.NotOffered, handover.NoSuchUnit):
        messages.info(request, gettext("Nothing was changed: the offer has been answered or taken back already."))
    except NotYours:
        messages.error(request, gettext("It is offered to another unit than yours."))
    return redirect(_back(request))


def _ask(request: HttpRequest, deed: str, picked: list[int]) -> HttpResponse:
    """The page that asks whom to give them to, or why they are closed; and shows once more which they are."""
    staff = staff_of(request)
    shown = {
        "deed": deed,
        "rows": chosen_rows(picked[: many.MOST], sight=sight_of(staff), now=timezone.now()),
        "colleagues": handlers_in(staff.unit_id or 0),
        "seen": request.POST.get("seen", ""),
        "back": _back(request),
        "missing": "answered" in request.POST,
    }
    return page(request, "desk/bulk.html", shown, here="inbox", status=422 if shown["missing"] else 200)


def _picked(request: HttpRequest) -> list[int]:
    return [pk for said in request.POST.getlist("pick") if (pk := _number(said)) is not None]


def _number(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else None


def _back(request: HttpRequest) -> str:
    """The list they came from; never another site."""
    back = request.POST.get("back", "")
    here = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    return back if here else reverse("desk:inbox")


def _said(deed: str, count: int) -> str:
    match deed:
        case "take":
            said = ngettext("You handle %(count)d enquiry more.", "You handle %(count)d enquiries more.", count)
        case "assign":
            said = ngettext("%(count)d enquiry was given away.", "%(count)d enquiries were given away.", count)
        case "give_back":
            said = ngettext("%(count)d is back in the queue.", "%(count)d are back in the queue.", count)
        case "read":
            said = ngettext("%(count)d is marked as read.", "%(count)d are marked as read.", count)
        case "unread":
            said = ngettext("%(count)d is marked as new.", "%(count)d are marked as new.", count)
        case _:
            said = ngettext("%(count)d enquiry is closed.", "%(count)d enquiries are closed.", count)
    return said % {"count": count} if count else gettext("Nothing was changed.")


def _tell(request: HttpRequest, said: str, done: many.Done, *, undoable: bool) -> None:
    left = [(one.number_said, gettext(WHY[one.why]) % {"who": one.who}) for one in done.left_out]
    shown = {"said": said, "left_out": left, "batch": done.batch if undoable else "", "back": _back(request)}
    words = render_to_string("desk/bulk_done.html", shown, request)
    level = messages.WARNING if left else messages.SUCCESS
    messages.add_message(request, level, words, extra_tags="block")
