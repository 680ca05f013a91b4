"""One conversation of the chat: read as a whole, and everything that its handler does in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from torg.assistant.actions import serving
from torg.assistant.actions.chat_rows import (
    AtLimit,
    NotForYou,
    NothingSaid,
    NotReady,
    NotServing,
    TakenAlready,
    TooLarge,
)
from torg.assistant.queries.conversations import NoSuchTalk, file_for_staff, talk_of
from torg.assistant.talks import Talk
from torg.channels.base import File
from torg.enquiries.actions.answer import NotOpen, NotYours
from torg.enquiries.actions.drafts import drop_draft
from torg.enquiries.actions.handover import AlreadyOffered, NoSuchUnit, SameUnit
from torg.enquiries.numbers import said as number_said
from torg.enquiries.queries.page import enquiry_page
from torg.faces.desk.aids import looked_at, values_for
from torg.faces.desk.answers import proposed, proposed_page
from torg.faces.desk.chat import HOWS, LEADS, LONGEST, server_of, shown, to_talk, why_not
from torg.faces.desk.chat_board import PURPOSE, Written, filled_in
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.shell import page
from torg.faces.desk.talk_shown import last_words, shown_talk
from torg.faces.parts.files import answer
from torg.faces.parts.sent_files import faults_of
from torg.people.queries import READS_ONLY, units

BY_SCRIPT = "X-By-Script"
TYPED = frozenset({"reply", "answer", "link", "start", "template", "look"})
"""Deeds that carry words which must not be lost: when they can not be done, one goes back to them."""
BACK = _("It is back in the queue, at its front. The citizen is told that somebody comes.")
FINISHED: Mapping[str, str | Promise] = {
    "answered": _("Ended. %(number)s is answered."),
    "written": _("Ended. %(number)s waits for an answer in writing."),
    "call": _("Ended. %(number)s is open until somebody has called."),
    "meeting": _("Ended. %(number)s is open until you have met."),
}
Deed = Callable[[HttpRequest, Any, Talk], HttpResponse]


@for_staff
@require_safe
def show(request: HttpRequest, talk_id: int) -> HttpResponse:
    """The whole conversation, to read: with the assistant, with a person, or ended."""
    staff = staff_of(request)
    talk = talk_for(staff, talk_id)
    if talk.stage == "talking" and talk.handler_id == staff.pk:
        return to_talk(talk.id)
    return reading(request, staff, talk)


def reading(request: HttpRequest, staff: Any, talk: Talk) -> HttpResponse:
    """The page of a conversation that is not in the reader's hands now."""
    serves = staff.role not in READS_ONLY
    around = {
        "panel": shown_talk(talk),
        "may_take": serves and talk.stage == "waiting",
        "may_return": staff.role in LEADS and talk.stage == "talking",
        "proposed": proposed(last_words(talk.messages), code=talk.language) if talk.stage != "ended" else (),
    }
    return page(request, "desk/talk.html", around, here="chat")


def talk_for(staff: Any, talk_id: int) -> Talk:
    """The conversation, when the reader may read it; raises Http404."""
    try:
        return talk_of(talk_id, staff=staff)
    except NoSuchTalk:
        raise Http404 from None


@for_staff
@require_safe
def file(request: HttpRequest, talk_id: int, file_id: int) -> HttpResponse:
    """A file that was sent in a conversation: shown when its first bytes are safe to show, else downloaded."""
    del talk_id
    found = file_for_staff(file_id, staff=staff_of(request))
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
    talk = talk_for(staff, talk_id)
    try:
        return act(request, staff, talk)
    except NotServing as not_theirs:
        said = gettext("This conversation is not yours any more: a colleague or the queue has it, or it has ended.")
        if _by_script(request):
            return JsonResponse({"faults": [said]}, status=409)
        if deed in TYPED:
            raise PermissionDenied(said) from not_theirs
        messages.error(request, said)
        return redirect("desk:chat")


