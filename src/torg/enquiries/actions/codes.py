"""The code that opens what is sensitive behind a secret link: sent when the sender asks for it, and good once (DRA-32).

A link can be passed on, or be read by a mail scanner; a code goes to the sender's own address and is asked for with a
button, so that no program that only follows links brings one about or uses one up.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from torg.editions.queries import in_force
from torg.enquiries import receipts
from torg.enquiries.ledger import happened
from torg.enquiries.models import AccessCode, Contact, Enquiry
from torg.enquiries.numbers import said
from torg.enquiries.queries.reached import name_given, proven
from torg.mailroom import actions as mailroom
from torg.people.queries import units

GOOD_FOR = timedelta(minutes=15)
AT_MOST_EVERY = timedelta(minutes=1)
TRIES = 5
MOST_IN_A_DAY = 20  # whoever has the link and not the address guesses a hundred times a day at most, of a million
DIGITS = 6


@transaction.atomic
def send_code(token: str, *, now: datetime) -> bool:
    """Sends a new code to the address that the sender wrote from; the one before is good no more.

    False when there is no such enquiry or no address: then the sender calls. Within a minute of the last code, or when
    there have been twenty in a day, nothing is sent and nothing is said of it.
    """
    enquiry = Enquiry.objects.select_for_update().filter(token=token).first() if token else None
    address = next(iter(proven(enquiry.pk, enquiry.person_id)), "") if enquiry else ""
    if enquiry is None or not address:
        return False
    sent = list(AccessCode.objects.filter(enquiry=enquiry, sent_at__gt=now - timedelta(days=1)).order_by("-sent_at"))
    if len(sent) >= MOST_IN_A_DAY or (sent and sent[0].sent_at > now - AT_MOST_EVERY):
        return True
    AccessCode.objects.filter(enquiry=enquiry, sent_at__lte=now - timedelta(days=1)).delete()
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    AccessCode.objects.create(enquiry=enquiry, hashed=_hashed(enquiry, code), sent_at=now)
    letter = _letter(enquiry, code, now=now)
    outgoing = mailroom.post(
        mailroom.Post(
            kind="email", purpose="notice", to_address=address, to_name=name_given(enquiry.pk), subject=letter.subject,
            text=letter.text, language=enquiry.language, automatic=True,
            from_name=in_force(now).strategy.municipality.name,
        ),
        now=now,
    )  # fmt: skip
    Contact.objects.create(
        enquiry=enquiry, is_incoming=False, purpose="notice", channel="email", at=now, subject=letter.subject,
        text="", address=address, message_id=outgoing.message_id, outgoing=outgoing,
    )  # fmt: skip
    happened(enquiry, "code_sent", now=now).save()
    return True


@transaction.atomic
def use_code(token: str, code: str, *, now: datetime) -> bool:
    """Whether the newest code of the enquiry is this one, not used, not older than a quarter of an hour, and not tried
    wrongly five times; it is used up by that."""
    enquiry = Enquiry.objects.select_for_update().filter(token=token).first() if token else None
    newest = AccessCode.objects.filter(enquiry=enquiry).order_by("-sent_at", "-pk").first() if enquiry else None
    if enquiry is None or newest is None or newest.used_at or newest.tries >= TRIES or newest.sent_at <= now - GOOD_FOR:
        return False
    digits = "".join(char for char in code if char.isascii() and char.isdigit())
    if len(digits) == DIGITS and hmac.compare_digest(newest.hashed, _hashed(enquiry, digits)):
        newest.used_at = now
        newest.save(update_fields=["used_at"])
        happened(enquiry, "code_used", now=now).save()
        return True
    newest.tries += 1
    newest.save(update_fields=["tries"])
    if newest.tries == TRIES:
        happened(enquiry, "code_refused", now=now).save()
    return False


def _hashed(enquiry: Enquiry, code: str) -> str:
    """Keyed with the installation's secret: a million codes are soon tried by whoever reads the table without it."""
    return salted_hmac("torg.enquiries.codes", f"{enquiry.pk}:{code}", algorithm="sha256").hexdigest()


def _letter(enquiry: Enquiry, code: str, *, now: datetime) -> receipts.Letter:
    under, unit = in_force(now), units().by_id.get(enquiry.unit_id)
    about = receipts.about(enquiry, name="", under=under, unit=unit)
    with translation.override(about.language):
        number = said(about.number)
        lines = [
            _("Hello,"),
            "",
            _("Here is the code that opens your enquiry %(number)s:") % {"number": number},
            "",
            f"{code[:3]} {code[3:]}",
            "",
            _("It is good for 15 minutes. Write it on the page where you asked for it."),
            _("If you did not ask for a code, you need do nothing. We never ask you for it on the phone."),
            "",
            _("Kind regards"),
            about.municipality,
        ]
        subject = _("Your code for enquiry %(number)s") % {"number": number}
    return receipts.Letter(subject, "\n".join(lines) + "\n")
