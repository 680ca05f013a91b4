"""What is legal in a strategy but unwise: promises nobody can check, goals nobody owns, rules that never apply."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from torg.strategy import defaults, vocabulary
from torg.strategy.model import Channel, PromiseRule, ReplyRule, Span, Strategy, Unit
from torg.strategy.notes import Notes
from torg.strategy.offers import hours_keys
from torg.strategy.positions import Path
from torg.strategy.problems import Problem
from torg.strategy.uses import may_be_used_for

# Channels in which somebody must be there for it to work.
_ATTENDED_KINDS = ("phone", "chat", "visit")

# Channels in which people write and wait.
_ANSWERED_KINDS = ("email", "digital_post", "letter", "social", "sms")

# Promises that tell a person in a channel what to expect there.
_EXPECTED = ("answer", "callback", "pick_up", "meeting", "visit")

Found = tuple[Path, str, str]


def lint(
    strategy: Strategy,
    *,
    today: date | None = None,
    positions: Mapping[Path, int] | None = None,
    file: str = "strategy.toml",
) -> tuple[Problem, ...]:
    """Return everything unwise, in the order of the file.

    ``positions`` are the lines of the file's keys; without ``today`` nothing is said about days that have passed.
    """
    notes = Notes(file, positions or {})
    rules = (
        _calendars,
        _means,
        _shadowed,
        _unkept_hours,
        _channels,
        _order,
        _goals,
        _areas,
        _replies,
        _fields,
        _unused,
        _endless,
    )
    warnings = [notes.problem(*found) for rule in rules for found in rule(strategy)]
    if today is not None:
        warnings += [notes.problem(*found) for found in _passed(strategy, today)]
    return tuple(sorted(warnings, key=lambda warning: warning.line))


def _calendars(strategy: Strategy) -> Iterator[Found]:
    """A number of days without a calendar (KON-06, KON-14)."""
    spans: list[tuple[Path, Span | None]] = [
        (("promises", promise.key, name), getattr(promise, name))
        for promise in strategy.promises
        for name in ("aim", "latest", "after_hours")
    ]
    spans.append((("rules", "repeat_within"), strategy.rules.repeat_within))
    spans.append((("rules", "handover", "accept_within"), strategy.rules.handover.accept_within))
    for path, span in spans:
        if span is not None and not span.calendar_said:
            days = f"{span.amount} day{'' if span.amount == 1 else 's'}"
            yield (
                path,
                f"{days} of which calendar? Torg counts calendar days.",
                f'Write "{days.replace("day", "working day")}" or "{days.replace("day", "calendar day")}".',
            )


def _means(strategy: Strategy) -> Iterator[Found]:
    """A mean mixed with a percentile (KON-02), and a mean that is given as a promise."""
    for promise in strategy.promises:
        path = ("promises", promise.key, "mean")
        if promise.mean and promise.share is not None:
            what = "A mean cannot also be a share: a mean says nothing about each, a share does."
            yield path, what, "Take out mean or share. Until then Torg promises nobody anything by it."
        elif promise.mean:
            yield path, "A mean is no promise to anybody.", "Say a limit, and the share that is to be within it."


def _shadowed(strategy: Strategy) -> Iterator[Found]:
    """A promise that never applies, because one before it in the file says the same."""
    seen: dict[tuple[object, ...], str] = {}
    for promise in strategy.promises:
        if promise.mean:
            continue
        scope = tuple(frozenset(held) for held in _scope(promise))
        earlier = seen.setdefault((promise.what, promise.excludes, *scope), promise.key)
        if earlier != promise.key:
            what = f'This promise never applies: "{earlier}" holds for the same and comes first.'
            yield ("promises", promise.key), what, "Take one out, or say where each holds."


def _scope(promise: PromiseRule) -> tuple[tuple[str, ...], ...]:
    return (promise.channels, promise.purposes, promise.fields, promise.audience)


def _unkept_hours(strategy: Strategy) -> Iterator[Found]:
    """A promise that only makes sense while somebody is there, without opening hours."""
    for promise in strategy.promises:
        counted = any(span and span.unit is Unit.OPENING_HOUR for span in (promise.aim, promise.latest))
        if promise.hours or not (counted or promise.what == "pick_up"):
            continue
        bare = [key for key in promise.channels if not strategy.channels[key].hours]
        if bare or not promise.channels:
            what = "The promise needs opening hours, and there are none."
            yield ("promises", promise.key), what, "Write hours here, or for each of its channels."


def _channels(strategy: Strategy) -> Iterator[Found]:
    """A channel without promise or hours (DRA-14): people cannot know what to expect there."""
    for channel in strategy.channels.values():
        if not channel.offered or not may_be_used_for(channel, "dialogue"):
            continue
        path = ("channels", channel.key)
        if channel.kind in _ATTENDED_KINDS and not hours_keys(strategy, channel):
            what = "People cannot know when they can come through: the channel has no hours."
            yield path, what, 'Write hours, a name from [hours] or "always".'
        elif channel.kind in _ANSWERED_KINDS and not _has_promise(strategy, channel):
            what = "People cannot know when they get an answer: no promise holds in this channel."
            yield path, what, "Name it in a promise. Until then Torg's default holds: ten working days."


def _has_promise(strategy: Strategy, channel: Channel) -> bool:
    return any(
        promise.what in _EXPECTED
        and not promise.mean
        and (not promise.channels or channel.key in promise.channels)
        and not promise.purposes
        and not promise.fields
        for promise in strategy.promises
    )


def _order(strategy: Strategy) -> Iterator[Found]:
    """A channel that is put in the order and not offered."""
    for index, key in enumerate(strategy.order):
        if not strategy.channels[key].offered:
            what = f'"{key}" is put in the order but not offered.'
            yield ("priority", "order", index), what, "Offer it, or take it out."


def _goals(strategy: Strategy) -> Iterator[Found]:
    """A goal without owner, date or number: nobody can say whether it was reached."""
    owned = {key for area in strategy.focus.values() if area.owner for key in area.targets}
    for target in strategy.targets.values():
        lacks = []
        if not target.measure:
            lacks.append("figure")
        elif all(each is None for each in (target.at_least, target.more_than, target.at_most)):
            lacks.append("number")
        if not target.owner and target.key not in owned:
            lacks.append("owner")
        if target.by is None:
            lacks.append("date")
        if lacks:
            yield (
                ("targets", target.key),
                f"The goal has {', '.join('no ' + lack for lack in lacks)}.",
                "Add what is missing when known.",
            )


def _areas(strategy: Strategy) -> Iterator[Found]:
    """A focus area whose measures nobody owns, or that works towards nothing."""
    for area in strategy.focus.values():
        ownerless = [measure for measure in area.measures if not measure.owner and not area.owner]
        if ownerless:
            what = f"{len(ownerless)} of {len(area.measures)} measures have no owner."
            yield ("focus", area.key), what, "Say who does each, or who is responsible for the whole area."
        if not area.goal and not area.targets:
            yield ("focus", area.key), "The area works towards nothing.", "Add a goal or targets."


def _replies(strategy: Strategy) -> Iterator[Found]:
    """A reply rule that is never reached, and sensitive answers sent in the open."""
    for index, rule in enumerate(strategy.replies):
        earlier = next((place for place, other in enumerate(strategy.replies[:index]) if _covers(other, rule)), None)
        if earlier is not None:
            what = f"This rule is never reached: rule {earlier + 1} fits whenever this one does."
            yield ("replies", index), what, "Move it up, or take it out."
        kinds = [strategy.channels[key].kind if key in strategy.channels else key for key in rule.by]
        if rule.sensitive and any(kind in defaults.PLAIN_KINDS for kind in kinds):
            what = "Sensitive answers are sent in the open; Torg puts them behind a secret link instead."
            yield ("replies", index, "by"), what, "Name digital_post or letter."


def _covers(general: ReplyRule, special: ReplyRule) -> bool:
    flags = ("sensitive", "exempt", "business")
    came = not general.came_by or (bool(special.came_by) and set(special.came_by) <= set(general.came_by))
    return came and all(getattr(general, flag) in (None, getattr(special, flag)) for flag in flags)


def _fields(strategy: Strategy) -> Iterator[Found]:
    """A field that lacks what the strategy says that every field shows (HAL-12)."""
    shown = strategy.rules.every_field_shows
    for field in strategy.fields.values():
        lacks = []
        if "opening_hours" in shown and not field.hours:
            lacks.append("hours")
        if "phone_number" in shown and not field.phone:
            lacks.append("phone")
        if lacks:
            what = f"Every field is to show its {' and '.join(lacks)}, and this one says none."
            yield ("fields", field.key), what, f"Write {' and '.join(lacks)}."


def _unused(strategy: Strategy) -> Iterator[Found]:
    """Opening hours that nothing keeps."""
    used = {strategy.calendar.day_hours, *(promise.hours for promise in strategy.promises)}
    for group in (strategy.channels, strategy.places, strategy.units, strategy.fields):
        used |= {held.hours for held in group.values()}
    for key in strategy.hours:
        if key not in used:
            yield ("hours", key), "Nothing keeps these hours.", f'Write hours = "{key}" where they hold.'


def _endless(strategy: Strategy) -> Iterator[Found]:
    """A transition that moves channels and has no first day: it has always held (HAL-03)."""
    for transition in strategy.transitions.values():
        if transition.reduces and transition.to and transition.starts_on is None:
            what = "The transition has no first day, so its channels always stand behind."
            yield ("transitions", transition.key), what, "Write starts_on, or give the order in [priority]."


def _passed(strategy: Strategy, today: date) -> Iterator[Found]:
    """Days that have passed: goals, measures, channels and the strategy itself."""
    until = strategy.municipality.valid_to
    if until is not None and until < today:
        yield ("municipality", "valid"), f"The strategy held until {until}.", "Draft the next edition."
    for target in strategy.targets.values():
        if target.by is not None and target.by < today:
            yield ("targets", target.key, "by"), f"The date of the goal, {target.by}, has passed.", _RENEW
    for area in strategy.focus.values():
        for index, measure in enumerate(area.measures):
            if measure.by is not None and measure.by < today:
                path = ("focus", area.key, "measures", index, "by")
                yield path, f"The date of the measure, {measure.by}, has passed.", _RENEW
    for channel in strategy.channels.values():
        if channel.offered_to is not None and channel.offered_to < today:
            what = f"The channel was offered until {channel.offered_to}."
            yield ("channels", channel.key, "offered_to"), what, "Take the channel out, or offer it again."


_RENEW = "Say whether it was reached, and set a new one."

assert set(_EXPECTED) <= set(vocabulary.PROMISES)
