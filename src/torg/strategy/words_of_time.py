"""Spans, days and moments in words, in nb, nn, da and en."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date

from torg.strategy.model import Span, Unit

_LOCALES = {"nb": "nb_NO", "nn": "nn_NO", "da": "da_DK", "en": "en_GB"}
_DAY = {"nb": "EEEE d. MMMM", "nn": "EEEE d. MMMM", "da": "EEEE 'den' d. MMMM", "en": "EEEE d MMMM"}
_SHORT_DAY = {"nb": "d. MMMM", "nn": "d. MMMM", "da": "d. MMMM", "en": "d MMMM"}
_NUMBER_ONLY = {"nb": "d.", "nn": "d.", "da": "d.", "en": "d"}
_CLOCK = {"nb": "kl. %H.%M", "nn": "kl. %H.%M", "da": "kl. %H.%M", "en": "%H:%M"}
_AT = {"nb": " ", "nn": " ", "da": " ", "en": " at "}
_AND = {"nb": "og", "nn": "og", "da": "og", "en": "and"}

_UNITS: Mapping[Unit, Mapping[str, tuple[str, str]]] = {
    Unit.SECOND: {
        "nb": ("sekund", "sekunder"),
        "nn": ("sekund", "sekund"),
        "da": ("sekund", "sekunder"),
        "en": ("second", "seconds"),
    },
    Unit.MINUTE: {
        "nb": ("minutt", "minutter"),
        "nn": ("minutt", "minutt"),
        "da": ("minut", "minutter"),
        "en": ("minute", "minutes"),
    },
    Unit.HOUR: {"nb": ("time", "timer"), "nn": ("time", "timar"), "da": ("time", "timer"), "en": ("hour", "hours")},
    Unit.OPENING_HOUR: {
        "nb": ("time i åpningstiden", "timer i åpningstiden"),
        "nn": ("time i opningstida", "timar i opningstida"),
        "da": ("time i åbningstiden", "timer i åbningstiden"),
        "en": ("opening hour", "opening hours"),
    },
    Unit.CALENDAR_DAY: {
        "nb": ("kalenderdag", "kalenderdager"),
        "nn": ("kalenderdag", "kalenderdagar"),
        "da": ("kalenderdag", "kalenderdage"),
        "en": ("calendar day", "calendar days"),
    },
    Unit.WORKING_DAY: {
        "nb": ("arbeidsdag", "arbeidsdager"),
        "nn": ("arbeidsdag", "arbeidsdagar"),
        "da": ("arbejdsdag", "arbejdsdage"),
        "en": ("working day", "working days"),
    },
    Unit.WEEK: {"nb": ("uke", "uker"), "nn": ("veke", "veker"), "da": ("uge", "uger"), "en": ("week", "weeks")},
    Unit.MONTH: {
        "nb": ("måned", "måneder"),
        "nn": ("månad", "månader"),
        "da": ("måned", "måneder"),
        "en": ("month", "months"),
    },
}
_WITHIN = {"nb": "innen {}", "nn": "innan {}", "da": "inden for {}", "en": "within {}"}
_SAME_OR_NEXT: Mapping[tuple[int, Unit], Mapping[str, str]] = {
    (0, Unit.WORKING_DAY): {
        "nb": "samme arbeidsdag",
        "nn": "same arbeidsdag",
        "da": "samme arbejdsdag",
        "en": "the same working day",
    },
    (1, Unit.WORKING_DAY): {
        "nb": "senest neste arbeidsdag",
        "nn": "seinast neste arbeidsdag",
        "da": "senest næste arbejdsdag",
        "en": "by the next working day",
    },
    (0, Unit.CALENDAR_DAY): {"nb": "samme dag", "nn": "same dag", "da": "samme dag", "en": "the same day"},
    (1, Unit.CALENDAR_DAY): {
        "nb": "senest neste dag",
        "nn": "seinast neste dag",
        "da": "senest næste dag",
        "en": "by the next day",
    },
}
_AT_ONCE = {"nb": "med en gang", "nn": "med ein gong", "da": "med det samme", "en": "at once"}


def span_in_words(span: Span, language: str) -> str:
    """Return "5 working days"."""
    one, many = _UNITS[span.unit][language]
    return f"{span.amount} {one if span.amount == 1 else many}"


def within_in_words(span: Span, language: str) -> str:
    """Return the span as it follows a promise: "within 5 working days", "by the next working day", "at once"."""
    said = _SAME_OR_NEXT.get((span.amount, span.unit))
    if said is not None:
        return said[language]
    if span.amount == 0:
        return _AT_ONCE[language]
    return _WITHIN[language].format(span_in_words(span, language))


def date_in_words(
    at: date, *, language: str, zone: tzinfo | str | None = None, weekday: bool = True, year: bool = False
) -> str:
    """Return "Wednesday 8 April"; a moment is first taken to ``zone`` (None: as it stands)."""
    day = _in_zone(at, zone)
    pattern = (_DAY if weekday else _SHORT_DAY)[language] + (" y" if year else "")
    return _written(day.toordinal(), pattern, language)


def clock_in_words(at: datetime, *, language: str, zone: tzinfo | str | None = None) -> str:
    """Return "15:40", as the language writes it."""
    return f"{_in_zone(at, zone):{_CLOCK[language]}}"


def moment_in_words(at: datetime, *, language: str, zone: tzinfo | str | None = None, year: bool = False) -> str:
    """Return "Wednesday 8 April at 15:40"."""
    day = date_in_words(at, language=language, zone=zone, year=year)
    return f"{day}{_AT[language]}{clock_in_words(at, language=language, zone=zone)}"


def days_in_words(first: date, last: date, *, language: str) -> str:
    """Return "4 April", "4–5 April" or "31 January–1 February"."""
    end = date_in_words(last, language=language, weekday=False)
    if first == last:
        return end
    if first.month == last.month and first.year == last.year:
        return f"{_written(first.toordinal(), _NUMBER_ONLY[language], language)}–{end}"
    return f"{date_in_words(first, language=language, weekday=False)}–{end}"


def stretch_in_words(start: datetime, end: datetime, *, language: str) -> str:
    """Return "Thursday 30 April 16:00–17:00", with the second day named when it is another one."""
    day, opens = date_in_words(start, language=language), clock_in_words(start, language=language)
    if start.date() == end.date():
        return f"{day} {opens}–{clock_in_words(end, language=language).removeprefix('kl. ')}"
    return f"{day} {opens}–{moment_in_words(end, language=language)}"


def listed(parts: Sequence[str], language: str) -> str:
    """Return "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {_AND[language]} {parts[-1]}"


@lru_cache(maxsize=4096)
def _written(ordinal: int, pattern: str, language: str) -> str:
    """The day with that ordinal; remembered, because the days we write about are few and CLDR's patterns are slow."""
    return format_date(date.fromordinal(ordinal), pattern, locale=_LOCALES[language])


def _in_zone(at: date, zone: tzinfo | str | None) -> date:
    if zone is None or not isinstance(at, datetime):
        return at
    return at.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone)
