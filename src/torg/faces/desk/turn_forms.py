"""The forms for what a person can do with an enquiry, each with words for what is missing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SeenForm(forms.Form):
    """A form that knows what its writer has seen of the enquiry."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class TextForm(SeenForm):
    """Something written that a draft is kept of; ``purpose`` is the draft's."""

    text = forms.CharField(max_length=50_000)


def _box(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "cols": None})


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d")


class AnswerForm(TextForm):
    """The answer, and whether it holds what plain e-mail must not carry."""

    text = forms.CharField(
        label=_("Your answer"),
        max_length=50_000,
        help_text=_("Say what happens next, by when, and whom to contact. Your name is added below."),
        widget=_box(9),
        error_messages={"required": _("Write an answer before you send it")},
    )
    sensitive = forms.BooleanField(
        label=_("The answer holds sensitive information"),
        required=False,
        help_text=_("Then the e-mail only says that the answer is there; it is read behind the secret link."),
    )
    template = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)


class InterimForm(TextForm):
    """Why it takes longer, what the sender is told, and the new date."""

    text = forms.CharField(
        label=_("What the sender is told"),
        max_length=50_000,
        help_text=_(
            "Say why it takes longer, when the answer comes, and whom to contact meanwhile. The greeting, what they"
            " wrote about and the date they were promised are put above it."
        ),
        widget=_box(7),
        error_messages={"required": _("Write what the sender is told")},
    )
    reason = forms.CharField(
        label=_("Why does it take longer?"),
        max_length=500,
        help_text=_("Stands beside the new promise; the sender can read it."),
        error_messages={"required": _("Write why it takes longer")},
    )
    new_date = forms.DateField(
        label=_("The new date"),
        widget=_day(),
        error_messages={
            "required": _("Choose the new date"), "invalid": _("Write the date as year-month-day, such as 2026-12-24"),
        },
    )  # fmt: skip

    def clean_new_date(self) -> date:
        return _not_past(self.cleaned_data["new_date"])


class AskForm(TextForm):
    """What we need from the sender before we can go on; the clock stands still while they look for it."""

    text = forms.CharField(
        label=_("What do you ask the sender for?"),
        max_length=50_000,
        help_text=_("Say what you need, why, and how they send it."),
        widget=_box(7),
        error_messages={"required": _("Write what you ask for")},
    )
    reason = forms.CharField(
        label=_("Why can we not go on without it?"),
        max_length=500,
        help_text=_("The sender can read this."),
        error_messages={"required": _("Write why we cannot go on without it")},
    )
    wanted_by = forms.DateField(
        label=_("Wanted by"),
        widget=_day(),
        help_text=_("On that day we look at it again, whether or not they have answered."),
        error_messages={
            "required": _("Choose the day by which you want it"),
            "invalid": _("Write the date as year-month-day, such as 2026-12-24"),
        },
    )

    def clean_wanted_by(self) -> date:
        return _not_past(self.cleaned_data["wanted_by"])


def _not_past(day: date) -> date:
    if day < timezone.localdate():
        raise forms.ValidationError(_("Choose a day that has not been"))
    return day


