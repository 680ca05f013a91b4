"""What is done in Torg's own process while answers are measured: the shelf built, and questions asked of it.

`python -m bench.inside bench.shelf FOLDER FILE COUNTRY DOCUMENTS` fills the catalogue as `bench.pages` does, builds
the shelf with its confidence, asks the questions of the file round after round, of the shelf and of PostgreSQL's
full-text search with an index of its own, and prints what came of it as JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from django.db import connection

from bench.pages import STEMS, pages_in
from torg.assistant.finding.practice import fitted
from torg.assistant.finding.shelf import Shelf
from torg.assistant.queries.finding import ask, suggest
from torg.assistant.queries.shelf import built, entries_of
from torg.catalogue.queries.finding import documents_by_page

ROUNDS = 5
PEER = (
    """CREATE TABLE bench_words AS SELECT page_id,
    setweight(to_tsvector(s.stem, title), 'A') || setweight(to_tsvector(s.stem, words::text), 'B')
    || setweight(to_tsvector(s.stem, summary), 'C') || setweight(to_tsvector(s.stem, text), 'D') AS words
    FROM catalogue_searchtext, LATERAL (SELECT (%s::jsonb ->> language)::regconfig AS stem) AS s""",
    "CREATE INDEX ON bench_words USING gin (words)",
    "ANALYZE bench_words",
)
PEER_ASKED = """WITH asked AS (
  SELECT to_tsquery('simple', string_agg(quote_literal(word), ' | ')) AS any
  FROM unnest(tsvector_to_array(to_tsvector(%s::regconfig, %s))) AS word)
SELECT page_id, max(ts_rank_cd(words, asked.any)) AS rank FROM bench_words, asked WHERE words @@ asked.any
GROUP BY page_id ORDER BY rank DESC, page_id LIMIT 10"""


def memory() -> float:
    """What the process holds now, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000


def taken(does: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    does()
    return time.perf_counter() - clock, time.process_time() - processor


def asked(questions: Sequence[Any], does: Callable[[Any], object]) -> list[tuple[float, float]]:
    """Milliseconds by the clock for each question, and of this process's processor."""
    times = [taken(partial(does, one)) for one in questions]
    return [(clock * 1000, processor * 1000) for clock, processor in times]


def ask_peer(question: Any) -> list[int]:
    """The pages that PostgreSQL finds by any of the words."""
    with connection.cursor() as cursor:
        cursor.execute(PEER_ASKED, [STEMS[question["language"]], question["question"]])
        return [page_id for page_id, _rank in cursor.fetchall()]


def main() -> None:
    """All of it; the last line of output is what came of it, as JSON."""
    folder, file, country, count = sys.argv[1:]
    documents = pages_in(Path(folder), int(count))
    questions = [one for line in Path(file).read_text().splitlines() if (one := json.loads(line))["country"] == country]
    with connection.cursor() as cursor:
        for statement in PEER:
            cursor.execute(statement, [json.dumps(STEMS)] if "%s" in statement else None)
    entries = entries_of(documents_by_page(), {})
    before = memory()
    held: list[Shelf] = []
    shelf = taken(lambda: held.append(Shelf(entries)))
    confidence = taken(lambda: fitted(entries))
    held.clear()
    built().shelf.make_ready()
    ask("en to tre", language="nb")  # the first works out how sure answers are
    after = memory()
    ours = [ms for _round in range(ROUNDS) for ms in asked(questions, lambda one: ask(one["question"], language="nb"))]
    theirs = [ms for _round in range(ROUNDS) for ms in asked(questions, ask_peer)]
    begun = [(one["question"][:end], one["language"]) for one in questions for end in range(2, 13, 2)]
    letters = asked(begun, lambda one: suggest(*one))
    print(
        json.dumps({
            "documents": documents, "entries": len(entries), "shelf": shelf, "confidence": confidence,
            "memory": after - before, "ours": ours, "theirs": theirs, "letters": letters,
        })
    )  # fmt: skip


if __name__ == "__main__":
    main()
