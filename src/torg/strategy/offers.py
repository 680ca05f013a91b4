"""Which channels are offered to somebody now, in the strategy's order: steering by what is offered (ALB-16, DRA-06)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from torg.strategy import defaults
from torg.strategy.calendars import Calendar
from torg.strategy.model import Channel, Rank, Strategy
from torg.strategy.promises import Promised, promise
from torg.strategy.uses import is_way_in, may_be_used_for

_RANKS = (Rank.PRIMARY, Rank.SECONDARY, None, Rank.UNWANTED)


@dataclass(frozen=True, slots=True)
class Offer:
    """One channel as it is offered: its rank for the purpose, its place in the order (from 1), open or opening when.

    ``open`` is None where nobody said any hours; ``promised`` is the answer promise for somebody who asks now.
    ``unwanted`` marks a channel that is offered but not wanted for this purpose.
    """

    channel: Channel
    rank: Rank | None
    place: int
    open: bool | None
    opens_at: datetime | None
    closes_at: datetime | None
    promised: Promised | None

    @property
    def unwanted(self) -> bool:
        """Whether the strategy would rather that another channel is used for this."""
        return self.rank is Rank.UNWANTED


def offered(
    strategy: Strategy,
    calendar: Calendar,
    *,
    at: datetime,
    purpose: str = "",
    audience: str = "",
    field: str = "",
    unit: str = "",
    use: str = "",
) -> tuple[Offer, ...]:
    """Return the channels that are offered at a moment, best first.

    Ordered by the unit's or the field's own order where there is one, then by rank for the purpose and as the channel
    table lists them (unwanted ones last), then by the overall order, then in Torg's stated order of kinds, then as in
    the file. Left out: channels not
    offered on that day or to that audience, older ones that a transition closed, and channels that may not be used
    for ``use`` (social media never for casework); when no use is said, those that only send out, unless information
    is what is sought.
    """
    today = calendar.local(at).date()
    own = _own_order(strategy, field=field, unit=unit)
    chosen = [
        channel
        for channel in strategy.channels.values()
        if is_offered(channel, today) and _for_audience(channel, audience) and _suits(channel, purpose, use)
    ]
    closed = _closed(strategy, today, audience)
    ranked = sorted(
        (channel for channel in chosen if channel.key not in closed),
        key=lambda channel: (
            _place(own, channel.key),
            *_standing(strategy, channel, purpose),
            _place(strategy.order, channel.key),
            _group(channel.kind),
        ),
    )
    ordered = _after_their_successors(strategy, ranked, today, audience)
    return tuple(
        _offer(strategy, calendar, channel, place, at=at, purpose=purpose, audience=audience, field=field, use=use)
        for place, channel in enumerate(ordered, start=1)
    )


def _suits(channel: Channel, purpose: str, use: str) -> bool:
    """Say whether a channel is one to come through for this."""
    if use:
        return may_be_used_for(channel, use)
    return purpose == "information" or is_way_in(channel)


def rank_of(strategy: Strategy, channel: Channel, purpose: str) -> Rank | None:
    """The channel's rank for a purpose, or None where the channel table does not name it."""
    said = strategy.purposes.get(purpose)
    if said is None:
        return None
    return next((rank for rank, keys in said.ranks.items() if channel.key in keys), None)


def order_for(strategy: Strategy, *, field: str = "", unit: str = "") -> tuple[str, ...]:
    """The order of channels: the unit's own (DRA-30), else the field's (ALB-05), else the overall one (ALB-02)."""
    return _own_order(strategy, field=field, unit=unit) or strategy.order


def is_open(strategy: Strategy, calendar: Calendar, channel: Channel, at: datetime) -> bool | None:
    """Say whether a channel is open: in its hours, or in those of any of its places; None when nothing is said."""
    keys = hours_keys(strategy, channel)
    return any(calendar.hours(key).is_open(at) for key in keys) if keys else None


def hours_keys(strategy: Strategy, channel: Channel) -> tuple[str, ...]:
    """The hours that a channel keeps: its own, else those of its places, else "always" for what needs nobody."""
    if channel.hours:
        return (channel.hours,)
    of_places = [strategy.places[key].hours for key in channel.places if strategy.places[key].hours]
    if of_places:
        return tuple(dict.fromkeys(of_places))
    return ("always",) if channel.kind in defaults.ALWAYS_OPEN_KINDS else ()


