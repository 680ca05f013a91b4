"""The chat page of those who serve it: one's own seat, who waits, and one's conversations side by side (KON-34)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from torg.assistant.actions import seats
from torg.assistant.actions.chat_rows import AtLimit, NotForYou, NotReady
from torg.assistant.actions.serving import seen_by_handler, take_next
from torg.assistant.queries.availability import availability
from torg.assistant.queries.conversations import load, queue_for, served_by
from torg.assistant.queries.seats import own_seat
from torg.assistant.tickets import desk_stream
from torg.faces.desk.chat_board import Written, panels_of, units_shown, waiting_shown
from torg.faces.desk.gate import by_itself, for_staff, staff_of
from torg.faces.desk.shell import page
from torg.faces.parts.sent_files import limits_in_words
from torg.faces.parts.templatetags.torg import LANGUAGE_NAMES
from torg.people.queries import READS_ONLY

LEADS = frozenset({"manager", "administrator"})
LONGEST = 4_000
"""Characters of one message: more is a letter."""
MOST_AT_ONCE, FEW = 9, 3
HOWS = (
    ("answered", _("It is answered")),
    ("written", _("We answer in writing by the promised date")),
    ("call", _("We call them")),
    ("meeting", _("They come to us, or we meet on video")),
)


class SeatForm(forms.Form):
    """How many conversations at once, and the languages somebody writes in; none chosen means all."""

    at_once = forms.IntegerField(
        label=_("Conversations at once"), min_value=1, max_value=MOST_AT_ONCE,
        error_messages={"required": _("Write a number"), "invalid": _("Write a number")},
        widget=forms.NumberInput(attrs={"class": "short"}),
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label=_("Languages you write in"), required=False, choices=list(LANGUAGE_NAMES.items()),
        help_text=_("None chosen: all of them."), widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


def server_of(request: HttpRequest) -> Any:
    """Who is logged in, when they may serve the chat at all; raises PermissionDenied."""
    staff = staff_of(request)
    if staff.role in READS_ONLY:
        raise PermissionDenied(gettext("You read enquiries, and do not serve the chat."))
    return staff


@for_staff
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The page: works without a script too, one load for every look; whoever looks is here."""
    staff = server_of(request)
    seats.stay(by=staff, now=timezone.now())
    said = request.GET.get("talk", "")
    current = int(said) if said.isascii() and said.isdigit() and len(said) < 19 else 0
    talk = next((one for one in served_by(staff) if one.id == current), None)
    if talk is not None:
        seen_by_handler(talk.id, upto=talk.upto, by=staff, now=timezone.now())
    return shown(request, staff, current=current)


def shown(
    request: HttpRequest,
    staff: Any,
    *,
    current: int = 0,
    written: Mapping[int, Written] | None = None,
    seat_form: SeatForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page, with what was posted and could not be done still in its place."""
    here = board(staff, current=current, written=written)
    around = {
        **here,
        "seat_form": seat_form or here["seat_form"],
        "may_lead": staff.role in LEADS,
        "stream": desk_stream(staff.pk),
    }
    return page(request, "desk/chat.html", around, here="chat", status=status)


def board(staff: Any, *, current: int = 0, written: Mapping[int, Written] | None = None) -> dict[str, Any]:
    """What the parts of the page need, whole or one by one."""
    now = timezone.now()
    waiting = queue_for(staff, now)
    panels = panels_of(served_by(staff), staff=staff, current=current, written=written)
    seat = own_seat(staff.pk, now)
    first = {"at_once": seat.at_once, "languages": seat.languages} if seat else {"at_once": FEW}
    return {
        "seat": seat,
        "seat_first": first,
        "seat_form": SeatForm(initial=first),
        "waiting": waiting_shown(waiting),
        "may_take": any(one.may_take for one in waiting),
        "panels": panels,
        "unread": sum(one.unread for one in panels),
        "units": units_shown(load(now).seats),
        "hows": HOWS,
        "longest": LONGEST,
        "files_help": limits_in_words(),
        "is_offered": availability(now).offered,
    }


@for_staff
@require_POST
def seat(request: HttpRequest) -> HttpResponse:
    """Ready, with how many at once and in which languages; or away: then one's conversations wait in the queue."""
    staff, now = server_of(request), timezone.now()
    if request.POST.get("do") == "away":
        seats.go_away(by=staff, now=now)
        messages.info(request, gettext("You are away from the chat. What you had is in the queue again, at its front."))
        return redirect("desk:chat")
    form = SeatForm(request.POST)
    if not form.is_valid():
        return shown(request, staff, seat_form=form, status=422)
    said = form.cleaned_data
    try:
        seats.be_ready(by=staff, at_once=said["at_once"], languages=said["languages"], now=now)
    except NotForYou as not_for_you:
        raise PermissionDenied(gettext("Who serves the chat works in a unit and answers citizens.")) from not_for_you
    messages.success(request, gettext("You are ready. As long as this page is open, you stay so."))
    return redirect("desk:chat")


@by_itself
@for_staff
@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Tells that the page is still open."""
    seats.stay(by=server_of(request), now=timezone.now())
    return HttpResponse(status=204)


@for_staff
@require_POST
def next_one(request: HttpRequest) -> HttpResponse:
    """The one who has waited longest among those that the reader may serve."""
    staff = server_of(request)
    try:
        taken = take_next(by=staff, now=timezone.now())
    except (AtLimit, NotReady) as why:
        messages.error(request, why_not(why))
        return redirect("desk:chat")
    if taken is None:
        messages.info(request, gettext("Nobody waits any more: a colleague was quicker."))
        return redirect("desk:chat")
    return to_talk(taken)


def to_talk(talk_id: int) -> HttpResponse:
    """Back to the page, with a conversation as the current one and the cursor in its box.

    The browser itself goes to the box: a fragment that cannot hold the cursor would take it from somebody who writes
    already.
    """
    return redirect(f"{reverse('desk:chat')}?talk={talk_id}#text-{talk_id}")


def why_not(why: AtLimit | NotReady) -> str:
    """Why somebody cannot take one more conversation now, as a sentence."""
    if isinstance(why, NotReady):
        return gettext("You are away from the chat. Say first that you are ready.")
    return gettext("You have %(most)d conversations, which is as many as you may have at once. Finish one first.") % {
        "most": why.most
    }
