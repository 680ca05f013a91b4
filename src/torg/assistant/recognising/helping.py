"""Whom to call in an emergency or a crisis, by country: the numbers, and what each is for in nb, nn, da and en.

Checked against what the services say of themselves: 110, 112, 113 and 116 117 (helsenorge.no, politiet.no), 116 006
(volinjen.no), 116 111 (116111.no), 116 123 (mentalhelse.no), 22 59 13 00 (Giftinformasjonen); 112 and 114 (politi.dk),
1888 (levudenvold.dk), 116 111 (bornetelefonen.dk), 70 201 201 (livslinien.dk), 82 12 12 12 (Giftlinjen).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES = ("nb", "nn", "da", "en")


@dataclass(frozen=True, slots=True)
class Help:
    """Somebody to call: ``says`` tells in a few words who they are and when to call them."""

    key: str
    phone: str
    says: str


@dataclass(frozen=True, slots=True)
class Line:
    """A number and what is said of it in each language."""

    phone: str
    says: Mapping[str, str]


def help_for(what: str, detail: str, *, country: str, language: str) -> tuple[Help, ...]:
    """Whom to call, the first first: what is "emergency" or "crisis", detail as `understand` tells it.

    A country or a language that is not known gets Norway and bokmål; a detail that is not known gets all the numbers.
    """
    lines, order = (DANISH, DANISH_ORDER) if in_denmark(country) else (NORWEGIAN, NORWEGIAN_ORDER)
    keys = order.get(detail) or order[what if what in order else "danger"]
    return tuple(
        Help(key, lines[key].phone, lines[key].says.get(language) or lines[key].says["da" if lines is DANISH else "nb"])
        for key in keys
    )


def in_denmark(country: str) -> bool:
    """Whether a country is Denmark, as the strategy writes it (DK) or the content (da)."""
    return country.lower() in {"dk", "da"}


def _says(nb: str, nn: str, da: str, en: str) -> dict[str, str]:
    return dict(zip(LANGUAGES, (nb, nn, da, en), strict=True))


NORWEGIAN = {
    "fire": Line("110", _says("Brann", "Brann", "Brandvæsenet", "Fire")),
    "police": Line("112", _says("Politi", "Politi", "Politiet", "Police")),
    "ambulance": Line("113", _says("Ambulanse", "Ambulanse", "Ambulance", "Ambulance")),
    "doctor": Line(
        "116 117",
        _says(
            "Legevakt, når det haster og ikke kan vente til fastlegen har åpent",
            "Legevakt, når det hastar og ikkje kan vente til fastlegen har ope",
            "Lægevagten, når det haster og ikke kan vente til egen læge har åbent",
            "Emergency doctor, when it is urgent and cannot wait for your own doctor",
        ),
    ),
    "poison": Line(
        "22 59 13 00",
        _says(
            "Giftinformasjonen, hele døgnet",
            "Giftinformasjonen, heile døgnet",
            "Giftinformationen, hele døgnet",
            "Poison information, day and night",
        ),
    ),
    "mental": Line(
        "116 123",
        _says(
            "Mental Helses hjelpetelefon, hele døgnet, for alle som trenger noen å snakke med",
            "Hjelpetelefonen til Mental Helse, heile døgnet, for alle som treng nokon å snakke med",
            "Mental Helses hjælpetelefon, hele døgnet, for alle som har brug for nogen at tale med",
            "Mental Helse's helpline, day and night, for anybody who needs somebody to talk to",
        ),
    ),
    "violence": Line(
        "116 006",
        _says(
            "Vold- og overgrepslinjen, hele døgnet, også når du vil være anonym",
            "Valds- og overgrepslinja, heile døgnet, også når du vil vere anonym",
            "Volds- og overgrebslinjen, hele døgnet, også når du vil være anonym",
            "The violence and abuse helpline, day and night, anonymous if you wish",
        ),
    ),
    "child": Line(
        "116 111",
        _says(
            "Alarmtelefonen for barn og unge, hele døgnet, også for voksne som er redde for et barn",
            "Alarmtelefonen for barn og unge, heile døgnet, også for vaksne som er redde for eit barn",
            "Alarmtelefonen for børn og unge, hele døgnet, også for voksne der er bange for et barn",
            "The emergency line for children, day and night, also for adults who fear for a child",
        ),
    ),
}
NORWEGIAN_ORDER: Mapping[str, tuple[str, ...]] = {
    "fire": ("fire", "ambulance", "police"),
    "medical": ("ambulance", "doctor", "poison"),
    "police": ("police", "ambulance"),
    "danger": ("police", "ambulance", "fire"),
    "suicide": ("ambulance", "mental", "doctor", "child"),
    "abuse": ("police", "violence", "doctor"),
    "child": ("police", "child", "violence"),
    "crisis": ("police", "ambulance", "mental", "violence", "child"),
}
DANISH = {
    "alarm": Line(
        "112",
        _says(
            "Brann, ambulanse og politi",
            "Brann, ambulanse og politi",
            "Alarmcentralen: brand, ambulance og politi",
            "Fire, ambulance and police",
        ),
    ),
    "police": Line(
        "114",
        _says(
            "Politiet, når det ikke er akutt",
            "Politiet, når det ikkje er akutt",
            "Politiet, når det ikke er akut",
            "The police, when it is not an emergency",
        ),
    ),
    "poison": Line(
        "82 12 12 12",
        _says(
            "Giftlinjen, hele døgnet",
            "Giftlinjen, heile døgnet",
            "Giftlinjen, hele døgnet",
            "Poison information, day and night",
        ),
    ),
    "mental": Line(
        "70 201 201",
        _says(
            "Livslinien, når du tenker på selvmord",
            "Livslinien, når du tenkjer på sjølvmord",
            "Livslinien, når du tænker på selvmord",
            "The lifeline, when you think of suicide",
        ),
    ),
    "violence": Line(
        "1888",
        _says(
            "Lev Uden Vold, hele døgnet, også når du vil være anonym",
            "Lev Uden Vold, heile døgnet, også når du vil vere anonym",
            "Lev Uden Vold, hele døgnet, også når du vil være anonym",
            "Lev Uden Vold (live without violence), day and night, anonymous if you wish",
        ),
    ),
    "child": Line(
        "116 111",
        _says(
            "BørneTelefonen, for barn og unge som trenger noen å snakke med",
            "BørneTelefonen, for barn og unge som treng nokon å snakke med",
            "BørneTelefonen, for børn og unge der har brug for nogen at tale med",
            "The children's helpline, for children who need somebody to talk to",
        ),
    ),
}
DANISH_ORDER: Mapping[str, tuple[str, ...]] = {
    "fire": ("alarm",),
    "medical": ("alarm", "poison"),
    "police": ("alarm", "police"),
    "danger": ("alarm",),
    "suicide": ("alarm", "mental", "child"),
    "abuse": ("alarm", "violence", "police"),
    "child": ("alarm", "child", "police"),
    "crisis": ("alarm", "mental", "violence", "child"),
}
