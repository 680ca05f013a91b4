"""How fast answers are found, beside PostgreSQL's full-text search: `python -m bench.answers`.

A catalogue of the demo is filled up with invented pages until there are 5,000 documents (`--documents`); then the shelf
is built, and the questions are asked in one process, one after another, of the shelf and of PostgreSQL.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from statistics import mean, median, quantiles

from bench.figures import machine, table
from bench.finding import CATALOGUE, QUESTIONS
from bench.places import fresh_database, inside, postgres, told, torg_surroundings


def main() -> None:
    """Asks, and prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=QUESTIONS)
    parser.add_argument("--documents", type=int, default=5000, metavar="N")
    parser.add_argument("--country", choices=["no", "da"], default="no")
    chosen = parser.parse_args()
    with postgres() as server:
        around = torg_surroundings(fresh_database(server, "torg_answers"))
        words = [*inside("bench.shelf"), str(CATALOGUE / chosen.country), str(chosen.file)]
        found = told([*words, chosen.country, str(chosen.documents)], around)
    print(machine(), "\n")
    print(f"{found['documents']:,} documents of {found['entries']:,} entries.\n")
    rows = []
    for name, times in (("Torg", found["ours"]), ("PostgreSQL", found["theirs"]), ("a letter typed", found["letters"])):
        clock, processor = zip(*times, strict=True)
        p99, of_ours = (quantiles(kind, n=100, method="inclusive")[98] for kind in (clock, processor))
        rows.append([name, f"{median(clock):.2f}", f"{p99:.2f}", f"{of_ours:.2f}", f"{1000 / mean(clock):,.0f}"])
    print(table(["asked of", "p50 ms", "p99 ms", "p99 of our processor", "questions a second"], rows), "\n")
    rows = [
        [name, *(f"{seconds:.2f}" for seconds in found[key])]
        for name, key in (("the shelf", "shelf"), ("its confidence", "confidence"))
    ]
    print(table(["built", "seconds", "of the processor"], rows), "\n")
    print(f"Memory: {found['memory']:.0f} MB more.")


if __name__ == "__main__":
    main()
