"""What a compound is put together from: "barnehageplass" from "barnehage" and "plass", by words that are known.

Which words are known is told by whoever splits: the words of the texts themselves, and the everyday words. Linking
letters ("renovasjonsavgift", "barnehage") go like endings, see ``forms``.
"""

from __future__ import annotations

from collections.abc import Container

from torg.language.forms import folded, form

LONGEST = 40  # letters of a word that is looked into
LEAST = 4  # letters of a part, but for those in SHORT
SHORT = frozenset(
    """
    bil hus veg vei vej søk dag ski bad båt tre lys gas vin øl tak dyr is by ny gate hage hund katt avl arv lån bus
    buss sfo pas pass leg sko syn fri mat mad sag sak kart bro bru kai havn rør grav gul grøn vår år eng øy sjø mur
    gås ris ull kul båd råd dåp god net nett vak led hal sti vik ung eldre ældre far mor æld post bok bog fisk
    """.split()
)
SHORT_FOLDED = frozenset(map(folded, SHORT))
# What looks like a compound and is one no longer: nobody means a garden by "barnehage".
WHOLE = frozenset(
    form(word)
    for word in """
    barnehage børnehave barnehagen sykehus sygehus kommune rådhus fastlege familie bibliotek parkering informasjon
    arbeid bestilling registrering foreldre tjeneste innbygger indbygger borger eiendom ejendom
    folkeregister bosted bopæl samtykke fullmakt fritid forening oppvekst opvækst undervisning utdanning uddannelse
    virksomhet virksomhed nærmiljø omsorg ansatt medlem ordfører borgmester statsforvalter vaksine kultur
    hovedside nødvendig avtale aftale oversikt oversigt vedtak afgørelse varsel anledning forbindelse
    søppel avfall affald kloakk avløp renovasjon gjenvinning genbrug bostøtte boligstøtte sosialhjelp kontanthjælp
    regulering bygning transport rapport reservere support passport export kunst kunstner landsdel
    """.split()
)


def parts(word: str, known: Container[str]) -> tuple[str, ...]:
    """The parts of a word, folded, in their order; () when it is none that can be told apart.

    ``known`` holds the forms of words that can be parts. Of several ways the one with the fewest and longest parts.
    """
    word = folded(word)
    if not 2 * LEAST - 1 <= len(word) <= LONGEST or form(word) in WHOLE or not word.isalpha():
        return ()
    best: list[tuple[float, tuple[str, ...]] | None] = [None] * (len(word) + 1)
    best[0] = (0.0, ())
    for end in range(3, len(word) + 1):
        for start in range(max(0, end - 20), end - 1):
            before = best[start]
            if before is None or (start == 0 and end == len(word)):
                continue
            cost = _cost(word[start:end], known)
            if cost is None:
                continue
            so_far = (before[0] + cost, (*before[1], word[start:end]))
            held = best[end]
            if held is None or so_far[0] < held[0]:
                best[end] = so_far
    found = best[len(word)]
    return found[1] if found and len(found[1]) <= 4 else ()


def _cost(part: str, known: Container[str]) -> float | None:
    """How little is gained by a part; None when it cannot be one."""
    if part in SHORT_FOLDED:
        return 1.4
    if len(part) < LEAST or form(part) not in known or len(form(part)) < 3:
        return None
    return 1.0 + (0.3 if len(part) == LEAST else 0.0)