class NoteForm(TextForm):
    """A note to colleagues, and which of them are told."""

    text = forms.CharField(
        label=_("Your note"),
        max_length=20_000,
        help_text=_("Only colleagues see this, never the sender. Write @ and a name to tell somebody."),
        widget=_box(5),
        error_messages={"required": _("Write something in the note before you save it")},
    )
    mentions = forms.TypedMultipleChoiceField(
        label=_("Tell these colleagues"),
        required=False,
        coerce=int,
        widget=forms.SelectMultiple(attrs={"size": 4}),
        help_text=_("They get a notice until they have opened the enquiry."),
        error_messages={"invalid_choice": _("Choose among the colleagues who may read this enquiry")},
    )

    def __init__(self, *args: Any, people: Collection[tuple[int, str]] = (), **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["mentions"].choices = list(people)  # type: ignore[attr-defined]
        if not people:  # nobody to choose from: no empty list is shown, and nobody is chosen past it
            self.fields["mentions"].widget = forms.MultipleHiddenInput()


class CorrectionForm(forms.Form):
    """What a note should have said."""

    text = forms.CharField(
        label=_("The note as it should be"),
        max_length=20_000,
        widget=_box(4),
        error_messages={"required": _("Write what the note should say")},
    )


class ReasonForm(SeenForm):
    """Why: to be read by colleagues, and where it says so by the sender."""

    reason = forms.CharField(
        label=_("Why?"), max_length=500, error_messages={"required": _("Write why")},
    )  # fmt: skip


class CloseForm(ReasonForm):
    """Why nothing more is owed."""

    reason = forms.CharField(
        label=_("Why is no answer needed?"),
        max_length=500,
        help_text=_("The sender can read this."),
        error_messages={"required": _("Write why no answer is needed")},
    )


class ReopenForm(ReasonForm):
    """Why an enquiry that was done is not."""

    reason = forms.CharField(
        label=_("Why is it not done?"),
        max_length=500,
        help_text=_("It gets a new promise; the old one stays as it was settled."),
        error_messages={"required": _("Write why it is opened again")},
    )


class RefuseForm(ReasonForm):
    """Why a unit will not take an enquiry over."""

    reason = forms.CharField(
        label=_("Why is it not for your unit?"),
        max_length=500,
        help_text=_("Say whose it is, if you know. Only colleagues see this."),
        error_messages={"required": _("Write why it is not for your unit")},
    )


class HandoverForm(SeenForm):
    """To which unit, to whom in it, and what they should know."""

    to_unit = forms.TypedChoiceField(
        label=_("Which unit?"),
        coerce=int,
        error_messages={
            "required": _("Choose a unit to hand it over to"),
            "invalid_choice": _("Choose one of the units in the list"),
        },
    )  # fmt: skip
    to_staff = forms.TypedChoiceField(
        label=_("Somebody in particular there?"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Those on duty now. Leave it empty to offer it to the whole unit."),
        error_messages={"invalid_choice": _("Choose one of those on duty")},
    )
    note = forms.CharField(
        label=_("What should they know?"),
        max_length=5_000,
        help_text=_("Only colleagues see this. You keep the enquiry until they accept, and the sender's date stays."),
        widget=_box(4),
        error_messages={"required": _("Write what the other unit should know")},
    )

    def __init__(
        self, *args: Any, units: Collection[tuple[int, str]] = (), staff: Collection[tuple[Any, Any]] = (), **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        self.fields["to_unit"].choices = [("", _("Choose")), *units]  # type: ignore[attr-defined]
        self.fields["to_staff"].choices = [("", _("The whole unit")), *staff]  # type: ignore[attr-defined]


class AssignForm(SeenForm):
    """Who of the unit should handle it."""

    to = forms.TypedChoiceField(
        label=_("Who should handle it?"),
        coerce=int,
        error_messages={"required": _("Choose who should handle it"), "invalid_choice": _("Choose one in the list")},
    )

    def __init__(self, *args: Any, staff: Collection[tuple[int, str]] = (), **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["to"].choices = [("", _("Choose")), *staff]  # type: ignore[attr-defined]


class JoinForm(SeenForm):
    """The number of the enquiry that this one is about the same as."""

    into = forms.CharField(
        label=_("The number of the other enquiry"),
        max_length=30,
        help_text=_("This one is joined to it. Both numbers keep working, and it can be undone."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short"}),
        error_messages={"required": _("Write the number of the other enquiry")},
    )


class CallForm(SeenForm):
    """How a call went that was promised, and what was said in it."""

    how = forms.ChoiceField(
        label=_("How did it go?"),
        choices=[
            ("answered", _("I called, and it is answered")),
            ("goes-on", _("I called, and we owe an answer still")),
            ("not-reached", _("I did not reach them: it must be tried again")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how it went"), "invalid_choice": _("Say how it went")},
    )
    text = forms.CharField(
        label=_("What was said"), max_length=50_000, required=False, widget=_box(4),
        help_text=_("When you reached them. It stands in the story of the enquiry."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """What was said must be written where somebody was reached."""
        filled: dict[str, Any] = super().clean() or {}
        if filled.get("how") in ("answered", "goes-on") and not filled.get("text"):
            self.add_error("text", _("Write what was said"))
        return filled
