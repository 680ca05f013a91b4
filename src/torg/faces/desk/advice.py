"""What the strategy says about how one is answered: in which language, and by which channel one is best served."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext, override

from torg.catalogue.advising import service_facts
from torg.catalogue.queries.pages import page_of_service
from torg.editions.queries import InForce, in_force
from torg.enquiries.queries.page import EnquiryPage
from torg.faces.parts.templatetags.torg import kind_name, language
from torg.faces.parts.ways import Way, way_of
from torg.people.queries import units
from torg.strategy import defaults
from torg.strategy.advice import Advice, Advised, PersonFacts, ServiceFacts, advise
from torg.strategy.advice_words import Adviser
from torg.strategy.model import Channel
from torg.strategy.uses import is_way_in
from torg.strategy.vocabulary import PURPOSES, channel_kind_name, name


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
    under = in_force(now)
    advice = _advice(found, under, now)
    best = next((one for one in advice.channels if is_way_in(one.channel) and not one.unwanted), None)
    if best is None or best.channel.kind == found.channel:
        return None
    why = " ".join((_first(best, advice), *Adviser(under.strategy, language()).why(best)))
    return Better(best.channel.kind, why, _sentence(best.channel, answer_language(found, now)))


def ways_for(found: EnquiryPage, now: datetime) -> tuple[Way, ...]:
    """All the ways for the sender of an enquiry, best first, as they would be advised on the web site."""
    under = in_force(now)
    adviser = Adviser(under.strategy, language())
    return tuple(way_of(one, adviser) for one in _advice(found, under, now).channels)


def _advice(found: EnquiryPage, under: InForce, now: datetime) -> Advice:
    unit, sender = units().by_id.get(found.unit_id), found.person
    told = page_of_service(found.service_id) if found.service_id else None
    key = unit.key if unit else ""
    service = service_facts(told, unit=key, field=found.field) if told else ServiceFacts(field=found.field, unit=key)
    person = PersonFacts(exempt=sender.exempt, language=found.language, audience=sender.kind)
    return advise(under.strategy, under.calendar, at=now, service=service, purpose=found.purpose, person=person)


def _first(best: Advised, advice: Advice) -> str:
    way = kind_name(best.channel.kind)
    if any(reason.code in ("primary", "secondary") for reason in best.why):
        from_page = name(PURPOSES, advice.purpose, language())
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
