"""Words by which services are classified: Los and KLE read from their files, and those that fit a page's words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from torg.catalogue.content import Content
from torg.catalogue.text import plain
from torg.catalogue.xml import LANG, Node, read_xml

LOS = "https://psi.norge.no/los/"
LOS_PATH = re.compile(r"(?:https?://psi\.norge\.no/los/)?((?:ord|tema|hendelse)/[^\s/]+)")
LANGUAGES = {"nb": "nb", "no": "nb", "nn": "nn", "da": "da", "en": "en"}
SCHEME_LANGUAGES = {"los": ("nb", "nn", "en"), "kle": ("da",)}
KLE_NUMBER = re.compile(r"\d\d(?:\.\d\d){0,2}")
GONE = "[udgået]"
MARK = re.compile(r"\s*\[=?[^\]]*\]$|, (?:hoved)?gruppe$|\s*\(før [^)]*\)", re.IGNORECASE)
OF_NO_USE = re.compile(r"^(?:tidligere|se også|jf\.?)\b", re.IGNORECASE)
LONGEST_CODE, LONGEST_WORD = 300, 200

WORD = re.compile(r"[^\W\d_]{2,}")
ENDINGS = re.compile(r"(?:ene|ane|erne|ens|ets|en|et|er|ar|a|e|s|r|t)$")
SMALL = frozenset(
    """
    i og til av af på for med om som en et ei de den det der som fra frå ved under over mellom mellem eller m.m mv
    almindelighed andre øvrige diverse the of and for to in on with a an kommune kommunen kommunens kommunal kommunale
    """.split()
)
WEIGHTS = {"title": 5.0, "words": 4.0, "summary": 2.5, "body": 1.0, "who": 1.0, "how": 1.0}
COMPOUND, KEYWORD, OTHERS, LEAST = 0.6, 0.85, 0.2, 2.0
SHORTEST_PART = 5  # letters: shorter beginnings and ends of a compound say nothing
LOOKED_AT = 4000


class NoTerms(Exception):
    """A file that holds no words of the scheme."""


@dataclass(frozen=True, slots=True)
class TermSaid:
    """A word of Los or a number of KLE. ``code`` is what stands on a page, ``words`` other words for it by language."""

    code: str
    titles: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    broader: tuple[str, ...] = ()
    uuid: str = ""

    def title(self, language: str) -> str:
        """What it is called, in the nearest language that it has a name in."""
        return next(
            (self.titles[code] for code in (language, "nb", "da", "nn", "en") if code in self.titles), self.code
        )


@dataclass(frozen=True, slots=True)
class Fits:
    """A term that fits a page: how well, and the words of the page that it goes by."""

    term: TermSaid
    score: float
    because: tuple[str, ...]


def read_los(raw: bytes) -> list[TermSaid]:
    """Los from RDF/XML (SKOS), or from the XML that Los itself is kept in. Raises XmlRefused, NoTerms."""
    found: dict[str, TermSaid] = {}
    for node in read_xml(raw).children:
        if not _is_concept(node):
            continue
        code = los_code(node.attribute("about") or node.attribute("path"))
        titles = _labels(node, "prefLabel")
        if not code or not titles or code in found:
            continue
        others = _many(node, "altLabel", "hiddenLabel")
        broader = tuple(
            dict.fromkeys(
                above
                for one in _named(node, "broader")
                if (above := los_code(one.attribute("resource") or one.text.strip()))
            )
        )
        found[code] = TermSaid(code, titles, others, broader)
    if not found:
        raise NoTerms("los")
    return list(found.values())


def los_code(said: str) -> str:
    """What stands on a page for an address or path of Los: the last part of a word, the whole address of a theme."""
    path = LOS_PATH.fullmatch(said)
    if path is None or len(said) > LONGEST_CODE:
        return ""
    kind, _slash, last = path[1].partition("/")
    return last if kind == "ord" else LOS + path[1]


def _is_concept(node: Node) -> bool:
    types = (one.attribute("resource") for one in node.all("type"))
    return node.name == "Concept" or any(one.rpartition("#")[2] == "Concept" for one in types)


def _named(node: Node, name: str) -> Iterator[Node]:
    return (one for one in node.children if one.name[:1].lower() + one.name[1:] == name)


def _labels(node: Node, name: str) -> dict[str, str]:
    return {code: said[0] for code, said in _many(node, name).items()}


def _many(node: Node, *names: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for name in names:
        for one in _named(node, name):
            code = LANGUAGES.get(one.attributes.get(LANG) or one.attributes.get("lang", ""), "")
            said = " ".join(one.text.split())[:LONGEST_WORD]
            if code and said.strip("* "):
                found.setdefault(code, {})[said] = None
    return {code: tuple(said) for code, said in found.items()}


def read_kle(raw: bytes) -> list[TermSaid]:
    """KLE's plan of subjects from its XML: main groups, groups and subjects. Raises XmlRefused, NoTerms."""
    found: dict[str, TermSaid] = {}
    for main in read_xml(raw).all("Hovedgruppe"):
        _add_kle(found, main, "Hovedgruppe", "")
        for group in main.all("Gruppe"):
            _add_kle(found, group, "Gruppe", main.said("HovedgruppeNr"))
            for subject in group.all("Emne"):
                _add_kle(found, subject, "Emne", group.said("GruppeNr"))
    if not found:
        raise NoTerms("kle")
    return list(found.values())