def _offer(
    strategy: Strategy,
    calendar: Calendar,
    channel: Channel,
    place: int,
    *,
    at: datetime,
    purpose: str,
    audience: str,
    field: str,
    use: str,
) -> Offer:
    keys = hours_keys(strategy, channel)
    opening = [calendar.hours(key) for key in keys]
    opened = any(hours.is_open(at) for hours in opening) if keys else None
    opens = [] if opened else [moment for hours in opening if (moment := hours.opens_at(at)) is not None]
    closes = [moment for hours in opening if (moment := hours.closes_at(at)) is not None]
    always = any(hours.always for hours in opening)
    asked = {"purpose": purpose, "field": field, "audience": audience, "use": use or "dialogue"}
    return Offer(
        channel=channel,
        rank=rank_of(strategy, channel, purpose),
        place=place,
        open=opened,
        opens_at=min(opens, default=None),
        closes_at=None if always else max(closes, default=None),
        promised=_answer(strategy, channel, at, asked),
    )


def _answer(strategy: Strategy, channel: Channel, at: datetime, asked: dict[str, str]) -> Promised | None:
    """The answer promise, where one can ask."""
    if not may_be_used_for(channel, asked["use"]):
        return None
    return promise(strategy, what="answer", channel=channel.key, at=at, **asked)


def successors_of(strategy: Strategy, channel: Channel, day: date, *, audience: str = "") -> tuple[str, ...]:
    """The channels that take over from this one by a transition that has begun (HAL-03)."""
    begun = [
        one
        for one in strategy.transitions.values()
        if channel.key in one.reduces
        and (one.starts_on is None or one.starts_on <= day)
        and _concerns(one.audience, audience)
    ]
    return tuple(dict.fromkeys(key for one in begun for key in one.to))


def is_offered(channel: Channel, day: date) -> bool:
    """Say whether the strategy offers a channel on a day."""
    return (
        channel.offered
        and (channel.offered_from is None or channel.offered_from <= day)
        and (channel.offered_to is None or day <= channel.offered_to)
    )


def _for_audience(channel: Channel, audience: str) -> bool:
    return not audience or not channel.audience or audience in channel.audience


def _closed(strategy: Strategy, day: date, audience: str) -> set[str]:
    """Older channels that a transition has closed by now, for this audience."""
    return {
        key
        for transition in strategy.transitions.values()
        if transition.ends_on is not None and transition.ends_on < day and _concerns(transition.audience, audience)
        for key in transition.closes
    }


def _concerns(said: Sequence[str], audience: str) -> bool:
    """A transition for some does not close a channel for everybody."""
    return not said or audience in said


def _own_order(strategy: Strategy, *, field: str, unit: str) -> tuple[str, ...]:
    own = strategy.units[unit].order if unit in strategy.units else ()
    return own or (strategy.fields[field].order if field in strategy.fields else ())


def _standing(strategy: Strategy, channel: Channel, purpose: str) -> tuple[int, int]:
    """The rank for the purpose as a number, and the place among the channels of that rank."""
    rank = rank_of(strategy, channel, purpose)
    named = strategy.purposes[purpose].ranks[rank] if rank is not None else ()
    return _RANKS.index(rank), _place(named, channel.key)


def _group(kind: str) -> int:
    """The place of a kind of channel where nothing else decides."""
    groups = defaults.ORDER_OF_KINDS
    return next((place for place, kinds in enumerate(groups) if kind in kinds), len(groups))


def _place(order: Sequence[str], key: str) -> int:
    return order.index(key) if key in order else len(order)


def _after_their_successors(strategy: Strategy, channels: list[Channel], day: date, audience: str) -> list[Channel]:
    """While a transition runs and after, the channels it reduces stand after those that take over (HAL-03)."""
    ordered = list(channels)
    for transition in strategy.transitions.values():
        begun = transition.starts_on is None or transition.starts_on <= day
        if not begun or not _concerns(transition.audience, audience):
            continue
        lasts = [place for place, channel in enumerate(ordered) if channel.key in transition.to]
        if not lasts:
            continue
        early = [channel for channel in ordered[: lasts[-1]] if channel.key in transition.reduces]
        for channel in early:
            ordered.remove(channel)
        after = max(place for place, channel in enumerate(ordered) if channel.key in transition.to) + 1
        ordered[after:after] = early
    return ordered
