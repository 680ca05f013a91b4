"""Which language somebody wrote in, as far as small words can tell: nb, nn, da or en.

Bokmål, Nynorsk and Danish share most of their words, so each word here speaks for the languages that have it, the more
the fewer they are.
"""

from __future__ import annotations

import re
from functools import lru_cache

SPEAKS_FOR = {
    ("nb",): "noe noen blir ble blitt mer nå fikk uke uken uten dere mye gjøre gjør hva vært "
    "søke søker gi gir beste trenger vanskelig vei veien bruke måneden "
    "norge tilskudd tatt jobber åpner åpent sykehjem veiene penger begynner",
    ("nn",): "eg ikkje kva kvar kven korleis kvifor nokon noko nokre dykkar dykk ein eit ei dei frå vert vart vore "
    "kjem gjer gjera vere vera sjølv meir mykje heim heile fram saman berre difor anna kommunen skulen tilskot veke "
    "veka saka treng korleis lurer høyrt sidan medan noreg auka løyve helsing søkje søkjer kvart no fleire "
    "arbeider rekning kor vatn vatnet veg vegen born borna heime heimen skule skular utan innan utanfor "
    "ynskjer ynskje trur seier seie gje gjev tek teke fekk finst desse sjå høyre køyre køyrer tidleg eigedom "
    "eigedomen bustad bustaden bustøtte sjuk sjukeheim sjukeheimen sjukehus lækjar laurdag tysdag sundag løyse opne "
    "ope attende millom ungane foreldra byrje byrja mogleg dotter dottera ifrå rettleiing hugse høg høgt",
    ("da",): "hvad af mig dig sig efter siger ud noget nogen nogle gerne bliver havde blev nu mod fik uge ugen "
    "op ind vej vejen mellem uden længe næste mere gøre lige tage sige vide bede beder modtaget bruge bruger børn "
    "børnene kører kørt gælder sker "
    "været jeres jer vores tak hej ansøge ansøgning søger spørgsmål børnehave tilbage "
    "meget hvornår indtil gennem bedste hjælp stadig ansøger åbner åbent plads pladser vand vandet affald skrald "
    "skraldespand lejlighed ejendom tilladelse tilladelsen ældre borger sagen sagsbehandler afgørelse afgørelsen "
    "læge kørekort cykel flytning væk længere pas penge udfylde ydelse byggetilladelse "
    "vuggestue dagpleje plejehjem fortov sne haveaffald genbrugspladsen boligstøtte sundhedskort åbningstider",
    ("en",): "the and is of my on you are be with we what not but they was this from would or there out how "
    "where when your our it a in that has need please thanks hello kind regards who which about could do "
    "an as if will any new use been get",
    (
        "nb",
        "da",
    ): "jeg ikke koster henter venter mangler flytter mister kaster hele gamle tror starter sønnen "
    "hentes hvis hvorfor hvor hvordan hvilken hvilke hun fra være kun sammen hvem eller en et kommer også selv "
    "skolen skole barna selve flere kunne ville skulle sin andre mange regning klokken hilsen hjemme deres årene mulig",
    (
        "nb",
        "nn",
    ): "hei takk å etter meg deg seg hatt enn hjelp mellom neste lenge barnehagen blei klokka nabo videre når "
    "år søknad barnehage spørsmål nærheten gong ting",
    ("nb", "nn", "da"): "og er det som på med vi for den har kan skal om men var at der til",
}
VOTES: dict[str, tuple[tuple[str, ...], ...]] = {}
for _languages, _words in SPEAKS_FOR.items():
    for _word in dict.fromkeys(_words.split()):
        VOTES[_word] = (*VOTES.get(_word, ()), _languages)
WORD = re.compile(r"[a-zæøåéö]+")
WEIGHT = {1: 4, 2: 3, 3: 1}
DANISH_ENDING = re.compile(r"[a-zæøå]{3,}(?:tion|tioner|tionen|hed|heden|eligt|dag?e?ligt)$")
NYNORSK_SHAPE = re.compile(
    r"[a-zæøå]*(?:heim|skule|vatn|sjuk|eigedom|bustad|løyve)[a-zæøå]*$|[a-zæøå]{3,}(?:ane|leg|lege|ingar|inga|asjonar|skap[ae]|heit|heita|[gk]je|[gk]jer|[bdfgklmnprstv]ar)$"
)
# What ends so in other languages too.
NO_NYNORSK = frozenset(
    """
    ansvar forsvar tilsvar seminar kommentar formular eksemplar calendar similar regular dollar sugar solar altar
    hektar popular particular singular cellar guitar gitar radar basar kaviar vokabular sekretær collar familiar nuclear
    scholar grammar bidrar oppdrar foredrar fastlege tannlege overlege kommuneoverlege deltar mottar foretar ivaretar
    vedtar inntar opptar overtar unntar antar fratar tiltar påtar omtar avtar gjentar inngår forklar erfar
    """.split()
)
CLAIMED = {"nb": "nb", "no": "nb", "nn": "nn", "da": "da"}
QUOTED_FROM = re.compile(
    r"^[ \t]*(?:-{2,}\s*(?:opprinnelig|opphavleg|oprindelig|original|videresendt|vidaresend|forwarded)\b.*"
    r"|(?:den|på|on|måndag|mandag|tirsdag|tysdag|onsdag|torsdag|fredag|lørdag|laurdag|søndag|sundag)\b.{5,200}"
    r"(?:skrev|wrote)\b.*:[ \t]*|(?:fra|frå|from):\s.*@.*|_{10,}[ \t]*)$",
    re.IGNORECASE | re.MULTILINE,
)
LANGUAGES = ("nb", "nn", "da", "en")
LOOKED_AT = 4000  # characters; a longer text tells no more


def language_of(text: str, *, home: tuple[str, ...] = (), claimed: str = "") -> str:
    """The language of a text; "" when it can not be told: too short, another language, or two alike.

    ``home`` is the municipality's languages: where a text fits two languages equally well, the one at home is meant.
    ``claimed`` is what the sender's program says (Content-Language); it counts only where the words say nothing, and
    never for English, which is what programs say when nobody has set them.
    """
    scores = dict.fromkeys(LANGUAGES, 0)
    for word in WORD.findall(own_words(text).lower()):
        for language, weight in votes(word):
            scores[language] += weight
    most = max(scores.values())
    best = [language for language in LANGUAGES if scores[language] == most]
    if len(best) > 1:
        best = [language for language in home if language in best]
    return best[0] if best and most >= WEIGHT[1] else CLAIMED.get(claimed.strip().lower()[:2], "")


def own_words(text: str) -> str:
    """The beginning of a text without what it quotes of earlier messages."""
    return without_quotes(text[:LOOKED_AT])


def without_quotes(text: str) -> str:
    """A text, however long, without what it quotes of earlier messages."""
    quoted = QUOTED_FROM.search(text)
    if quoted and text[: quoted.start()].strip():
        text = text[: quoted.start()]
    return "\n".join(line for line in text.split("\n") if not line.startswith(">"))


@lru_cache(maxsize=20_000)
def votes(word: str) -> tuple[tuple[str, int], ...]:
    """Which languages a word (small letters) speaks for, and how strongly; remembered, because people use the same."""
    found = [(language, WEIGHT[len(languages)]) for languages in VOTES.get(word, ()) for language in languages]
    if DANISH_ENDING.match(word):
        found.append(("da", WEIGHT[2]))
    if word not in NO_NYNORSK and NYNORSK_SHAPE.match(word):
        found.append(("nn", WEIGHT[2]))
    return tuple(found)
