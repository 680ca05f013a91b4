"""What came in and holds what plain e-mail should not carry: noticed, and kept out of lists and notices (ALB-09)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext, override

from torg.enquiries.ledger import happened
from torg.language.languages import without_quotes
from torg.language.sensitive import found, masked

if TYPE_CHECKING:
    from torg.enquiries.models import Contact, Enquiry, Event

LONGEST_SUBJECT = 500


def notice(enquiry: Enquiry, contact: Contact, *, files: Iterable[str] = (), now: datetime) -> list[Event]:
    """Marks an enquiry and its new contact (neither saved) when the contact holds something sensitive.

    Gives the event that says which kinds, and never what; none when there is nothing. What a reply quotes of earlier
    messages has been looked at before and counts no more.
    """
    said = "\n".join((contact.subject, without_quotes(contact.text), *files))
    kinds = sorted({one.kind for one in found(said)})
    if not kinds:
        return []
    contact.sensitive = enquiry.sensitive = True
    enquiry.listed_as = listed_as(enquiry.subject, sensitive=True)
    return [happened(enquiry, "sensitive_found", now=now, kinds=kinds)]


def listed_as(subject: str, *, sensitive: bool) -> str:
    """The subject as lists and notices may show it; "" when it may be shown as it is.

    What has been marked as not sensitive shows its words again, and its identity numbers never.
    """
    shown = masked(subject, every_word=True) if sensitive else masked(subject)
    return "" if shown == subject else shown[:LONGEST_SUBJECT]


def told_as(enquiry: Enquiry, *, sensitive: bool, language: str) -> str:
    """The subject as plain e-mail and open pages may say it: of what is sensitive never as the sender wrote it.

    Where no single word gives it away, somebody has still found that the whole does.
    """
    if enquiry.listed_as or not sensitive:
        return enquiry.listed_as or enquiry.subject
    with override(language):
        return gettext("Sensitive enquiry")
