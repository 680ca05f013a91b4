"""In which language to reply to what somebody says: that of the page, unless they plainly write in another.

No detector is right about a few words ("no one is right more than 80 % of the time on one to three words"), so it is
never used to choose among pages; docs/decisions/0122 has the figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from torg.assistant.recognising.phrases import phrases, said, words_of
from torg.language.languages import LANGUAGES, votes

LEAST_WORDS = 4
# How far another language must lead: one word that few or no other languages have. Between the three Scandinavian ones,
# which share most of their words, two where something speaks for the page's own language against it. To leave the
# municipality's own for a neighbour's takes two words, and three where something speaks against it.
LEAST_LEAD, LEAST_LEAD_OF_NEAR = 3, 8
LEAST_LEAD_ABROAD, LEAST_LEAD_ABROAD_OF_NEAR = 7, 12
NEAR = frozenset({"nb", "nn", "da"})
# Letters as they stand together in English and hardly ever in the others.
ENGLISH_SHAPE = re.compile(r"w|th|ck|gh|oo|ea|ee|ou|sh|ay$|ly$|ies$|ity$|tion|ings$|cy$|ry$")
SHAPE_WEIGHT = 2


# Words that stand in nearly every question in a language that is none of ours, and in none of ours; and letters of one.
FOREIGN = frozenset(
    """
    ich nicht wie viel und ist für kann möchte wo wann habe haben eine einen mein meine kostet bitte brauche
    jak gdzie czy dla nie jest ile moje moja moge kiedy kosztuje potrzebuje prosze jestem
    kaip kur kiek ar yra mano vaikas vaiko noriu kada
    cum unde pentru este cat costa copil vreau
    como cómo donde dónde cuanto cuánto cuesta para quiero puedo mi hijo necesito cuando
    comment combien pour est mon mes je voudrais puis quand
    sidee waa iyo xaggee imisa
    nasil nasıl nerede için ne kadar çocuk
    """.split()
)
FOREIGN_LETTERS = re.compile(r"[ąćęłńśźżșțăîğşçñ¿¡ßėįųūžčř]")
LATIN = re.compile(r"[a-zà-ɏ]", re.IGNORECASE)
LEAST_FOREIGN = 2

WISHES = {
    "en": phrases(
        """
        (english|in english|english please|engelsk|på engelsk|in english please|english version|engelsk takk)
        (do you|can you|speak) (speak)? english
        (snakker|snakkar|taler|kan|snakk|skriv|svar|svare) (du|dere|med meg)? (på)? engelsk
        """
    ),
    "nb": phrases("(norsk|på norsk|bokmål|på bokmål|norsk takk|norwegian|in norwegian|norsk bokmål)"),
    "nn": phrases("(nynorsk|på nynorsk|nynorsk takk)"),
    "da": phrases("(dansk|på dansk|danish|in danish|dansk tak)"),
}


def language_of(text: str, *, page_language: str, home: Sequence[str] = ()) -> str:
    """nb, nn, da or en: the page's own unless four words or more speak plainly for another.

    ``home`` is the municipality's languages, the first first: where a text fits two equally well, theirs is meant.
    """
    if wished := wished_language(text):
        return wished
    words = words_of(text)
    if len(words) < LEAST_WORDS or page_language not in LANGUAGES:
        return page_language
    spoken = [dict(votes(word)) for word in words]
    for word, found in zip(words, spoken, strict=True):
        if not found and ENGLISH_SHAPE.search(word):
            found["en"] = SHAPE_WEIGHT
    scores = {language: sum(found.get(language, 0) for found in spoken) for language in LANGUAGES}
    most = max(scores.values())
    best = [language for language in (*home, *LANGUAGES) if scores[language] == most]
    if page_language in best or (len(set(best)) > 1 and not home):
        return page_language
    other = best[0]
    is_disputed = any(found.get(page_language, 0) > found.get(other, 0) for found in spoken)
    needed = LEAST_LEAD
    if {other, page_language} <= NEAR:
        leads = (LEAST_LEAD, LEAST_LEAD_OF_NEAR) if other in home else (LEAST_LEAD_ABROAD, LEAST_LEAD_ABROAD_OF_NEAR)
        needed = leads[is_disputed]
    return other if most - scores[page_language] >= needed else page_language


def is_in_another(text: str) -> bool:
    """Whether something is said in a language that is none of ours: in letters of another script, or by its words.

    One word or one name of another language does not make it that.
    """
    letters = [char for char in text if char.isalpha()]
    if len(letters) > 2 * sum(LATIN.match(char) is not None for char in letters):
        return True
    words = [word.strip(".,;:?!\"'()") for word in text.lower().split()]
    foreign = sum(word in FOREIGN or FOREIGN_LETTERS.search(word) is not None for word in words)
    return foreign >= LEAST_FOREIGN and foreign > sum(bool(votes(word)) and word not in FOREIGN for word in words)


def wished_language(text: str) -> str:
    """The language that somebody asks us to write in when they say nothing else; "" for none."""
    heard = said(text)
    return next((language for language, table in WISHES.items() if table.are_all_of(heard)), "")