def _add_kle(found: dict[str, TermSaid], node: Node, name: str, above: str) -> None:
    code, title = node.said(f"{name}Nr"), node.said(f"{name}Titel")[:LONGEST_WORD]
    if not title or not KLE_NUMBER.fullmatch(code):
        return
    said = (
        " ".join(one.said("Tekst").split())
        for kind in (f"{name}Stikord", f"{name}OgHandlingsfacetStikord")
        for one in node.all(kind)
    )
    bare = (MARK.sub("", MARK.sub("", one)).strip()[:LONGEST_WORD] for one in said if GONE not in one.lower())
    words = tuple(dict.fromkeys(one for one in bare if one and one != title and not OF_NO_USE.match(one)))
    found[code] = TermSaid(
        code, {"da": title}, {"da": words} if words else {}, (above,) if above else (), node.said("UUID")[:36]
    )


# -- which terms fit a page -------------------------------------------------------------------------------------------


def fitting(content: Content, scheme: str, terms: Iterable[TermSaid], *, most: int = 8) -> list[Fits]:
    """The terms whose names or other words stand in a page's words, the best first.

    The title and the words that people use count most; a word that many terms share counts little; the beginning or
    end of a compound counts somewhat. What stands on the page already is left out.
    """
    there = set(content.facts.get(scheme, ()))
    said = {
        code: _weighted(content, code) for code in SCHEME_LANGUAGES[scheme] if content.words.get(code, {}).get("title")
    }
    if not said:
        return []
    known = list(terms)
    shared = Counter(stems for term in known for stems in {stems for _code, stems, _word, _main in _phrases(term)})
    found = []
    for term in known:
        if term.code in there:
            continue
        scored: dict[str, float] = {}
        for code, stems, word, main in _phrases(term):
            if code not in said:
                continue
            score = _score(stems, said[code]) * (1 if main else KEYWORD) / shared[stems] ** 0.5
            if score > 0:
                scored[word] = max(score, scored.get(word, 0))
        ordered = sorted(scored.items(), key=lambda pair: (-pair[1], pair[0]))
        if ordered:
            score = (ordered[0][1] + OTHERS * min(sum(one for _word, one in ordered[1:]), 5)) * _specific(scheme, term)
            if score >= LEAST:
                found.append(Fits(term, round(score, 2), tuple(word for word, _score in ordered[:3])))
    return sorted(found, key=lambda one: (-one.score, one.term.code))[:most]


@dataclass(frozen=True, slots=True)
class _Said:
    """The bare words of a page in a language, each with the weight of the best place where it stands; ``edges`` are
    the beginnings and ends of those that may be compounds."""

    words: Mapping[str, float]
    edges: Mapping[str, float]

    def weight(self, stem: str) -> float:
        """The weight of a word: less when it is only the beginning or end of one, or one is its beginning; else 0."""
        if stem in self.words:
            return self.words[stem]
        if len(stem) < SHORTEST_PART:
            return 0
        begun = (self.words.get(stem[:length], 0) for length in range(SHORTEST_PART + 1, len(stem)))
        return COMPOUND * max(self.edges.get(stem, 0), *begun, 0)


def _weighted(content: Content, language: str) -> _Said:
    words: dict[str, float] = {}
    for part, weight in WEIGHTS.items():
        said = content.said(language, part)
        text = " ".join(said) if isinstance(said, tuple) else plain(said[:LOOKED_AT])
        for word in _words(text):
            words[word] = max(weight, words.get(word, 0))
    edges: dict[str, float] = {}
    for word, weight in words.items():
        for length in range(SHORTEST_PART, len(word)):
            for edge in (word[:length], word[-length:]):
                edges[edge] = max(weight, edges.get(edge, 0))
    return _Said(words, edges)


def _score(stems: Sequence[str], said: _Said) -> float:
    """How well a phrase fits: its weakest word counts, and longer phrases count more; 0 when a word is missing."""
    weakest = min((said.weight(stem) for stem in stems), default=0)
    return weakest * (1 + 0.25 * (len(stems) - 1))


def _specific(scheme: str, term: TermSaid) -> float:
    """Main groups and themes are chosen last: what is narrower says more."""
    if scheme == "kle":
        return (0.5, 0.8, 1.0)[term.code.count(".")]
    return 0.6 if term.code.startswith(LOS) else 1.0


def _phrases(term: TermSaid) -> Iterator[tuple[str, tuple[str, ...], str, bool]]:
    for code, title in term.titles.items():
        yield code, _bare(title), title, True
    for code, words in term.words.items():
        for word in words:
            yield code, _bare(word), word, False


@lru_cache(maxsize=50_000)
def _bare(text: str) -> tuple[str, ...]:
    return tuple(_words(text))


def _words(text: str) -> Iterator[str]:
    for found in WORD.finditer(text.lower()):
        word = found[0]
        if word not in SMALL:
            yield ENDINGS.sub("", word) if len(word) > 4 else word
