"""What a person does with an enquiry, each turn with its form, its deed, and its words for what stands in the way."""

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

from torg.enquiries.actions import answer as deeds
from torg.enquiries.actions.drafts import drop_draft
from torg.enquiries.queries.page import EnquiryPage
from torg.faces.desk.enquiry import enquiry_shown, found_for, news_since
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.working import form_for
from torg.faces.parts.dates import late

Filled = Mapping[str, Any]
Deed = Callable[[EnquiryPage, Filled, Any, datetime], str]


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing to do: its deed gives what is said when it is done; ``draft`` is thrown away then."""

    deed: Deed
    draft: str = ""


def _answer(found: EnquiryPage, filled: Filled, by: Any, now: datetime) -> str:
    given = deeds.answer(
        found.id, text=filled["text"], by=by, now=now, sensitive=filled["sensitive"], seen=filled["seen"]
    )
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


def _take(found: EnquiryPage, _filled: Filled, by: Any, now: datetime) -> str:
    deeds.take(found.id, by=by, now=now)
    return gettext("You handle this enquiry now.")


def _give_back(found: EnquiryPage, _filled: Filled, by: Any, now: datetime) -> str:
    deeds.give_back(found.id, by=by, now=now)
    return gettext("It is back in the unit's queue.")


def _sensitive(found: EnquiryPage, _filled: Filled, by: Any, now: datetime) -> str:
    deeds.mark_sensitive(found.id, sensitive=True, by=by, now=now)
    return gettext("It is marked as sensitive: only those who must, read it, and no answer goes by plain e-mail.")


def _not_sensitive(found: EnquiryPage, _filled: Filled, by: Any, now: datetime) -> str:
    deeds.mark_sensitive(found.id, sensitive=False, by=by, now=now)
    return gettext("It is no longer marked as sensitive.")


def _close(found: EnquiryPage, filled: Filled, by: Any, now: datetime) -> str:
    deeds.close(found.id, reason=filled["reason"], by=by, now=now, seen=filled["seen"])
    return gettext("The enquiry is closed.")


TURNS: Mapping[str, Turn] = {
    "answer": Turn(_answer, draft="answer"),
    "take": Turn(_take),
    "give-back": Turn(_give_back),
    "sensitive": Turn(_sensitive),
    "not-sensitive": Turn(_not_sensitive),
    "close": Turn(_close),
}
IN_A_FIELD: Mapping[type[Exception], tuple[str, str]] = {
    deeds.EmptyAnswer: ("text", gettext_noop("Write something before you send it")),
    deeds.ReasonNeeded: ("reason", gettext_noop("Write why")),
}
"""Trouble that the writer can mend, with the field where it stands."""

SAID: Mapping[type[Exception], str] = {
    deeds.NotOpen: gettext_noop("Nothing was changed: the enquiry is answered or closed already."),
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
        said = turn.deed(found, filled, staff, timezone.now())
    except deeds.Changed:
        found = found_for(request, number)
        return enquiry_shown(request, found, do=deed, form=form, news=news_since(found, filled.get("seen")))
    except deeds.NotYours as not_yours:
        raise PermissionDenied(gettext("Another unit answers for this enquiry.")) from not_yours
    except tuple(IN_A_FIELD) as trouble:
        return _to_mend(request, found_for(request, number), deed, form, trouble)
    except tuple(SAID) as trouble:
        messages.info(request, gettext(SAID[type(trouble)]))
        return redirect("desk:enquiry", number=number)
    if turn.draft:
        drop_draft(found.id, purpose=turn.draft, by=staff, now=timezone.now())
    messages.success(request, said)
    return redirect("desk:enquiry", number=number)


def _to_mend(
    request: HttpRequest, found: EnquiryPage, deed: str, form: forms.Form | None, trouble: Exception
) -> HttpResponse:
    where, words = IN_A_FIELD[type(trouble)]
    if form is None:
        messages.error(request, gettext(words))
        return redirect("desk:enquiry", number=found.number)
    form.add_error(where if where in form.fields else None, gettext(words))
    return enquiry_shown(request, found, do=deed, form=form)
