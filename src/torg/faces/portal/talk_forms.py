"""The forms of a conversation: what one says, whom one asks for, and where to send what was said."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from torg.channels.base import File
from torg.faces.parts.forms import ManyFilesField
from torg.faces.parts.sent_files import faults_of, files_input, limits_in_words
from torg.language.sensitive import holds_identity_number

LONGEST = 2000
ADDRESS_FAULTS = {
    "invalid": _("Write an e-mail address such as name@example.org"),
    "required": _("Write your e-mail address"),
}


def without_identity_number(address: str) -> None:
    """An address is kept as it is, so none is taken that holds an identity number."""
    if holds_identity_number(address):
        raise forms.ValidationError(
            _("A national identity number stands in this address, and we do not keep those here. Use another address")
        )


class SayForm(forms.Form):
    """What the citizen says; files only where a person gets them. ``sent_as`` names this sending."""

    text = forms.CharField(
        label=_("Your message"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(
            attrs={"rows": 2, "cols": None, "autocomplete": "off", "enterkeyhint": "send", "id": "talk-text"}
        ),
        error_messages={"max_length": _("Shorten it to %(limit_value)d characters; now there are %(show_value)d")},
    )
    attachments = ManyFilesField(label=_("Attachments"), required=False)
    sent_as = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput(attrs={"id": "talk-sent-as"}))

    def __init__(self, *args: Any, with_files: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        del self.fields["text"].widget.attrs["maxlength"]  # a browser would cut off what is pasted without a word
        if with_files:
            self.fields["attachments"].widget = files_input(id="talk-files")
            self.fields["attachments"].help_text = limits_in_words()
        else:
            del self.fields["attachments"]

    def clean_attachments(self) -> list[UploadedFile]:
        files: list[UploadedFile] = self.cleaned_data["attachments"]
        if faults := faults_of(files):
            raise forms.ValidationError(faults)
        return files

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("text") and not cleaned.get("attachments"):
            self.add_error("text", _("Write what you want to know"))
        return cleaned

    def sent_files(self) -> list[File]:
        """What was chosen, with its bytes."""
        chosen: list[UploadedFile] = self.cleaned_data.get("attachments") or []
        return [File(one.name or "", one.content_type or "", one.read()) for one in chosen]


class PersonForm(forms.Form):
    """Who asks for a person; nothing in it must be filled in."""

    about = forms.CharField(
        label=_("What is it about?"),
        required=False,
        max_length=LONGEST,
        help_text=_("Whoever answers sees what you have written already."),
        widget=forms.Textarea(attrs={"rows": 3, "cols": None}),
    )
    name = forms.CharField(
        label=_("Your name"), max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("So that we can answer you if we lose each other."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages=ADDRESS_FAULTS,
        validators=[without_identity_number],
    )
    wants_transcript = forms.BooleanField(label=_("Send me what was said when we are done"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("wants_transcript") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", _("Write your e-mail address, so that we can send it"))
        return cleaned


class TranscriptForm(forms.Form):
    """Where to send what was said."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages=ADDRESS_FAULTS,
        validators=[without_identity_number],
    )
