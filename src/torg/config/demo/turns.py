"""The turns that some of the demo's enquiries take: handed over, delayed, waiting for their sender, written again."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from torg.catalogue.queries import services
from torg.config.demo.phrases import phrases
from torg.config.demo.town import Town
from torg.config.demo.traffic import Planned
from torg.editions.queries import in_force
from torg.enquiries.actions.ask import ask_for_more
from torg.enquiries.actions.handover import NotOffered, accept, offer, refuse
from torg.enquiries.actions.interim import send_interim
from torg.enquiries.actions.join import join
from torg.enquiries.queries.page import enquiry_page

if TYPE_CHECKING:
    from torg.enquiries.models import Enquiry
    from torg.people.models import Staff

HANDED_OVER, ASKED, SILENT, AGAIN, LONGER = "handed_over", "asked", "silent", "again", "longer"


@dataclass(frozen=True, slots=True)
class Turns:
    """What the staff do beside answering, in the municipality's language and the sender's."""

    town: Town
    language: str
    dice: random.Random

    def of(self, number: int, planned: Planned) -> str:
        """The turn that the ``number``-th enquiry takes, "" for most."""
        if planned.special or not planned.person.email:
            return ""
        if number % 9 in {2, 5}:
            return HANDED_OVER
        if number % 20 == 7:
            return SILENT if number % 40 == 7 else ASKED
        if number % 25 == 13:
            return AGAIN
        return LONGER if number % 12 == 4 else ""

    def whither(self, planned: Planned, enquiry: Enquiry) -> tuple[int, Staff] | None:
        """The unit that has the service a letter is about, and who answers there; None when it has it already."""
        service = services().get(planned.letter.about)
        if service is None or service.unit_id == enquiry.unit_id:
            return None
        there = self.town.answers_for.get(self.town.unit_keys[service.unit_id])
        return (service.unit_id, there) if there else None

    def offers(self, enquiry: Enquiry, unit_id: int, by: Staff, at: datetime) -> None:
        """The unit that has it asks the other to take it over."""
        offer(enquiry.pk, to_unit=unit_id, note=phrases(self.language).turns["note"], by=by, now=at)

    def replies(self, enquiry: Enquiry, there: Staff, at: datetime) -> bool:
        """The other unit accepts, mostly; sometimes it refuses; whether it has it now."""
        refuses = self.dice.random() < 0.25
        try:
            if refuses:
                refuse(enquiry.pk, reason=phrases(self.language).turns["refusal"], by=there, now=at)
            else:
                accept(enquiry.pk, by=there, now=at)
        except NotOffered:
            return False  # answered meanwhile, or the offer has gone back
        return not refuses

    def asks(self, planned: Planned, enquiry: Enquiry, by: Staff, at: datetime) -> None:
        """The sender is asked for what is missing, within a week."""
        said = phrases(planned.words.language)
        text = f"{said.hello}\n\n{said.turns['ask']}".format_map(planned.slots)
        wanted_by = in_force(at).calendar.nth_working_day(at.date(), 5)
        ask_for_more(enquiry.pk, text=text, reason=said.turns["ask_reason"], wanted_by=wanted_by, by=by, now=at)

    def takes_longer(self, planned: Planned, enquiry: Enquiry, by: Staff, at: datetime) -> None:
        """Torg's draft is sent, with the reason that is true; nothing when it is answered or waits already."""
        page = enquiry_page(enquiry.number, now=at)
        if page is None or page.status != "open" or page.interim_due is None or not page.interim_due.text:
            return
        drafted, reason = page.interim_due, phrases(planned.words.language).turns["reason"]
        send_interim(
            enquiry.pk, text=drafted.text, reason=reason, new_date=max(drafted.new_date, _day_after(page.due_by)),
            by=by, now=at,
        )  # fmt: skip

    def joins(self, repeat: Enquiry, enquiry: Enquiry, by: Staff, at: datetime) -> None:
        """The same person has written of the same again, and somebody sees it."""
        join(repeat.pk, into=enquiry.pk, by=by, now=at)


def _day_after(moment: datetime | None) -> date:
    assert moment is not None
    return moment.date() + timedelta(days=1)
