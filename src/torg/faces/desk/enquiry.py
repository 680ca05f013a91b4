"""The page of one enquiry: its story, its promises with their reasons, and the place where something is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from torg.catalogue.queries import templates_for
from torg.enquiries.actions import answer as deeds
from torg.enquiries.actions.notes import read_mentions
from torg.enquiries.actions.presence import look
from torg.enquiries.queries.drafts import DraftView, drafts_of
from torg.enquiries.queries.notes import notes_of
from torg.enquiries.queries.page import EnquiryPage, enquiry_page
from torg.enquiries.queries.presence import last_event, looking_at
from torg.enquiries.queries.story import ContactView
from torg.faces.desk.advice import answer_language, better_channel, ways_for
from torg.faces.desk.answers import proposed
from torg.faces.desk.beside import about, question_of
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.opening import opened
from torg.faces.desk.shell import page
from torg.faces.desk.timeline import ALL, CITIZEN, MORE, NOTES, SHOWN, begins, entries, newest
from torg.faces.desk.working import Work, form_for, possible
from torg.faces.parts.csp import policy
from torg.faces.parts.files import frame_sources
from torg.people.actions import note_lookup
from torg.people.queries import may_act, may_see_addresses

UNANSWERED = ("open", "waiting")
MOST_SHOWN = 100_000  # entries of one story, when somebody asks for earlier ones again and again


@for_staff
@require_safe
def show(request: HttpRequest, number: int) -> HttpResponse:
    """The page of one enquiry; opening it as one who answers for it makes it read, and so one's mentions in it."""
    staff, now = staff_of(request), timezone.now()
    found = found_for(request, number)
    deeds.note_seen(found.id, by=staff, now=now)
    read_mentions(found.id, by=staff, now=now)
    if found.person.hidden and may_see_addresses(found.person, staff=staff):
        note_lookup(found.person.id, by=staff, purpose="enquiry", enquiry_id=found.id, now=now, what="address")
    before = look(found.id, writing=False, by=staff, now=now, opened=True)
    return enquiry_shown(request, found, do=request.GET.get("do", ""), new_since=before)


def found_for(request: HttpRequest, number: int) -> EnquiryPage:
    """Everything about the enquiry, when the reader may open it; raises Http404, PermissionDenied."""
    opened(staff_of(request), number)
    found = enquiry_page(number, now=timezone.now(), newest=_shown(request))
    if found is None:
        raise Http404
    return found


def enquiry_shown(
    request: HttpRequest,
    found: EnquiryPage,
    *,
    do: str,
    form: forms.Form | None = None,
    news: Sequence[ContactView] = (),
    new_since: datetime | None = None,
    written: DraftView | None = None,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page with one form open: ``do`` names it, and an unknown name opens the most used.

    ``form`` is one that was posted and could not be done; ``news`` is what has happened since its writer opened the
    page, when that is why nothing was done. ``written`` is what somebody is writing and does not send yet.
    """
    staff = staff_of(request)
    faulty = form is not None and bool(form.errors)
    works, code = possible(found, staff), answer_language(found, timezone.now())
    first = next((one for one in works if one.key != "refuse"), None)
    work = next((one for one in works if one.key == do), first)
    shown: dict[str, Any] = {
        **about(found, staff),
        **_story(request, found, staff, new_since),
        **_work(found, staff, work, form, written),
        "works": [one for one in works if one.key != "refuse"],
        "news": news,
        "now": timezone.now(),
        "seen": _posted_seen(form) if faulty else found.last_contact,
        "last_event": last_event(found.id),
        "looking": looking_at(found.id, but=staff.pk, now=timezone.now()),
        "may_act": may_act(staff, found.unit_id),
        "proposed": proposed(question_of(found), code=code) if found.status in UNANSWERED else (),
        **(more or {}),
    }
    response = page(request, "desk/enquiry.html", shown, here="inbox", status=422 if faulty else 409 if news else 200)
    response["Content-Security-Policy"] = policy(frame_src=frame_sources())
    return response


def _story(request: HttpRequest, found: EnquiryPage, staff: Any, new_since: datetime | None) -> dict[str, Any]:
    """The entries to show: the newest of a long story, and as many more as are asked for; how many to ask for next."""
    only = request.GET.get("only", ALL)
    only = only if only in (CITIZEN, NOTES) else ALL
    told = entries(found, notes_of(found.id), only=only, new_since=new_since, but=staff.name)
    most = _shown(request)
    shown = told[-most:]
    return {
        "story": shown,
        "earlier": most * MORE if len(told) > most or begins(found, only) else 0,
        "only": only,
        "newest": newest(shown),
        "news_count": sum(one.is_new for one in shown),
        "first_new": next((one.key for one in shown if one.is_new), ""),
        "formatted": _number(request.GET.get("formatted", "")),
        "correcting": _number(request.GET.get("correct", "")),
    }


def _shown(request: HttpRequest) -> int:
    """How many entries of the story are asked for."""
    return min(max(SHOWN, _number(request.GET.get("entries", ""))), MOST_SHOWN)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def _work(
    found: EnquiryPage, staff: Any, work: Work | None, form: forms.Form | None, written: DraftView | None
) -> dict[str, Any]:
    """The form that is open, with what was written in it before; a posted one keeps its own words."""
    if work is None:
        return {"work": None}
    draft: DraftView | None = None
    if form is None:
        if written is None and work.has_draft:
            draft = drafts_of(found.id, staff_id=staff.pk).get(work.key)
        form = form_for(work.key, found, staff, draft=written or draft)
    shown: dict[str, Any] = {"work": work, "form": form, "draft": draft}
    if work.goes_out:
        code = answer_language(found, timezone.now())
        shown |= {
            "answer_in": code,
            "templates": templates_for(
                unit_id=found.unit_id, service_id=found.service_id, language=code, purpose=work.key
            ),
        }
        if work.key == "answer":
            shown |= {"better": better_channel(found, timezone.now()), "ways": ways_for(found, timezone.now())}
    return shown


def _posted_seen(form: forms.Form | None) -> object:
    """What the reader had seen when they wrote: a fault in the form does not show them what came meanwhile."""
    seen = form.cleaned_data.get("seen") if form else None
    return "" if seen is None else seen


def news_since(found: EnquiryPage, seen: int | None) -> list[ContactView]:
    """What came in, and what staff answered, after the contact that the reader had seen last."""
    return [c for c in found.contacts if c.id > (seen or 0) and (c.is_incoming or c.staff_name)]
