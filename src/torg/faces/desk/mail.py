"""What did not go by itself: messages nobody could file, and messages of ours that did not arrive."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from torg.enquiries.actions.take_in import NotUnderstood, file_quarantined
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.shell import page
from torg.mailroom import actions, queries
from torg.people.queries import READS_ONLY, SEES_ALL

REASONS = {
    "unreadable": _("It could not be read"),
    "spam_suspected": _("It looks like a machine filled in the form"),
    "no_sender": _("There is no address to answer"),
    "no_channel": _("It came by a channel that is not open here"),
    "no_promise": _("The strategy promises no answer in this channel"),
    "trouble": _("Something went wrong with us"),
}


class FileForm(forms.Form):
    """How a person reads a message that we could not; what is left empty is as it came."""

    subject = forms.CharField(label=_("Subject"), max_length=300, required=False)
    text = forms.CharField(
        label=_("What the sender wants"),
        max_length=20_000,
        required=False,
        help_text=_("Left empty, the text stays as it came."),
        widget=forms.Textarea(attrs={"rows": 5, "cols": None}),
    )
    from_address = forms.EmailField(
        label=_("E-mail address to answer"),
        required=False,
        error_messages={"invalid": _("Write an e-mail address such as name@example.org")},
    )


def _keeper(request: HttpRequest) -> Any:
    """Unfiled mail can be anybody's: only those who see all units may look at it."""
    staff = staff_of(request)
    if staff.role not in SEES_ALL:
        raise PermissionDenied(gettext("Only the front line, managers and administrators see unfiled mail."))
    return staff


def _doer(request: HttpRequest) -> Any:
    staff = _keeper(request)
    if staff.role in READS_ONLY:
        raise PermissionDenied(gettext("You may look, but not change anything."))
    return staff


@for_staff
@require_safe
def quarantine_list(request: HttpRequest) -> HttpResponse:
    """What a person must look at, the newest first."""
    _keeper(request)
    rows = queries.quarantine(before=_before(request))
    shown = {"rows": [(row, REASONS.get(row.why, row.why)) for row in rows], "next": _next(rows)}
    return page(request, "desk/quarantine.html", shown, here="quarantine")


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def quarantine_one(request: HttpRequest, kept_id: int) -> HttpResponse:
    """One message as it came, as text; filed as an enquiry by a person who has read it."""
    _keeper(request)
    found = queries.quarantined(kept_id)
    if found is None:
        messages.info(request, gettext("Somebody has dealt with that message already."))
        return redirect("desk:quarantine")
    form = FileForm(request.POST or None, initial={"from_address": found.sender})
    if form.is_valid():
        try:
            enquiry = file_quarantined(kept_id, by=_doer(request), now=timezone.now(), **form.cleaned_data)
        except NotUnderstood:
            form.add_error("from_address", gettext("Nobody could be answered. Write an address."))
        except actions.NotInQuarantine:
            return redirect("desk:quarantine")
        else:
            messages.success(request, gettext("Filed as an enquiry; the sender gets a receipt."))
            return redirect("desk:enquiry", number=enquiry.number)
    shown = {"row": found, "reason": REASONS.get(found.why, found.why), "form": form}
    return page(request, "desk/quarantined.html", shown, here="quarantine", status=422 if form.errors else 200)


@for_staff
@require_POST
def put_aside(request: HttpRequest, kept_id: int) -> HttpResponse:
    """No answer is needed; the message stays stored."""
    try:
        actions.set_aside(kept_id, by=_doer(request), now=timezone.now())
    except actions.NotInQuarantine:
        messages.info(request, gettext("Somebody has dealt with that message already."))
    else:
        messages.success(request, gettext("Set aside. It stays stored, and can be found again."))
    return redirect("desk:quarantine")


@for_staff
@require_safe
def unsent(request: HttpRequest) -> HttpResponse:
    """Messages of ours that failed or came back."""
    _keeper(request)
    rows = queries.outgoing_failed(before=_before(request))
    return page(request, "desk/unsent.html", {"rows": rows, "next": _next(rows)}, here="unsent")


@for_staff
@require_POST
def try_again(request: HttpRequest, outgoing_id: int) -> HttpResponse:
    """Puts a message in line again."""
    try:
        actions.retry(outgoing_id, by=_doer(request), now=timezone.now())
    except actions.NotRetriable:
        messages.info(request, gettext("That message is on its way already."))
    else:
        messages.success(request, gettext("It is sent again shortly."))
    return redirect("desk:unsent")


def _before(request: HttpRequest) -> int | None:
    said = request.GET.get("before", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else None


def _next(rows: list[queries.Quarantined] | list[queries.Unsent]) -> str:
    """Where the next page starts; "" when this one is not full."""
    return str(rows[-1].id) if len(rows) == queries.PAGE else ""
