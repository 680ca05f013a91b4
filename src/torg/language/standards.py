"""Bokmål and Nynorsk side by side: the words that belong to one and not to the other."""

from __future__ import annotations

from collections.abc import Mapping

# Bokmål, Nynorsk: only words that are right in one and wrong in the other.
PAIRS = """
jeg eg | ikke ikkje | hva kva | hvem kven | hvor kvar | hvordan korleis | hvorfor kvifor | hvilken kva | hvilke kva |
noe noko | noen nokon | fra frå | bare berre | mye mykje | mer meir | deres dykkar | være vere | gjøre gjere |
gjør gjer | gjort gjort | kommer kjem | uke veke | uken veka | uker veker | skole skule | skolen skulen | selv sjølv |
hun ho | hjem heim | hjemme heime | trenger treng | søker søkjer | følger følgjer | også_ også_ | et eit | vært vore |
fikk fekk | gikk gjekk | så_ så_ | vann vatn | vei veg | veien vegen | norsk_ norsk_ | nødvendig nødvendig_ |
mulig mogleg | vanligvis vanlegvis | vennlig venleg | forskjellig ulik | åpent ope | åpen open | åpner opnar |
åpningstider opningstider | søknader søknadar | opplysninger opplysningar | henvendelse førespurnad |
henvendelsen førespurnaden | innbyggere innbyggjarar | skjemaet_ skjemaet_ | kommunens kommunen_ | tjeneste teneste |
tjenester tenester | tjenesten tenesta | enhet eining | spørsmålene spørsmåla | ukene vekene | dagene dagane |
barna_ barna_ | foreldrene foreldra | månedene månadene | måned månad | måneden månaden | måneder månader |
velkommen velkomen | utenfor utanfor | innenfor innanfor | uten utan | innen innan | mellom_ mellom_ | etterpå_ etterpå_ |
allerede alt | imidlertid_ imidlertid_ | hvis dersom | fordi_ fordi_ | flere fleire | ifølge ifølgje | sammen saman
""".replace("\n", " ")


def _sides() -> tuple[dict[str, str], dict[str, str]]:
    to_nn, to_nb = {}, {}
    for pair in PAIRS.split("|"):
        nb, nn = pair.split()
        if nb.endswith("_") or nn.endswith("_") or nb == nn:
            continue
        to_nn[nb] = nn
        to_nb.setdefault(nn, nb)
    return to_nn, to_nb


_TO_NN, _TO_NB = _sides()
for _both in (
    "alt",
    "open",
    "ulik",
    "dersom",
    "saman",
    "heim",
    "heime",
    "veg",
    "vegen",
    "vatn",
    "teneste",
    "tenester",
    "ho",
    "kva",
):
    _TO_NB.pop(_both, None)  # allowed in Bokmål as well, or another word there
_TO_NB["kva"] = "hva"
for _both in ("hvor", "deres", "et", "skole", "sammen"):
    _TO_NN.pop(_both, None)
_TO_NN |= {"hvor": "kor; kvar", "deres": "dykkar", "et": "eit", "skole": "skule", "sammen": "saman"}


def other_standard(language: str) -> Mapping[str, str]:
    """For a text in nb or nn, the words of the other standard and what they are in this one."""
    return {"nb": _TO_NB, "nn": _TO_NN}.get(language, {})
