"""Finding enquiries by words, the newest first, within what the seeker may open.

Common words are found by looking through the newest enquiries; rare ones by the index of words. Which of the two is
not left to PostgreSQL, which takes rare words for common ones and then reads everything (docs/decisions/0076).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Window
from django.db.models.functions import Left, RowNumber

from torg.enquiries.models import Contact, Enquiry, Status
from torg.enquiries.numbers import said
from torg.enquiries.queries.rows import LISTED, also_units
from torg.enquiries.search import WORD, any_of, mark
from torg.language.letters import folded
from torg.language.sensitive import masked
from torg.people.queries import Sight

PAGE = 25
NEWEST = 6000  # enquiries looked through before the index of words is asked
LONGEST_QUESTION = 200  # characters
SHORTEST_PREFIX = 3  # letters
AROUND = 90  # characters of a text on either side of the first word found
TEXTS = 40  # texts of one enquiry in which the words are looked for, the first
READ = 20_000  # characters of a text in which the words are looked for
FOUND = """
SELECT enquiry_id, at FROM (
  SELECT enquiry_id, at, words FROM enquiries_searchtext WHERE {times}
  ORDER BY at DESC, enquiry_id DESC LIMIT %(newest)s
) AS newest WHERE words @@ %(asked)s::tsquery ORDER BY at DESC, enquiry_id DESC LIMIT %(most)s"""
BY_INDEX = """
SELECT enquiry_id, at FROM enquiries_searchtext WHERE words @@ %(asked)s::tsquery AND {times}
ORDER BY at DESC, enquiry_id DESC LIMIT %(most)s"""
STEMS = ("norwegian", "danish", "english")
FORMS = """
SELECT ARRAY(SELECT plainto_tsquery(stem::regconfig, asked.word)::text
    FROM unnest(%(stems)s::text[]) WITH ORDINALITY AS of (stem, place) ORDER BY of.place),
  plainto_tsquery('simple', enquiries_folded(asked.word))::text,
  CASE WHEN asked.place = %(begun)s THEN to_tsquery('simple', enquiries_folded(asked.word) || ':*')::text ELSE '' END
