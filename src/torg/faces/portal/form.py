"""The form by which people write to us, and what it does about files and about machines that fill in forms."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from torg.faces.parts.forms import ManyFilesField
from torg.faces.parts.sent_files import faults_of, files_input, limits_in_words

FASTEST = timedelta(seconds=3)  # nobody reads the form and writes a message in less
BARRIER = "accessibility"
"""What a form is about that tells of a barrier on our own pages (``?about=accessibility&page=/nb/...``)."""


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="torg.portal.form")


def new_token() -> str:
    """A name for one filling-in of the form, signed with the time: sent twice, it is stored once."""
    return _signer().sign(secrets.token_urlsafe(16))


@dataclass(frozen=True, slots=True)
class Filling:
    """What the token tells: the name of this filling-in, and whether it looks like a machine's."""

    name: str
    too_fast_or_forged: bool


def read_token(token: str) -> Filling:
    """A token that is not ours gets a new name, so that nobody can choose one."""
    signer = _signer()
    try:
        name = signer.unsign(token)
    except BadSignature:
        return Filling(secrets.token_urlsafe(16), too_fast_or_forged=True)
    try:
        signer.unsign(token, max_age=FASTEST)
    except SignatureExpired:
        return Filling(name, too_fast_or_forged=False)
    return Filling(name, too_fast_or_forged=True)


class WriteForm(forms.Form):
    """Subject and message are needed, and one way to reach the sender; whom to ask is ours to know (ALV-05)."""

    one_is_enough = ("email", "phone")  # the page says it of both together

    purpose = forms.ChoiceField(
        label=_("What do you want to do?"),
        required=False,
        choices=[("", _("Ask or tell us something")), ("complaint", _("Complain, or tell us what you think"))],
        widget=forms.RadioSelect,
    )
    topic = forms.ChoiceField(
        label=_("What is it about?"),
        required=False,
        help_text=_("If you do not know, leave it. We find the right person for you."),
    )
    subject = forms.CharField(
        label=_("Subject"),
        max_length=200,
        error_messages={"required": _("Write a few words about what it concerns")},
    )
    message = forms.CharField(
        label=_("What can we help you with?"),
        max_length=20_000,
        help_text=_("Do not write national identity numbers or details about health here."),
        widget=forms.Textarea(attrs={"rows": 8, "cols": None}),
        error_messages={"required": _("Write what we can help you with")},
    )
    attachments = ManyFilesField(label=_("Attachments"), required=False)
    name = forms.CharField(
        label=_("Your name"), max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("The receipt and the answer come here."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Write an e-mail address such as name@example.org")},
    )
    phone = forms.CharField(
        label=_("Phone number"),
        max_length=30,
        required=False,
        help_text=_("If you would rather be called, or have no e-mail."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    # A field that no person sees: what fills it in is not one.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    token = forms.CharField(required=False, widget=forms.HiddenInput)
    about = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    language = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)

    def __init__(self, *args: Any, topics: Iterable[tuple[str, Any]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        chosen = self.fields["topic"]
        if isinstance(chosen, forms.ChoiceField):
            chosen.choices = [("", gettext("I don't know, or something else")), *topics]
        files = self.fields["attachments"]
        files.help_text = limits_in_words()
        files.widget = files_input()

    def clean_attachments(self) -> list[UploadedFile]:
        files: list[UploadedFile] = self.cleaned_data["attachments"]
        faults = faults_of(files)
        if faults:
            raise forms.ValidationError(faults)
        return files

    def clean_phone(self) -> str:
        said: str = self.cleaned_data["phone"]
        digits = said.translate(str.maketrans("", "", " ()-.")).removeprefix("+")
        if said and not (digits.isascii() and digits.isdigit() and 5 <= len(digits) <= 15):
            raise forms.ValidationError(_("Write the phone number in digits, such as 70 00 00 00"))
        return said

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        reachable = {"email", "phone"} & set(self.errors) or cleaned.get("email") or cleaned.get("phone")
        if not reachable and not self.is_about_a_barrier:
            self.add_error("email", _("Write your e-mail address or your phone number, so that we can answer"))
        return cleaned

    @property
    def is_about_a_barrier(self) -> bool:
        """Whether it tells that our pages are hard to use: that is read also from somebody who gives no address."""
        return bool(self["about"].value() == BARRIER)

    def chosen_files(self) -> list[tuple[str, int]]:
        """Names and sizes of what was chosen, to show when the form must be filled in again."""
        return [(file.name or "", file.size or 0) for file in self.files.getlist("attachments")]
