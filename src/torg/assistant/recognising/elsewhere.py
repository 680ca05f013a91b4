"""Matters that are not the municipality's: which body takes care of them, and how it is reached.

What a municipality does differs between Norway and Denmark: passports and driving licences are the state's in one and
the municipality's in the other. Two files hold the bodies, ``bodies_norway.toml`` and ``bodies_denmark.toml``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from torg.assistant.recognising.helping import in_denmark
from torg.assistant.recognising.phrases import Phrases, phrases, said

# What is ours although a word of another body stands there: the tax on houses, help from the social services.
OURS = phrases(
    """
    (property tax|property taxes|council tax|eiendomsskatt|eiendomsskatten|eigedomsskatt|eigedomsskatten|ejendomsskat)
    (ejendomsskatten|grundskyld|dækningsafgift|ejendomsskattebillet|indefrysning|hundeskatt)
    (skatt|skatten|skat|skatten|tax) ~ (eiendom|eiendommen|eigedom|hytte|hytta|bolig|boligen|house|property|hus|huset)
    (sosialhjelp|sosialstønad|kontanthjælp|kontanthjelp|social assistance|økonomisk sosialhjelp|kvalifiseringsprogram*)
    (startlån|startlånet|bostøtte|bustøtte|boligstøtte|housing benefit)
    (skoleskyss|skuleskyss|skolebuss|skulebuss|school bus|skolebus|skolekort)
    (barnehage*|barnehagen|børnehave*|kindergarten|sfo|skulefritidsordning*)
    (gatelys*|veilys|veglys|street light|street lights|streetlight|vejlys|gadelys)
    (hjemmesykepleie|heimesjukepleie|hjemmepleje*|sykehjem*|sjukeheim*|plejehjem*|nursing home)
    (skyss|transport|kørsel|kjøring|køyring) ~ (sykehus|sykehuset|sjukehus|sjukehuset|sygehus|sygehuset|hospital)
    (ledig stilling|ledige stillinger|ledige stillingar|vacancies|ledige jobber|ledige jobb|jobbe i kommunen)
    (rotter|rotte|rats)
    municipal (tax|taxes)
    dagpenge ved sygdom
    (uden|uten|utan|without) (nummerplade|nummerplader|skilt|number plates|licence plates)
    """
)


@dataclass(frozen=True, slots=True)
class Body:
    """Who takes care of a matter, in one language: ``says`` is a sentence about what is theirs.

    ``address`` is the site, ``phone`` the number; "" where there is none that holds for all.
    """

    key: str
    name: str
    says: str
    address: str
    phone: str


@dataclass(frozen=True, slots=True)
class Row:
    """A body of a file, with the phrases that are its matter, and those that are when nobody else knows."""

    key: str
    told: dict[str, Any]
    words: Phrases | None
    also: Phrases | None


def elsewhere_of(text: str, *, country: str) -> tuple[str, bool]:
    """The key of the body whose matter a text is, "" for none; and whether it is theirs alone.

    When it is not, the body is worth naming only where the municipality's own pages say nothing.
    """
    heard = said(text)
    ours = OURS.stand_in(heard)
    rows = _rows(country)
    if not ours:
        for row in rows:
            if row.words and row.words.stand_in(heard):
                return row.key, True
    for row in rows:
        if (row.also and row.also.stand_in(heard)) or (ours and row.words and row.words.stand_in(heard)):
            return row.key, False
    return "", False


def body_of(key: str, *, country: str, language: str) -> Body | None:
    """The body with this key, in a language of ours; None where the country has none of that key."""
    for row in _rows(country):
        if row.key == key:
            told, first = row.told, "da" if in_denmark(country) else "nb"
            name = told["name"]
            return Body(
                key,
                name if isinstance(name, str) else name.get(language) or name[first],
                told["says"].get(language) or told["says"][first],
                told.get("address", ""),
                told.get("phone", ""),
            )
    return None


def _rows(country: str) -> tuple[Row, ...]:
    return _read("bodies_denmark.toml" if in_denmark(country) else "bodies_norway.toml")


@cache
def _read(name: str) -> tuple[Row, ...]:
    found = tomllib.loads(files("torg.assistant.recognising").joinpath(name).read_text(encoding="utf-8"))
    return tuple(
        Row(
            one["key"],
            one,
            phrases(one["words"]) if one.get("words") else None,
            phrases(one["also"]) if one.get("also") else None,
        )
        for one in found["bodies"]
    )