FROM unnest(%(words)s::text[]) WITH ORDINALITY AS asked (word, place) ORDER BY asked.place"""
INDEX_ONLY = "SELECT set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true)"


@dataclass(frozen=True, slots=True)
class Piece:
    """A bit of text that is one of the words sought, or not."""

    text: str
    is_hit: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One enquiry that was found; ``subject`` and ``snippet`` in pieces, the words sought marked."""

    id: int
    number: int
    number_said: str
    subject: tuple[Piece, ...]
    snippet: tuple[Piece, ...]
    sender: str
    channel: str
    unit_name: str
    status: str
    opened_at: datetime
    sensitive: bool


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page of what was found; ``next_cursor`` is "" on the last one."""

    rows: tuple[Found, ...]
    next_cursor: str


NOTHING = FoundPage((), "")


def search(
    words: str,
    *,
    sight: Sight,
    after: str = "",
    now: datetime,
    unit_id: int | None = None,
    channel: str = "",
    status: str = "",
    days: int = 0,
) -> FoundPage:
    """Enquiries in which all these words stand, the newest first; the last word may be begun only.

    Understands "words in quotes" and -without. ``days`` is how long ago they were opened at most, 0 for any time;
    ``after`` is the cursor of the page before (a wrong one counts as none).
    """
    asked = _asked(words[:LONGEST_QUESTION], sight, unit_id=unit_id, channel=channel, status=status)
    if not asked:
        return NOTHING
    times, values = _times(after, now - timedelta(days=days) if days else None)
    values |= {"asked": asked, "most": PAGE + 1, "newest": NEWEST}
    with connection.cursor() as cursor:
        cursor.execute(FOUND.format(times=times), values)
        hits = cursor.fetchall()
    if len(hits) <= PAGE:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(INDEX_ONLY)
            cursor.execute(BY_INDEX.format(times=times), values)
            hits = cursor.fetchall()
    page = hits[:PAGE]
    cursor_after = f"{page[-1][1].isoformat()}~{page[-1][0]}" if len(hits) > PAGE else ""
    return FoundPage(tuple(_rows([pk for pk, _at in page], words, sight)), cursor_after)


def _times(after: str, since: datetime | None) -> tuple[str, dict[str, Any]]:
    """The condition on time, and its values."""
    conditions, values = ["true"], dict[str, Any]()
    if since is not None:
        conditions.append("at >= %(since)s")
        values["since"] = since
    moment_said, _sign, pk_said = after.partition("~")
    try:
        moment, pk = datetime.fromisoformat(moment_said), int(pk_said)
    except ValueError:
        pass
    else:
        if moment.tzinfo is not None and pk < 1 << 62:
            conditions.append("(at, enquiry_id) < (%(moment)s, %(pk)s)")
            values |= {"moment": moment, "pk": pk}
    return " AND ".join(conditions), values


# -- the question -----------------------------------------------------------------------------------------------------


def _asked(words: str, sight: Sight, *, unit_id: int | None, channel: str, status: str) -> str:
    """The question as the database reads it; "" when nothing is asked, or nothing may be seen."""
    words = words.replace("\0", " ").strip()
    if not WORD.search(words) or (sight.units is not None and not sight.units):
        return ""
    asked = _in_quotes(words) if re.search(r'"|(^|\s)-', words) else _plain(words.split())
    if not asked:
        return ""
    limits = [f"({asked})", *_sifted(unit_id, channel, status), *_within(sight)]
    return " & ".join(limits)


def _in_quotes(words: str) -> str:
    """What stands in quotes is found as it stands: the stems are kept without their places."""
    stems = [] if '"' in words else list(STEMS)
    parts = ["websearch_to_tsquery(%s::regconfig, %s)" for _stem in stems]
    parts.append("websearch_to_tsquery('simple', enquiries_folded(%s))")
    values = [value for stem in stems for value in (stem, words)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ({' || '.join(parts)})::text", [*values, words])
        return str(cursor.fetchone()[0])


def _plain(words: Sequence[str]) -> str:
    """All the words, each in any language's stem or as it stands; the last one begun or whole.

    Small words (stop words of Norwegian or Danish) count only where there are no others.
    """
    begun = len(words[-1]) >= SHORTEST_PREFIX and bool(WORD.fullmatch(words[-1]))
    with connection.cursor() as cursor:
        cursor.execute(FORMS, {"words": list(words), "stems": list(STEMS), "begun": len(words) if begun else 0})
        forms = cursor.fetchall()
    clauses, small = list[str](), list[str]()
    for word, (stems, as_it_stands, beginning) in zip(words, forms, strict=True):
        telling = [form for form in stems if not _says_too_little(form, word)]
        ways = dict.fromkeys(form for form in (*telling, as_it_stands) if form and f"{form}:*" != beginning)
        clause = " | ".join([f"({form})" for form in ways] + ([beginning] if beginning else []))
        if clause:
            (clauses if all(stems[:2]) or beginning else small).append(f"({clause})")
    return " & ".join(clauses or small)


def _says_too_little(stem: str, word: str) -> bool:
    """Whether a stem has lost the word: "demens" is cut to "dem", which stands in every other text."""
    return len(stem.strip("'")) <= 3 < len(word) - 2


def _sifted(unit_id: int | None, channel: str, status: str) -> list[str]:
    chosen = [("unit", unit_id), ("way", channel), ("is", status if status in Status.values else "")]
    return [f"({any_of([mark(kind, value)])})" for kind, value in chosen if value]


def _within(sight: Sight) -> list[str]:
    """Only what may be opened: that somebody's words stand in what is sensitive is itself something told."""
    limits = []
    if sight.units is not None:
        limits.append(f"({any_of(mark('unit', pk) for pk in sorted(sight.units))})")
    if sight.opens is not None and sight.opens != sight.units:
        opened = any_of(mark("unit", pk) for pk in sorted(sight.opens))
        limits.append(f"(!'=sensitive:'{' | ' + opened if opened else ''})")
    return limits


