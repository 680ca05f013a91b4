"""From the keys of a table to the frozen value, and the faults that one table shows by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from torg.strategy import defaults, vocabulary
from torg.strategy.grammar import Values
from torg.strategy.model import (
    CalendarRules,
    Channel,
    Cost,
    Focus,
    HandoverRule,
    Hours,
    Municipality,
    PromiseRule,
    Purpose,
    Rank,
    ReplyRule,
    Rules,
    Transition,
)
from torg.strategy.notes import Spot
from torg.strategy.problems import instead
from torg.strategy.values import Unreadable, rough_seconds, weekdays

# What only a channel of the kind chat may say.
CHAT_KEYS = ("at_once", "quiet_minutes", "longest_queue")

# When the clock of each promise starts, and what settles it, unless the file says otherwise.
_STARTS = {
    "callback": "missed_call",
    "pick_up": "ringing",
    "meeting": "asked",
    "visit": "arrived",
    "handover": "passed_on",
}
_SETTLES = {
    "receipt": "receipt",
    "callback": "called_back",
    "pick_up": "picked_up",
    "meeting": "met",
    "visit": "helped",
    "interim": "interim",
    "handover": "accepted",
}


def as_is(_key: str, found: Values) -> object:
    """The keys themselves; the table above makes them a value."""
    return found


def keyed(model: Callable[..., object], renamed: Mapping[str, str] | None = None) -> Callable[[str, Values], object]:
    """A builder for a value that knows its own name; ``renamed`` maps words of the file to words of the model."""
    names = renamed or {}
    return lambda key, found: model(key=key, **{names.get(name, name): held for name, held in found.items()})


def unkeyed(model: Callable[..., object]) -> Callable[[str, Values], object]:
    """A builder for a value without a name."""
    return lambda _key, found: model(**found)


def municipality(_key: str, found: Values) -> Municipality:
    """Who the strategy belongs to."""
    valid = found.pop("valid", {})
    languages = found.pop("languages", ()) or defaults.COUNTRY_LANGUAGES[found["country"]]
    return Municipality(languages=languages, valid_from=valid.get("from"), valid_to=valid.get("to"), **found)


def check_municipality(found: Values, spot: Spot) -> None:
    """The last day does not come before the first."""
    valid = found.get("valid", {})
    _in_order(valid.get("from"), valid.get("to"), spot.at("valid"))


def zone(text: str) -> str:
    """A time zone that exists."""
    try:
        return ZoneInfo(text).key
    except (LookupError, ValueError, OSError):
        raise Unreadable(f'"{text}" is not a time zone.', 'Write for example "Europe/Oslo".') from None


def half_day(_key: str, found: Values) -> tuple[time, str]:
    """When work ends, and why."""
    return (found["until"], found["reason"])


def calendar(found: Mapping[str, Any], country: str) -> CalendarRules:
    """The working calendar, the country's where the file is silent."""
    closed, half_days = found.get("closed", {}), found.get("half_days", {})
    return CalendarRules(
        country=country,
        zone=found.get("zone", defaults.ZONES[country]),
        working_week=found.get("working_week", defaults.WORKING_WEEK),
        closed={day: why for day, why in closed.items() if isinstance(day, date)},
        yearly_closed={day: why for day, why in closed.items() if isinstance(day, tuple)},
        half_days={day: half for day, half in half_days.items() if isinstance(day, date)},
        yearly_half_days={day: half for day, half in half_days.items() if isinstance(day, tuple)},
        day_ends_at_closing="day_ends_at_closing_of" in found,
        day_hours=found.get("day_ends_at_closing_of", ""),
        source=found.get("source", ""),
    )


def hours(key: str, found: Values) -> Hours:
    """Opening hours with their intervals by weekday."""
    week = {}
    for text, intervals in found.pop("by_pattern", {}).items():
        week.update(dict.fromkeys(weekdays(text), intervals or ()))
    return Hours(key=key, week=dict(sorted(week.items())), **found)


def check_priority(found: Values, spot: Spot) -> None:
    """An order, or at least the words for it: "digital first" names no channels."""
    if not found.get("order") and not found.get("says"):
        spot.fault("The priority says nothing.", 'Write order, for example order = ["web", "phone"], or says.')


def check_hours(found: Values, spot: Spot) -> None:
    """Hours say when, and say it once for each day, under a name that does not mean something else already."""
    if spot.path[-1] == "always":
        spot.fault('"always" means round the clock wherever hours are named.', "Give these hours another name.")
    week = found.get("by_pattern", {})
    if found.get("always") and week:
        spot.fault("Hours that are always open have days as well.", "Keep always = true, or the days.")
    if not found.get("always") and not week and not found.get("extra"):
        spot.fault("These hours say no days.", 'Write for example mon-fri = "09:00-15:00", or always = true.')
    seen: dict[int, str] = {}
    for text in week:
        for day in weekdays(text):
            if day in seen:
                spot.at(text).fault(f'"{text}" says a day again that "{seen[day]}" says.', "Name each day once.")
                break
            seen[day] = text


def purpose(key: str, found: Values) -> Purpose:
    """A row of the channel table."""
    ranks = {rank: found.pop(rank.value) for rank in Rank if rank.value in found}
    return Purpose(key=key, ranks=ranks, **found)


