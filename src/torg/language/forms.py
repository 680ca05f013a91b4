"""The form of a word that is the same in Bokmål, Nynorsk and Danish, however it is bent; English goes along.

What differs by rule is folded away (vei, veg and vej; søke, søkje and søge; affald and avfall), then the ending, then
what is spelled in several ways. The form is no word that anybody writes: it is only compared with other forms.
"""

from __future__ import annotations

import re
from functools import lru_cache

from torg.language import letters

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
REMEMBERED = 50_000  # words; people use the same ones
LEAST = 3  # letters that are left of a word without its ending
EACH = {
    # words whose forms follow no rule, in nb, nn, da and en, folded
    "born": "barn", "bornene": "barn", "bornenes": "barn", "borns": "barn", "borna": "barn",
    "children": "child", "childrens": "child", "kids": "kid", "wife": "wife", "wives": "wife",
    "boker": "bok", "boger": "bok", "bokene": "bok", "bogerne": "bok", "bog": "bok", "books": "book",
    "foreldre": "forelder", "foreldra": "forelder", "foreldrene": "forelder", "foreldrenes": "forelder",
    "foreldres": "forelder", "foreldrar": "forelder", "foreldrane": "forelder",
    "menn": "mann", "mend": "mann", "mennesker": "menneske",
    "trer": "tre", "treer": "tre", "treerne": "tre", "treet": "tre", "trerne": "tre", "trea": "tre",
    "eldre": "eldre", "eldste": "eldre", "gamle": "gammel", "gammal": "gammel", "gamal": "gammel",
    "byen": "by", "byer": "by", "byane": "by", "byar": "by", "bye": "by",
    "noter": "note", "rotter": "rotte", "rotta": "rotte", "rotte": "rotte", "rotten": "rotte", "rottene": "rotte",
    "rotterne": "rotte",
    "veke": "uke", "veka": "uke", "veker": "uke", "vekene": "uke", "uge": "uke", "uger": "uke", "ugen": "uke",
    "ugerne": "uke", "uker": "uke", "uka": "uke", "uken": "uke", "ukene": "uke", "weeks": "week",
    "oy": "oy", "oya": "oy", "sjo": "sjo", "so": "sjo", "sjoen": "sjo", "soen": "sjo",
    "hus": "hus", "huset": "hus", "husene": "hus", "husa": "hus", "huse": "hus",
    "is": "is", "gas": "gas", "gass": "gas", "bus": "buss", "busses": "buss", "buses": "buss", "bussen": "buss",
    "pass": "pass", "passport": "pass", "passports": "pass", "pas": "pass", "passet": "pass",
    "dod": "dod", "dode": "dod", "dodde": "dod", "dor": "dod", "doyr": "dod", "doydde": "dod", "doy": "dod",
    "fees": "fee", "fee": "fee", "free": "free", "trees": "tree", "tree": "tree",
    "moved": "move", "moving": "move", "move": "move", "moves": "move",
    "apply": "apply", "applying": "apply", "applied": "apply", "applies": "apply", "application": "apply",
    "applications": "apply", "dogs": "dog", "rat": "rats", "rats": "rats", "cars": "car", "died": "die", "dies": "die",
    "sko": "sko", "ski": "ski", "bilar": "bil", "biler": "bil", "bilen": "bil", "bilene": "bil", "bilane": "bil",
    "hjelp": "hjelp", "hjelpe": "hjelp", "hjelper": "hjelp", "hjelpen": "hjelp", "hjelpa": "hjelp",
    "penger": "penge", "pengar": "penge", "penge": "penge", "pengene": "penge", "pengane": "penge",
    "vielse": "vie", "vielser": "vie", "vielsen": "vie", "vigsel": "vie", "vigsle": "vie", "viet": "vie", "vigd": "vie",
    "betalt": "betal", "betalte": "betal", "sokt": "sok", "sokte": "sok", "paid": "pay",
    "regn": "regnver", "regne": "regnver", "regner": "regnver", "regnet": "regnver", "regnar": "regnver",
    "gravid": "gravid", "aret": "ar", "arene": "ar", "ara": "ar",
}  # fmt: skip
# Words that would be another word without their own letter, as they stand.
APART = {
    "måling": "maaling", "målinger": "maaling", "målingar": "maaling", "målingen": "maaling", "målinga": "maaling",
    "råd": "raad", "rådet": "raad", "rådene": "raad", "råda": "raad", "får": "faar", "på": "paa",
}  # fmt: skip
# Roots that Nynorsk and Danish spell in their own way, wherever they stand in a word; folded.
ROOTS = tuple(
    tuple(pair.split(">"))
    for pair in """
    bornehave>barnehage barnehav>barnehag bornehag>barnehag skul>skol heim>hjem vatn>vann sjuk>syk syg>syk kyrkj>kirk
    kirkj>kirk hogd>hoyd hojd>hoyd hoj>hoy hogskol>hoyskol plads>plass arbeid>arbejd tenest>tjenest gjeremal>gjoremal
    framand>fremmed framtid>fremtid utanland>utland udland>utland opphald>ophold opphold>ophold forhald>forhold
    vedlikehald>vedlikehold hushald>hushold brot>brudd snjo>sno snerydn>snorydn broyt>broyt mjolk>melk larar>lerer
    gjeld>geld gjest>gest gjev>giv vald>vold hald>hold kald>kold lauv>lov laus>los loys>los koyr>kjor hoyr>hor
    koretoj>kjoretoy kjoretoj>kjoretoy korekort>kjorekort eigedom>eiendom ejendom>eiendom eigar>eier ejer>eier leig>lei
    leje>leie rekning>regning verksemd>virksomhet virksomhed>virksomhet verksomhet>virksomhet manad>maned symj>svom
    syster>soster tilskot>tilskudd kelder>kjeller kjellar>kjeller fylgje>folge flytj>flytt setj>sett soknad>soking
    ansogning>soking ansoking>soking ansokning>soking ansog>sok sokj>sok sog>sok fodsl>fodsel hjaelp>hjelp vej>vei
    veg>vei gjenvinn>genvinn gjenbruk>genbruk attvinn>genvinn spys>spis avgjerd>avgjor afgor>avgjor
    godtgjer>godtgjor menneskje>menneske politikar>politiker royst>stemm valg>val brukar>bruker bruger>bruker
    pasient>patient sosial>social okonom>okonom kjop>kop kjob>kop gjor>gor ljos>lys belysning>lys skjem>skem
    skjenk>skenk stoj>stoy toj>toy ferje>ferge sjef>chef tomrar>tomrer aldr>eldr vidare>videre samvar>samver
    barnevar>barnevern barnevernt>barnevern teikn>tegn reingjer>rengjor stein>sten meir>mer utval>udval sprak>sprog
    avlos>avlast aflos>avlast
    """.split()
)
# Endings and how many letters must be left before them; the longest that leaves enough goes.
ENDINGS = tuple(
    (ending, int(least))
    for least, endings in {
        "4": "ningene ningane ningerne elsene elserne ninger ningar ningen ninga elser elsen else ning",
        "3": "ingene ingane ingerne inger ingar ingen inga erne arne ene ane ing ede ete en er ar et ei ed es a e",
    }.items()
    for ending in endings.split()
)
HEADS = ((re.compile(r"^af"), "av"), (re.compile(r"^[hk]v"), "v"))
SOUNDS = tuple(
    (re.compile(here), one)
    for here, one in (
        (r"ph", "f"),
        (r"[cq](?=[eiy])", "s"),
        (r"ch|ck|[cq]", "k"),
        (r"sjon|ssion|tion", "sion"),
        (r"(?:het|heit|hed)$", "het"),
        (r"(?<=[nl])d(?![aeiouyr])", ""),
        (r"(?<=[kg])j", ""),
        (r"e[ijy]", "ei"),
        (r"oj", "oy"),
        (r"(.)\1", r"\1"),
        (r"w", "v"),
        (r"x", "ks"),
        (r"z", "s"),
    )
)
AFTER_VOWEL = re.compile(r"(?<=[aeiouy])[bdg]")
HARD = str.maketrans("bdg", "ptk")
FLEETING = re.compile(r"(?<=..[bdfgkmpstv])e(?=[lrn]$)")
OURS = str.maketrans("æä", "ee")


