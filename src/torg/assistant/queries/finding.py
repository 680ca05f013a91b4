"""Finding answers: for the portal's search, the assistant, the desk, mail and support alike (KON-15)."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from torg.assistant.cleaned import content_words
from torg.assistant.finding.answering import POSSIBLE, SURE, Settled, settle
from torg.assistant.finding.ranking import Ranked, ranked
from torg.assistant.finding.shelf import Shelf
from torg.assistant.finding.showing import why
from torg.assistant.finding.understanding import Asked, begun_with, understand
from torg.assistant.finding.values import Found, Hit, Suggestion, Text, Why
from torg.assistant.queries.shelf import Built, built
from torg.assistant.values import Answer, Answers
from torg.catalogue.content import nearest_language
from torg.catalogue.queries.finding import still_standing

SHORTEST = 2  # letters of what somebody has begun to write


def find(words: str, *, language: str, kinds: Collection[str] = (), audience: str = "", limit: int = 20) -> Found:
    """The pages that fit a question, the best first, in the asker's language where they have it (KON-08).

    ``kinds`` limits them to some kinds, ``audience`` to those that are for it or for everybody. Nothing is found when
    nothing fits well.
    """
    now = built()
    asked = understand(words, now.shelf)
    fits = _standing(ranked(asked, now.shelf, kinds=kinds, audience=audience)[:limit], now)
    hits = tuple(_hit(one, asked, now.shelf, language) for one in fits)
    return Found(hits, asked.corrected if hits else "")


def suggest(begun: str, language: str, limit: int = 8) -> tuple[Suggestion, ...]:
    """Pages for what somebody has begun to write: the last word may be begun only. None for less than two letters."""
    if len(begun.strip()) < SHORTEST:
        return ()
    now = built()
    fits = _standing(ranked(begun_with(begun, now.shelf), now.shelf)[:limit], now)
    return tuple(
        Suggestion(int(one.entry.key), one.entry.kind, text.language, text.title)
        for one in fits
        for text in _texts(one, language)[:1]
    )


def ask(
    question: str,
    *,
    language: str,
    kinds: Collection[str] = (),
    limit: int = 3,
    sure: float = SURE,
    possible: float = POSSIBLE,
) -> Answers:
    """The pages that answer a question, the best first, with how sure that is, and what may be done with them.

    The verdict is "answer" when the first is at least ``sure``, "choices" when it is at least ``possible``, else
    "unknown", and then there are no answers. A page that readers alone have shown to answer these words is offered
    beside the others, second at best, and alone where nothing else fits; no answer that is sure is touched by it.
    """
    now = built()
    asked = understand(question, now.shelf)
    settled = settle(asked, now.shelf, now.confidence, kinds=kinds, sure=sure, possible=possible)
    there = _standing([one.ranked for one in settled.answers], now)
    kept = [one for one in settled.answers if one.ranked in there][:limit]
    verdict = settled.verdict if kept else "unknown"
    answers = tuple(_answer(one, asked, now.shelf, language) for one in kept)
    if verdict != "answer" and (tried := _tried(question, answers, now, language, kinds, possible)):
        others = [one for one in answers[1:] if one.page_id != tried.page_id]
        verdict, answers = "choices", (*answers[:1], tried, *others)[:limit]
    return Answers(verdict, answers, asked.corrected if answers else "")


def _tried(
    question: str, answers: tuple[Answer, ...], now: Built, language: str, kinds: Collection[str], possible: float
) -> Answer | None:
    """The page that is on trial for these words, no surer than the first is and than a page may be that is offered."""
    page_id = now.trials.get(content_words(question))
    entry = next((one for one in now.shelf.entries if one.key == page_id), None) if page_id is not None else None
    if entry is None or (kinds and entry.kind not in kinds) or any(one.page_id == page_id for one in answers[:1]):
        return None
    if now.is_old and not still_standing([int(entry.key)]):
        return None
    texts = {text.language: text for text in entry.texts}
    first = texts[nearest_language(language, tuple(texts))]
    sure, score = (answers[0].confidence, answers[0].score) if answers else (possible, 0.0)
    return Answer(
        page_id=int(entry.key), kind=entry.kind, language=first.language, title=first.title,
        confidence=min(sure, possible), score=score, why=(),
    )  # fmt: skip


def _answer(one: Settled, asked: Asked, shelf: Shelf, language: str) -> Answer:
    first, *_others = _texts(one.ranked, language)
    return Answer(
        page_id=int(one.ranked.entry.key), kind=one.ranked.entry.kind, language=first.language, title=first.title,
        confidence=one.confidence, score=round(one.ranked.score, 4), why=_why(one.ranked, asked, shelf, language),
    )  # fmt: skip


def _hit(one: Ranked, asked: Asked, shelf: Shelf, language: str) -> Hit:
    first, *_others = _texts(one, language)
    return Hit(
        int(one.entry.key), one.entry.kind, first.language, first.title, first.summary, round(one.score, 4),
        _why(one, asked, shelf, language),
    )  # fmt: skip


def _why(one: Ranked, asked: Asked, shelf: Shelf, language: str) -> tuple[Why, ...]:
    return why(_texts(one, language), asked.sought, shelf)


def _texts(one: Ranked, language: str) -> list[Text]:
    """What an entry says, the asker's language first, or the one nearest to it."""
    texts = {text.language: text for text in one.entry.texts}
    first = texts.pop(nearest_language(language, tuple(texts)))
    return [first, *texts.values()]


def _standing(found: Iterable[Ranked], now: Built) -> list[Ranked]:
    """Without what was taken away since the shelf was built."""
    found = list(found)
    if now.is_old:
        there = still_standing(int(one.entry.key) for one in found)
        found = [one for one in found if one.entry.key in there]
    return found
