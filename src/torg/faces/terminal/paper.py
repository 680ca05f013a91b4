"""What a terminal is given to read: sections of text and rows for people, JSON for machines."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Sequence
from typing import TextIO

from torg.strategy.showing import Section

_WIDTH = 100


def write_sections(sections: Sequence[Section], out: TextIO) -> None:
    """Write each section: its title, its sentences, and its rows with the first column as a heading."""
    for place, section in enumerate(sections):
        line = "=" if place == 0 else "-"
        out.write(f"{section.title}\n{line * min(len(section.title), _WIDTH)}\n")
        for paragraph in section.paragraphs:
            _write(paragraph, "", out)
        for row in section.rows:
            _write(row[0], "", out)
            for column, cell in zip(section.columns[1:], row[1:], strict=True):
                if cell:
                    _write(f"{column}: {cell}", "    ", out)
        out.write("\n")


def write_json(held: object) -> None:
    """Write plain values as JSON on standard output."""
    sys.stdout.write(json.dumps(held, ensure_ascii=False, indent=2) + "\n")


def _write(text: str, indent: str, out: TextIO) -> None:
    out.writelines(
        textwrap.fill(line, _WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ") + "\n"
        for line in text.splitlines() or [""]
    )