@lru_cache(maxsize=REMEMBERED)
def folded(word: str) -> str:
    """Small letters without accents, and æ, ä and ae as e: "Børnehaven" is bornehaven, "være" and "vere" are one."""
    return letters.folded(word.lower().replace("ae", "e").translate(OURS))


@lru_cache(maxsize=REMEMBERED)
def form(word: str) -> str:
    """The form of one word; "" for what is no word."""
    if (apart := APART.get(word.lower())) is not None:
        return apart
    word = folded(word).replace("’", "").replace("'", "")
    if word in EACH:
        return EACH[word]
    for here, there in ROOTS:
        if here in word:
            word = word.replace(here, there)
    return EACH.get(word) or _sounded(_bare(word))


@lru_cache(maxsize=REMEMBERED)
def without_ending(word: str) -> str:
    """A folded word without its ending, spelled as it was."""
    return _bare(word)


def _bare(word: str) -> str:
    """Without the ending: first that of the genitive (or the English plural), then that of number and definiteness."""
    word = _without_s(word)
    for ending, least in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return _without_s(word[: -len(ending)])
    return word


def _without_s(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > LEAST + 1 else word


def _sounded(word: str) -> str:
    """As it sounds: what is written in two ways in the languages is written in one."""
    for here, one in (*HEADS, *SOUNDS):
        word = here.sub(one, word)
    word = AFTER_VOWEL.sub(lambda found: found[0].translate(HARD), word)
    return FLEETING.sub("", word)
