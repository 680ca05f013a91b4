"""One conversation of the chat: read as a whole, and everything that its handler does in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from torg.assistant.actions.chat_rows import (
    NotServing,
)
from torg.assistant.queries.conversations import NoSuchTalk, file_for_staff, talk_of
from torg.assistant.talks import Talk
from torg.faces.desk.answers import proposed
from torg.faces.desk.chat import LEADS, server_of, to_talk
from torg.faces.desk.chat_moved import move
from torg.faces.desk.chat_posted import Deed, is_by_script
from torg.faces.desk.chat_ways import call_back, finish, give_back, pass_on, take
from torg.faces.desk.chat_writing import look, put_page, put_template, reply, seen, teach, typing
from torg.faces.desk.gate import by_itself, for_staff, staff_of
from torg.faces.desk.shell import page
from torg.faces.desk.talk_shown import last_words, shown_talk
from torg.faces.desk.told_codes import was_told
from torg.faces.parts.files import answer
from torg.people.queries import READS_ONLY

ENDED_BY_THEM = ("left", "idle")
"""How one ends that the citizen has gone from: whoever served it may still say that it was answered."""
TYPED = frozenset({"reply", "answer", "link", "start", "template", "look", "teach"})
"""Deeds that carry words which must not be lost: when they can not be done, one goes back to them."""


@for_staff
@require_safe
def show(request: HttpRequest, talk_id: int) -> HttpResponse:
    """The whole conversation, to read: with the assistant, with a person, or ended.

    One that is in no enquiry is read by those alone who were told its code.
    """
    staff = staff_of(request)
    talk = talk_for(staff, talk_id, by_code=was_told(request, talk_id, now=timezone.now()))
    if talk.stage == "talking" and talk.handler_id == staff.pk:
        return to_talk(talk.id)
    return reading(request, staff, talk)


def reading(request: HttpRequest, staff: Any, talk: Talk) -> HttpResponse:
    """The page of a conversation that is not in the reader's hands now."""
    serves = staff.role not in READS_ONLY
    around = {
        "panel": shown_talk(talk),
        "may_take": serves and talk.stage == "waiting",
        "may_settle": serves and talk.handler_id == staff.pk and talk.ended_why in ENDED_BY_THEM and bool(talk.due_by),
        "may_move": serves and talk.enquiry_number is None and talk.stage in ("assistant", "ended"),
        "may_return": staff.role in LEADS and talk.stage == "talking",
        "proposed": proposed(last_words(talk.messages), code=talk.language) if talk.stage != "ended" else (),
    }
    return page(request, "desk/talk.html", around, here="chat")


def talk_for(staff: Any, talk_id: int, *, by_code: bool = False) -> Talk:
    """The conversation, when the reader may read it; raises Http404."""
    try:
        return talk_of(talk_id, staff=staff, by_code=by_code)
    except NoSuchTalk:
        raise Http404 from None


@by_itself
@for_staff
@require_safe
def still(request: HttpRequest, talk_id: int) -> HttpResponse:
    """Tells that a talk that is read by its code is still open before its reader."""
    if not was_told(request, talk_id, now=timezone.now()):
        raise Http404
    return HttpResponse(status=204)


@for_staff
@require_safe
def file(request: HttpRequest, talk_id: int, file_id: int) -> HttpResponse:
    """A file that was sent in a conversation: shown when its first bytes are safe to show, else downloaded."""
    staff = staff_of(request)
    found = file_for_staff(talk_id, file_id, staff=staff, by_code=was_told(request, talk_id, now=timezone.now()))
    if found is None:
        raise Http404
    return answer(found, save="save" in request.GET)


@for_staff
@require_POST
def do(request: HttpRequest, talk_id: int, deed: str) -> HttpResponse:
    """One deed in a conversation; a script is told what came of it, a person without one gets the page."""
    staff, act = server_of(request), DEEDS.get(deed)
    if act is None:
        raise Http404
    talk = talk_for(staff, talk_id, by_code=was_told(request, talk_id, now=timezone.now()))
    try:
        return act(request, staff, talk)
    except NotServing as not_theirs:
        said = gettext("This conversation is not yours any more: a colleague or the queue has it, or it has ended.")
        if is_by_script(request):
            return JsonResponse({"faults": [said]}, status=409)
        if deed in TYPED:
            raise PermissionDenied(said) from not_theirs
        messages.error(request, said)
        return redirect("desk:chat")


DEEDS: Mapping[str, Deed] = {
    "take": take, "reply": reply, "answer": put_page("answer"), "link": put_page("link"),
    "start": put_page("start"), "template": put_template, "look": look, "teach": teach, "typing": typing, "seen": seen,
    "pass-on": pass_on, "give-back": give_back, "finish": finish, "call-back": call_back, "move": move,
}  # fmt: skip
