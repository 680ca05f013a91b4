"""Who answers for a unit at a moment, and when somebody does next (KON-35, ALV-42)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Q

from torg.people.models import Absence, Duty, Role, Staff, Unit
from torg.people.queries import REACHABLE
from torg.strategy.calendars import Calendar
from torg.strategy.model import Hours, Interval
from torg.strategy.opening import OpenHours, on_the_clock

ANSWERS = (Role.FRONT_LINE, Role.CASE_WORKER, Role.MANAGER)
"""Roles that are on duty in their unit's hours where there is no list; the others are there for the machine."""
LOOKS_AHEAD = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Somebody who answers for a unit."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class _Away:
    """One absence that keeps somebody from their work."""

    starts_at: datetime
    until: datetime | None
    substitute: int | None

    def covers(self, at: datetime) -> bool:
        return self.starts_at <= at and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class _Roster:
    """Everything that decides who is on duty in some units, read once."""

    calendar: Calendar
    hours: Mapping[int, OpenHours]
    lists: Mapping[int, Sequence[Duty]]
    staff: Mapping[int, Sequence[int]]
    names: Mapping[int, str]
    away: Mapping[int, Sequence[_Away]] = field(default_factory=dict)

    def on_duty(self, unit_id: int, at: datetime) -> tuple[OnDuty, ...]:
        """Those on the unit's list, or everybody in its hours; one who is away is replaced by who stands in."""
        found = dict.fromkeys(self._here(pk, at) for pk in self._meant(unit_id, at))
        return tuple(OnDuty(pk, self.names[pk]) for pk in found if pk is not None)

    def next_duty(self, unit_id: int, at: datetime) -> datetime | None:
        """The first moment from ``at`` on when somebody is on duty; None when nobody is within LOOKS_AHEAD."""
        if self.on_duty(unit_id, at):
            return self.calendar.local(at)
        found = (moment for moment in self.changes(unit_id, at) if self.on_duty(unit_id, moment))
        moment = next(found, None)
        return None if moment is None else self.calendar.local(moment)

    def changes(self, unit_id: int, after: datetime) -> Iterator[datetime]:
        """The moments after one at which somebody may come on duty, in order, within LOOKS_AHEAD."""
        found = {one.until for some in self.away.values() for one in some if one.until and one.until > after}
        hours, until, moment = self.hours[unit_id], after + LOOKS_AHEAD, after
        if duties := self.lists.get(unit_id):
            found |= {start for start in self._starts(duties, after) if start > after}
        else:
            while (opens := hours.opens_at(moment)) is not None and opens <= until:
                found.add(opens)
                closes = hours.closes_at(opens)
                if closes is None:
                    break
                moment = closes
        yield from sorted(moment for moment in found if moment <= until)

    def _starts(self, duties: Sequence[Duty], after: datetime) -> Iterator[datetime]:
        first = self.calendar.local(after).date()
        for number in range(LOOKS_AHEAD.days + 1):
            day = first + timedelta(days=number)
            for duty in self._of_day(duties, day):
                yield on_the_clock(datetime.combine(day, duty.starts), self.calendar.zone)

    def _meant(self, unit_id: int, at: datetime) -> list[int]:
        duties = self.lists.get(unit_id)
        if duties is None:
            return list(self.staff.get(unit_id, ())) if self.hours[unit_id].is_open(at) else []
        day = self.calendar.local(at).date()
        return [duty.staff_id for duty in self._of_day(duties, day) if self._covers(duty, day, at)]

    def _covers(self, duty: Duty, day: date, at: datetime) -> bool:
        zone = self.calendar.zone
        starts = on_the_clock(datetime.combine(day, duty.starts), zone)
        return starts <= at < on_the_clock(datetime.combine(day, duty.ends), zone)

    def _of_day(self, duties: Sequence[Duty], day: date) -> list[Duty]:
        """The duties of a day: those with dates go before the weekly ones, which rest on closed days."""
        dated = [duty for duty in duties if duty.from_day and duty.to_day and duty.from_day <= day <= duty.to_day]
        if dated or self.calendar.closed_specially(day) is not None:
            return dated
        return [duty for duty in duties if duty.weekday == day.weekday()]

    def _here(self, pk: int, at: datetime) -> int | None:
        """Somebody, or the first in the chain of those who stand in for them who is here; None when there is nobody."""
        seen, queue = set[int](), [pk]
        while queue:
            one = queue.pop(0)
            if one in seen or one not in self.names:
                continue
            seen.add(one)
            now = [away for away in self.away.get(one, ()) if away.covers(at)]
            if not now:
                return one
            queue += [away.substitute for away in reversed(now) if away.substitute is not None]
        return None


