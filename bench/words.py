"""Words for invented enquiries in three languages: common ones, and thousands of compounds, ever rarer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

COMMON: Mapping[str, Sequence[str]] = {
    "nb": (
        "jeg og det i å er til på for at ikke en av med har vi som den kan hei lurer hvor når skal var fra om dere må "
        "takk hilsen barnehagen søknaden plassen veien svaret kommunen skolen boligen regningen hjelpen"
    ).split(),
    "da": (
        "jeg og det i at er til på for ikke en af med har vi som den kan hej hvor hvornår skal var fra om jer må tak "
        "hilsen børnehaven ansøgningen pladsen vejen svaret kommunen skolen boligen regningen hjælpen"
    ).split(),
    "en": (
        "the and to of a in is it for that not on with have we as this can hello where when should was from about you "
        "must thanks regards kindergarten application place road answer municipality school housing bill help"
    ).split(),
}
FIRST: Mapping[str, Sequence[str]] = {
    "nb": (
        "barne skole vann avløps bygge helse omsorgs kultur idretts parkerings eiendoms avfalls brann snø vei gate "
        "park bolig sosial flyktning lege sykehjems musikk svømme bibliotek lek strand kai båt natur frilufts kirke"
    ).split(),
    "da": (
        "børne skole vand kloak bygge sundheds omsorgs kultur idræts parkerings ejendoms affalds brand sne vej gade "
        "park bolig social flygtninge læge plejehjems musik svømme biblioteks lege strand havne båd natur kirke"
    ).split(),
    "en": (
        "child school water sewage building health care culture sports parking property waste fire snow road street "
        "park housing social refugee doctor nursing music swimming library play beach harbour boat nature church"
    ).split(),
}
LAST: Mapping[str, Sequence[str]] = {
    "nb": (
        "plassen søknaden avgiften tillatelsen kontoret planen tilbudet loven støtten ordningen saken huset laget "
        "hallen tjenesten vakten ledelsen rådet utvalget målet kartet skiltet gjerdet røret lyset rommet taket muren"
    ).split(),
    "da": (
        "pladsen ansøgningen afgiften tilladelsen kontoret planen tilbuddet loven støtten ordningen sagen huset laget "
        "hallen tjenesten vagten ledelsen rådet udvalget målet kortet skiltet hegnet røret lyset rummet taget muren"
    ).split(),
    "en": (
        "places applications fees permits offices plans offers laws supports schemes cases houses teams halls services "
        "guards managers councils committees goals maps signs fences pipes lights rooms roofs walls"
    ).split(),
}
ENDINGS = ("", "er", "ene", "s", "sak", "frist", "region", "øst", "vest", "nord", "sør", "ny")


def vocabulary(language: str) -> list[str]:
    """All words of a language, the common ones first; the further down, the rarer in a text."""
    compounds = [f"{first}{last}{ending}" for ending in ENDINGS for first in FIRST[language] for last in LAST[language]]
    step = 7919  # shuffles, the same way each time
    return [*COMMON[language], *(compounds[n * step % len(compounds)] for n in range(len(compounds)))]
