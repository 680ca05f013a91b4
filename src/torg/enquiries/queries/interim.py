"""Whether an enquiry wants an interim reply now, why, and what Torg has drafted for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from torg.editions.queries import InForce, by_id
from torg.enquiries import letters, receipts
from torg.enquiries.models import Draft, Enquiry, Promise, PromiseState, Status
from torg.enquiries.queries.reached import name_given
from torg.people.queries import UnitFacts, units
from torg.strategy.interim import InterimWanted, interim_wanted, when_late_of


@dataclass(frozen=True, slots=True)
class InterimView:
    """Why an interim reply is wanted now, with the date, text and reason that are proposed ("" when not drafted yet).

    ``code`` is interim, tell, law or default (strategy.interim).
    """

    code: str
    new_date: date
    text: str
    reason: str
    wanted: InterimWanted

    def law(self, language: str) -> str:
        """The law or practice that wants it, in a language; "" when it is the promise alone."""
        return self.wanted.law(language)


def wanted_for(enquiry: Enquiry, *, under: InForce, now: datetime) -> InterimWanted | None:
    """Whether an open enquiry wants an interim reply at a moment; None when not, or when it is not open."""
    if enquiry.status != Status.OPEN or enquiry.due_by is None or enquiry.remind_at is None:
        return None
    promises = Promise.objects.filter(enquiry=enquiry, what="answer")
    first = promises.filter(state=PromiseState.OPEN).first() or promises.order_by("-id").first()
    if first is None:
        return None
    when_late = when_late_of(by_id(first.edition_id).strategy, first.rule)
    return interim_wanted(
        under.strategy, under.calendar, when_late=when_late, purpose=enquiry.purpose, opened_at=enquiry.opened_at,
        started_at=first.started_at, due_by=enquiry.due_by, soon_from=enquiry.remind_at, now=now,
        told=any(step["code"] == "extended" for step in first.steps),
    )  # fmt: skip


def interim_due(enquiry: Enquiry, *, under: InForce, now: datetime) -> InterimView | None:
    """The interim reply that is wanted now, as drafted; None when none is."""
    wanted = wanted_for(enquiry, under=under, now=now)
    if wanted is None:
        return None
    draft = Draft.objects.filter(enquiry=enquiry, purpose="interim", staff__isnull=True).first()
    if draft is None:
        return InterimView(wanted.code, wanted.new_date, "", "", wanted)
    new_date = date.fromisoformat(str(draft.data["new_date"]))
    text, reason = draft.text, str(draft.data["reason"])
    if wanted.new_date > new_date:
        new_date = max(new_date, wanted.new_date)
        text, reason = drafted(enquiry, new_date, under=under, unit=units().by_id.get(enquiry.unit_id))
    return InterimView(wanted.code, new_date, text, reason, wanted)


def drafted(enquiry: Enquiry, new_date: date, *, under: InForce, unit: UnitFacts | None) -> tuple[str, str]:
    """The text and the reason of an interim reply to an open enquiry, for a person to make true."""
    about = receipts.about(enquiry, name=name_given(enquiry.pk), under=under, unit=unit)
    return letters.interim_draft(about, new_date=under.calendar.end_of(new_date))
