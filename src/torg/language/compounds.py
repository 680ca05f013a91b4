"""What a compound is put together from: "barnehageplass" from "barnehage" and "plass", by words that are known.

Which words are known is told by whoever splits: the words of the texts themselves, and the everyday words. Letters that
link ("renovasjonsavgift") belong to no part.
"""

from __future__ import annotations

from collections.abc import Container, Iterable

from torg.language.forms import folded, form, without_ending

LONGEST = 40  # letters of a word that is looked into
LEAST = 4  # letters of a part, but for those in SHORT
MOST = 4  # parts
JOINTS = "se"  # the letters that link
JOINT = 0.1  # what one of them costs
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


def pieces(words: Iterable[str]) -> frozenset[str]:
    """What can be a part of a compound, folded: these words, and what is left of them without their endings."""
    found = set(SHORT_FOLDED)
    for word in words:
        if len(word) >= LEAST and word.isalpha():
            short = folded(word)
            found.add(short)
            if len(bare := without_ending(short)) >= LEAST:
                found.add(bare)
    return frozenset(found)


def parts(word: str, known: Container[str]) -> tuple[str, ...]:
    """The parts of a word, folded, in their order; () when it is none that can be told apart.

    ``known`` is what can be a part, as ``pieces`` tells. Of several ways the one with the fewest and longest parts;
    only the last part may have an ending.
    """
    word = folded(word)
    size = len(word)
    if not 2 * LEAST - 1 <= size <= LONGEST or not word.isalpha() or form(word) in WHOLE:
        return ()
    best: list[tuple[float, tuple[str, ...]] | None] = [None] * (size + 1)
    best[0] = (0.0, ())
    for start in range(size - 2):
        before = best[start]
        if before is None or len(before[1]) == MOST:
            continue
        for end in [end for end in range(start + 2, size) if word[start:end] in known]:
            cost, way = before[0] + _cost(end - start), (*before[1], word[start:end])
            _keep(best, end, (cost, way))
            if word[end] in JOINTS:
                _keep(best, end + 1, (cost + JOINT, way))
        last = word[start:]
        if start and size - start > 2 and (last in known or (without_ending(last) in known and len(last) > LEAST)):
            _keep(best, size, (before[0] + _cost(size - start), (*before[1], last)))
    found = best[size]
    return found[1] if found else ()


def _keep(best: list[tuple[float, tuple[str, ...]] | None], end: int, way: tuple[float, tuple[str, ...]]) -> None:
    held = best[end] if end < len(best) else way
    if held is None or way[0] < held[0]:
        best[end] = way


def _cost(letters: int) -> float:
    """How little is gained by a part: short ones stand in many words by chance."""
    return 1.4 if letters < LEAST else 1.3 if letters == LEAST else 1.0
