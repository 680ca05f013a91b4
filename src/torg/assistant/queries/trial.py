"""Asking as if: what would answer questions, were a draft published or some words learnt. Nothing is changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from torg.assistant.finding.answering import POSSIBLE, SURE, settle
from torg.assistant.finding.confidence import Confidence
from torg.assistant.finding.shelf import Shelf
from torg.assistant.finding.understanding import understand
from torg.assistant.models import Expected
from torg.assistant.queries.learnt import wordings
from torg.assistant.queries.shelf import built, entries_of
from torg.assistant.values import Verdict
from torg.catalogue.content import nearest_language
from torg.catalogue.finding.telling import documents
from torg.catalogue.finding.values import Document
from torg.catalogue.queries.care import desk_page
from torg.catalogue.queries.finding import documents_by_page
from torg.catalogue.queries.terms import words_for

THREE = 3
TOLD_EVERY = 25  # questions


@dataclass(frozen=True, slots=True)
class Came:
    """What a question is answered by: the page ids, the best first, and what may be done with them."""

    verdict: Verdict
    page_ids: tuple[int, ...]
    title: str
    confidence: float

    def place_of(self, page_id: int) -> int:
        """At which place of three a page is given, from 1; 0 when it is not, or when nothing is."""
        if self.verdict == "unknown" or page_id not in self.page_ids:
            return 0
        return self.page_ids.index(page_id) + 1


@dataclass(frozen=True, slots=True)
class Tried:
    """A question now, and as it would be."""

    text: str
    language: str
    now: Came
    then: Came


@dataclass(frozen=True, slots=True)
class Change:
    """A question that must stay right, and at which place its page comes now and would then; 0 = not among three."""

    text: str
    language: str
    page_id: int
    now: int
    then: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a draft does to the questions that must stay right: which get worse, which better, of how many."""

    worse: tuple[Change, ...]
    better: tuple[Change, ...]
    total: int


def as_it_is(questions: Sequence[tuple[str, str]]) -> list[Tried]:
    """Questions (text, language) as they are answered now."""
    held = built()
    found = [(text, code, came(text, code, held.shelf, held.confidence)) for text, code in questions]
    return [Tried(text, code, now, now) for text, code, now in found]


def with_words(questions: Sequence[tuple[str, str]], page_id: int, learnt: Sequence[str]) -> list[Tried]:
    """Questions (text, language) now, and as if words had been learnt for a page."""
    return _tried(questions, {}, {page_id: tuple(learnt)})


def with_draft(questions: Sequence[tuple[str, str]], page_key: str) -> list[Tried]:
    """Questions (text, language) now, and as if what is written of a page were published."""
    return _tried(questions, _drafted(page_key), {})


def forecast(page_key: str, *, tell: Callable[[int, int], None] = lambda _asked, _total: None) -> Forecast:
    """The questions that must stay right, were a page's draft published; ``tell`` hears how many of all are asked."""
    rows = list(Expected.objects.all())
    tell(0, len(rows))
    tried = _tried([(row.text, row.language) for row in rows], _drafted(page_key), {}, tell)
    changes = [
        Change(row.text, row.language, row.page_id, one.now.place_of(row.page_id), one.then.place_of(row.page_id))
        for row, one in zip(rows, tried, strict=True)
    ]
    worse = tuple(one for one in changes if one.now and (not one.then or one.then > one.now))
    better = tuple(one for one in changes if one.then and (not one.now or one.then < one.now))
    return Forecast(worse, better, len(rows))


def came(question: str, language: str, shelf: Shelf, confidence: Confidence, *, limit: int = THREE) -> Came:
    """What a question is answered by on a shelf; three pages, whether or not they would be shown."""
    found = settle(understand(question, shelf), shelf, confidence, possible=0.0).answers[:limit]
    sure = found[0].confidence if found else 0.0
    texts = {text.language: text for text in found[0].ranked.entry.texts} if found else {}
    return Came(
        verdict="answer" if sure >= SURE else "choices" if sure >= POSSIBLE else "unknown",
        page_ids=tuple(int(one.ranked.entry.key) for one in found),
        title=texts[nearest_language(language, tuple(texts))].title if texts else "",
        confidence=sure,
    )


def _drafted(page_key: str) -> Mapping[int, Sequence[Document]]:
    """What is written of a page as it would be put up to be found."""
    found = desk_page(page_key, language="nb")
    if found is None:
        return {}
    said = documents(found.line.id, found.line.kind, found.content, uses=found.line.uses)
    return {
        found.line.id: [
            replace(one, text="\n".join((one.text, *words_for(found.content.facts, one.language)))) for one in said
        ]
    }


def _tried(
    questions: Sequence[tuple[str, str]],
    pages: Mapping[int, Sequence[Document]],
    learnt: Mapping[int, Sequence[str]],
    tell: Callable[[int, int], None] = lambda _asked, _total: None,
) -> list[Tried]:
    if not questions:
        return []
    held, known = built(), dict(wordings())
    for page_id, words in learnt.items():
        known[page_id] = tuple(dict.fromkeys((*known.get(page_id, ()), *words)))
    standing = {page_id: said for page_id, said in {**documents_by_page(), **pages}.items() if said}
    other = Shelf(entries_of(standing, known))
    tried = []
    for text, language in questions:
        now, then = (came(text, language, shelf, held.confidence) for shelf in (held.shelf, other))
        tried.append(Tried(text, language, now, then))
        if len(tried) % TOLD_EVERY == 0:
            tell(len(tried), len(questions))
    return tried
