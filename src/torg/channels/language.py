"""Which of our four languages a text is written in, told by small words that only one of them has."""

from __future__ import annotations

import re

_WORD = re.compile(r"[a-zæøåéèòó]+")
_LOOK_AT = 2000
_QUOTED_FROM = re.compile(
    r"^[ \t]*(?:-{2,}\s*(?:opprinnelig|opphavleg|oprindelig|original|videresendt|vidaresend|forwarded)\b.*"
    r"|(?:den|på|on|måndag|mandag|tirsdag|tysdag|onsdag|torsdag|fredag|lørdag|laurdag|søndag|sundag)\b.{5,200}"
    r"(?:skrev|wrote)\b.*:[ \t]*|(?:fra|frå|from):\s.*@.*|_{10,}[ \t]*)$",
    re.IGNORECASE | re.MULTILINE,
)

_WORDS = {
    "nb": (
        "hva hei takk vennlig meg deg noe noen blitt etter nå uke uken ut opp inn av fra hvordan hvorfor hvem ikke jeg "
        "dere mye vært hjemme skolen også søknaden veien gjerne mellom hvis selv bare lurer ønsker"
    ),
    "nn": (
        "ikkje eg kva noko nokon frå korleis kvifor kven vore vert meir helsing venleg berre òg sjølv dykk dykkar me "
        "mykje heime veke veka no dei kjem skulen vegen ynskjer ønskjer vil høyre høyrer heiter ein eit nokre også "
        "hei takk meg deg etter ut opp inn av"
    ),
    "da": (
        "hvad hej tak venlig mig dig noget nogen blevet efter nu uge ugen ud op ind af fra hvordan hvorfor hvem ikke "
        "jeg jer meget været hjemme skolen også ansøgningen vejen gerne mellem hvis selv bare hvornår kommunen ønsker"
    ),
    "en": (
        "the and is are was have has you your please regards what my we our would could this that with about hello "
        "dear thank thanks when how know like been from i"
    ),
}


def _worth() -> dict[str, list[tuple[str, int]]]:
    """For each word the languages that have it: worth three where it is one language's own, else one."""
    places: dict[str, list[str]] = {}
    for language, words in _WORDS.items():
        for word in words.split():
            places.setdefault(word, []).append(language)
    return {word: [(language, 3 if len(found) == 1 else 1) for language in found] for word, found in places.items()}


_WHERE = _worth()


def own_words(text: str) -> str:
    """The beginning of the text without what is quoted from earlier messages."""
    text = text[:_LOOK_AT]
    quoted = _QUOTED_FROM.search(text)
    if quoted and text[: quoted.start()].strip():
        text = text[: quoted.start()]
    return "\n".join(line for line in text.split("\n") if not line.startswith(">"))


def told(text: str, said: str = "") -> str:
    """The language of a text: nb, nn, da or en; "" when it cannot be told.

    ``said`` is what the sender's program claims (Content-Language). It only counts where the words say nothing, and
    never for English, which is what programs say when nobody has set them.
    """
    points = dict.fromkeys(_WORDS, 0)
    for word in _WORD.findall(own_words(text).lower()):
        if word in _WHERE:
            for language, worth in _WHERE[word]:
                points[language] += worth
    best, second = sorted(points, key=points.__getitem__, reverse=True)[:2]
    if points[best] >= 6 and points[best] > points[second]:
        return best
    claimed = said.strip().lower().replace("_", "-").split(",")[0].split("-")[0]
    return {"nb": "nb", "no": "nb", "nn": "nn", "da": "da"}.get(claimed, "")