def _take(request: HttpRequest, staff: Any, talk: Talk) -> HttpResponse:
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


def _reply(request: HttpRequest, staff: Any, talk: Talk) -> HttpResponse:
    """Sends what stands in the box and the files; sent twice under one name it is said once."""
    text = _text(request)
    files = request.FILES.getlist("files")
    faults = faults_of(files)
    if len(text) > LONGEST:
        faults.append(gettext("This is too long for a chat: %(most)d characters at most.") % {"most": LONGEST})
    if not text.strip() and not files:
        faults.append(gettext("Write something, or choose a file"))
    sent_as = request.POST.get("sent_as", "")[:36]
    if faults:
        return _again(request, staff, talk, Written(text=text, faults=tuple(faults), sent_as=sent_as))
    sent = [_read(one) for one in files]
    try:
        serving.reply(talk.id, text.strip(), by=staff, sent_as=sent_as, files=sent, now=timezone.now())
    except TooLarge as large:
        faults.append(gettext("A conversation holds %(limit)d MB of files at most.") % {"limit": large.limit_mb})
        return _again(request, staff, talk, Written(text=text, faults=tuple(faults), sent_as=sent_as))
    if talk.enquiry_id:
        drop_draft(talk.enquiry_id, purpose=PURPOSE, by=staff, now=timezone.now())
    return JsonResponse({"sent_as": str(uuid4())}) if _by_script(request) else to_talk(talk.id)


def _put_page(which: str) -> Deed:
    """Puts what a page says, its address, or where one can do it oneself after what is written."""

    def put(request: HttpRequest, staff: Any, talk: Talk) -> HttpResponse:
        found = proposed_page(_number(request, "page"), code=talk.language)
        words = {"answer": found.as_answer, "link": found.as_link, "start": found.as_start}[which] if found else ""
        return _put(request, staff, talk, words)

    return put


def _template(request: HttpRequest, staff: Any, talk: Talk) -> HttpResponse:
    """Puts a canned answer after what is written, with the values in."""
    page_of = enquiry_page(talk.enquiry_number or 0, now=timezone.now())
    values = values_for(page_of, staff, talk.language, timezone.now()) if page_of else {}
    found = filled_in(request.POST.get("chosen_template", ""), talk, values)
    if found is None:
        return _again(request, staff, talk, Written(text=_text(request), faults=(gettext("Choose a template first."),)))
    text, lacks = found
    return _put(request, staff, talk, text, lacks)


def _put(request: HttpRequest, staff: Any, talk: Talk, words: str, lacks: tuple[str, ...] = ()) -> HttpResponse:
    text = "\n\n".join(piece for piece in (_text(request).strip(), words) if piece)
    if _by_script(request):
        says = gettext("Fill in what stands in brackets: %(names)s") % {"names": ", ".join(lacks)} if lacks else ""
        return JsonResponse({"text": text, "says": says})
    return _again(request, staff, talk, Written(text=text, lacks=lacks), status=200)


def _look(request: HttpRequest, staff: Any, talk: Talk) -> HttpResponse:
    """How what is written reads (ALV-08)."""
    clarity = looked_at(_text(request), key="chat", code=talk.language)
    if _by_script(request):
        return render(request, "desk/clarity.html", {"clarity": clarity})
    return _again(request, staff, talk, Written(text=_text(request), clarity=clarity), status=200)


def _typing(request: HttpRequest, staff: Any, talk: Talk) -> HttpResponse:
    del request
    serving.typing_to(talk.id, by=staff)
    return HttpResponse(status=204)


def _seen(request: HttpRequest, staff: Any, talk: Talk) -> HttpResponse:
    serving.seen_by_handler(talk.id, upto=_number(request, "upto"), by=staff, now=timezone.now())
    return HttpResponse(status=204)


