"""What a page answers, of the matter as a whole or of one thing about it, word for word as it stands there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from torg.assistant.talking.matters import Contact, Matter
from torg.assistant.talking.sentences import FACETS, asked, lacking, said
from torg.assistant.values import Choice
from torg.strategy.sentences_of_advice import LANGUAGE_NAMES

MOST_LINES, MOST_SIGNS = 6, 700
"""How much of a part is given: what is longer is read better on the page."""
MOST_CHOICES = 4

# Where a page of a service says what is asked; other pages have all in their text.
PARTS: Mapping[str, tuple[str, ...]] = {
    "cost": ("cost",),
    "how": ("how",),
    "documents": ("documents",),
    "who": ("who", "conditions"),
    "after": ("next",),
    "complain": ("appeal",),
}
# Where it does not have a part of its own: lines of the other parts that tell it by their words.
SIGNS: Mapping[str, re.Pattern[str]] = {
    "cost": re.compile(
        r"\d ?(?:kr\b|kroner|,-|øre)|\bkr\.? ?\d|\bNOK\b|\bDKK\b|gratis|kost(?:er|ar)\b|gebyr|free of", re.IGNORECASE
    ),
    "deadline": re.compile(
        r"frist|deadline|\b(?:senest|seinast|innen|innan|inden|before|by) (?:den )?\d", re.IGNORECASE
    ),
    "hours": re.compile(
        r"\b(?:kl\.?|klokka|klokken) ?\d|\d[.:]\d\d ?[-–] ?\d"
        r"|\b(?:åpen|åpner|ope|opnar|åben|åbner|open|stengt|lukket|closed).*(?:dag|døgn|day|clock)",
        re.IGNORECASE,
    ),
    "time": re.compile(r"\d+ (?:arbeids)?(?:dag|uke|veke|måned|månad|uge|day|week|month|working day)", re.IGNORECASE),
    "where": re.compile(
        r"\b\w+(?:veien|vegen|gata|gaten|gate|torget|torvet|vej|vejen|gade|allé|plads|plass) \d+", re.IGNORECASE
    ),
    "documents": re.compile(
        r"vedlegg|bilag|dokumentasjon|dokumentation|legitimasjon|kvittering|attest|ta med", re.IGNORECASE
    ),
}
TITLES: Mapping[str, re.Pattern[str]] = {
    "complain": re.compile(r"klag|appeal|complain", re.IGNORECASE),
    "cost": re.compile(r"betal|pris|gebyr|avgift|takst|fee|payment|price", re.IGNORECASE),
    "hours": re.compile(r"åpningstid|opningstid|åbningstid|opening hours", re.IGNORECASE),
    "contact": re.compile(r"kontakt|contact", re.IGNORECASE),
}
PLACES = ("place", "offer", "unit")
"""The kinds of page whose address is where the thing itself is."""
LOOKED_IN = ("summary", "body", "conditions", "how", "next", "practice", "expect", "who", "cost", "documents")


@dataclass(frozen=True, slots=True)
class Told:
    """What a page tells: ``found`` is False where it does not tell what was asked; ``whole`` False where it was cut."""

    lines: tuple[str, ...]
    found: bool = True
    whole: bool = True
    language: str = ""


def told(matter: Matter, facet: str = "") -> Told:
    """What the page says of the matter, or of one thing about it."""
    lines, language = _of(matter, facet)
    if not lines and not facet:
        return Told((said("only_link"),), language=matter.language)
    if not lines:
        return Told((str(lacking(facet)),), found=False)
    kept = _short(lines)
    return Told(kept, whole=len(kept) == len(lines), language=language)


def tells(matter: Matter, facet: str) -> bool:
    """Whether the page answers this."""
    return bool(_of(matter, facet)[0])


def is_about(matter: Matter, facet: str) -> bool:
    """Whether what is wanted is what the page is about: of a page on complaints "how do I complain" asks for all, and
    of one on lower fees what one pays, unless it says in a part of its own what it costs."""
    if facet not in TITLES or (facet == "cost" and matter.lines("cost")):
        return False
    return TITLES[facet].search(matter.title) is not None


def next_choices(matter: Matter, asked_before: Collection[str], *, shown: Sequence[str] = ()) -> tuple[Choice, ...]:
    """What else can be asked of the page that it answers, as things to press; not what has been asked or ``shown``."""
    not_offered = {*asked_before, "contact", "complain", *(() if matter.hours else ("hours",))}
    others = [one for one in FACETS if one not in not_offered]
    there = [one for one in others if (lines := _of(matter, one)[0]) and not set(lines) <= set(shown)]
    return tuple(Choice(asked(one), asked(one)) for one in there[:MOST_CHOICES])


def contact_lines(contact: Contact | None) -> tuple[str, ...]:
    """Whom to ask, a line each; () when nothing is known of them."""
    if contact is None:
        return ()
    ways = (
        said("phone", number=contact.phone) if contact.phone else "",
        said("email", address=contact.email) if contact.email else "",
        said("address", address=contact.address) if contact.address else "",
        said("hours", hours="; ".join(contact.hours)) if contact.hours else "",
    )
    known = tuple(one for one in ways if one)
    return (said("contact_unit", unit=contact.name), *known) if known else ()


def in_another_language(shown: str, wanted: str) -> str:
    """The sentence that says that the words are in another language than asked for; "" when they are not."""
    if not shown or shown == wanted:
        return ""
    return said("in_language", language=LANGUAGE_NAMES[shown][wanted])


def _of(matter: Matter, facet: str) -> tuple[tuple[str, ...], str]:
    """The lines that answer, and the language they are in."""
    if not facet:
        return _first(matter, ("summary", "body", "how"))
    if facet == "contact":
        return contact_lines(matter.contact), ""
    if facet == "hours" and matter.hours:
        return matter.hours, ""
    if facet == "where" and matter.kind in PLACES and matter.contact and matter.contact.address:
        return (matter.contact.address,), ""
    if facet == "time" and matter.time:
        return matter.time, ""
    lines, language = _first(matter, PARTS.get(facet, ()))
    if lines or facet not in SIGNS:
        return lines, language
    found = list(dict.fromkeys(_by_signs(matter, SIGNS[facet])))
    return tuple(line for line, _language in found), found[0][1] if found else ""


def _first(matter: Matter, parts: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    found = next((matter.parts[one] for one in parts if matter.lines(one)), None)
    return (found.lines, found.language) if found else ((), "")


def _by_signs(matter: Matter, signs: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    for key in LOOKED_IN:
        part = matter.parts.get(key)
        if part:
            yield from ((line, part.language) for line in part.lines if signs.search(line))


def _short(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Whole lines, as many as are read easily; always the first."""
    kept: list[str] = []
    for line in lines[:MOST_LINES]:
        if kept and sum(map(len, kept)) + len(line) > MOST_SIGNS:
            break
        kept.append(line)
    return tuple(kept)
