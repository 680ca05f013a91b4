"""Send the secret link again to somebody who has lost it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from torg.editions.queries import in_force
from torg.enquiries import receipts
from torg.enquiries.ledger import happened
from torg.enquiries.models import Contact, Enquiry, Event
from torg.enquiries.numbers import heard
from torg.enquiries.queries.following import follow
from torg.enquiries.queries.reached import proven
from torg.mailroom import actions as mailroom
from torg.people.queries import addresses_of, person_by_id, units

AT_MOST_EVERY = timedelta(minutes=10)


@transaction.atomic
def send_link_again(number: str, email: str, *, now: datetime) -> None:
    """Mails the link to the enquiry's own sender, when number and address belong together; else does nothing.

    What is sensitive goes only where its sender has written from. Says nothing of which it was, so that nobody learns
    who has written. At most every ten minutes for one enquiry.
    """
    spoken, address = heard(number), email.strip().lower()
    enquiry = Enquiry.objects.select_for_update().filter(number=spoken).first() if spoken else None
    if enquiry is None or not _may_have_it(enquiry, address):
        return
    if Event.objects.filter(enquiry=enquiry, kind="link_sent", at__gt=now - AT_MOST_EVERY).exists():
        return
    under, unit = in_force(now), units().by_id.get(enquiry.unit_id)
    person = person_by_id(enquiry.person_id)
    about = receipts.about(enquiry, name=person.name, under=under, unit=unit)
    letter = receipts.link_again(about)
    outgoing = mailroom.post(
        mailroom.Post(
            kind="email", purpose="notice", to_address=address, to_name=person.name, subject=letter.subject,
            text=letter.text, language=enquiry.language, automatic=True, from_name=about.municipality,
        ),
        now=now,
    )  # fmt: skip
    Contact.objects.create(
        enquiry=enquiry, is_incoming=False, purpose="notice", channel="email", at=now, subject=letter.subject,
        text=letter.text, address=address, name=person.name, message_id=outgoing.message_id, outgoing=outgoing,
    )  # fmt: skip
    happened(enquiry, "link_sent", now=now).save()


def _may_have_it(enquiry: Enquiry, address: str) -> bool:
    if address in proven(enquiry.pk, enquiry.person_id):
        return True
    shown = follow(enquiry.token)
    return shown is not None and not shown.sensitive and ("email", address) in addresses_of(enquiry.person_id)
