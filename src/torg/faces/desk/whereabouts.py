"""Where somebody is, in words: for colleagues, and to be read out to a caller."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from torg.faces.parts.dates import next_time
from torg.faces.parts.templatetags.torg import language
from torg.people.queries import AbsenceFacts
from torg.people.queries.staffing import Colleague

REASONS = (
    ("lunch", _("At lunch")), ("meeting", _("In a meeting")), ("out", _("Out of the office")),
    ("home_office", _("Works from home")), ("phone_hours", _("Answers in phone hours only")),
    ("course", _("On a course")), ("holiday", _("On holiday")), ("travel", _("Travelling")), ("sick", _("Ill")),
    ("leave", _("On leave")), ("gone", _("Gone for today")),
)  # fmt: skip
NAMES: Mapping[str, object] = {**dict(REASONS), "away": _("Away")}


@dataclass(frozen=True, slots=True)
class Told:
    """A colleague with where they are: ``state`` for colleagues ("" when here), ``says`` for callers."""

    who: Colleague
    state: str
    says: str


def told_all(some: Sequence[Colleague], *, now: datetime) -> list[Told]:
    """Each of them, as they are told."""
    return [told(one, now=now) for one in some]


def told(who: Colleague, *, now: datetime) -> Told:
    """One colleague, as they are told."""
    if who.absence is None:
        return Told(who, "", "")
    return Told(who, _state(who.absence, now), _says(who, who.absence, now))


def _state(absence: AbsenceFacts, now: datetime) -> str:
    reason = str(NAMES.get(absence.reason, absence.reason))
    if absence.returns_at is None:
        return reason
    return gettext("%(reason)s, until %(when)s") % {
        "reason": reason, "when": next_time(absence.returns_at, language(), now),
    }  # fmt: skip


def _says(who: Colleague, absence: AbsenceFacts, now: datetime) -> str:
    """What is read out: their own words, else when they are back, and who can help; never why they are away."""
    if absence.says:
        said = absence.says
    elif not who.is_away:
        return ""
    elif absence.returns_at is None:
        said = gettext("%(name)s is not in, and we do not know yet when they are back.") % {"name": who.name}
    else:
        when = next_time(absence.returns_at, language(), now)
        said = gettext("%(name)s is not in, and is back %(when)s.") % {"name": who.name, "when": when}
    if absence.substitute_name:
        said += " " + gettext("%(name)s can help you meanwhile.") % {"name": absence.substitute_name}
    return said
