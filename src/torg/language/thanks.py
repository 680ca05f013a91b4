"""Whether a message is no more than thanks: then nothing is owed, and nothing is opened again."""

from __future__ import annotations

import re

from torg.language.languages import own_words

LONGEST = 15  # words; who writes more has something to say
THANKS = frozenset("takk tak tusen tusind takker tusentakk thanks thank thx cheers mange hjertelig".split())
# What people say around it: greetings, praise, and words of no weight.
AROUND = frozenset(
    """
    hei hej hello hi dear god dag morgen kveld for svar svaret hjelp hjelpen hjelpa hjælp hjælpen you so very much a lot
    the your answer reply help quick fast raskt rask hurtig hurtige kjapt dette det da så skal ha deg dere dykk jer dig
    til og and fint flott bra topp supert super great fine perfekt perfect ok okay greit den informasjonen flinke snille
    informationen info information opplysningene en god fin helg weekend videre good nice day mvh vh hilsen helsing
    venlig vennlig venleg med kind best regards sincerely that this was is er var it mye mykje meget svært alt all alle
    velkommen motta mottatt modtaget received jeg eg jag i ønsker ynskjer dykkar jeres deres
    """.split()
)
WORD = re.compile(r"[^\W\d_]+")
SIGNED = re.compile(
    r"^\s*(?:--\s*$|(?:mvh|vh|hilsen|helsing|(?:med )?ven+l[ei]g hils\w*|kind regards|best regards|regards)\b)",
    re.IGNORECASE | re.MULTILINE,
)


def is_thanks(text: str) -> bool:
    """True for "Tusen takk for raskt svar!" in nb, nn, da or en, whoever signed it; False when there is a question or
    a single word more than thanking takes: then a person must read it."""
    said = own_words(text)
    signature = SIGNED.search(said)
    words = [word.lower() for word in WORD.findall(said[: signature.start()] if signature else said)]
    if "?" in said or not words or len(words) > LONGEST or not THANKS.intersection(words):
        return False
    return all(word in THANKS or word in AROUND for word in words)
