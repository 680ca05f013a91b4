"""The ways of a conversation: taken, passed on, given back, ended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from torg.assistant.actions import serving
from torg.assistant.actions.chat_rows import (
    AtLimit,
    NoPhone,
    NotForYou,
    NothingSaid,
    NotReady,
    TakenAlready,
)
from torg.assistant.talks import Talk
from torg.enquiries.actions.answer import NotOpen, NotYours
from torg.enquiries.actions.handover import AlreadyOffered, NoSuchUnit, SameUnit
from torg.enquiries.numbers import said as number_said
from torg.faces.desk.chat import HOWS, LEADS, LONGEST, to_talk, why_not
from torg.faces.desk.chat_board import Written
from torg.faces.desk.chat_posted import again, number_of
from torg.people.queries import units

BACK = _("It is back in the queue, at its front. The citizen is told that somebody comes.")
FINISHED: Mapping[str, str | Promise] = {
    "answered": _("Ended. %(number)s is answered."),
    "written": _("Ended. %(number)s waits for an answer in writing."),
    "call": _("Ended. %(number)s is open until somebody has called."),
    "meeting": _("Ended. %(number)s is open until you have met."),
}


def take(request: HttpRequest, staff: Any, talk: Talk) -> HttpResponse:
    """Takes one that waits."""
    try:
        serving.take(talk.id, by=staff, now=timezone.now())
    except (AtLimit, NotReady) as why:
        messages.error(request, why_not(why))
        return redirect("desk:chat")
    except TakenAlready:
        messages.info(request, gettext("A colleague was quicker, or the citizen has left."))
        return redirect("desk:chat")
    except NotForYou as not_for_you:
        raise PermissionDenied(gettext("Another unit serves this conversation.")) from not_for_you
    return to_talk(talk.id)


def pass_on(request: HttpRequest, staff: Any, talk: Talk) -> HttpResponse:
    """To another unit, with a note: live where somebody is ready, else in writing (ALV-42)."""
    unit, note = units().by_id.get(number_of(request, "unit")), request.POST.get("note", "").strip()[:LONGEST]
    faults = []
    if unit is None:
        faults.append(gettext("Choose the unit that is to have it"))
    if not note:
        faults.append(gettext("Write what they need to know, so that nobody has to ask the citizen again"))
    if unit is None or faults:
        return again(
            request, staff, talk,
            Written(faults=tuple(faults), open_way="pass-on", to_unit=unit.id if unit else None, note=note),
        )  # fmt: skip
    try:
        live = serving.pass_on(talk.id, to_unit=unit.id, note=note, by=staff, now=timezone.now())
    except (SameUnit, AlreadyOffered, NotYours, NotOpen, NoSuchUnit) as why:
        written = Written(faults=(_why_not_passed(why),), open_way="pass-on", to_unit=unit.id, note=note)
        return again(request, staff, talk, written)
    if live:
        said = gettext("%(unit)s has it now, first in their queue. The citizen is told.")
    else:
        said = gettext("Offered to %(unit)s, who answer in writing. The citizen is told, and the date stays.")
    messages.success(request, said % {"unit": unit.name})
    return redirect("desk:chat")


def _why_not_passed(why: Exception) -> str:
    if isinstance(why, SameUnit):
        return gettext("That unit has it already: give it back to the queue instead")
    if isinstance(why, AlreadyOffered):
        return gettext("It is offered to a unit already. Withdraw that on the page of the enquiry first.")
    return gettext("It cannot be passed on now: the enquiry is answered, or is another unit's.")


def give_back(request: HttpRequest, staff: Any, talk: Talk) -> HttpResponse:
    """Back to the front of the queue."""
    serving.give_back(talk.id, by=staff, now=timezone.now())
    messages.info(request, BACK)
    return redirect("desk:chat")


def call_back(request: HttpRequest, staff: Any, talk: Talk) -> HttpResponse:
    """One who leads the chat puts somebody else's conversation back: they are gone, or have too much."""
    if staff.role not in LEADS:
        raise PermissionDenied(gettext("Those who lead the chat put a colleague's conversation back."))
    if talk.handler_id is not None:
        serving.put_back(talk.id, handler_id=talk.handler_id, why="given_back", now=timezone.now())
    messages.success(request, BACK)
    return redirect("desk:chat_load")


def finish(request: HttpRequest, staff: Any, talk: Talk) -> HttpResponse:
    """Ends it: answered, or it goes on in writing, as a call or as a meeting (KON-26)."""
    how, says = request.POST.get("how", ""), request.POST.get("says", "").strip()[:LONGEST]
    phone = request.POST.get("phone", "").strip()[:40]
    if how not in dict(HOWS):
        faults = (gettext("Say how it goes on: is it answered, or do we owe something still?"),)
        return again(request, staff, talk, Written(faults=faults, open_way="finish", says=says, phone=phone))
    try:
        number = serving.finish(
            talk.id, how=cast("serving.How", how), says=says, phone=phone, by=staff, now=timezone.now()
        )
    except (NothingSaid, NoPhone, NotYours) as why:
        if talk.stage == "ended":  # nothing is typed there: it is noted as answered on the page where it is read
            messages.error(request, _why_not_answered(why))
            return redirect("desk:talk", talk_id=talk.id)
        written = Written(faults=(_why_not_answered(why),), open_way="finish", how=how, says=says, phone=phone)
        return again(request, staff, talk, written)
    messages.success(request, _finished(how, number, talk))
    return redirect("desk:chat")


def _why_not_answered(why: Exception) -> str:
    if isinstance(why, NoPhone):
        return gettext("Write the number to call. If you do not have it, ask for it here first.")
    if isinstance(why, NothingSaid):
        return gettext("You have not written anything yet: write the answer first, or say how it goes on.")
    return gettext("Another unit answers for this enquiry, so you cannot end it as answered: say how it goes on.")


def _finished(how: str, number: int, talk: Talk) -> str:
    """What came of it, with the number that it came of: where the enquiry was joined to another, that is told too."""
    told = str(FINISHED[how]) % {"number": number_said(number)}
    if number == talk.enquiry_number or talk.enquiry_number is None:
        return told
    joined = gettext("%(number)s was joined to it.") % {"number": number_said(talk.enquiry_number)}
    return f"{told} {joined}"
