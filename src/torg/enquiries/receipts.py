"""What we write to people by ourselves: the receipt, the notice that a safe answer is ready, the foot of an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from torg.editions.queries import InForce
from torg.enquiries.numbers import said
from torg.enquiries.sensitivity import told_as
from torg.people.queries import UnitFacts
from torg.strategy.explanations import Step, says
from torg.strategy.telling import Teller
from torg.strategy.words_of_time import date_in_words, moment_in_words

if TYPE_CHECKING:
    from torg.enquiries.models import Enquiry


# Who reads one of these reads the others: the municipality's own words are quoted to them.
SCANDINAVIAN = ("nb", "nn", "da")
ALIKE: Mapping[str, tuple[str, ...]] = dict.fromkeys(SCANDINAVIAN, SCANDINAVIAN)


@dataclass(frozen=True, slots=True)
class Letter:
    """A subject and a plain text, ready to be posted."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the strategy wants said beside number, date, next step and whom to contact; "" and False where it is silent.

    ``reply`` are the municipality's own words for what comes by that channel (ALV-44, KON-38), in its own language.
    """

    reply: str
    hours: str
    web: str
    priority: bool


@dataclass(frozen=True, slots=True)
class About:
    """What our letters say about an enquiry, whoever reads them; ``subject`` holds nothing sensitive."""

    number: int
    subject: str
    name: str
    language: str
    unit: str
    phone: str
    municipality: str
    token: str
    zone: ZoneInfo
    asked: Asked
    sensitive: bool = False


def about(enquiry: Enquiry, *, name: str, under: InForce, unit: UnitFacts | None, language: str = "") -> About:
    """What a letter about an enquiry says; in the sender's language unless another is asked for."""
    town = under.strategy.municipality
    return About(
        number=enquiry.number,
        subject=told_as(enquiry, sensitive=enquiry.sensitive, language=language or enquiry.language),
        name=name,
        language=language or enquiry.language,
        unit=unit.name if unit else "",
        phone=(unit.phone if unit else "") or town.phone,
        municipality=town.name,
        token=enquiry.token,
        zone=under.zone,
        asked=_asked(under, enquiry.channel, language or enquiry.language),
        sensitive=enquiry.sensitive,
    )


def _asked(under: InForce, channel: str, language: str) -> Asked:
    strategy, parts = under.strategy, under.strategy.rules.receipt_says
    own = strategy.municipality.languages[0]
    replies = (one.automatic_reply for one in strategy.channels.values() if one.kind == channel and one.automatic_reply)
    hours = strategy.calendar.day_hours
    return Asked(
        reply=next(replies, "") if language in ALIKE.get(own, (own,)) else "",
        hours=Teller(strategy, language).hours(hours) if "opening_hours" in parts and hours else "",
        web=strategy.municipality.web if "web_address" in parts else "",
        priority="priority" in parts,
    )


def follow_link(token: str, language: str) -> str:
    """The secret link by which the sender follows an enquiry."""
    return f"{settings.BASE_URL.rstrip('/')}/{language}/follow/{token}/"


def due_in_words(due_by: datetime, *, language: str, zone: ZoneInfo) -> str:
    """A due moment as people say it: the day, with the clock only when it is not the end of the day."""
    local = due_by.astimezone(zone)
    if (local.hour, local.minute) == (23, 59):
        return date_in_words(due_by, language=language, zone=zone)
    return moment_in_words(due_by, language=language, zone=zone)


def receipt(about: About, *, subject: str, due_by: datetime, steps: tuple[Step, ...], topic: str) -> Letter:
    """The receipt: number, what was understood, answer by, why then, the next step, whom to ask (ALV-29, KON-04)."""
    with translation.override(about.language):
        due = due_in_words(due_by, language=about.language, zone=about.zone)
        number = said(about.number)
        lines = [
            _("Hello %(name)s,") % {"name": about.name} if about.name else _("Hello,"),
            "",
            *(
                [about.asked.reply, _("We have received your enquiry.")]
                if about.asked.reply
                else [_("Thank you for writing to us. We have received your enquiry.")]
            ),
            "",
            _("Your number: %(number)s") % {"number": number},
            _("You wrote about: %(subject)s") % {"subject": subject},
            *([_("Topic: %(topic)s") % {"topic": topic}] if topic else []),
            _("Who has it now: %(unit)s") % {"unit": about.unit},
            _("You will have an answer by: %(date)s") % {"date": due},
            "",
            _("Why this date"),
            *says(steps, language=about.language),
            "",
            _("What happens next"),
            _("%(unit)s reads your enquiry and answers you. Should it take longer, we tell you why, and a new date.")
            % {"unit": about.unit},
            *_also_asked(about.asked),
            *below(about),
        ]
        subject = _("We have received your enquiry, number %(number)s") % {"number": number}
    return Letter(subject, "\n".join(lines) + "\n")


