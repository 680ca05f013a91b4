"""Whether a text is clear: how hard it is to read, and where a plainer word would do (ALV-08).

A hint and never a lock. What is quoted between quotation marks is somebody else's and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from torg.language.clear_tables import Tables, tables
from torg.language.clear_words import band_words, suggestion
from torg.language.complete import missing
from torg.language.sentences import Reading, Sentence, Word, read
from torg.language.standards import other_standard

LONG_SENTENCE, LONG_PARAGRAPH = 25, 90  # words
ENOUGH_TO_MEASURE, ENOUGH_TO_SPEAK = 20, 30  # words: below, LIX says nothing; above, a letter should say you and we
LOOKED_AT = 50_000
QUOTED = re.compile(r"«[^»]{0,2000}»|»[^«]{0,2000}«|“[^”]{0,2000}”|\"[^\"\n]{0,2000}\"")
OURS = re.compile(r"\{[^{}\n]{1,40}\}")
# The upper bound of each band; Norway and Sweden measure a little otherwise than Denmark.
NORWEGIAN = ((30.0, "very_easy"), (40.0, "easy"), (50.0, "medium"), (60.0, "hard"))
DANISH = ((24.5, "very_easy"), (34.5, "easy"), (44.5, "medium"), (54.5, "hard"))
MODAL = {
    "nb": frozenset("skal må kan vil bør skulle måtte kunne ville burde å".split()),
    "nn": frozenset("skal må kan vil bør skulle måtte kunne ville burde å".split()),
    "da": frozenset("skal må kan vil bør skulle måtte kunne ville burde at".split()),
    "en": frozenset[str](),
}
DUTY = frozenset("må bør skal must should".split())
BECOME = {
    "nb": frozenset("bli blir ble blitt".split()),
    "nn": frozenset("bli blir blei vart verte vert".split()),
    "da": frozenset("blive bliver blev blevet".split()),
    "en": frozenset("be been being is are was were".split()),
}
S_FORM = {
    "nb": re.compile(r"[a-zæøå]{3,}es"),
    "nn": re.compile(r"[a-zæøå]{3,}ast"),
    "da": re.compile(r"[a-zæøå]{3,}es"),
}
BETWEEN = frozenset(
    """
    ikke ikkje nå no nu også og fortløpende normalt vanligvis vanlegvis først aldri alltid snart raskt bare berre kun
    da så
    derfor not now also then usually normally never always soon only
    """.split()
)
NOUNS = {
    "nb": re.compile(r"\w{4,}(?:ing|ingen|inga|inger|else|elsen|elser|sjon|sjonen|sjoner)"),
    "nn": re.compile(r"\w{4,}(?:ing|inga|ingar|else|elsen|sjon|sjonen|sjonar)"),
    "da": re.compile(r"\w{4,}(?:ing|ingen|inger|else|elsen|elser|tion|tionen|tioner)"),
    "en": re.compile(r"\w{4,}(?:ation|ations|ment|ments|sion|tion)|review|payment"),
}
ONE = {
    "nb": ("man", "en"), "nn": ("man", "ein"), "da": ("man", "en"), "en": ("one", "one"),
}  # fmt: skip
YOU = {
    "nb": frozenset("du deg din ditt dine dere deres".split()),
    "nn": frozenset("du deg din ditt dine de dykk dykkar dokker".split()),
    "da": frozenset("du dig din dit dine i jer jeres".split()),
    "en": frozenset("you your yours you'll you're".split()),
}
US = {
    "nb": frozenset("vi oss vår vårt våre jeg meg min".split()),
    "nn": frozenset("vi oss vår vårt våre me eg meg min".split()),
    "da": frozenset("vi os vores vor jeg mig min".split()),
    "en": frozenset("we us our ours i me my we'll i'll".split()),
}
KNOWN = frozenset(
    """
    PDF MB GB KB JPG BBR SMS ID EU EØS NAV SFO OK TV PC IT USA FN NRK DR CPR CVR URL A4 A3 AS QR USB WC WIFI KL NB PS
    II III IV VI VII
    VIII IX XI XII XV XX DNA HTML FAQ EUR NOK DKK UK MVH VH VM EM HR AI BBC ATM UTC CET P.S UU GPS
    """.split()
)
CAPITALS = re.compile(r"[A-ZÆØÅ]{2,5}")
LAW = re.compile(r"§")
CARRY = {"carry", "carries", "carried", "carrying"}


@dataclass(frozen=True, slots=True)
class Finding:
    """A place that could be plainer: ``said`` stands from ``start`` to ``end``; the suggestion is in its language."""

    code: str
    start: int
    end: int
    said: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class ClearReport:
    """How hard a text is to read, and each place that could be plainer, in reading order.

    ``band`` is very_easy, easy, medium, hard or very_hard, or too_short; ``band_words`` says it.
    """

    lix: float
    band: str
    band_words: str
    words: int
    sentences: int
    findings: tuple[Finding, ...]


def check(text: str, *, language: str, wants: frozenset[str] = frozenset()) -> ClearReport:
    """Looks at a text in nb, nn, da or en; ``wants`` is what it should hold, of "next_step", "date", "contact"."""
    text = text[:LOOKED_AT]
    code = language if language in YOU else "en"
    whole = read(text)
    unquoted = QUOTED.sub(_blank, OURS.sub(_blank, text))
    own = whole if unquoted == text else read(unquoted)
    seen = _Seen(text, code, own, tables(code))
    marks = [mark for look in LOOKS for mark in look(seen)]
    marks += [(gap, start, end, suggestion(gap, code)) for gap, start, end in missing(text, code, wants)]
    band = band_of(whole.lix, code) if len(whole.words) >= ENOUGH_TO_MEASURE else "too_short"
    return ClearReport(
        lix=whole.lix, band=band, band_words=band_words(band, code), words=len(whole.words),
        sentences=len(whole.sentences), findings=_in_order(text, marks),
    )  # fmt: skip


def band_of(lix: float, language: str) -> str:
    """The band of a LIX figure: the Danish ones for Danish, the Norwegian ones else."""
    for below, band in DANISH if language == "da" else NORWEGIAN:
        if lix < below:
            return band
    return "very_hard"


Mark = tuple[str, int, int, str]


@dataclass(frozen=True, slots=True)
class _Seen:
    text: str
    language: str
    reading: Reading
    tables: Tables

    def say(self, code: str, **data: object) -> str:
        return suggestion(code, self.language, **data)


def _blank(quoted: re.Match[str]) -> str:
    return " " * len(quoted[0])


def _in_order(text: str, marks: Iterable[Mark]) -> tuple[Finding, ...]:
    """The findings in reading order; of two that begin at the same place the longer one says enough."""
    found: dict[tuple[str, int] | int, Finding] = {}
    whole = {"long_sentence", "long_paragraph", "law_first", "no_you", "no_we"}
    for code, start, end, said in sorted(marks, key=lambda mark: (mark[1], -mark[2])):
        key: tuple[str, int] | int = (code, start) if code in whole or start == end else start
        found.setdefault(key, Finding(code, start, end, text[start:end], said))
    return tuple(sorted(found.values(), key=lambda one: (one.start, one.end)))


# -- what is looked for -----------------------------------------------------------------------------------------------


def _lengths(seen: _Seen) -> Iterator[Mark]:
    paragraphs: dict[int, list[Sentence]] = {}
    for sentence in seen.reading.sentences:
        paragraphs.setdefault(sentence.paragraph, []).append(sentence)
        if len(sentence.words) > LONG_SENTENCE:
            said = seen.say("long_sentence", count=len(sentence.words), most=LONG_SENTENCE)
            yield "long_sentence", sentence.start, sentence.end, said
    for group in paragraphs.values():
        count = sum(len(sentence.words) for sentence in group)
        if count > LONG_PARAGRAPH and len(group) > 1:
            yield "long_paragraph", group[0].start, group[-1].end, seen.say("long_paragraph", count=count)


def _phrases(seen: _Seen) -> Iterator[Mark]:
    words = seen.reading.words
    for at, word in enumerate(words):
        for phrase, code, instead in seen.tables.phrases.get(word.low, ()):
            piece = words[at : at + len(phrase)]
            if len(piece) == len(phrase) and all(
                one.low == wanted and one.sentence == word.sentence for one, wanted in zip(piece, phrase, strict=True)
            ):
                if not (code == "abbreviation" and word.said.isupper() and len(word.said) > 1):
                    yield code, word.start, piece[-1].end, instead
                break


def _passive(seen: _Seen) -> Iterator[Mark]:
    """-s forms (nb, da) and -ast (nn) that say nobody, and bli, blive or be with a participle."""
    words, code, table = seen.reading.words, seen.language, seen.tables
    s_form = S_FORM.get(code)
    for at, word in enumerate(words):
        before = _word_before(words, at)
        if s_form and word.low not in table.deponent and word.said[0].islower():
            said = table.passive.get(word.low, "")
            by_modal = before is not None and before.low in MODAL[code] and s_form.fullmatch(word.low)
            if by_modal or (said and _is_verb_there(word, before)):
                yield "passive", word.start, word.end, seen.say("passive", say=said or _we(code))
                continue
        became = before is not None and before.low in BECOME[code] and word.low in table.participles
        if became and before and (code != "en" or _is_english_passive(words, at, before)):
            yield "passive", before.start, word.end, seen.say("passive", say=table.participles[word.low])


def _word_before(words: tuple[Word, ...], at: int) -> Word | None:
    """The word that rules this one: the one before, past "ikke", "now" and the like, in the same sentence."""
    for back in range(at - 1, max(-1, at - 4), -1):
        if words[back].sentence != words[at].sentence:
            return None
        if words[back].low not in BETWEEN:
            return words[back]
    return None


def _is_verb_there(word: Word, before: Word | None) -> bool:
    """A word such as "brukes" is a verb unless it owns something ("et brukes pris") or begins the sentence."""
    return before is not None and before.low not in {"et", "en", "ein", "eit", "denne", "dette", "den", "det"}


def _is_english_passive(words: tuple[Word, ...], at: int, before: Word) -> bool:
    """ "will be processed", "has been sent"; "we are closed" and "it is open" say how things are."""
    following = words[at + 1].low if at + 1 < len(words) and words[at + 1].sentence == words[at].sentence else ""
    return before.low in {"be", "been", "being"} or following == "by"


def _we(code: str) -> str:
    return {"nb": "vi", "nn": "vi", "da": "vi", "en": "we"}[code]


def _nobody(seen: _Seen) -> Iterator[Mark]:
    """ "Man" wherever it stands for somebody, and "en", "ein" or "one" where it must do something."""
    man, one = ONE[seen.language]
    words = seen.reading.words
    for at, word in enumerate(words):
        following = words[at + 1].low if at + 1 < len(words) else ""
        if word.low == man and seen.language != "en":
            if seen.text[word.end : word.end + 1] not in {".", "-", "–", ":", ","} and word.said != "MAN":
                yield "nobody", word.start, word.end, seen.say("nobody")
        elif word.low == one and following in DUTY and _is_subject(words, at):
            yield "nobody", word.start, word.end, seen.say("nobody")


def _is_subject(words: tuple[Word, ...], at: int) -> bool:
    """Whether "en" stands where a subject does: first, or after at, hvis, når ..."""
    if at == 0 or words[at - 1].sentence != words[at].sentence:
        return True
    return words[at - 1].low in {
        "at",
        "hvis",
        "når",
        "dersom",
        "om",
        "viss",
        "hvornår",
        "that",
        "if",
        "when",
        "som",
        "hva",
        "kva",
    }


def _nouns(seen: _Seen) -> Iterator[Mark]:
    words, noun = seen.reading.words, NOUNS[seen.language]
    for at, word in enumerate(words):
        if word.low not in seen.tables.light:
            continue
        if word.low in CARRY and (at + 1 >= len(words) or words[at + 1].low != "out"):
            continue
        for near in words[at + 1 : at + 6]:
            if near.sentence != word.sentence:
                break
            if near.low in seen.tables.verb_of_noun or noun.fullmatch(near.low):
                yield "noun_disease", word.start, near.end, seen.say("noun_disease", say=_verb_of(near.low, seen))
                break


def _verb_of(noun: str, seen: _Seen) -> str:
    known = seen.tables.verb_of_noun
    for base in (
        noun,
        noun.removesuffix("en"),
        noun.removesuffix("a"),
        noun.removesuffix("er"),
        noun.removesuffix("s"),
    ):
        if base in known:
            return known[base]
    for tail in ("eringen", "eringa", "ering"):
        if noun.endswith(tail) and seen.language != "en":
            return noun.removesuffix(tail) + "ere"
    return {"nb": "gjøre", "nn": "gjere", "da": "gøre", "en": "do"}[seen.language] + " …"


def _unexplained(seen: _Seen) -> Iterator[Mark]:
    met: set[str] = set()
    for word in seen.reading.words:
        short = word.said
        if not CAPITALS.fullmatch(short) or short in KNOWN or short in met:
            continue
        met.add(short)
        after, before = seen.text[word.end : word.end + 2], seen.text[max(0, word.start - 1) : word.start]
        if not (after.strip().startswith("(") or before == "(") and not _is_shouted(seen.text, word):
            yield "unexplained", word.start, word.end, seen.say("unexplained", say=short)


def _is_shouted(text: str, word: Word) -> bool:
    """Whether the whole line is in capitals: a heading then, not an abbreviation."""
    start = text.rfind("\n", 0, word.start) + 1
    stop = text.find("\n", word.end)
    line = text[start : stop if stop >= 0 else len(text)]
    return line.isupper() and len(line.split()) > 1


def _law_first(seen: _Seen) -> Iterator[Mark]:
    """A paragraph sign in the first sentence that says something, the greeting left out."""
    for sentence in seen.reading.sentences[:3]:
        if len(sentence.words) >= 5:
            if LAW.search(seen.text, sentence.start, sentence.end):
                yield "law_first", sentence.start, sentence.end, seen.say("law_first")
            return


def _persons(seen: _Seen) -> Iterator[Mark]:
    words, first = seen.reading.words, seen.reading.sentences[:1]
    if len(words) < ENOUGH_TO_SPEAK or not first:
        return
    lows = {word.low for word in words}
    for code, wanted in (("no_you", YOU), ("no_we", US)):
        if lows.isdisjoint(wanted[seen.language]):
            yield code, first[0].start, first[0].end, seen.say(code)


def _mixed(seen: _Seen) -> Iterator[Mark]:
    pairs = other_standard(seen.language)
    if not pairs:
        return
    for word in seen.reading.words:
        instead = pairs.get(word.low)
        if instead and (word.said[0].islower() or word.start == seen.reading.sentences[word.sentence].start):
            yield "other_standard", word.start, word.end, seen.say("other_standard", say=instead)


def _placeholders(seen: _Seen) -> Iterator[Mark]:
    for match in OURS.finditer(seen.text):
        yield "placeholder", match.start(), match.end(), seen.say("placeholder")


LOOKS: tuple[Callable[[_Seen], Iterator[Mark]], ...] = (
    _lengths, _phrases, _passive, _nobody, _nouns, _unexplained, _law_first, _persons, _mixed, _placeholders,
)  # fmt: skip
