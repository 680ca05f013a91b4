"""To whom an answer goes: those it is owed, each through an enquiry of their own, and nobody else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from torg.enquiries.models import OWED, UNSETTLED, Contact, Enquiry, Promise, PromiseState
from torg.enquiries.numbers import said
from torg.enquiries.queries.reached import name_given


@dataclass(frozen=True, slots=True)
class Recipient:
    """An enquiry through which somebody gets the answer; ``due_by`` is the date that they were promised."""

    id: int
    name: str
    number_said: str
    subject: str
    token: str
    due_by: datetime | None


def recipients(enquiry_id: int, *, own_only: bool = False) -> tuple[Recipient, ...]:
    """Through which enquiries an answer would go out now; what goes to its own sender alone, through itself."""
    enquiry = Enquiry.objects.get(pk=enquiry_id)
    return tuple(
        Recipient(e.pk, name_given(e.pk), said(e.number), e.subject, e.token, own_date(enquiry, e.person_id))
        for e in ([enquiry] if own_only else correspondents(enquiry))
    )


def own_date(enquiry: Enquiry, person_id: int) -> datetime | None:
    """The earliest date one person is promised, in the enquiry or one joined to it; None while we wait for them."""
    running = Promise.objects.filter(_all(enquiry), what__in=OWED, state=PromiseState.OPEN, enquiry__person=person_id)
    return running.order_by("due_by").values_list("due_by", flat=True).first()


def correspondents(enquiry: Enquiry) -> list[Enquiry]:
    """Through which enquiries an answer goes out: one of each person with a promise that is not settled yet.

    With nothing owed it goes to whoever wrote since the last answer; to those who got that, when nobody did; and to the
    enquiry's own sender when there was none.
    """
    if not enquiry.repeats:
        return [enquiry]
    owed = Promise.objects.filter(_all(enquiry), what__in=OWED, state__in=UNSETTLED)
    return one_for_each(enquiry, _through(owed.values_list("enquiry", flat=True))) or _spoken_with(enquiry)


def one_for_each(enquiry: Enquiry, waiting: Iterable[Enquiry]) -> list[Enquiry]:
    """Of an enquiry and those joined to it, one for each person: its own for its sender, else the newest of theirs."""
    newest = {one.person_id: one for one in sorted(waiting, key=lambda one: one.pk)}
    own = [enquiry] if newest.pop(enquiry.person_id, None) is not None else []
    return [*own, *newest.values()]


def _spoken_with(enquiry: Enquiry) -> list[Enquiry]:
    contacts = Contact.objects.filter(_all(enquiry)).order_by("-id")
    answered = contacts.filter(purpose="answer").first()
    since = Q(pk__gt=answered.pk) if answered else Q(at__gt=enquiry.closed_at or enquiry.opened_at)
    wrote = contacts.filter(since, is_incoming=True, purpose="question").values_list("enquiry", flat=True)[:1]
    found = one_for_each(enquiry, _through(wrote))
    if not found and answered:
        together = contacts.filter(purpose="answer", at=answered.at)
        found = one_for_each(enquiry, _through(together.values_list("enquiry", flat=True)))
    return found or [enquiry]


def _through(ids: Iterable[int]) -> list[Enquiry]:
    return list(Enquiry.objects.filter(pk__in=list(ids)))


def _all(enquiry: Enquiry) -> Q:
    return Q(enquiry=enquiry) | Q(enquiry__joined_to=enquiry)