def check_purpose(found: Values, spot: Spot) -> None:
    """A channel has one rank for a purpose, and a purpose has a name."""
    seen: dict[str, str] = {}
    for rank in Rank:
        for index, channel in enumerate(found.get(rank.value, ())):
            if channel in seen:
                what = f'"{channel}" is {rank.value} here and {seen[channel]} too.'
                spot.at(rank.value).at(index).fault(what, "Give it one rank.")
            seen[channel] = rank.value
    key = str(spot.path[-1])
    if key not in vocabulary.PURPOSES and "name" not in found:
        mend = instead(key, tuple(vocabulary.PURPOSES), or_else="Known purposes")
        spot.fault(f'"{key}" is not a known purpose and has no name.', f"{mend} Or give it a name.")


def channel(key: str, found: Values) -> Channel:
    """A way in or out; its kind is its own name where nothing else is said."""
    kind = found.pop("kind", key)
    use = found.pop("use", defaults.USES_BY_KIND.get(kind, ()))
    return Channel(key=key, kind=kind, use=use, **{"name": "", **found})


def check_channel(found: Values, spot: Spot) -> None:
    """A channel has a kind, days in order, and a social one is never used for casework (DRA-29)."""
    key = str(spot.path[-1])
    kind = found.get("kind", key)
    kinds = tuple(vocabulary.CHANNEL_KINDS)
    if kind not in vocabulary.CHANNEL_KINDS:
        found["kind"] = "web"
        spot.fault(f'"{key}" is not a kind of channel, and none is given.', f"Add kind. {instead(key, kinds)}")
    if kind == "social" and "casework" in found.get("use", ()):
        spot.at("use").fault(
            "A social channel cannot be used for casework.", "Take it out: the channel is open and somebody else's."
        )
    for name in CHAT_KEYS:
        if name in found and kind != "chat":
            spot.at(name).fault(f'"{name}" is for a chat, and this is none.', "Take it out, or move it to the chat.")
    _in_order(found.get("offered_from"), found.get("offered_to"), spot)


def check_assistant(found: Values, spot: Spot) -> None:
    """The assistant offers pages before it is sure enough to answer."""
    answer_from = found.get("answer_from", defaults.ANSWER_FROM)
    offer_from = found.get("offer_from", defaults.OFFER_FROM)
    if offer_from >= answer_from:
        name = "offer_from" if "offer_from" in found else "answer_from"
        spot.at(name).fault(
            f"It answers from {answer_from} % and offers pages from {offer_from} %: it would never offer any.",
            "Let offer_from be the smaller of the two.",
        )


def promise(key: str, found: Values) -> PromiseRule:
    """A promise, with what is usual for its kind where the file is silent."""
    usual = {"starts": usual_start(found["what"]), "settled_by": usual_settling(found["what"])}
    return PromiseRule(key=key, **{**usual, **found})


def usual_start(what: str) -> str:
    """When the clock of a promise starts, where the file is silent."""
    return _STARTS.get(what, "received")


def usual_settling(what: str) -> tuple[str, ...]:
    """What settles a promise, where the file is silent."""
    return (_SETTLES.get(what, "answer"),)


def check_promise(found: Values, spot: Spot) -> None:
    """A promise has a time, and what is aimed for comes before what is promised."""
    aim, latest = found.get("aim"), found.get("latest")
    if aim is None and latest is None and found["what"] != "receipt":
        spot.fault("The promise has no time.", 'Write latest, for example latest = "5 working days".')
    if aim is not None and latest is not None and rough_seconds(aim) > rough_seconds(latest):
        spot.at("aim").fault("What we try for comes after what we promise.", "Let aim be the shorter of the two.")
    if "after_hours" in found and latest is None:
        spot.at("after_hours").fault("after_hours has no latest beside it.", "Write latest for what comes in time.")


def reply(_key: str, found: Values) -> ReplyRule:
    """A reply rule with its conditions beside its channels."""
    return ReplyRule(**found.pop("when", {}), **found)


def handover(_key: str, found: Values) -> HandoverRule:
    """How an enquiry passes between units."""
    return HandoverRule(**found)


def rules(_key: str, found: Values) -> Rules:
    """What always holds."""
    return Rules(**found)


def transition(key: str, found: Values) -> Transition:
    """One channel taking over from others."""
    return Transition(key=key, **found)


def check_transition(found: Values, spot: Spot) -> None:
    """Days in order, and a day on which closed channels close."""
    _in_order(found.get("starts_on"), found.get("ends_on"), spot)
    if "closes" in found and "ends_on" not in found:
        spot.at("closes").fault("Channels close, but no day is said.", "Write ends_on.")


def cost(key: str, found: Values) -> Cost:
    """What one contact costs."""
    amount, currency = found.pop("amount")
    return Cost(key=key, amount=amount, currency=currency, **found)


def check_target(found: Values, spot: Spot) -> None:
    """A number has a figure that it is measured by, and a share lies between nothing and everything."""
    for name in ("at_least", "more_than", "at_most"):
        threshold = found.get(name)
        if threshold is None:
            continue
        if "measure" not in found:
            spot.at(name).fault("The number has no figure that shows it.", "Write measure too.")
        elif found["measure"] in vocabulary.SHARES and threshold > 1:
            spot.at(name).fault(f"{threshold} is not a share.", 'Write it as a percentage, for example "80 %".')
    if "at_least" in found and "more_than" in found:
        spot.fault("at_least and more_than are both said.", "Keep one of them.")
    least, most = found.get("at_least", found.get("more_than")), found.get("at_most")
    if least is not None and most is not None and least > most:
        spot.fault("The least is more than the most.", "Turn them round, or leave one out.")


def focus(key: str, found: Values) -> Focus:
    """A focus area."""
    return Focus(key=key, **found)


def _in_order(first: date | None, last: date | None, spot: Spot) -> None:
    if first and last and last < first:
        spot.fault("The last day comes before the first.", "Turn them round.")
