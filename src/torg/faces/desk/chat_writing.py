"""What a handler writes in a conversation, and what helps to write it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from torg.assistant.actions import serving
from torg.assistant.actions.chat_rows import (
    TooLarge,
)
from torg.assistant.talks import Talk
from torg.channels.base import File
from torg.enquiries.actions.drafts import drop_draft
from torg.enquiries.queries.page import enquiry_page
from torg.faces.desk.aids import looked_at, values_for
from torg.faces.desk.answers import proposed_page, taught
from torg.faces.desk.chat import LONGEST, to_talk
from torg.faces.desk.chat_board import PURPOSE, Written, filled_in
from torg.faces.desk.chat_posted import Deed, again, is_by_script, number_of, text_of
from torg.faces.desk.talk_shown import last_words
from torg.faces.parts.sent_files import faults_of


def reply(request: HttpRequest, staff: Any, talk: Talk) -> HttpResponse:
    """Sends what stands in the box and the files; sent twice under one name it is said once."""
    text = text_of(request)
    files = request.FILES.getlist("files")
    faults = faults_of(files)
    if len(text) > LONGEST:
        faults.append(gettext("This is too long for a chat: %(most)d characters at most.") % {"most": LONGEST})
    if not text.strip() and not files:
        faults.append(gettext("Write something, or choose a file"))
    sent_as = request.POST.get("sent_as", "")[:36]
    if faults:
        return again(request, staff, talk, Written(text=text, faults=tuple(faults), sent_as=sent_as))
    sent = [_read(one) for one in files]
    try:
        serving.reply(talk.id, text.strip(), by=staff, sent_as=sent_as, files=sent, now=timezone.now())
    except TooLarge as large:
        faults.append(gettext("A conversation holds %(limit)d MB of files at most.") % {"limit": large.limit_mb})
        return again(request, staff, talk, Written(text=text, faults=tuple(faults), sent_as=sent_as))
    if talk.enquiry_id:
        drop_draft(talk.enquiry_id, purpose=PURPOSE, by=staff, now=timezone.now())
    return JsonResponse({"sent_as": str(uuid4())}) if is_by_script(request) else to_talk(talk.id)


def put_page(which: str) -> Deed:
    """Puts what a page says, its address, or where one can do it oneself after what is written."""

    def put(request: HttpRequest, staff: Any, talk: Talk) -> HttpResponse:
        found = proposed_page(number_of(request, "page"), code=talk.language)
        words = {"answer": found.as_answer, "link": found.as_link, "start": found.as_start}[which] if found else ""
        return _put(request, staff, talk, words)

    return put


def put_template(request: HttpRequest, staff: Any, talk: Talk) -> HttpResponse:
    """Puts a canned answer after what is written, with the values in."""
    page_of = enquiry_page(talk.enquiry_number or 0, now=timezone.now())
    values = values_for(page_of, staff, talk.language, timezone.now()) if page_of else {}
    found = filled_in(request.POST.get("chosen_template", ""), talk, values)
    if found is None:
        return again(
            request, staff, talk, Written(text=text_of(request), faults=(gettext("Choose a template first."),))
        )
    text, lacks = found
    return _put(request, staff, talk, text, lacks)


def _put(request: HttpRequest, staff: Any, talk: Talk, words: str, lacks: tuple[str, ...] = ()) -> HttpResponse:
    text = "\n\n".join(piece for piece in (text_of(request).strip(), words) if piece)
    if is_by_script(request):
        says = gettext("Fill in what stands in brackets: %(names)s") % {"names": ", ".join(lacks)} if lacks else ""
        return JsonResponse({"text": text, "says": says})
    return again(request, staff, talk, Written(text=text, lacks=lacks), status=200)


def look(request: HttpRequest, staff: Any, talk: Talk) -> HttpResponse:
    """How what is written reads (ALV-08)."""
    clarity = looked_at(text_of(request), key="chat", code=talk.language)
    if is_by_script(request):
        return render(request, "desk/clarity.html", {"clarity": clarity})
    return again(request, staff, talk, Written(text=text_of(request), clarity=clarity), status=200)


def teach(request: HttpRequest, staff: Any, talk: Talk) -> HttpResponse:
    """Notes that a page answers what the citizen asked, so that everybody who asks so finds it (KON-39)."""
    said = taught(last_words(talk.messages), number_of(request, "page"), code=talk.language, by=staff)
    if is_by_script(request):
        return JsonResponse({"text": text_of(request), "says": said})
    messages.success(request, said)
    return again(request, staff, talk, Written(text=text_of(request)), status=200)


def typing(request: HttpRequest, staff: Any, talk: Talk) -> HttpResponse:
    """Tells the citizen that somebody is writing."""
    del request
    serving.typing_to(talk.id, by=staff)
    return HttpResponse(status=204)


def seen(request: HttpRequest, staff: Any, talk: Talk) -> HttpResponse:
    """Notes what the handler has seen."""
    serving.seen_by_handler(talk.id, upto=number_of(request, "upto"), by=staff, now=timezone.now())
    return HttpResponse(status=204)


def _read(sent: UploadedFile) -> File:
    return File(sent.name or "file", sent.content_type or "application/octet-stream", sent.read())