def on_duty(unit_ids: Collection[int], *, at: datetime, calendar: Calendar) -> dict[int, tuple[OnDuty, ...]]:
    """Who answers for each of these units at a moment, in a fixed order; an empty tuple where nobody does.

    A unit with a duty list has those on it; another has everybody who works in it, while it is open. Whoever is away
    is replaced by their substitute, and by nobody when they have none.
    """
    roster = _roster(unit_ids, at=at, calendar=calendar)
    return {unit_id: roster.on_duty(unit_id, at) for unit_id in unit_ids}


def next_duty(unit_id: int, *, at: datetime, calendar: Calendar) -> datetime | None:
    """The first moment from ``at`` on when somebody answers for a unit; None when nobody does for two months."""
    return next_duties([unit_id], at=at, calendar=calendar)[unit_id]


def next_duties(unit_ids: Collection[int], *, at: datetime, calendar: Calendar) -> dict[int, datetime | None]:
    """The same for each of several units, from a roster that is read once for all of them."""
    roster = _roster(unit_ids, at=at, calendar=calendar)
    return {unit_id: roster.next_duty(unit_id, at) for unit_id in unit_ids}


def hours_of(key: str, own: Sequence[Sequence[object]], *, calendar: Calendar) -> OpenHours:
    """A unit's opening hours: its own, else the strategy's by their key, else ordinary office hours."""
    if own:
        return calendar.opening(own_hours(own))
    try:
        return calendar.hours(key) if key else calendar.desk_hours
    except KeyError:  # a later edition of the strategy no longer has them
        return calendar.desk_hours


def own_hours(said: Sequence[Sequence[object]]) -> Hours:
    """Hours that a unit has said itself, (weekday, "09:00", "15:00"), as the strategy's calendar reads them."""
    week: dict[int, tuple[Interval, ...]] = {}
    for day, start, end in said:
        interval = Interval(time.fromisoformat(str(start)), time.fromisoformat(str(end)))
        week[int(str(day))] = (*week.get(int(str(day)), ()), interval)
    return Hours(key="(own)", week={day: tuple(sorted(some, key=lambda i: i.start)) for day, some in week.items()})


def _roster(unit_ids: Collection[int], *, at: datetime, calendar: Calendar) -> _Roster:
    units = {pk: (key, own) for pk, key, own in _units(unit_ids)}
    names, staff = dict[int, str](), dict[int, list[int]]()
    for pk, name, unit_id, role in Staff.objects.filter(is_active=True).values_list("pk", "name", "unit_id", "role"):
        names[pk] = name
        if unit_id in units and role in ANSWERS:
            staff.setdefault(unit_id, []).append(pk)
    lists: dict[int, list[Duty]] = {}
    for duty in Duty.objects.filter(unit_id__in=list(units)).order_by("starts", "id"):
        lists.setdefault(duty.unit_id, []).append(duty)
    away: dict[int, list[_Away]] = {}
    absences = Absence.objects.filter(ended_at=None).filter(Q(until=None) | Q(until__gt=at))
    for absence in absences.exclude(reason__in=REACHABLE).order_by("starts_at", "id"):
        one = _Away(absence.starts_at, absence.until, absence.substitute_id)
        away.setdefault(absence.staff_id, []).append(one)
    hours = {pk: hours_of(key, own, calendar=calendar) for pk, (key, own) in units.items()}
    gone = dict.fromkeys(set(unit_ids) - set(units), calendar.opening(Hours(key="(gone)")))
    return _Roster(calendar, {**hours, **gone}, lists, staff, names, away)


def _units(unit_ids: Collection[int]) -> list[tuple[int, str, list[list[object]]]]:
    rows = Unit.objects.filter(pk__in=list(unit_ids), is_active=True)
    return list(rows.values_list("pk", "hours", "own_hours"))
