"""The place on the page of an enquiry where something is done: what can be done now, and the form that is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from torg.enquiries.queries.drafts import DraftView
from torg.enquiries.queries.handovers import UnitChoice, units_to_offer
from torg.enquiries.queries.page import EnquiryPage
from torg.faces.desk import turn_forms
from torg.faces.parts.templatetags.torg import next_time
from torg.people.queries import READS_ONLY, colleagues, may_act, sight_of

FIRST = 3
"""How many of the forms stand open to the thumb; the rest are in the menu."""
TO_THE_SENDER = frozenset({"answer", "interim", "ask"})
DRAFTED = TO_THE_SENDER | {"note"}
ASKED_WITHIN = timedelta(days=7)
"""A week is what we propose that a sender gets to find what we ask for; the writer says otherwise."""


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

    @property
    def goes_out(self) -> bool:
        """Whether it is a text to the sender."""
        return self.key in TO_THE_SENDER


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
        Work("call", _("The call"), "Phone", _("Note the call"),
             _("You have promised to call. Note here that you have, or that you did not reach them.")),
        Work("refuse", _("Refuse"), "ArrowUndo", _("Refuse it")),
    )
}  # fmt: skip
BY_STATUS: Mapping[str, tuple[str, ...]] = {
    "open": ("answer", "note", "handover", "ask", "interim", "assign", "join", "close"),
    "waiting": ("answer", "note", "handover", "assign", "join", "close"),
    "answered": ("answer", "note", "reopen", "join"),
    "closed": ("answer", "note", "reopen", "join"),
    "joined": ("note",),
}


def possible(page: EnquiryPage, staff: Any) -> list[Work]:
    """What somebody can do with an enquiry now, the most used first."""
    keys: tuple[str, ...] = BY_STATUS.get(page.status, ())
    if not may_act(staff, page.unit_id):
        keys = ("note",)
    if staff.role in READS_ONLY:
        keys = ()
    if page.call is not None and "answer" in keys:
        keys = ("call", *keys)
    if page.handover is not None:
        keys = tuple(key for key in keys if key != "handover")
        keys = ("refuse", *keys) if may_take_over(page, staff) else keys
    return [WORKS[key] for key in keys]


def may_take_over(page: EnquiryPage, staff: Any) -> bool:
    """Whether somebody answers for the unit that the enquiry is offered to: nobody accepts for another's."""
    if page.handover is None or not may_act(staff, page.handover.to_unit_id):
        return False
    own = sight_of(staff).opens
    return own is None or page.handover.to_unit_id in own


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


def _interim(page: EnquiryPage, _staff: Any, data: Any, draft: DraftView | None) -> forms.Form:
    initial = _initial(page, draft)
    wanted = page.interim_due
    if wanted is not None and (draft is None or draft.by_torg):
        proposed = {"text": wanted.text, "reason": wanted.reason, "new_date": wanted.new_date}
        initial |= {name: value for name, value in proposed.items() if value}
    return turn_forms.InterimForm(data, initial=initial)


def _ask(page: EnquiryPage, _staff: Any, data: Any, draft: DraftView | None) -> forms.Form:
    proposed = (timezone.localdate() + ASKED_WITHIN).isoformat()
    return turn_forms.AskForm(data, initial=_initial(page, draft, wanted_by=proposed))


def _note(page: EnquiryPage, staff: Any, data: Any, draft: DraftView | None) -> forms.Form:
    initial = _initial(page, draft)
    initial["mentions"] = [int(pk) for pk in str(initial.get("mentions", "")).split(",") if pk.isdigit()]
    return turn_forms.NoteForm(data, initial=initial, people=may_be_told(page, staff))


def may_be_told(page: EnquiryPage, staff: Any) -> list[tuple[int, str]]:
    """The colleagues who may read this enquiry, as choices."""
    found = colleagues(page.seen_by, sensitive=page.sensitive)
    return [(one.id, f"{one.name} · {one.unit}" if one.unit else one.name) for one in found if one.id != staff.pk]


def _handover(page: EnquiryPage, _staff: Any, data: Any, draft: DraftView | None) -> forms.Form:
    choices = units_to_offer(page.id, now=timezone.now())
    groups = [(one.name, [(who.id, who.name) for who in one.staff]) for one in choices if one.staff]
    units = [(one.unit_id, _unit_said(one)) for one in choices]
    return turn_forms.HandoverForm(data, initial=_initial(page, draft), units=units, staff=groups)


def _unit_said(one: UnitChoice) -> str:
    """A unit with who is there now, or when somebody is."""
    if one.staff:
        return gettext("%(unit)s (on duty: %(names)s)") % {
            "unit": one.name, "names": ", ".join(who.name for who in one.staff[:3])
        }  # fmt: skip
    if one.next_duty:
        return gettext("%(unit)s (next on duty %(at)s)") % {"unit": one.name, "at": next_time(one.next_duty)}
    return one.name


def _assign(page: EnquiryPage, staff: Any, data: Any, draft: DraftView | None) -> forms.Form:
    found = colleagues((page.unit_id,), sensitive=page.sensitive)
    others = [one for one in found if one.writes and one.id not in (staff.pk, page.handler_id)]
    near = sorted(others, key=lambda one: (one.unit != page.unit_name, one.name))
    said = [(one.id, f"{one.name} · {one.unit}" if one.unit else one.name) for one in near]
    return turn_forms.AssignForm(data, initial=_initial(page, draft), staff=said)


def _plain(form: type[turn_forms.SeenForm]) -> Make:
    def make(page: EnquiryPage, _staff: Any, data: Any, draft: DraftView | None) -> forms.Form:
        return form(data, initial=_initial(page, draft))

    return make


FORMS: Mapping[str, Make] = {
    "answer": _answer,
    "interim": _interim,
    "ask": _ask,
    "note": _note,
    "handover": _handover,
    "assign": _assign,
    "join": _plain(turn_forms.JoinForm),
    "close": _plain(turn_forms.CloseForm),
    "reopen": _plain(turn_forms.ReopenForm),
    "refuse": _plain(turn_forms.RefuseForm),
    "call": _plain(turn_forms.CallForm),
}
