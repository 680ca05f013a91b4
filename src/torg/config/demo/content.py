"""The demo's catalogue: the pages in `catalogue/no` and `catalogue/da`, read for the setting up."""

from __future__ import annotations

from pathlib import Path

from torg.catalogue.content import sentence
from torg.catalogue.files import Entry, read_text

FILES = Path(__file__).parent / "catalogue"
FOLDERS = {"NO": "no", "DK": "da"}


def entries(country: str) -> tuple[Entry, ...]:
    """Every page of a country's catalogue; the files come with Torg, so a fault in one is a fault of ours."""
    found: list[Entry] = []
    for file in sorted((FILES / FOLDERS[country]).glob("*.toml")):
        reading = read_text(file.read_text(encoding="utf-8"), form="toml")
        wrong = [*reading.faults, *(f"{row.where} {sentence(fault)}" for row in reading.rows for fault in row.faults)]
        assert not wrong, f"{file.name}: {wrong[0]}"
        found += reading.entries
    return tuple(found)
