"""Where an enquiry goes, and why, in words: the citizen need not know whom to ask (ALV-05, DRA-01)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from torg.strategy.explanations import Step
from torg.strategy.model import Line, Strategy

CHOSEN = "unit_chosen"
SERVICE = "unit_of_service"
AGREED = "front_line_by_agreement"
WORDED = "unit_named_in_words"
ADDRESSED = "unit_addressed"
FIELD = "unit_of_field"
SEVERAL = "several_units_addressed"
FRONT = "front_line"
HANDED_OVER = "handed_over"

_WORDS = {
    CHOSEN: {
        "nb": "Den som skrev, valgte {unit}.",
        "nn": "Den som skreiv, valde {unit}.",
        "da": "Afsenderen valgte {unit}.",
        "en": "The sender chose {unit}.",
    },
    SERVICE: {
        "nb": "{unit} har tjenesten det gjelder.",
        "nn": "{unit} har tenesta det gjeld.",
        "da": "{unit} har den ydelse, det drejer sig om.",
        "en": "{unit} has the service it concerns.",
    },
    WORDED: {
        "nb": "Emnet nevner «{word}», som hører til {unit}.",
        "nn": "Emnet nemner «{word}», som høyrer til {unit}.",
        "da": "Emnet nævner “{word}”, som hører til {unit}.",
        "en": "The subject names “{word}”, which leads to {unit}.",
    },
    AGREED: {
        "nb": "{unit} svarer på dette etter avtale med enheten som har tjenesten.",
        "nn": "{unit} svarar på dette etter avtale med eininga som har tenesta.",
        "da": "{unit} svarer på dette efter aftale med den enhed, der har ydelsen.",
        "en": "{unit} answers this by agreement with the unit that has the service.",
    },
    FIELD: {
        "nb": "{unit} har fagområdet {field}.",
        "nn": "{unit} har fagområdet {field}.",
        "da": "{unit} har fagområdet {field}.",
        "en": "{unit} has the field {field}.",
    },
    ADDRESSED: {
        "nb": "Meldingen kom til adressen til {unit}.",
        "nn": "Meldinga kom til adressa til {unit}.",
        "da": "Beskeden kom til adressen for {unit}.",
        "en": "The message came to the address of {unit}.",
    },
    SEVERAL: {
        "nb": "Meldingen kom til flere enheter, og {unit} fordeler den.",
        "nn": "Meldinga kom til fleire einingar, og {unit} fordeler ho.",
        "da": "Beskeden kom til flere enheder, og {unit} fordeler den.",
        "en": "The message came to several units, and {unit} passes it on.",
    },
    FRONT: {
        "nb": "Ingen enhet er valgt, så {unit} svarer eller finner den rette.",
        "nn": "Inga eining er vald, så {unit} svarar eller finn den rette.",
        "da": "Der er ikke valgt en enhed, så {unit} svarer eller finder den rette.",
        "en": "No unit was chosen, so {unit} answers or finds the right one.",
    },
    HANDED_OVER: {
        "nb": "{unit} har tatt over henvendelsen fra {before}.",
        "nn": "{unit} har teke over førespurnaden frå {before}.",
        "da": "{unit} har overtaget henvendelsen fra {before}.",
        "en": "{unit} has taken the enquiry over from {before}.",
    },
}


@dataclass(frozen=True, slots=True)
class Route:
    """The unit that owns the enquiry now, the line it is on (a key of the strategy, or ""), and the reason."""

    unit: str
    line: str
    why: Step


def route(
    strategy: Strategy,
    *,
    purpose: str = "",
    field: str = "",
    chosen_unit: str = "",
    chosen_service_unit: str = "",
    by_agreement: bool = False,
    worded: Mapping[str, str] = MappingProxyType({}),
    addressed_units: Sequence[str] = (),
    known_units: Collection[str] = (),
    front_line_unit: str,
) -> Route:
    """Say where an enquiry goes: the unit chosen, the service's, the field's, the one addressed, or the front line.

    ``worded`` are units whose routing words the subject names, each with the word; one alone gets what was sent to
    nobody else. ``by_agreement`` says that the front line answers for the service chosen, as settled with its unit
    (KON-39).
    Several addressed units do not settle it: the front line passes it on, so that there is one owner (ALV-04).
    ``known_units`` are the units of this installation; the strategy's own first line is used when it is one of them,
    else ``front_line_unit``.
    """
    front = _first_line_unit(strategy, known_units) or front_line_unit
    data = {"purpose": purpose} if purpose else {}
    addressed = tuple(dict.fromkeys(unit for unit in addressed_units if unit))
    field_unit = strategy.fields[field].unit if field in strategy.fields else ""
    if field_unit and known_units and field_unit not in known_units:
        field_unit = ""
    if chosen_unit:
        return _route(strategy, chosen_unit, CHOSEN, data)
    if by_agreement:
        return _route(strategy, front, AGREED, data)
    if chosen_service_unit:
        return _route(strategy, chosen_service_unit, SERVICE, data)
    if field_unit:
        return _route(strategy, field_unit, FIELD, {**data, "field": strategy.fields[field].name})
    if len(worded) == 1 and set(addressed) <= {front, front_line_unit}:
        [(unit, word)] = worded.items()
        return _route(strategy, unit, WORDED, {**data, "word": word})
    if len(addressed) == 1:
        return _route(strategy, addressed[0], ADDRESSED, data)
    if len(addressed) > 1:
        return _route(strategy, front, SEVERAL, {**data, "units": ", ".join(addressed)})
    return _route(strategy, front, FRONT, data)


def first_line(strategy: Strategy) -> Line | None:
    """The first line of the strategy that is a unit; a line without a unit (self-service) comes before people."""
    return next((line for line in strategy.lines.values() if line.unit), None)


def why_in_words(route: Route, language: str, *, unit_name: str = "") -> str:
    """The reason for a route as one sentence; ``unit_name`` is what the installation calls the unit."""
    words = _WORDS[route.why.code]
    sentence = words.get(language, words["en"]).format(
        unit=unit_name or route.why.data.get("name") or route.unit,
        field=route.why.data.get("field", ""),
        before=route.why.data.get("before", ""),
        word=route.why.data.get("word", ""),
    )
    return sentence[:1].upper() + sentence[1:]


def _first_line_unit(strategy: Strategy, known_units: Collection[str]) -> str:
    line = first_line(strategy)
    return line.unit if line is not None and line.unit in known_units else ""


def _route(strategy: Strategy, unit: str, code: str, data: dict[str, str]) -> Route:
    line = next((line.key for line in strategy.lines.values() if line.unit == unit), "")
    name = strategy.units[unit].name if unit in strategy.units else ""
    facts = {**data, "unit": unit, **({"name": name} if name else {})}
    return Route(unit, line, Step(code, facts))
