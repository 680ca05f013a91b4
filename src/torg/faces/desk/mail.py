"""What did not go by itself: messages nobody could file, and messages of ours that did not arrive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.validators import EmailValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from torg.enquiries.actions.answer import NotYours
from torg.enquiries.actions.file import NotUnderstood
from torg.enquiries.actions.send_again import send_again
from torg.enquiries.actions.take_in import file_quarantined
from torg.enquiries.queries.unsent import UnsentView, unsent_one
from torg.enquiries.queries.unsent import unsent as unsent_page
from torg.enquiries.reply import EMAIL
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.opening import opened
from torg.faces.desk.shell import page
from torg.mailroom import actions, queries
from torg.people.actions import note_lookup
from torg.people.queries import READS_ONLY, SEES_ALL

EMAIL_ADDRESS = EmailValidator(_("Write an e-mail address such as name@example.org"))
REASONS = {
    "unreadable": _("It could not be read"),
    "spam_suspected": _("It looks like spam, or like a machine wrote it"),
    "unknown_report": _("It says that a message came back which is not one of ours"),
    "no_sender": _("There is no address to answer"),
    "no_channel": _("It came by a channel that is not open here"),
    "no_promise": _("The strategy promises no answer in this channel"),
    "machine_answer": _("An answering machine wrote it, and it answers nothing of ours"),
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


class MendForm(forms.Form):
    """Where a message that did not arrive should go; ``back`` is where the reader came from."""

    to_address = forms.CharField(
        label=_("Address, mended if need be"),
        max_length=320,
        error_messages={"required": _("Write an address to send it to")},
    )
    back = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: UnsentView, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.way, self.initial["to_address"] = row.way, row.to_address
        if row.number is None:  # a reminder to a unit: its address is mended where the unit's is kept
            self.fields["to_address"].widget = forms.HiddenInput()

    def clean_to_address(self) -> str:
        written: str = self.cleaned_data["to_address"]
        if self.way == EMAIL:
            EMAIL_ADDRESS(written)
        return written


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
    return _list(request, queries.quarantine(before=_before(request)), aside=False)


@for_staff
@require_safe
def aside_list(request: HttpRequest) -> HttpResponse:
    """What people have looked at and set aside, the newest first."""
    _keeper(request)
    return _list(request, queries.set_aside(before=_before(request)), aside=True)


def _list(request: HttpRequest, rows: list[queries.Unfiled], *, aside: bool) -> HttpResponse:
    shown = {"rows": [(row, REASONS.get(row.why, row.why)) for row in rows], "next": _next(rows), "aside": aside}
    return page(request, "desk/quarantine.html", shown, here="quarantine")


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def quarantine_one(request: HttpRequest, kept_id: int) -> HttpResponse:
    """One message as it came, as text; filed as an enquiry by a person who has read it."""
    _keeper(request)
    staff = staff_of(request)
    found = queries.quarantined(kept_id, sees_hidden=staff.sees_hidden)
    if found is None or (found.is_set_aside and request.method == "POST"):
        return _dealt_with(request)
    if found.about.hidden and request.method == "POST":
        raise PermissionDenied(gettext("Protected by law. Ask somebody who may see hidden addresses."))
    for person_id in found.hidden_persons if staff.sees_hidden else ():
        note_lookup(person_id, by=staff, purpose="quarantine", now=timezone.now(), what="address")
    form = FileForm(request.POST or None, initial={"from_address": found.from_address})
    # Of what no channel can read, only a person knows whom to answer; the envelope of a bounce is nobody's address.
    form.fields["from_address"].required = not found.is_readable
    if form.is_valid():
        try:
            enquiry = file_quarantined(kept_id, by=_doer(request), now=timezone.now(), **form.cleaned_data)
        except NotUnderstood as reason:
            _tell(form, reason)
        except actions.NotInQuarantine:
            return _dealt_with(request)
        else:
            messages.success(request, gettext("Filed as an enquiry; the sender gets a receipt."))
            return redirect("desk:enquiry", number=enquiry.number)
    shown = {
        "row": found.about,
        "text": found.text,
        "is_set_aside": found.is_set_aside,
        "reason": REASONS.get(found.about.why, found.about.why),
        "form": form,
    }
    return page(request, "desk/quarantined.html", shown, here="quarantine", status=422 if form.errors else 200)


def _tell(form: FileForm, reason: NotUnderstood) -> None:
    if reason.why == "no_sender":
        form.add_error("from_address", gettext("Nobody could be answered. Write an address."))
        return
    told = str(REASONS.get(reason.why, reason.why))
    form.add_error(None, gettext("It could not be filed: %(reason)s") % {"reason": told[:1].lower() + told[1:]})


def _dealt_with(request: HttpRequest) -> HttpResponse:
    messages.info(request, gettext("Somebody has dealt with that message already."))
    return redirect("desk:quarantine")


@for_staff
@require_POST
def put_aside(request: HttpRequest, kept_id: int) -> HttpResponse:
    """No answer is needed; the message stays stored."""
    try:
        actions.set_aside(kept_id, by=_doer(request), now=timezone.now())
    except actions.NotInQuarantine:
        return _dealt_with(request)
    messages.success(request, gettext("Set aside. It stays stored, and can be found again."))
    return redirect("desk:quarantine")


@for_staff
@require_POST
def take_back(request: HttpRequest, kept_id: int) -> HttpResponse:
    """It needs an answer after all: the message is in quarantine again."""
    actions.take_back(kept_id, by=_doer(request), now=timezone.now())
    messages.success(request, gettext("It is in quarantine again."))
    return redirect("desk:quarantined", kept_id=kept_id)


@for_staff
@require_safe
def unsent(request: HttpRequest) -> HttpResponse:
    """Messages of ours that failed or came back, of the enquiries one may see."""
    staff = staff_of(request)
    rows = unsent_page(staff=staff, before=_before(request))
    shown = {"rows": rows, "next": _next(rows)}
    return page(request, "desk/unsent.html", shown, here="unsent")


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def try_again(request: HttpRequest, outgoing_id: int) -> HttpResponse:
    """Puts a message in line again, to the address as it is mended."""
    staff = staff_of(request)
    row = unsent_one(outgoing_id, staff=staff)
    if row is None:
        return _on_its_way(request)
    if row.number is not None and row.masked:
        opened(staff, row.number)
    if not row.may_mend:
        raise PermissionDenied(gettext("You may look, but not change anything."))
    form = MendForm(request.POST or None, row=row)
    if not form.is_valid():
        status = 422 if form.errors else 200
        return page(request, "desk/mending.html", {"row": row, "form": form}, here="unsent", status=status)
    try:
        send_again(outgoing_id, to_address=form.cleaned_data["to_address"], by=staff, now=timezone.now())
    except NotYours as not_yours:
        raise PermissionDenied(gettext("You may look, but not change anything.")) from not_yours
    except actions.NotRetriable:
        return _on_its_way(request)
    messages.success(request, gettext("It is sent again shortly."))
    if form.cleaned_data["back"] and row.number is not None:
        return redirect("desk:enquiry", number=row.number)
    return redirect("desk:unsent")


def _on_its_way(request: HttpRequest) -> HttpResponse:
    messages.info(request, gettext("That message is on its way already."))
    return redirect("desk:unsent")


def _before(request: HttpRequest) -> int | None:
    said = request.GET.get("before", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else None


def _next(rows: Sequence[queries.Unfiled | UnsentView]) -> str:
    """Where the next page starts; "" when this one is not full."""
    return str(rows[-1].id) if len(rows) == queries.PAGE else ""