# -- what was found ---------------------------------------------------------------------------------------------------


def _rows(ids: Sequence[int], words: str, sight: Sight) -> list[Found]:
    """The enquiries as they are now; one that has since become somebody else's, or sensitive, is left out."""
    wanted = (
        "id", "number", LISTED, "person__name", "channel", "unit_id", "unit__name", "status", "opened_at",
        "sensitive",
    )  # fmt: skip
    by_id = {row[0]: row for row in Enquiry.objects.filter(pk__in=ids).values_list(*wanted)}
    also = also_units(by_id) if sight.units is not None or sight.opens is not None else {}
    texts, sought = _texts(ids), _sought(words)
    found = []
    for pk in ids:
        if pk not in by_id:
            continue
        _pk, number, subject, sender, channel, unit_id, unit, status, opened, sensitive = by_id[pk]
        if not sight.may_open(unit_id, *also.get(pk, ()), sensitive=sensitive):
            continue
        found.append(
            Found(
                pk, number, said(number), tuple(_pieces(subject, sought)), _snippet(texts.get(pk, ()), sought), sender,
                channel, unit, status, opened, sensitive,
            )
        )  # fmt: skip
    return found


def _texts(ids: Collection[int]) -> Mapping[int, list[str]]:
    """What was written first in each of these enquiries, by people, the oldest first: how each text begins."""
    written = Contact.objects.filter(enquiry_id__in=ids).exclude(purpose__in=["receipt", "notice"])
    nth = Window(RowNumber(), partition_by=F("enquiry_id"), order_by="id")
    # Which ones they are is found without their texts, which may be long and lie outside the rows.
    first = list(written.annotate(nth=nth).filter(nth__lte=TEXTS).values_list("pk", flat=True))
    texts: dict[int, list[str]] = {}
    rows = Contact.objects.filter(pk__in=first).order_by("id")
    for enquiry_id, text in rows.values_list("enquiry_id", Left("text", READ)):
        texts.setdefault(enquiry_id, []).append(text)
    return texts


def _sought(words: str) -> tuple[str, ...]:
    """The beginnings of words to mark in a text: a word without its ending, as stems are, but never under 3 letters."""
    begins = [folded(word) for word in WORD.findall(words)]
    return tuple(word if len(word) <= 4 else word[: max(4, len(word) - 2)] for word in begins)


def _pieces(text: str, sought: tuple[str, ...]) -> list[Piece]:
    pieces, end = [], 0
    for word in WORD.finditer(text):
        if sought and folded(word[0]).startswith(sought):
            if word.start() > end:
                pieces.append(Piece(text[end : word.start()], False))
            pieces.append(Piece(word[0], True))
            end = word.end()
    if end < len(text):
        pieces.append(Piece(text[end:], False))
    return pieces


def _snippet(texts: Sequence[str], sought: tuple[str, ...]) -> tuple[Piece, ...]:
    """The words around the first one found, of the first text that has one; else how the first text begins."""
    for text in texts:
        at = next((w.start() for w in WORD.finditer(text) if sought and folded(w[0]).startswith(sought)), None)
        if at is not None:
            return tuple(_pieces(_cut(text, at), sought))
    return tuple(_pieces(_cut(texts[0], 0), sought)) if texts else ()


def _cut(text: str, at: int) -> str:
    start, end = max(0, at - AROUND), at + AROUND
    start = 0 if start == 0 else text.find(" ", start, at) + 1 or start
    cut = masked(" ".join(text[start:end].split()))  # an identity number is not read in a list
    return f"{'… ' if start else ''}{cut}{' …' if end < len(text) else ''}"
