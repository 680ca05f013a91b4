"""What a person does with an enquiry, each turn with its deed, and its words for what stands in the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_POST

from torg.catalogue.actions import note_used
from torg.enquiries.actions import answer as deeds
from torg.enquiries.actions import ask, callback, handover, interim, join
from torg.enquiries.actions.drafts import drop_draft, save_draft
from torg.enquiries.queries.access import access_to
from torg.enquiries.queries.inbox import number_of_found
from torg.enquiries.queries.page import EnquiryPage
from torg.faces.desk.enquiry import enquiry_shown, found_for, news_since
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.working import DRAFTED, form_for
from torg.faces.parts.dates import late
from torg.people.queries import sight_of

Filled = Mapping[str, Any]
Deed = Callable[[EnquiryPage, Filled, Any, datetime], str]


class NoSuchNumber(Exception):
    """There is no enquiry with that number, or none that the reader may open."""


def _answer(found: EnquiryPage, filled: Filled, by: Any, now: datetime) -> str:
    given = deeds.answer(
        found.id, text=filled["text"], by=by, now=now, sensitive=filled["sensitive"], seen=filled["seen"],
        template=filled["template"],
    )  # fmt: skip
    if filled["template"]:
        note_used(filled["template"], now=now)
    if given.by_hand:
        said = gettext("The answer is noted. Call the sender and say it: there is no address to send it to.")
    else:
        said = gettext("The answer is on its way.")
    if given.kept is None:
        return said
    if given.kept:
        outcome = gettext("The promise is kept.")
    else:
        outcome = gettext("The promise is broken, %(late)s late.") % {"late": late(given.late_seconds)}
    return f"{said} {outcome}"


def _interim(found: EnquiryPage, filled: Filled, by: Any, now: datetime) -> str:
    interim.send_interim(
        found.id, text=filled["text"], reason=filled["reason"], new_date=filled["new_date"], by=by, now=now,
        seen=filled["seen"],
    )  # fmt: skip
    return gettext("The interim reply is on its way, and the new date is promised.")


def _ask(found: EnquiryPage, filled: Filled, by: Any, now: datetime) -> str:
    ask.ask_for_more(
        found.id, text=filled["text"], reason=filled["reason"], wanted_by=filled["wanted_by"], by=by, now=now,
        seen=filled["seen"],
    )  # fmt: skip
    return gettext("The question is on its way. The clock stands still until the sender answers.")


def _go_on(found: EnquiryPage, _filled: Filled, by: Any, now: datetime) -> str:
    ask.go_on(found.id, by=by, now=now)
    return gettext("The clock goes on, and the sender is told the new date.")


def _offer(found: EnquiryPage, filled: Filled, by: Any, now: datetime) -> str:
    handover.offer(
        found.id, to_unit=filled["to_unit"], note=filled["note"], to_staff=filled["to_staff"], by=by, now=now,
        seen=filled["seen"],
    )  # fmt: skip
    return gettext("It is offered. You keep it until they accept.")


def _accept(found: EnquiryPage, _filled: Filled, by: Any, now: datetime) -> str:
    handover.accept(found.id, by=by, now=now)
    return gettext("Your unit has it now, and you handle it. The sender is told.")


def _refuse(found: EnquiryPage, filled: Filled, by: Any, now: datetime) -> str:
    handover.refuse(found.id, reason=filled["reason"], by=by, now=now)
    return gettext("It is refused, and they are told why. They still have it.")


def _withdraw(found: EnquiryPage, _filled: Filled, by: Any, now: datetime) -> str:
    handover.withdraw(found.id, by=by, now=now)
    return gettext("The offer is withdrawn.")


def _take(found: EnquiryPage, _filled: Filled, by: Any, now: datetime) -> str:
    deeds.take(found.id, by=by, now=now)
    return gettext("You handle this enquiry now.")


def _give_back(found: EnquiryPage, _filled: Filled, by: Any, now: datetime) -> str:
    deeds.give_back(found.id, by=by, now=now)
    return gettext("It is back in the unit's queue.")


def _assign(found: EnquiryPage, filled: Filled, by: Any, now: datetime) -> str:
    deeds.assign(found.id, to=filled["to"], by=by, now=now)
    return gettext("Your colleague handles it now.")


def _sensitive(found: EnquiryPage, _filled: Filled, by: Any, now: datetime) -> str:
    deeds.mark_sensitive(found.id, sensitive=True, by=by, now=now)
    return gettext("It is marked as sensitive: only those who must, read it, and no answer goes by plain e-mail.")


def _not_sensitive(found: EnquiryPage, _filled: Filled, by: Any, now: datetime) -> str:
    deeds.mark_sensitive(found.id, sensitive=False, by=by, now=now)
    return gettext("It is no longer marked as sensitive.")


def _close(found: EnquiryPage, filled: Filled, by: Any, now: datetime) -> str:
    deeds.close(found.id, reason=filled["reason"], by=by, now=now, seen=filled["seen"])
    return gettext("The enquiry is closed.")


def _reopen(found: EnquiryPage, filled: Filled, by: Any, now: datetime) -> str:
    deeds.reopen(found.id, reason=filled["reason"], by=by, now=now)
    return gettext("It is open again, under a new promise that the sender is told.")


def _join(found: EnquiryPage, filled: Filled, by: Any, now: datetime) -> str:
    number = number_of_found(filled["into"])
    other = None if number is None else access_to(number)
    if other is None or not other.opens_for(sight_of(by)):
        raise NoSuchNumber
    join.join(found.id, into=other.id, by=by, now=now)
    return gettext("They are joined. One answer goes to everybody who waits.")


def _unjoin(found: EnquiryPage, _filled: Filled, by: Any, now: datetime) -> str:
    join.unjoin(found.id, by=by, now=now)
    return gettext("They are apart again.")


def _call(found: EnquiryPage, filled: Filled, by: Any, now: datetime) -> str:
    if filled["how"] == "not-reached":
        callback.not_reached(found.id, by=by, now=now)
        return gettext("It is noted. The call is owed still, by the same time.")
    kept = callback.call_made(found.id, text=filled["text"], answers=filled["how"] == "answered", by=by, now=now)
    said = gettext("The call is noted.")
    if kept is None:
        return said
    return f"{said} {gettext('The promise is kept.') if kept else gettext('It was later than promised.')}"


TURNS: Mapping[str, Deed] = {
    "answer": _answer, "interim": _interim, "ask": _ask, "go-on": _go_on,
    "handover": _offer, "accept": _accept, "refuse": _refuse, "withdraw": _withdraw,
    "take": _take, "give-back": _give_back, "assign": _assign,
    "sensitive": _sensitive, "not-sensitive": _not_sensitive,
    "close": _close, "reopen": _reopen, "join": _join, "unjoin": _unjoin, "call": _call,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mend:
    """Trouble that the writer can mend: the fields where it may stand, the first that the form has, and the words."""

    fields: tuple[str, ...]
    words: str


TO_MEND: Mapping[type[Exception], Mend] = {
    deeds.EmptyAnswer: Mend(("text",), gettext_noop("Write something before you send it")),
    deeds.ReasonNeeded: Mend(("reason",), gettext_noop("Write why")),
    interim.DateNotLater: Mend(
        ("new_date", "wanted_by"), gettext_noop("Choose a later day: the new date must be after what was promised")
    ),
    handover.NoteNeeded: Mend(("note",), gettext_noop("Write what the other unit should know")),
    handover.SameUnit: Mend(("to_unit",), gettext_noop("That unit has it already: choose another")),
    handover.NoSuchUnit: Mend(("to_unit",), gettext_noop("Choose one of the units in the list")),
    handover.NotOnDuty: Mend(
        ("to_staff",), gettext_noop("They are not on duty there now: choose somebody else, or the whole unit")
    ),
    join.SameEnquiry: Mend(("into",), gettext_noop("That is the number of this enquiry itself")),
    NoSuchNumber: Mend(("into",), gettext_noop("There is no enquiry with that number that you can open")),
}
SAID: Mapping[type[Exception], str] = {
    deeds.NotOpen: gettext_noop("Nothing was changed: the enquiry is answered or closed already."),
    deeds.StillSensitive: gettext_noop(
        "Nothing was changed: a repeat that is joined to it is sensitive. Take it apart first."
    ),
    deeds.StillOpen: gettext_noop("Nothing was changed: the enquiry is open already."),
    handover.AlreadyOffered: gettext_noop("Nothing was changed: it is offered to a unit already."),
    handover.NotOffered: gettext_noop("Nothing was changed: the offer has been answered or withdrawn meanwhile."),
    callback.NoCallOwed: gettext_noop("Nothing was changed: the call has been made meanwhile."),
    ask.NotWaiting: gettext_noop("Nothing was changed: the clock runs already."),
    join.NotJoined: gettext_noop("Nothing was changed: they are apart already."),
}
"""Trouble that tells that the enquiry stands otherwise than the page said."""


@for_staff
@require_POST
def do(request: HttpRequest, number: int, deed: str) -> HttpResponse:
    """Does one thing with an enquiry; a fault in the form, or news meanwhile, brings back what was written."""
    turn = TURNS.get(deed)
    if turn is None:
        raise Http404
    staff, found = staff_of(request), found_for(request, number)
    form = form_for(deed, found, staff, data=request.POST)
    if form is not None and not form.is_valid():
        return enquiry_shown(request, found, do=deed, form=form)
    filled: Filled = form.cleaned_data if form is not None else {}
    try:
        said = turn(found, filled, staff, timezone.now())
    except deeds.IsJoined:
        _keep(found, deed, filled, staff)
        messages.warning(request, gettext("It has been joined to another enquiry: answer there. Your words are kept."))
    except deeds.Changed:
        found = found_for(request, number)
        return enquiry_shown(request, found, do=deed, form=form, news=news_since(found, filled.get("seen")))
    except deeds.NotYours as not_yours:
        _keep(found, deed, filled, staff)
        raise PermissionDenied(gettext("Another unit answers for this enquiry.")) from not_yours
    except tuple(TO_MEND) as trouble:
        return _to_mend(request, found_for(request, number), deed, form, TO_MEND[type(trouble)])
    except tuple(SAID) as trouble:
        _keep(found, deed, filled, staff)
        messages.info(request, gettext(SAID[type(trouble)]))
    else:
        if deed in DRAFTED:
            drop_draft(found.id, purpose=deed, by=staff, now=timezone.now())
        messages.success(request, said)
    return _on(staff, number)


def _on(staff: Any, number: int) -> HttpResponse:
    """Back to the page, or to the inbox when what was done leaves the doer without leave to read it."""
    access = access_to(number)
    if access is not None and access.opens_for(sight_of(staff)):
        return redirect("desk:enquiry", number=number)
    return redirect("desk:inbox")


def _keep(found: EnquiryPage, deed: str, filled: Filled, staff: Any) -> None:
    """Keeps what was written when it could not be sent."""
    if deed in DRAFTED and filled.get("text"):
        data = {name: str(filled[name]) for name in ("reason", "new_date", "wanted_by") if filled.get(name)}
        try:
            save_draft(found.id, purpose=deed, text=filled["text"], data=data, by=staff, now=timezone.now())
        except deeds.NotYours:
            return  # the enquiry is no longer theirs to read


def _to_mend(request: HttpRequest, found: EnquiryPage, deed: str, form: forms.Form | None, mend: Mend) -> HttpResponse:
    if form is None:
        messages.error(request, gettext(mend.words))
        return redirect("desk:enquiry", number=found.number)
    where = next((name for name in mend.fields if name in form.fields), None)
    form.add_error(where, gettext(mend.words))
    return enquiry_shown(request, found, do=deed, form=form)
