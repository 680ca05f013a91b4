"""Whether citizens' questions find the right page: `python -m bench.finding FILE.jsonl`.

Each line of the file is a question: `{"question", "language", "country" (no or da), "expected" (keys of pages)}`.
Beside PostgreSQL's full-text search over the same rows (stems of the language, any of the words, titles before words
before summaries before text). `--documents 5000` fills up with invented pages, for the time it takes.
`--catalogue FOLDER` is where `no` and `da` lie; the demo's when it is not said.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.figures import machine, p50_p95, table
from bench.places import ROOT, fresh_database, inside, postgres, told, torg_surroundings

CATALOGUE = ROOT / "src" / "torg" / "config" / "demo" / "catalogue"
QUESTIONS = ROOT / "tests" / "catalogue" / "questions_dev.jsonl"
COUNTRIES = ("no", "da")


def place(result: Mapping[str, Any], whose: str) -> int:
    """The place of the first right page, from 1; 0 when it was not found."""
    return next((at for at, key in enumerate(result[whose], 1) if key in result["expected"]), 0)


def figures(results: Iterable[Mapping[str, Any]], whose: str) -> list[str]:
    """Recall at 1 and at 3 in percent, and the mean reciprocal rank."""
    places = [place(result, whose) for result in results]
    at_1, at_3 = (sum(0 < at <= most for at in places) / len(places) * 100 for most in (1, 3))
    return [f"{at_1:.1f}", f"{at_3:.1f}", f"{sum(1 / at for at in places if at) / len(places):.3f}"]


def report(country: str, told_of: Mapping[str, Any]) -> list[list[str]]:
    """A row for each language and one for all."""
    results: Sequence[Mapping[str, Any]] = told_of["results"]
    rows = []
    for language in (*sorted({result["language"] for result in results}), "all"):
        these = [result for result in results if language in {"all", result["language"]}]
        rows.append([f"{country}, {language}", str(len(these)), *figures(these, "found"), *figures(these, "peer")])
    return rows


def main() -> None:
    """Asks, and prints the tables and what was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=QUESTIONS)
    parser.add_argument("--catalogue", type=Path, default=CATALOGUE)
    parser.add_argument("--documents", type=int, default=0, metavar="N")
    chosen = parser.parse_args()
    rows, times, missed = list[list[str]](), list[list[str]](), list[str]()
    with postgres() as server:
        for country in COUNTRIES:
            around = torg_surroundings(fresh_database(server, "torg_finding"))
            folder = str(chosen.catalogue / country)
            words = [*inside("bench.pages"), folder, str(chosen.file), country, str(chosen.documents)]
            found = told(words, around)
            if not found["results"]:
                continue
            rows += report(country, found)
            asking = p50_p95([result["ms"] for result in found["results"]])
            typing = p50_p95(found["letters"])
            times.append(
                [f"{country}, {found['documents']:,} documents", *(f"{ms:.1f}" for ms in (*asking, *typing)),
                 f"{found['ready_seconds']:.1f}"]
            )  # fmt: skip
            missed += [
                json.dumps(one, ensure_ascii=False) for one in map(told_short, found["results"]) if one["place"] != 1
            ]
    print(machine(), "\n")
    head = ["asked in", "questions", "first %", "in three %", "MRR", "PostgreSQL: first %", "in three %", "MRR"]
    print(table(head, rows), "\n")
    print(
        table(["milliseconds", "find p50", "p95", "a letter typed p50", "p95", "first of a process, seconds"], times),
        "\n",
    )
    print("Not the first:", *missed, sep="\n")


def told_short(result: Mapping[str, Any]) -> dict[str, Any]:
    """What is told of a question that did not go well."""
    kept = ("question", "language", "country", "expected", "corrected")
    return {"place": place(result, "found"), **{key: result[key] for key in kept}, "found": result["found"][:4]}


if __name__ == "__main__":
    main()
