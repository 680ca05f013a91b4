"""Public holidays of Norway and Denmark: which days they are, and what they are called in our four languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import holidays

COUNTRIES = ("NO", "DK")

# The computed calendar knows the days by these English names; the keys are ours and are stored with promises.
_KEYS: Mapping[str, str] = {
    "New Year's Day": "new_year",
    "Maundy Thursday": "maundy_thursday",
    "Good Friday": "good_friday",
    "Easter Sunday": "easter_sunday",
    "Easter Monday": "easter_monday",
    "Labor Day": "labour_day",
    "Constitution Day": "constitution_day",
    "Great Prayer Day": "great_prayer_day",
    "Ascension Day": "ascension_day",
    "Pentecost": "whit_sunday",
    "Pentecost Monday": "whit_monday",
    "Christmas Day": "christmas_day",
    "Second Day of Christmas": "second_christmas_day",
}

_NAMES: Mapping[str, Mapping[str, str]] = {
    "new_year": {"nb": "første nyttårsdag", "nn": "første nyttårsdag", "da": "nytårsdag", "en": "New Year's Day"},
    "maundy_thursday": {"nb": "skjærtorsdag", "nn": "skjærtorsdag", "da": "skærtorsdag", "en": "Maundy Thursday"},
    "good_friday": {"nb": "langfredag", "nn": "langfredag", "da": "langfredag", "en": "Good Friday"},
    "easter_sunday": {"nb": "første påskedag", "nn": "første påskedag", "da": "påskedag", "en": "Easter Sunday"},
    "easter_monday": {"nb": "andre påskedag", "nn": "andre påskedag", "da": "2. påskedag", "en": "Easter Monday"},
    "labour_day": {
        "nb": "offentlig høytidsdag",
        "nn": "offentleg høgtidsdag",
        "da": "arbejdernes kampdag",
        "en": "Labour Day",
    },
    "constitution_day": {
        "nb": "grunnlovsdagen",
        "nn": "grunnlovsdagen",
        "da": "Norges grundlovsdag",
        "en": "Constitution Day",
    },
    "great_prayer_day": {"nb": "store bededag", "nn": "store bededag", "da": "store bededag", "en": "Great Prayer Day"},
    "ascension_day": {
        "nb": "Kristi himmelfartsdag",
        "nn": "Kristi himmelfartsdag",
        "da": "Kristi himmelfartsdag",
        "en": "Ascension Day",
    },
    "whit_sunday": {"nb": "første pinsedag", "nn": "første pinsedag", "da": "pinsedag", "en": "Whit Sunday"},
    "whit_monday": {"nb": "andre pinsedag", "nn": "andre pinsedag", "da": "2. pinsedag", "en": "Whit Monday"},
    "christmas_day": {"nb": "første juledag", "nn": "første juledag", "da": "juledag", "en": "Christmas Day"},
    "second_christmas_day": {"nb": "andre juledag", "nn": "andre juledag", "da": "2. juledag", "en": "Boxing Day"},
}


@lru_cache(maxsize=512)
def public_holidays(country: str, year: int) -> Mapping[date, tuple[str, ...]]:
    """Return the public holidays of a year, each with its keys; two when two fall together (17 May 2027).

    ``country`` is NO or DK; another raises ValueError. Only days that the law makes public holidays: not 5 June,
    24 or 31 December in Denmark, nor the eves in Norway; those are the municipality's own closed days.
    """
    if country not in COUNTRIES:
        raise ValueError(f"no public holidays known for {country!r}; known are {', '.join(COUNTRIES)}")
    computed = holidays.country_holidays(country, years=year, observed=False, language="en_US")
    return {day: tuple(_KEYS.get(name, name) for name in names.split("; ")) for day, names in sorted(computed.items())}


def holiday_name(key: str, language: str) -> str:
    """Return a holiday's name as it stands inside a sentence; an unknown key is returned as it is."""
    names = _NAMES.get(key)
    return key if names is None else names[language]
