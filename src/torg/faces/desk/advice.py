"""What the strategy says about how one is answered: in which language, and by which channel one is best served."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext, override

from torg.editions.queries import in_force
from torg.enquiries.queries.page import EnquiryPage
from torg.faces.parts.templatetags.torg import kind_name, language
from torg.people.queries import units
from torg.strategy import defaults
from torg.strategy.model import Channel
from torg.strategy.offers import Offer, offered
from torg.strategy.vocabulary import PURPOSES, channel_kind_name, name

IN_PERSON = frozenset({"phone", "visit", "meeting", "letter", "assisted"})
"""Kinds that ask nothing digital of anybody: those who are exempt are led to no others (ALB-03)."""


@dataclass(frozen=True, slots=True)
class Better:
    """The channel that the strategy puts first for this, when it is another than the one that was used.

    ``why`` is for the one who answers, in the language of the page; ``sentence`` for the sender, in theirs.
    """

    kind: str
    why: str
    sentence: str


def answer_language(found: EnquiryPage, now: datetime) -> str:
    """The language to answer in: the sender's where the strategy says so or is silent, else the municipality's own."""
    under = in_force(now)
    said = under.strategy.rules.answer_in_language_of_sender
    of_sender = defaults.ANSWER_IN_LANGUAGE_OF_SENDER if said is None else said
    return (found.language if of_sender else "") or under.language


def better_channel(found: EnquiryPage, now: datetime) -> Better | None:
    """The channel to lead the sender to next time (DRA-03); None when they came by it, or none is better."""
    under, unit = in_force(now), units().by_id.get(found.unit_id)
    offers = offered(
        under.strategy, under.calendar, at=now, purpose=found.purpose, audience=found.person.kind, field=found.field,
        unit=unit.key if unit else "", use="dialogue",
    )  # fmt: skip
    best = next((one for one in offers if not one.unwanted and _suits(one, found)), None)
    if best is None or best.channel.kind == found.channel:
        return None
    code = answer_language(found, now)
    return Better(best.channel.kind, _why(best, found), _sentence(best.channel, code))


def _suits(one: Offer, found: EnquiryPage) -> bool:
    return not found.person.exempt or one.channel.kind in IN_PERSON


def _why(best: Offer, found: EnquiryPage) -> str:
    way = kind_name(best.channel.kind)
    if best.rank is not None:
        from_page = name(PURPOSES, found.purpose, language())
        return gettext("For %(purpose)s the strategy puts %(way)s first.") % {"purpose": from_page, "way": way}
    return gettext("The strategy puts %(way)s first.") % {"way": way}


def _sentence(channel: Channel, code: str) -> str:
    with override(code):
        way = gettext("web form") if channel.kind == "web" else channel_kind_name(channel.kind, code)
        where = _where(channel, code)
        if where:
            return gettext("Next time you may get an answer sooner by %(way)s: %(where)s.") % {
                "way": way,
                "where": where,
            }
        return gettext("Next time you may get an answer sooner by %(way)s.") % {"way": way}


def _where(channel: Channel, code: str) -> str:
    if channel.kind == "web" and not channel.address:
        return f"{settings.BASE_URL}/{code}/contact/"
    return channel.number or channel.address
