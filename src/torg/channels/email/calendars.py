"""Calendar parts (RFC 5545): what, when and where, as a person reads it; and whether a program answered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

TYPES = ("text/calendar", "application/ics", "text/x-vcalendar", "application/calendar")
LONGEST = 200_000
"""Characters of a calendar that are read."""
MOST_EVENTS = 10

_MARK = re.compile(r'[":]')
_FOLD = re.compile(r"\n[ \t]")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d*(Z?))?")
_DURATION = re.compile(r"P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,4})M)?)?")
_PARAMETER = re.compile(r';([A-Za-z-]+)=("[^"]*"|[^;:]*)')


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a calendar part says: its method (REQUEST, REPLY, CANCEL ... or ""), a summary, and its own long text."""

    method: str
    summary: str
    description: str


@dataclass(slots=True)
class _Event:
    """One event's properties by name: the parameters and the value of each, the first one counts."""

    said: dict[str, tuple[dict[str, str], str]]

    def text(self, name: str) -> str:
        value = self.said.get(name, ({}, ""))[1]
        return " ".join(_ESCAPE.sub(lambda found: "\n" if found.group(1) in "nN" else found.group(1), value).split())

    def when(self) -> str:
        begins, ends = self.said.get("DTSTART"), self.said.get("DTEND")
        if not begins:
            return ""
        day, clock, zone = _moment(*begins)
        if ends:
            last_day, last_clock, _ = _moment(*ends)
            if not clock or (last_day == day and not last_clock):
                until = ""
            else:
                until = last_clock if last_day == day else f"{last_day} {last_clock}"
        else:
            until = _after(day, clock, self.said.get("DURATION", ({}, ""))[1])
        said = f"{day} {clock}".strip() + (f"–{until}" if until else "")
        return f"{said} ({zone})" if zone and clock else said


def read(text: str) -> Calendar:
    """Understand a calendar; one that cannot be understood has an empty summary."""
    lines = _FOLD.sub("", text[:LONGEST]).split("\n")
    method, events, open_event, depth = "", [], None, 0
    for line in lines:
        written, colon, value = _halves(line)
        if not colon:
            continue
        name = written.partition(";")[0].strip().upper()
        if name == "BEGIN":
            depth += open_event is not None
            if value.strip().upper() in ("VEVENT", "VTODO") and open_event is None:
                open_event = _Event({})
        elif name == "END" and open_event is not None:
            if depth == 0:
                events.append(open_event)
                open_event = None
            depth = max(0, depth - 1)
        elif name == "METHOD":
            method = value.strip().upper()[:20]
        elif open_event is not None and depth == 0:
            parameters = {key.upper(): given.strip('"') for key, given in _PARAMETER.findall(written)}
            open_event.said.setdefault(name, (parameters, value))
    events += [open_event] if open_event is not None else []
    said = "\n\n".join(filter(None, (_said(event, method) for event in events[:MOST_EVENTS])))
    return Calendar(method, said, events[0].text("DESCRIPTION") if events else "")


def _said(event: _Event, method: str) -> str:
    """One event in lines: what, when, where, and for an answer who answers what."""
    parameters, whom = event.said.get("ATTENDEE", ({}, ""))
    answer = f"{parameters.get('PARTSTAT', '')}: {parameters.get('CN') or whom.partition(':')[2] or whom}"
    answered = answer if method == "REPLY" and parameters.get("PARTSTAT") else ""
    cancelled = "CANCELLED" if method == "CANCEL" or event.text("STATUS").upper() == "CANCELLED" else ""
    return "\n".join(
        line for line in (cancelled or answered, event.text("SUMMARY"), event.when(), event.text("LOCATION")) if line
    )


def _halves(line: str) -> tuple[str, str, str]:
    """A line's name with parameters, and its value; a colon inside quotes is part of a parameter."""
    quoted = False
    for found in _MARK.finditer(line):
        if found.group() == '"':
            quoted = not quoted
        elif not quoted:
            return line[: found.start()], ":", line[found.end() :]
    return line, "", ""


def _moment(parameters: dict[str, str], value: str) -> tuple[str, str, str]:
    found = _MOMENT.match(value.strip())
    if not found:
        return value.strip()[:60], "", ""
    year, month, day, hour, minute, utc = found.groups()
    clock = f"{hour}:{minute}" if hour else ""
    return f"{year}-{month}-{day}", clock, "UTC" if utc else parameters.get("TZID", "").strip("/")


def _after(day: str, clock: str, duration: str) -> str:
    """When something ends that lasts so long, as the clock where it begins counts."""
    found = _DURATION.fullmatch(duration.strip())
    if not found or not clock:
        return ""
    weeks, days, hours, minutes = (int(one or 0) for one in found.groups())
    try:
        begins = datetime.fromisoformat(f"{day} {clock}")
        ends = begins + timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
    except (ValueError, OverflowError):
        return ""
    if ends == begins:
        return ""
    return f"{ends:%H:%M}" if ends.date() == begins.date() else f"{ends:%Y-%m-%d %H:%M}"
