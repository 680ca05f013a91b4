"""The accounts of staff, kept by administrators."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.validators import RegexValidator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.shell import page
from torg.people.actions.accounts import (
    Account,
    LastAdministrator,
    NameTaken,
    give_password,
    keep_account,
    reset_second_factor,
)
from torg.people.queries import units
from torg.people.queries.accounts import StaffRow, events_of, staff_rows

ROLES = (
    ("front_line", _("Front line")), ("case_worker", _("Case worker")), ("manager", _("Manager")),
    ("editor", _("Editor")), ("administrator", _("Administrator")), ("auditor", _("Auditor")),
)  # fmt: skip
NAME = RegexValidator(r"^[\w.@+-]+$", _("Letters, digits and . @ + - _ only"))


class AccountForm(forms.Form):
    """Who somebody is, where, and what they may."""

    username = forms.CharField(
        label=_("User name"), max_length=80, validators=[NAME],
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Write a user name")},
    )  # fmt: skip
    name = forms.CharField(label=_("Name"), max_length=200, error_messages={"required": _("Write the name")})
    email = forms.EmailField(label=_("E-mail"), required=False)
    role = forms.ChoiceField(label=_("Role"), choices=ROLES)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    sees_hidden = forms.BooleanField(
        label=_("May see addresses that are protected by law"), required=False,
        help_text=_("Only for those who need it every day; each look is in the log."),
    )  # fmt: skip
    is_active = forms.BooleanField(label=_("The account is open"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = [("", _("None")), *((str(pk), unit.name) for pk, unit in units().by_id.items())]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]

    def account(self) -> Account:
        """What was written."""
        said = self.cleaned_data
        return Account(
            said["username"], said["name"], said["role"], int(said["unit"]) if said["unit"] else None, said["email"],
            said["sees_hidden"], said["is_active"],
        )  # fmt: skip


def _administrator(request: HttpRequest) -> Any:
    staff = staff_of(request)
    if staff.role != "administrator":
        raise PermissionDenied(gettext("Only administrators keep accounts."))
    return staff


@for_staff
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Every account."""
    _administrator(request)
    return page(request, "desk/staff.html", {"rows": staff_rows()}, here="staff")


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Makes an account, with a password that is shown once."""
    by = _administrator(request)
    form = AccountForm(request.POST or None)
    if form.is_valid():
        made = _kept(form, None, by=by)
        if made is not None:
            return _with_password(request, made, by=by)
    return page(request, "desk/staff_one.html", {"form": form, "one": None}, here="staff", status=_status(form))


def _status(form: forms.Form) -> int:
    return 422 if form.errors else 200


def _kept(form: AccountForm, staff_id: int | None, *, by: Any) -> int | None:
    """The account's id, or None with what was wrong in the form."""
    try:
        return keep_account(staff_id, account=form.account(), by=by, now=timezone.now())
    except NameTaken:
        form.add_error("username", gettext("Somebody has that user name."))
    except LastAdministrator:
        form.add_error("role", gettext("This is the last administrator: make another one first."))
    return None


def _with_password(request: HttpRequest, staff_id: int, *, by: Any) -> HttpResponse:
    """A password to begin with: random, shown once, to be changed by its owner."""
    password = "-".join(secrets.token_hex(3) for _ in range(3))
    give_password(staff_id, password=password, by=by, now=timezone.now())
    messages.success(
        request,
        gettext(
            "Password to begin with: %(password)s. It is shown only now; its owner changes it on their account page."
        )
        % {"password": password},
    )
    return redirect("desk:staff_one", staff_id=staff_id)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, staff_id: int) -> HttpResponse:
    """Changes an account."""
    by, row = _administrator(request), _row(staff_id)
    known = {
        "username": row.username, "name": row.name, "role": row.role, "unit": str(row.unit_id or ""),
        "sees_hidden": row.sees_hidden, "is_active": row.is_active, "email": row.email,
    }  # fmt: skip
    form = AccountForm(request.POST or None, initial=known)
    if form.is_valid() and _kept(form, staff_id, by=by) is not None:
        messages.success(request, gettext("Noted."))
        return redirect("desk:staff")
    shown = {"form": form, "one": row, "events": events_of(staff_id)}
    return page(request, "desk/staff_one.html", shown, here="staff", status=_status(form))


def _row(staff_id: int) -> StaffRow:
    for row in staff_rows():
        if row.id == staff_id:
            return row
    raise Http404


@for_staff
@require_POST
def do(request: HttpRequest, staff_id: int, deed: str) -> HttpResponse:
    """Takes away second factors that are lost, or gives a new password to begin with."""
    by = _administrator(request)
    _row(staff_id)
    if deed == "password":
        return _with_password(request, staff_id, by=by)
    if deed != "reset":
        raise Http404
    reset_second_factor(staff_id, by=by, now=timezone.now())
    messages.success(request, gettext("The second factors are taken away; the password alone lets them in now."))
    return redirect("desk:staff_one", staff_id=staff_id)
