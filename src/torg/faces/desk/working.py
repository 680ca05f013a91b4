"""The place on the page of an enquiry where something is done: what can be done now, and the form that is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from torg.enquiries.queries.access import access_by_id
from torg.enquiries.queries.drafts import DraftView
from torg.enquiries.queries.page import EnquiryPage
from torg.faces.desk import turn_forms
from torg.people.queries import colleagues

FIRST = 3
"""How many of the forms stand open to the thumb; the rest are in the menu."""
DRAFTED = frozenset({"answer", "interim", "ask", "note"})


@dataclass(frozen=True, slots=True)
class Work:
    """One form: what it is called, its sign, what its button says, and what it does in a sentence."""

    key: str
    name: str | Promise
    sign: str
    button: str | Promise
    says: str | Promise = ""

    @property
    def has_draft(self) -> bool:
        """Whether what is written in it is kept while it is written."""
        return self.key in DRAFTED


WORKS: Mapping[str, Work] = {
    one.key: one
    for one in (
        Work("answer", _("Answer"), "Paperplane", _("Send")),
        Work("note", _("Note"), "NotePencil", _("Save the note")),
        Work("handover", _("Hand over"), "Handshake", _("Offer it"),
             _("You keep it until the other unit accepts. The sender is told who has it then, and the date stays.")),
        Work("ask", _("Ask for more"), "ChatElipsis", _("Send the question and stop the clock"),
             _("The clock stands still while the sender finds what we need, and goes on by itself when they answer.")),
        Work("interim", _("Interim reply"), "Hourglass", _("Send, and promise the new date"),
             _("When it takes longer than promised: say so before the promise breaks, with the reason and a date.")),
        Work("assign", _("Give to a colleague"), "Person", _("Give it")),
        Work("join", _("Join to another"), "Link", _("Join them"),
             _("When the same person has asked about the same before. Nothing is lost, and it can be undone.")),
        Work("close", _("Close without an answer"), "XMarkOctagon", _("Close it"),
             _("When no answer is owed. What was promised is released, with your reason.")),
        Work("reopen", _("Open again"), "RotateRight", _("Open it again")),
        Work("refuse", _("Refuse"), "ArrowUndo", _("Refuse it")),
    )
}  # fmt: skip


def possible(page: EnquiryPage, *, may_act: bool, may_note: bool) -> list[Work]:
    """What can be done with an enquiry now, the most used first."""
    keys: list[str] = []
    if may_act:
        keys += ["answer"]
    if may_note:
        keys += ["note"]
    if may_act and page.status == "open":
        keys += ["close"]
    return [WORKS[key] for key in keys]


def form_for(
    key: str, page: EnquiryPage, staff: Any, *, data: Any = None, draft: DraftView | None = None
) -> forms.Form | None:
    """The form of one turn, filled with what was posted, else with the draft; None for what needs no form."""
    make = FORMS.get(key)
    return make(page, staff, data, draft) if make else None


Make = Callable[[EnquiryPage, Any, Any, "DraftView | None"], forms.Form]


def _initial(page: EnquiryPage, draft: DraftView | None, **rest: Any) -> dict[str, Any]:
    kept = {**draft.data, "text": draft.text} if draft else {}
    return {**rest, **kept, "seen": page.last_contact}


def _answer(page: EnquiryPage, _staff: Any, data: Any, draft: DraftView | None) -> forms.Form:
    return turn_forms.AnswerForm(data, initial=_initial(page, draft, sensitive=page.sensitive))


def _note(page: EnquiryPage, staff: Any, data: Any, draft: DraftView | None) -> forms.Form:
    initial = _initial(page, draft)
    initial["mentions"] = [int(pk) for pk in str(initial.get("mentions", "")).split(",") if pk.isdigit()]
    return turn_forms.NoteForm(data, initial=initial, people=may_be_told(page, staff))


def may_be_told(page: EnquiryPage, staff: Any) -> list[tuple[int, str]]:
    """The colleagues who may read this enquiry, as choices."""
    access = access_by_id(page.id)
    found = colleagues(access.unit_ids if access else (page.unit_id,), sensitive=page.sensitive)
    return [(one.id, f"{one.name} · {one.unit}" if one.unit else one.name) for one in found if one.id != staff.pk]


def _plain(form: type[turn_forms.SeenForm]) -> Make:
    def make(page: EnquiryPage, _staff: Any, data: Any, draft: DraftView | None) -> forms.Form:
        return form(data, initial=_initial(page, draft))

    return make


FORMS: Mapping[str, Make] = {
    "answer": _answer,
    "note": _note,
    "close": _plain(turn_forms.CloseForm),
    "reopen": _plain(turn_forms.ReopenForm),
    "refuse": _plain(turn_forms.RefuseForm),
}
