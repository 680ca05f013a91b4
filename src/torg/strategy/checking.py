"""What must hold between the tables: names exist, and statements do not speak against each other."""

from __future__ import annotations

from collections.abc import Mapping

from torg.strategy.grammar import Values
from torg.strategy.model import Channel, PromiseRule
from torg.strategy.notes import Notes, Reference, Spot
from torg.strategy.problems import instead

_SINGULAR = {
    "channels": "channel",
    "hours": "set of hours",
    "places": "place",
    "units": "unit",
    "purposes": "purpose",
    "fields": "field",
    "targets": "target",
}


def check(raw: Mapping[str, object], found: Values, notes: Notes) -> None:
    """Note every fault that shows only when the whole file is read."""
    spot = Spot(notes)
    if "municipality" not in raw:
        spot.fault("There is no [municipality].", "Say whose strategy it is: name and country.")
    if not raw.get("channels"):
        spot.fault("There are no channels.", "Add at least one, for example [channels.email].")
    for reference in notes.references:
        _resolve(reference, raw)
    _check_promises(found, spot)


def _resolve(reference: Reference, raw: Mapping[str, object]) -> None:
    """A name must be one that the file gives to something, or one of the known words."""
    names: list[str] = []
    for table in reference.tables:
        held = raw.get(table)
        if isinstance(held, Mapping):
            names += list(held)
    if reference.word in names or reference.word in reference.words:
        return
    kind = " or ".join(_SINGULAR[table] for table in reference.tables)
    known = [*names, *(word for word in reference.words if word not in names)]
    tables = ", ".join(f"[{table}.{reference.word}]" for table in reference.tables)
    mend = instead(reference.word, known, or_else="Known names")
    reference.spot.fault(f'There is no {kind} called "{reference.word}".', f"{mend} Or add {tables}.")


def _check_promises(found: Values, spot: Spot) -> None:
    """A time after hours needs hours, and a promise needs a channel that is offered."""
    channels: Mapping[str, Channel] = found.get("channels", {})
    promises: Mapping[str, PromiseRule] = found.get("promises", {})
    day_hours = found.get("calendar", {}).get("day_ends_at_closing_of", "")
    for key, promise in promises.items():
        here = spot.at("promises").at(key)
        holds_in = [channels[name] for name in promise.channels if name in channels]
        timed = promise.hours or day_hours or (holds_in and all(_has_hours(channel) for channel in holds_in))
        if promise.after_hours and not timed:
            here.at("after_hours").fault("There are no hours that it comes after.", "Write hours too.")
        if holds_in and not any(channel.offered for channel in holds_in):
            here.at("channels").fault("None of these channels is offered.", "Leave the promise out, or offer one.")


def _has_hours(channel: Channel) -> bool:
    return channel.hours not in ("", "always")
