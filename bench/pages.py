"""What is done in Torg's own process while finding pages is measured: pages in, questions asked.

`python -m bench.inside bench.pages FOLDER FILE COUNTRY MORE` takes in the catalogue files of a folder, and more
invented pages until there are ``MORE`` documents; asks the questions of a file that are meant for the country, of
Torg and of PostgreSQL's full-text search alike, and prints what came of each as JSON.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils import timezone

from bench.words import vocabulary
from torg.assistant.queries.finding import find, suggest
from torg.catalogue.actions.index import index_documents
from torg.catalogue.actions.taking_in import take_in
from torg.catalogue.actions.writing import Belonging, make_page
from torg.catalogue.content import Content
from torg.catalogue.files import Entry, read_text
from torg.catalogue.finding.telling import documents
from torg.catalogue.queries.pages import keys_of
from torg.config import starting
from torg.people.actions import set_up_unit

STEMS = {"nb": "norwegian", "nn": "norwegian", "da": "danish", "en": "english"}
PEER = """
WITH asked AS (
  SELECT to_tsquery('simple', string_agg(quote_literal(word), ' | ')) AS any
  FROM unnest(tsvector_to_array(to_tsvector(%(stem)s::regconfig, %(question)s))) AS word
)
SELECT page_id FROM (
  SELECT f.page_id, max(ts_rank_cd(
    setweight(to_tsvector(s.stem, f.title), 'A') || setweight(to_tsvector(s.stem, f.words::text), 'B')
    || setweight(to_tsvector(s.stem, f.summary), 'C') || setweight(to_tsvector(s.stem, f.text), 'D'),
    asked.any)) AS rank
  FROM catalogue_searchtext AS f, asked,
    LATERAL (SELECT (%(stems)s::jsonb ->> f.language)::regconfig AS stem) AS s
  GROUP BY f.page_id
) AS ranked WHERE rank > 0 ORDER BY rank DESC, page_id LIMIT 20"""


def pages_in(folder: Path, more: int) -> int:
    """Takes in the files of a folder, then invented pages; gives the number of documents."""
    starting.migrate()
    entries = [
        one for path in sorted(folder.glob("*.toml")) for one in read_text(path.read_text(), form="toml").entries
    ]
    front = set_up_unit(key="front", name="Service", front_line=True, addresses=["front@kommune.example"]).pk
    ids = {"": front} | {
        key: set_up_unit(key=key, name=key, addresses=[f"{key}@kommune.example"]).pk
        for key in sorted({entry.unit for entry in entries} - {""})
    }
    take_in(entries, ids, by=None, now=timezone.now())
    count = sum(len(entry.content.languages()) for entry in entries)
    dice, number = random.Random(7), 0
    while count < more:
        number += 1
        count += _invented(entries[number % len(entries)], number, front, dice)
    return count


def _invented(like: Entry, number: int, unit: int, dice: random.Random) -> int:
    """A page like another one, a third of its words others."""
    words = {code: _changed(said, vocabulary("da" if code == "da" else "en" if code == "en" else "nb"), dice)
             for code, said in like.content.words.items()}  # fmt: skip
    content = replace(like.content, words=words)
    page = make_page(f"invented-{number}", like.kind, content, Belonging(unit), by=None, now=timezone.now())
    index_documents(page.pk, documents(page.pk, like.kind, content))
    return len(Content(words).languages())


def _changed(said: Mapping[str, Any], others: Sequence[str], dice: random.Random) -> dict[str, Any]:
    def change(text: str) -> str:
        return " ".join(dice.choice(others) if dice.random() < 1 / 3 else word for word in text.split())

    return {
        part: change(value)[:110] if isinstance(value, str) else tuple(map(change, value))
        for part, value in said.items()
    }


def asked(question: Mapping[str, Any], names: Mapping[int, str]) -> dict[str, Any]:
    """What a question finds: the keys of pages, best first, and how long it took in milliseconds."""
    start = time.perf_counter()
    found = find(question["question"], language=question["language"])
    took = (time.perf_counter() - start) * 1000
    with connection.cursor() as cursor:
        values = {"question": question["question"], "stem": STEMS[question["language"]], "stems": json.dumps(STEMS)}
        cursor.execute(PEER, values)
        peer = [names[page_id] for (page_id,) in cursor.fetchall()]
    return {
        **question, "found": [names[hit.page_id] for hit in found.hits], "ms": took, "peer": peer,
        "corrected": found.corrected,
    }  # fmt: skip


def typed(question: str, language: str) -> list[float]:
    """How long it took, in milliseconds, at each letter somebody typed."""
    took = []
    for end in range(2, len(question) + 1):
        start = time.perf_counter()
        suggest(question[:end], language)
        took.append((time.perf_counter() - start) * 1000)
    return took


def main() -> None:
    """All of it; the last line of output is what came of it, as JSON."""
    folder, file, country, more = sys.argv[1:]
    count = pages_in(Path(folder), int(more))
    questions = [one for line in Path(file).read_text().splitlines() if (one := json.loads(line))["country"] == country]
    start = time.perf_counter()
    find("en to tre", language="nb")
    ready = time.perf_counter() - start
    names = keys_of()
    find("feilstvat", language="nb")  # the spelling is made ready at the first word that is not known
    results = [asked(question, names) for question in questions]
    letters = [ms for question in questions[:60] for ms in typed(question["question"], question["language"])]
    print(json.dumps({"documents": count, "ready_seconds": ready, "results": results, "letters": letters}))


if __name__ == "__main__":
    main()
