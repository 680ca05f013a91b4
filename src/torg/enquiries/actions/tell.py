"""Tell: what we write in an enquiry goes out as the strategy wants it, in the sender's own thread, and is a contact."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from torg.editions.queries import InForce
from torg.enquiries import letters, receipts
from torg.enquiries.models import Contact, Enquiry
from torg.enquiries.queries.reached import name_given, reached_at
from torg.enquiries.receipts import About, Letter
from torg.enquiries.reply import EMAIL, SECURE_LINK, Way, chosen_reply, way_of
from torg.mailroom import actions as mailroom
from torg.people.queries import person_by_id, units

if TYPE_CHECKING:
    from torg.people.models import Staff

REFERENCES = 20  # the most Message-IDs a reply carries; mail programs look at the first and the last few


def say(
    enquiry: Enquiry, write: Callable[[About], Letter], *, purpose: str, text: str, by: Staff, under: InForce,
    now: datetime, sensitive: bool = False, owner: Enquiry | None = None,
) -> tuple[Contact, str]:  # fmt: skip
    """What a member of staff says goes the way the strategy wants; gives the contact and the way that was wanted.

    What is sensitive waits behind the secret link, and the mail only says that it is there. Without an address nothing
    goes out: somebody calls and says it. ``owner`` is the enquiry that this one is joined to, whose unit answers.
    """
    owner = owner or enquiry
    person = person_by_id(enquiry.person_id)
    sensitive = sensitive or enquiry.sensitive or owner.sensitive
    reply = chosen_reply(enquiry, person, under=under, sensitive=sensitive)
    way = way_of(reply, reached_at(enquiry.pk, person.id, sensitive=sensitive), sensitive=sensitive)
    name = name_given(enquiry.pk)
    about = receipts.about(enquiry, name=name, under=under, unit=units().by_id.get(owner.unit_id))
    hidden = way.kind == SECURE_LINK
    notice = receipts.notice if purpose == "answer" else letters.written
    letter = notice(about) if hidden else write(about)
    outgoing = None
    if not way.by_hand:
        post = _post(enquiry, letter, way, about, purpose="notice" if hidden else purpose)
        outgoing = mailroom.post(post, now=now)
    contact = Contact.objects.create(
        enquiry=enquiry, is_incoming=False, purpose=purpose, channel=way.kind, at=now, subject=letter.subject,
        text=text.strip(), address=way.address if outgoing else "", name=name,
        message_id=outgoing.message_id if outgoing else "", outgoing=outgoing, staff=by, sensitive=hidden,
    )  # fmt: skip
    return contact, reply.wanted


def note(
    enquiry: Enquiry, write: Callable[[About], Letter], *, under: InForce, now: datetime, owner: Enquiry | None = None
) -> Contact | None:
    """What Torg tells by itself goes by e-mail, marked as automatic; None when there is no address."""
    owner = owner or enquiry
    sensitive = enquiry.sensitive or owner.sensitive
    address = reached_at(enquiry.pk, enquiry.person_id, sensitive=sensitive).get(EMAIL, "")
    if not address:
        return None
    unit = units().by_id.get(owner.unit_id)
    about = receipts.about(enquiry, name=name_given(enquiry.pk), under=under, unit=unit)
    letter = write(about)
    way = Way(EMAIL, EMAIL, address)
    outgoing = mailroom.post(_post(enquiry, letter, way, about, purpose="notice", automatic=True), now=now)
    return Contact.objects.create(
        enquiry=enquiry, is_incoming=False, purpose="notice", channel=EMAIL, at=now, subject=letter.subject,
        text=letter.text, address=address, name=about.name, message_id=outgoing.message_id, outgoing=outgoing,
    )  # fmt: skip


def _post(
    enquiry: Enquiry, letter: Letter, way: Way, about: About, *, purpose: str, automatic: bool = False
) -> mailroom.Post:
    refs = references(enquiry) if way.sent_as == EMAIL else ()
    return mailroom.Post(
        kind=way.sent_as, purpose=purpose, to_address=way.address, to_name=about.name, subject=letter.subject,
        text=letter.text, language=enquiry.language, in_reply_to=refs[-1] if refs else "", references=refs,
        automatic=automatic, from_name=about.municipality,
    )  # fmt: skip


def references(enquiry: Enquiry) -> tuple[str, ...]:
    """The Message-IDs of an enquiry's mails so far, the last ones."""
    ids = Contact.objects.filter(enquiry=enquiry, channel="email").exclude(message_id="")
    return tuple(ids.order_by("id").values_list("message_id", flat=True))[-REFERENCES:]