def _also_asked(asked: Asked) -> list[str]:
    lines = []
    if asked.priority:
        lines.append(_("We answer enquiries from those who live or run a business here first."))
    if asked.hours:
        lines.append(_("Opening hours: %(hours)s") % {"hours": asked.hours})
    if asked.web:
        lines.append(_("On the web: %(address)s") % {"address": asked.web})
    return lines


def answer(about: About, *, text: str, by: str) -> Letter:
    """An answer with a foot that says who wrote it, the number and whom to contact (ALV-09)."""
    with translation.override(about.language):
        number = said(about.number)
        foot = ["--", by, about.unit, about.municipality, _("Your number: %(number)s") % {"number": number}]
        if about.phone:
            foot.append(_("Phone: %(phone)s") % {"phone": about.phone})
        subject = _("Answer: %(subject)s") % {"subject": about.subject}
    return Letter(subject, text.rstrip() + "\n\n" + "\n".join(foot) + "\n")


def notice(about: About) -> Letter:
    """Tells that an answer is ready behind the sender's own link, and nothing of what it says (ALB-09)."""
    with translation.override(about.language):
        number = said(about.number)
        lines = [
            _("Hello %(name)s,") % {"name": about.name} if about.name else _("Hello,"),
            "",
            _("We have answered your enquiry %(number)s.") % {"number": number},
            _("The answer holds information that does not belong in e-mail, so you read it here:"),
            follow_link(about.token, about.language),
            "",
            _("Whom to contact"),
            whom(about, number),
            "",
            _("Kind regards"),
            about.municipality,
        ]
        subject = _("There is an answer for you, number %(number)s") % {"number": number}
    return Letter(subject, "\n".join(lines) + "\n")


def link_again(about: About) -> Letter:
    """The secret link once more, to the address the enquiry came from."""
    with translation.override(about.language):
        number = said(about.number)
        lines = [
            _("Hello,"),
            "",
            _("We send you the link to your enquiry %(number)s. It is yours alone, so do not pass it on:")
            % {"number": number},
            follow_link(about.token, about.language),
            "",
            _("If you did not ask for it, you need do nothing."),
            "",
            _("Kind regards"),
            about.municipality,
        ]
        subject = _("The link to your enquiry, number %(number)s") % {"number": number}
    return Letter(subject, "\n".join(lines) + "\n")


def reminder(about: About, *, due_by: datetime) -> Letter:
    """Tells a member of staff or a unit that a promise is about to break."""
    with translation.override(about.language):
        number = said(about.number)
        due = due_in_words(due_by, language=about.language, zone=about.zone)
        lines = [
            _("Answer enquiry %(number)s by %(date)s.") % {"number": number, "date": due},
            _("It is about: %(subject)s") % {"subject": about.subject},
            "",
            f"{settings.BASE_URL.rstrip('/')}/{about.language}/desk/enquiry/{about.number}/",
        ]
        subject = _("Soon due: %(number)s") % {"number": number}
    return Letter(subject, "\n".join(lines) + "\n")


def follow_ups_wait(numbers: Sequence[int], *, unit: str, language: str) -> Letter:
    """Tells a unit which complaints and feedback wait for somebody to say what comes of them (KON-44)."""
    with translation.override(language):
        lines = [
            ngettext(
                "%(count)d complaint or piece of feedback to %(unit)s waits for somebody to say what comes of it:",
                "%(count)d complaints or pieces of feedback to %(unit)s wait for somebody to say what comes of them:",
                len(numbers),
            )
            % {"count": len(numbers), "unit": unit},
            "",
            *(f"{settings.BASE_URL.rstrip('/')}/{language}/desk/feedback/{number}/" for number in numbers),
        ]
        subject = _("Feedback that nobody has followed up")
    return Letter(subject, "\n".join(lines) + "\n")


def below(about: About, *, signed: str = "") -> list[str]:
    """How every letter to a sender ends, in the language switched to; ``signed`` is who wrote it, "" for nobody."""
    return [
        "",
        _("Whom to contact"),
        whom(about, said(about.number)),
        "",
        _("Follow your enquiry here. The link is yours alone, so do not pass it on:"),
        follow_link(about.token, about.language),
        "",
        _("Kind regards"),
        *([signed, about.unit] if signed else []),
        about.municipality,
    ]


def whom(about: About, number: str) -> str:
    """Whom to contact, and what to say then."""
    if about.phone:
        return _("Call %(phone)s and say your number, %(number)s, or answer this message.") % {
            "phone": about.phone,
            "number": number,
        }
    return _("Answer this message, or say your number, %(number)s, wherever you reach us.") % {"number": number}
