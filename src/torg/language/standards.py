"""Bokmål and Nynorsk side by side: the words that belong to one and not to the other."""

from __future__ import annotations

from collections.abc import Mapping

# Bokmål, Nynorsk: only words that are right in one and wrong in the other.
PAIRS = """
jeg eg | ikke ikkje | hva kva | hvem kven | hvor kor | hvordan korleis | hvorfor kvifor | hvilken kva |
hvilke kva | noe noko | noen nokon | fra frå | bare berre | mye mykje | mer meir | deres dykkar | være vere |
gjøre gjere | gjør gjer | kommer kjem | uke veke | uken veka | uker veker | skole skule | skolen skulen |
selv sjølv | hun ho | hjem heim | hjemme heime | trenger treng | søker søkjer | følger følgjer | et eit |
vært vore | fikk fekk | gikk gjekk | vann vatn | vei veg | veien vegen | mulig mogleg | vanligvis vanlegvis |
vennlig venleg | forskjellig ulik | åpent ope | åpen open | åpner opnar | åpningstider opningstider |
søknader søknadar | opplysninger opplysningar | henvendelse førespurnad | henvendelsen førespurnaden |
innbyggere innbyggjarar | tjeneste teneste | tjenester tenester | tjenesten tenesta | enhet eining |
spørsmålene spørsmåla | ukene vekene | dagene dagane | foreldrene foreldra | månedene månadene | måned månad |
måneden månaden | måneder månader | velkommen velkomen | utenfor utanfor | innenfor innanfor | uten utan |
innen innan | allerede alt | hvis dersom | flere fleire | ifølge ifølgje | sammen saman
"""


# Right in Bokmål as well, or another word there.
NOT_IN_NYNORSK_ALONE = frozenset("alt open ulik dersom saman heim heime veg vegen vatn teneste tenester ho".split())


def _sides() -> tuple[dict[str, str], dict[str, str]]:
    pairs = [(nb, nn) for nb, nn in (pair.split() for pair in PAIRS.split("|"))]
    to_nb = {nn: nb for nb, nn in reversed(pairs) if nn not in NOT_IN_NYNORSK_ALONE}
    return dict(pairs), to_nb


_TO_NN, _TO_NB = _sides()


def other_standard(language: str) -> Mapping[str, str]:
    """For a text in nb or nn, the words of the other standard and what they are in this one."""
    return {"nb": _TO_NB, "nn": _TO_NN}.get(language, {})
