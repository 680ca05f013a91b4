"""What more is told of an advised channel, and of all of them: help, exemption, who to talk with, what the law says."""

from __future__ import annotations

from torg.strategy import defaults
from torg.strategy.advice_order import Placed, Reason, Situation, helps_with_the_digital
from torg.strategy.model import Strategy
from torg.strategy.offers import Offer

_READ_EVERYWHERE = ("nb", "nn", "da", "sv")  # whoever reads one of them reads the digital services of both countries
_TALKERS = 2


def more_reasons(one: Placed, place: int, rows: tuple[Placed, ...], now: Situation) -> list[Reason]:
    """What somebody should know of a channel beside why it stands in its place."""
    channel, told = one.offer.channel, []
    if one.only_guides:
        told.append(Reason("guides"))
    if helps_with_the_digital(now.strategy, channel) and not (now.self_service is False and channel.places):
        told.append(Reason("helps"))
    if _may_be_exempted(now) and _exempts(now.strategy, one.offer):
        told.append(Reason("exempts"))
    if one.is_self_service and now.works_on_a_phone is False:
        told.append(Reason("not_on_a_phone"))
    if place > 1 and rows[0].offer.channel.kind in defaults.SELF_HELP_KINDS and not one.unwanted:
        told += _led_on(one.offer, rows, now)
    return told


def _led_on(offer: Offer, rows: tuple[Placed, ...], now: Situation) -> list[Reason]:
    """Who does not find the answer is led on to somebody to talk with (KON-09), by the main alternative (ALV-36)."""
    channels = [row.offer.channel for row in rows]
    alternatives = [one for one in channels if one.kind in defaults.UNDIGITAL_KINDS and one.key in now.strategy.order]
    if alternatives and alternatives[0] is offer.channel:
        return [Reason("main_alternative")]
    talkers = [one for one in channels if one.kind in defaults.TALKING_KINDS]
    return [Reason("led_on")] if offer.channel in talkers[:_TALKERS] else []


def notes(now: Situation, rows: tuple[Placed, ...]) -> tuple[Reason, ...]:
    """What holds whichever channel is taken."""
    told = []
    if now.in_person:
        told.append(Reason("law_in_person", {"law": now.in_person}))
    if now.mandatory:
        told.append(Reason("law_digital_business" if now.business else "law_digital"))
    if now.says_exempt and now.business:
        told.append(Reason("business_not_exempt"))
    if _may_be_exempted(now):
        told += [Reason("exemption", {"key": key}) for key in now.strategy.exemptions]
    known = (*now.strategy.municipality.languages, *_READ_EVERYWHERE)
    can_talk = any(row.offer.channel.kind in defaults.TALKING_KINDS for row in rows)
    if now.language and now.language not in known and can_talk:
        told.append(Reason("other_language"))
    return tuple(told)


def _may_be_exempted(now: Situation) -> bool:
    """Whether it is worth telling that one can be exempt: somebody is not yet, and the digital ways are in the way."""
    return not now.exempt and not now.business and (now.mandatory or now.says_no_id)


def _exempts(strategy: Strategy, offer: Offer) -> bool:
    places = {place for exemption in strategy.exemptions.values() for place in exemption.places}
    return not places.isdisjoint(offer.channel.places)
