"""Whether somebody asks about another municipality: by its name, when they say that it is there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from torg.assistant.recognising.helping import in_denmark
from torg.assistant.recognising.municipality_names import DANISH, NORWEGIAN, ORDINARY
from torg.assistant.recognising.phrases import phrases, said

MUNICIPALITY = r"(?:kommunes?|kommunen|kommuna|municipality)"
# "Kirkegata i Oslo gate 5" and the like: a name that stands in an address.
ROAD = r"(?: ?(?:gate|gata|gaten|veg|vei|veien|vegen|gade|vej|vejen|plass|plads|street|road|allé|alle)\b)"
# They live there, come from there or go there, and ask us all the same.
NOT_THERE = phrases(
    """
    (flytte*|flytta*|flyttar|flyttet|move|moved|moving|tilflytt*|tilflyt*|kommer|kjem|kom|født|fødd|born)
    (jobb*|arbeid*|arbejd*|work|works|working|studer*|student|studies|pendl*|ferie|reis*|rejs*|besøk*|kjøre*|køyre*)
    (buss|bussen|bus|tog|toget|train|ferje|fly|skole i|høyskole|universitet|sykehus*|sjukehus*|sygehus*|hospital)
    (hos dere|hos dykk|hos jer|her|here|i stedet|istedenfor|også|samarbeid*)
    """
)
LARGE = frozenset(
    "Oslo Bergen Trondheim Stavanger Kristiansand Drammen Fredrikstad Tromsø Bodø Ålesund Sandnes København Aarhus"
    " Odense Aalborg Esbjerg Randers Kolding Horsens Roskilde Frederiksberg".split()
)
TYPED_OTHERWISE = {"Aarhus": "Århus", "Aalborg": "Ålborg", "Aabenraa": "Åbenrå", "Høje-Taastrup": "Høje Tåstrup"}


def other_municipality(text: str, *, country: str, names: Sequence[str] = ()) -> str:
    """The name of another municipality whose matter it is, "" for none; ``names`` are our own, with or without
    "kommune"."""
    clean = unicodedata.normalize("NFC", text)
    ours = said(" ".join(names))
    for name, as_municipality, there in _patterns(in_denmark(country)):
        if said(name) in ours:
            continue
        found = as_municipality.search(clean)
        if found and (name not in ORDINARY or found["name"][:1].isupper()):
            return "" if NOT_THERE.stand_in(said(clean)) or _is_ours_too(clean, names) else name
        if there and (found := there.search(clean)) and (found["name"][:1].isupper() or name in LARGE):
            return "" if NOT_THERE.stand_in(said(clean)) or _is_ours_too(clean, names) else name
    return ""


def _is_ours_too(text: str, names: Sequence[str]) -> bool:
    heard = said(text)
    return any(said(name) in heard for name in names)


@cache
def _patterns(danish: bool) -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    """For each name how its municipality is said, and how it is said that something is there."""
    first, second = (DANISH, NORWEGIAN) if danish else (NORWEGIAN, DANISH)
    out = []
    for name in dict.fromkeys((*first, *second)):
        other = TYPED_OTHERWISE.get(name)
        said_as = "|".join(re.escape(one) for one in (name, other) if one)
        as_municipality = re.compile(
            rf"\b(?P<name>{said_as})s? {MUNICIPALITY}\b", re.IGNORECASE
        )
        there = re.compile(rf"\b(?:i|in|på) (?P<name>{said_as})\b(?!{ROAD})", re.IGNORECASE)
        out.append((name, as_municipality, None if name in ORDINARY else there))
    return tuple(out)
