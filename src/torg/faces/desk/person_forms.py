"""The forms of the pages about persons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

DAY = {"type": "date"}
OTHER = "other"
PURPOSES = (
    ("talking", _("The person is on the phone or at the desk")),
    ("sender", _("To see who has written to us")),
    ("correct", _("To correct what is noted about them")),
    ("represent", _("Somebody acts on their behalf")),
    (OTHER, _("Something else: write it")),
)
KINDS = (
    ("citizen", _("Citizen")), ("business", _("Business")), ("association", _("Association")),
    ("tourist", _("Tourist")), ("partner", _("Partner")),
)  # fmt: skip
SCHEMES = (
    ("no_fnr", _("Norwegian identity number or D-number")), ("no_orgnr", _("Norwegian organisation number")),
    ("dk_cpr", _("Danish CPR number")), ("dk_cvr", _("Danish CVR number")),
)  # fmt: skip
PROTECTIONS = (
    ("", _("None")), ("confidential", _("Confidential address (Norway)")),
    ("strict", _("Strictly confidential address (Norway)")),
    ("name_and_address", _("Name and address protection (Denmark)")),
)  # fmt: skip
BASES = (
    ("mandate", _("Power of attorney")), ("digital_mandate", _("Digital power of attorney")),
    ("guardian", _("Guardian appointed by law")), ("parent", _("Parent of a minor")),
    ("role", _("Acts for a business or an association")), ("helper", _("Helps somebody who is present or on the line")),
)  # fmt: skip


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


class PurposeForm(forms.Form):
    """Why somebody looks at a person."""

    why = forms.ChoiceField(label=_("Why do you look?"), choices=PURPOSES, widget=forms.RadioSelect, initial="talking")
    more = forms.CharField(label=_("In your own words"), required=False, max_length=250)

    def clean(self) -> dict[str, Any]:
        """Something else must be written."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("why") == OTHER and not str(said.get("more", "")).strip():
            self.add_error("more", gettext("Write why you look"))
        return said

    def purpose(self) -> str:
        """The purpose as one text, in the language in force."""
        said, more = self.cleaned_data["why"], self.cleaned_data["more"].strip()
        names: Mapping[str, Any] = dict(PURPOSES)
        return more if said == OTHER else f"{names[said]}: {more}" if more else str(names[said])


class FindForm(PurposeForm):
    """Whom somebody seeks, and why."""

    words = forms.CharField(
        label=_("Name, e-mail address, phone or identity number"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Write whom you seek")},
    )
    field_order = ("words", "why", "more")


class DescribeForm(forms.Form):
    """Who a person is."""

    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = [("", _("Not known")), *settings.LANGUAGES]
        self.fields["language"].choices = offered  # type: ignore[attr-defined]


class AddressForm(forms.Form):
    """An address that a person has told us."""

    kind = forms.ChoiceField(label=_("Kind"), choices=(("email", _("E-mail")), ("phone", _("Phone"))))
    value = forms.CharField(
        label=_("Address or number"), max_length=320, error_messages={"required": _("Write the address")}
    )

    def clean(self) -> dict[str, Any]:
        """An address that looks like one of its kind."""
        said: dict[str, Any] = super().clean() or {}
        value = str(said.get("value", "")).strip()
        if said.get("kind") == "email" and value:
            try:
                validate_email(value)
            except ValidationError:
                self.add_error("value", gettext("Write an e-mail address, such as kari@example.org"))
        elif value and sum(c.isdigit() for c in value) < 5:
            self.add_error("value", gettext("Write a phone number"))
        return said


class ExemptForm(forms.Form):
    """Exempt from digital post: since when, and where it was noted (ALB-03)."""

    on = _day(_("Since"))
    place = forms.CharField(label=_("Where"), max_length=120, required=False, help_text=_("Such as: the library"))


class ProtectForm(forms.Form):
    """An address that is protected by law."""

    protection = forms.ChoiceField(label=_("Protection"), choices=PROTECTIONS, required=False)
    until = _day(_("Look at it again on"), required=False, help_text=_("The protection does not end by itself."))


class IdentityForm(forms.Form):
    """A number in a public register."""

    scheme = forms.ChoiceField(label=_("Register"), choices=SCHEMES)
    said = forms.CharField(
        label=_("Number"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"required": _("Write the number")},
    )


class ActingForm(forms.Form):
    """Somebody acts on this person's behalf."""

    other = forms.IntegerField(label=_("Person who acts"), min_value=1, help_text=_("The number on that person's page"))
    basis = forms.ChoiceField(label=_("By what right"), choices=BASES)
    matters = forms.CharField(label=_("In which matters"), max_length=300, required=False, help_text=_("Empty: all"))
    from_day = _day(_("From"))
    to_day = _day(_("Until"), required=False)

    def clean(self) -> dict[str, Any]:
        """It ends after it begins."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("from_day") and said.get("to_day") and said["to_day"] < said["from_day"]:
            self.add_error("to_day", gettext("That is before it begins."))
        return said


class JoinForm(forms.Form):
    """Who is the same person."""

    words = forms.CharField(
        label=_("Name, e-mail address, phone or identity number"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "id": "join-words"}),
        error_messages={"required": _("Write whom you seek")},
    )
