"""One enquiry: its story, its promises with their reasons, and what a person can do with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from torg.channels.base import NoSuchAttachment, Unreadable
from torg.enquiries.actions import answer as deeds
from torg.enquiries.queries.page import EnquiryPage, enquiry_page
from torg.enquiries.queries.story import ContactView, attachment, whole_text
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.shell import page
from torg.faces.desk.told import story
from torg.faces.parts.dates import late
from torg.faces.parts.templatetags.torg import language
from torg.people.queries import may_act, units_seen_by
from torg.strategy.replies import why_in_words as why_that_way
from torg.strategy.routing import why_in_words as why_there


class AnswerForm(forms.Form):
    """The answer, and whether it holds what plain e-mail must not carry."""

    text = forms.CharField(
        label=_("Your answer"),
        max_length=50_000,
        help_text=_("Say what happens next, by when, and whom to contact. Your name is added below."),
        widget=forms.Textarea(attrs={"rows": 9, "cols": None}),
        error_messages={"required": _("Write an answer before you send it")},
    )
    sensitive = forms.BooleanField(
        label=_("The answer holds sensitive information"),
        required=False,
        help_text=_("Then the e-mail only says that the answer is there; it is read behind the secret link."),
    )

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class CloseForm(forms.Form):
    """Why nothing more is owed."""

    reason = forms.CharField(
        label=_("Why is no answer needed?"),
        max_length=500,
        help_text=_("The sender can read this."),
        error_messages={"required": _("Write why no answer is needed")},
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


@for_staff
@require_safe
def show(request: HttpRequest, number: int) -> HttpResponse:
    """The page of one enquiry; opening it as one who answers for it makes it read."""
    found = _seen(request, number)
    deeds.note_seen(found.id, by=staff_of(request), now=timezone.now())
    return _page(request, found)


def _seen(request: HttpRequest, number: int) -> EnquiryPage:
    found = enquiry_page(number, now=timezone.now())
    if found is None:
        raise Http404
    seen = units_seen_by(staff_of(request))
    if seen is not None and found.unit_id not in seen:
        raise PermissionDenied(gettext("This enquiry belongs to a unit whose enquiries you do not see."))
    return found


def _page(
    request: HttpRequest,
    found: EnquiryPage,
    *,
    form: AnswerForm | None = None,
    closing: CloseForm | None = None,
    news: Sequence[ContactView] = (),
) -> HttpResponse:
    """The page; ``news`` is what has happened since the reader opened it, when that is why nothing was done."""
    code, staff = language(), staff_of(request)
    faulty = bool((form and form.errors) or (closing and closing.errors))
    shown: dict[str, Any] = {
        "enquiry": found,
        "story": story(found),
        "promises": [(one, one.sentences(code)) for one in found.promises],
        "open_promise": next((one for one in found.promises if one.state == "open"), None),
        "routed_because": why_there(found.route, code, unit_name=found.unit_name),
        "reply": found.reply,
        "way": found.way,
        "reply_because": why_that_way(found.reply, code),
        "may_act": may_act(staff, found.unit_id),
        "form": form or AnswerForm(initial={"sensitive": found.sensitive}),
        "closing": closing or CloseForm(),
        "news": news,
        "seen": _posted_seen(form or closing) if faulty else found.last_contact,
    }
    return page(request, "desk/enquiry.html", shown, here="inbox", status=422 if faulty else 409 if news else 200)


def _posted_seen(form: forms.Form | None) -> object:
    """What the reader had seen when they wrote: a fault in the form does not show them what came meanwhile."""
    seen = form.cleaned_data.get("seen") if form else None
    return "" if seen is None else seen


def _news(found: EnquiryPage, seen: int | None) -> list[ContactView]:
    """What came in, and what staff answered, after the contact that the reader had seen last."""
    return [c for c in found.contacts if c.id > (seen or 0) and (c.is_incoming or c.staff_name)]


@for_staff
@require_POST
def give_answer(request: HttpRequest, number: int) -> HttpResponse:
    """Sends the answer and settles the promise."""
    found = _seen(request, number)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form)
    try:
        given = deeds.answer(
            found.id,
            text=form.cleaned_data["text"],
            by=staff_of(request),
            now=timezone.now(),
            sensitive=form.cleaned_data["sensitive"],
            seen=form.cleaned_data["seen"],
        )
    except deeds.Changed:
        found = _seen(request, number)
        return _page(request, found, form=form, news=_news(found, form.cleaned_data["seen"]))
    except deeds.NotYours as not_yours:
        raise PermissionDenied(gettext("Another unit answers for this enquiry.")) from not_yours
    messages.success(request, _outcome(given))
    return redirect("desk:enquiry", number=number)


def _outcome(given: deeds.Answered) -> str:
    if given.by_hand:
        said = gettext("The answer is noted. Call the sender and say it: there is no address to send it to.")
    else:
        said = gettext("The answer is on its way.")
    if given.kept is None:
        return said
    if given.kept:
        outcome = gettext("The promise is kept.")
    else:
        outcome = gettext("The promise is broken, %(late)s late.") % {"late": late(given.late_seconds)}
    return f"{said} {outcome}"


@for_staff
@require_POST
def do(request: HttpRequest, number: int, deed: str) -> HttpResponse:
    """Take, give back, mark sensitive or not, close."""
    found, staff, now = _seen(request, number), staff_of(request), timezone.now()
    try:
        match deed:
            case "take":
                deeds.take(found.id, by=staff, now=now)
                messages.success(request, gettext("You handle this enquiry now."))
            case "give-back":
                deeds.give_back(found.id, by=staff, now=now)
                messages.success(request, gettext("It is back in the unit's queue."))
            case "sensitive" | "not-sensitive":
                deeds.mark_sensitive(found.id, sensitive=deed == "sensitive", by=staff, now=now)
            case "close":
                form = CloseForm(request.POST)
                if not form.is_valid():
                    return _page(request, found, closing=form)
                return _close(request, found, form)
            case _:
                raise Http404
    except deeds.NotYours as not_yours:
        raise PermissionDenied(gettext("Another unit answers for this enquiry.")) from not_yours
    return redirect("desk:enquiry", number=number)


def _close(request: HttpRequest, found: EnquiryPage, form: CloseForm) -> HttpResponse:
    seen = form.cleaned_data["seen"]
    try:
        deeds.close(found.id, reason=form.cleaned_data["reason"], by=staff_of(request), now=timezone.now(), seen=seen)
    except deeds.NotOpen:
        messages.info(request, gettext("Nothing was changed: the enquiry is answered or closed already."))
    except deeds.Changed:
        found = _seen(request, found.number)
        return _page(request, found, closing=form, news=_news(found, seen))
    else:
        messages.success(request, gettext("The enquiry is closed."))
    return redirect("desk:enquiry", number=found.number)


@for_staff
@require_safe
def whole(request: HttpRequest, contact_id: int) -> HttpResponse:
    """The whole text of a message that is too long for its page, as a download."""
    found = whole_text(contact_id, unit_ids=units_seen_by(staff_of(request)))
    if found is None:
        raise Http404
    name, text = found
    return _as_download(name, text.encode(), "text/plain; charset=utf-8")


@for_staff
@require_safe
def download(request: HttpRequest, contact_id: int, index: int) -> HttpResponse:
    """A file that came with a contact, always as a download: what strangers send is never shown in our pages."""
    try:
        file = attachment(contact_id, index, unit_ids=units_seen_by(staff_of(request)))
    except (NoSuchAttachment, Unreadable) as gone:
        raise Http404 from gone
    if file is None:
        raise Http404
    return _as_download(file.name, file.content, "application/octet-stream")


def _as_download(name: str, content: bytes, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
