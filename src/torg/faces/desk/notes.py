"""Notes between colleagues: written with mentions, corrected without losing what they said."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from torg.enquiries.actions import notes
from torg.enquiries.actions.answer import NotYours
from torg.enquiries.actions.drafts import drop_draft
from torg.enquiries.queries.access import Access
from torg.enquiries.queries.notes import notes_of
from torg.faces.desk.enquiry import enquiry_shown, found_for
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.opening import opened
from torg.faces.desk.turn_forms import CorrectionForm, NoteForm
from torg.faces.desk.working import may_be_told
from torg.people.queries import Colleague, colleagues


@for_staff
@require_POST
def write(request: HttpRequest, number: int) -> HttpResponse:
    """Keeps a note, and tells those who are chosen or named in it with an @."""
    staff = staff_of(request)
    access = opened(staff, number)
    found = found_for(request, number)
    form = NoteForm(request.POST, people=may_be_told(found, staff))
    if not form.is_valid():
        return enquiry_shown(request, found, do="note", form=form)
    text, now = form.cleaned_data["text"], timezone.now()
    mentions = {*form.cleaned_data.get("mentions", ()), *named_in(text, _others(access, staff))}
    try:
        note = notes.write_note(found.id, text=text, mentions=mentions, by=staff, now=now)
    except NotYours as not_yours:
        raise PermissionDenied(gettext("You read enquiries, and do not write in them.")) from not_yours
    except notes.EmptyNote:
        form.add_error("text", gettext("Write something in the note before you save it"))
        return enquiry_shown(request, found, do="note", form=form)
    drop_draft(found.id, purpose="note", by=staff, now=now)
    messages.success(request, gettext("The note is saved. Only colleagues see it."))
    return redirect(f"{reverse('desk:enquiry', args=[number])}#note-{note}")


@for_staff
@require_POST
def correct(request: HttpRequest, number: int, note_id: int) -> HttpResponse:
    """Puts other words in place of one's own note; what it said stays and can be read."""
    staff = staff_of(request)
    found = found_for(request, number)
    if note_id not in {note.id for note in notes_of(found.id)}:
        raise Http404
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return enquiry_shown(request, found, do="", more={"correcting": note_id, "correction": form, "wrong": True})
    try:
        new = notes.correct_note(note_id, text=form.cleaned_data["text"], by=staff, now=timezone.now())
    except NotYours as not_yours:
        raise PermissionDenied(gettext("Only the one who wrote a note corrects it.")) from not_yours
    except notes.AlreadyCorrected:
        raise Http404 from None
    messages.success(request, gettext("The note is corrected. What it said before can still be read."))
    return redirect(f"{reverse('desk:enquiry', args=[number])}#note-{new}")


def _others(access: Access, staff: Any) -> list[Colleague]:
    return [one for one in colleagues(access.unit_ids, sensitive=access.sensitive) if one.id != staff.pk]


def named_in(text: str, people: list[Colleague]) -> set[int]:
    """Those whose whole name or user name stands after an @ in a text; of two of the same name, both."""
    said = re.sub(r"\s+", " ", text.casefold())
    found = set[int]()
    for one in people:
        for name in (one.name, one.username):
            if name and re.search(rf"(?<!\w)@{re.escape(name.casefold())}(?!\w)", said):
                found.add(one.id)
    return found
