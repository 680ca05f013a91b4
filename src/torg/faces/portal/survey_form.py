"""The form that one to three questions of a survey make, the same by a secret link and on a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext

from torg.participation.questions import CHOICE, LONGEST_ANSWER, SCALE, STEPS, Question


class AnswerForm(forms.Form):
    """A field for each question; none need be answered, but one of them."""

    def __init__(self, *args: Any, questions: Sequence[Question], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.names = [f"question_{place}" for place, _ in enumerate(questions, start=1)]
        for name, question in zip(self.names, questions, strict=True):
            self.fields[name] = _field(question)

    def said(self) -> list[str]:
        """What was answered, question by question."""
        return [self.cleaned_data[name] for name in self.names]


def _field(question: Question) -> forms.Field:
    if question.kind == SCALE:
        worst, best = gettext("1, not at all"), gettext("5, very much")
        words = {STEPS[0]: worst, STEPS[-1]: best}
        choices = [(str(step), words.get(step, str(step))) for step in STEPS]
    elif question.kind == CHOICE:
        choices = [(str(place), word) for place, word in enumerate(question.choices)]
    else:
        return forms.CharField(
            label=question.text, required=False, max_length=LONGEST_ANSWER,
            help_text=gettext("Write nothing personal, such as names, phone numbers or health."),
            widget=forms.Textarea(attrs={"rows": 4, "cols": None}),
        )  # fmt: skip
    return forms.ChoiceField(label=question.text, required=False, choices=choices, widget=forms.RadioSelect)