def _pass_on(request: HttpRequest, staff: Any, talk: Talk) -> HttpResponse:
    unit, note = units().by_id.get(_number(request, "unit")), request.POST.get("note", "").strip()[:LONGEST]
    faults = []
    if unit is None:
        faults.append(gettext("Choose the unit that is to have it"))
    if not note:
        faults.append(gettext("Write what they need to know, so that nobody has to ask the citizen again"))
    if unit is None or faults:
        return _again(
            request, staff, talk,
            Written(faults=tuple(faults), open_way="pass-on", to_unit=unit.id if unit else None, note=note),
        )  # fmt: skip
    try:
        live = serving.pass_on(talk.id, to_unit=unit.id, note=note, by=staff, now=timezone.now())
    except (SameUnit, AlreadyOffered, NotYours, NotOpen, NoSuchUnit) as why:
        written = Written(faults=(_why_not_passed(why),), open_way="pass-on", to_unit=unit.id, note=note)
        return _again(request, staff, talk, written)
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


def _give_back(request: HttpRequest, staff: Any, talk: Talk) -> HttpResponse:
    serving.give_back(talk.id, by=staff, now=timezone.now())
    messages.info(request, BACK)
    return redirect("desk:chat")


def _call_back(request: HttpRequest, staff: Any, talk: Talk) -> HttpResponse:
    """One who leads the chat puts somebody else's conversation back: they are gone, or have too much."""
    if staff.role not in LEADS:
        raise PermissionDenied(gettext("Those who lead the chat put a colleague's conversation back."))
    if talk.handler_id is not None:
        serving.put_back(talk.id, handler_id=talk.handler_id, why="given_back", now=timezone.now())
    messages.success(request, BACK)
    return redirect("desk:chat_load")


def _finish(request: HttpRequest, staff: Any, talk: Talk) -> HttpResponse:
    how, says = request.POST.get("how", ""), request.POST.get("says", "").strip()[:LONGEST]
    if how not in dict(HOWS):
        faults = (gettext("Say how it goes on: is it answered, or do we owe something still?"),)
        return _again(request, staff, talk, Written(faults=faults, open_way="finish", says=says))
    try:
        serving.finish(talk.id, how=cast("serving.How", how), says=says, by=staff, now=timezone.now())
    except NothingSaid:
        faults = (gettext("You have not written anything yet: write the answer first, or say how it goes on."),)
        return _again(request, staff, talk, Written(faults=faults, open_way="finish", how=how, says=says))
    except NotYours as not_yours:
        raise PermissionDenied(gettext("Another unit answers for this enquiry.")) from not_yours
    messages.success(request, str(FINISHED[how]) % {"number": _number_said(talk)})
    return redirect("desk:chat")


def _again(request: HttpRequest, staff: Any, talk: Talk, written: Written, *, status: int = 422) -> HttpResponse:
    """The page with everything as it was written; a script gets the faults alone."""
    if _by_script(request) and written.faults:
        return JsonResponse({"faults": list(written.faults)}, status=status)
    return shown(request, staff, current=talk.id, written={talk.id: written}, status=status)


def _number_said(talk: Talk) -> str:
    return number_said(talk.enquiry_number) if talk.enquiry_number else ""


def _read(sent: UploadedFile) -> File:
    return File(sent.name or "file", sent.content_type or "application/octet-stream", sent.read())


def _text(request: HttpRequest) -> str:
    return request.POST.get("text", "").replace("\r\n", "\n").replace("\0", "")


def _number(request: HttpRequest, name: str) -> int:
    said = request.POST.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else 0


def _by_script(request: HttpRequest) -> bool:
    return BY_SCRIPT in request.headers


DEEDS: Mapping[str, Deed] = {
    "take": _take, "reply": _reply, "answer": _put_page("answer"), "link": _put_page("link"),
    "start": _put_page("start"), "template": _template, "look": _look, "typing": _typing, "seen": _seen,
    "pass-on": _pass_on, "give-back": _give_back, "finish": _finish, "call-back": _call_back,
}  # fmt: skip
