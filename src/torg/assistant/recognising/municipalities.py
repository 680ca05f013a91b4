"""Whether somebody asks about another municipality: by its name, when they say that it is there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

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
NAMES = {name.lower(): name for name in (*NORWEGIAN, *DANISH)} | {
    "århus": "Aarhus",
    "ålborg": "Aalborg",
    "åbenrå": "Aabenraa",
    "høje tåstrup": "Høje-Taastrup",
}


def other_municipality(text: str, *, names: Sequence[str] = ()) -> str:
    """The name of another municipality whose matter it is, "" for none; ``names`` are our own, with or without
    "kommune"."""
    clean = unicodedata.normalize("NFC", text)
    if not clean.strip():
        return ""
    ours = said(" ".join(names))
    as_municipality, there = _patterns()
    found = as_municipality.search(clean)
    if found is None:
        found = there.search(clean)
        if found and not found["name"][:1].isupper() and _named(found) not in LARGE:
            found = None
    elif _named(found) in ORDINARY and not found["name"][:1].isupper():
        found = None
    if found is None or said(_named(found)) in ours:
        return ""
    return "" if NOT_THERE.stand_in(said(clean)) or _is_ours_too(clean, names) else _named(found)


def _named(found: re.Match[str]) -> str:
    return NAMES[found["name"].lower()]


def _is_ours_too(text: str, names: Sequence[str]) -> bool:
    heard = said(text)
    return any(said(name) in heard for name in names)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How the municipality of a name is said, and how it is said that something is there."""
    longest_first = sorted(NAMES, key=len, reverse=True)
    every = "|".join(map(re.escape, longest_first))
    plain = "|".join(re.escape(name) for name in longest_first if NAMES[name] not in ORDINARY)
    return (
        re.compile(rf"\b(?P<name>{every})s? {MUNICIPALITY}\b", re.IGNORECASE),
        re.compile(rf"\b(?:i|in|på) (?P<name>{plain})\b(?!{ROAD})", re.IGNORECASE),
    )
