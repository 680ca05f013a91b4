"""Dates, times and sizes in words, in the language of the page and the municipality's zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from babel.dates import format_date
from django.utils import timezone
from django.utils.translation import gettext, ngettext

LOCALES = {"nb": "nb_NO", "nn": "nn_NO", "da": "da_DK", "en": "en_GB"}
DAYS = {"nb": "EEEE d. MMMM", "nn": "EEEE d. MMMM", "da": "EEEE d. MMMM", "en": "EEEE d MMMM"}
DAY_ENDS = (23, 59, 59)
SHORT_DAYS = {"nb": "d. MMM", "nn": "d. MMM", "da": "d. MMM", "en": "d MMM"}


def day(at: datetime, language: str, now: datetime) -> str:
    """A text like "Wednesday 8 April", with the year when it is another than now's."""
    return day_of(timezone.localtime(at).date(), language, now)


def day_of(on: date, language: str, now: datetime) -> str:
    """The same for a day that has no time of the clock."""
    pattern = DAYS[language] + ("" if on.year == timezone.localtime(now).year else " y")
    return _written(on, pattern, language)


def clock(at: datetime, language: str) -> str:
    """A text like "15:30"; Danish writes "15.30"."""
    return _clock(timezone.localtime(at), language)


def _clock(here: datetime, language: str) -> str:
    return f"{here.hour:02}{'.' if language == 'da' else ':'}{here.minute:02}"


def has_clock(at: datetime) -> bool:
    """False for a day promise, which falls due as the day ends (23:59:59): a page shows only the day."""
    return _has_clock(timezone.localtime(at))


def _has_clock(here: datetime) -> bool:
    return (here.hour, here.minute, here.second) != DAY_ENDS


def moment(at: datetime, language: str, now: datetime) -> str:
    """A text like "Wednesday 8 April at 15:30"; without the time when it is the end of the day."""
    if not has_clock(at):
        return day(at, language, now)
    return gettext("%(day)s at %(time)s") % {"day": day(at, language, now), "time": clock(at, language)}


def short_moment(at: datetime, language: str, now: datetime) -> str:
    """A text like "8 Apr, 15:30", with the year in place of the time when it is another than now's."""
    zone = timezone.get_current_timezone()
    here, today = at.astimezone(zone), now.astimezone(zone)
    if here.year != today.year:
        return _written(here.date(), SHORT_DAYS[language] + " y", language)
    said = _written(here.date(), SHORT_DAYS[language], language)
    return f"{said}, {_clock(here, language)}" if _has_clock(here) else said


def until(at: datetime, language: str, now: datetime) -> str:
    """How far away a deadline is, in the words of a list."""
    zone = timezone.get_current_timezone()
    here, today = at.astimezone(zone).date(), now.astimezone(zone).date()
    days = (here - today).days
    if at < now:
        return _overdue(now - at, -days)
    if days < 2:
        said = gettext("today") if days == 0 else gettext("tomorrow")
        return f"{said} {clock(at, language)}" if has_clock(at) else said
    if days < 7:
        return _written(here, "EEEE", language)
    return _written(here, SHORT_DAYS[language] + ("" if here.year == today.year else " y"), language)


def next_time(at: datetime, language: str, now: datetime) -> str:
    """When a door opens or closes: "15:30" today, "tomorrow 08:00", "Monday 08:00", or the day and time."""
    days = (timezone.localtime(at).date() - timezone.localtime(now).date()).days
    if days == 0:
        return clock(at, language)
    if days >= 7:
        return moment(at, language, now)
    said = gettext("tomorrow") if days == 1 else _written(timezone.localtime(at).date(), "EEEE", language)
    return f"{said} {clock(at, language)}"


def _overdue(late: timedelta, days: int) -> str:
    if days >= 1:
        return ngettext("%(count)d day overdue", "%(count)d days overdue", days) % {"count": days}
    hours = int(late.total_seconds() // 3600)
    if hours >= 1:
        return ngettext("%(count)d hour overdue", "%(count)d hours overdue", hours) % {"count": hours}
    return gettext("just overdue")


def late(seconds: int) -> str:
    """How late a promise was settled: "2 days", "3 hours"."""
    days, hours = seconds // 86400, seconds // 3600
    if days >= 1:
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    if hours >= 1:
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    minutes = max(1, seconds // 60)
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}


def weekday(number: int, language: str) -> str:
    """The name of a weekday, 0 = Monday."""
    monday = date(2024, 1, 1) + timedelta(days=number)
    return _written(monday, "EEEE", language)


@lru_cache(maxsize=4096)
def _written(on: date, pattern: str, language: str) -> str:
    """A day by a pattern; remembered, because a list names the same days again and again."""
    return format_date(on, pattern, locale=LOCALES[language])


def size(number: int, language: str) -> str:
    """A file's size: "340 kB", "1.2 MB"."""
    if number < 1000:
        return gettext("%(count)d bytes") % {"count": number}
    if number < 1_000_000:
        return f"{round(number / 1000)} kB"
    megabytes = f"{number / 1_000_000:.1f}"
    return f"{megabytes if language == 'en' else megabytes.replace('.', ',')} MB"
