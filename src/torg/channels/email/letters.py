"""A plain letter as markup for mail programs that show it: paragraphs, headings, lists, links; nothing from afar.

Made of the plain text alone, the same each time. The language stands on it, so that a screen reader reads it aloud in
the right one, and no colour is set, so that a mail program's own contrast and dark mode hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape

from torg.channels.base import Outgoing
from torg.channels.text import clean, one_line

_LINK = re.compile(r"https?://[^\s<>\"']+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_AFTER_LINK = ".,;:!?)]}»”"
_ITEM = re.compile(r"\s*[-*•]\s+(?=\S)")
_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
LONGEST_HEADING = 60
_BODY_STYLE = "margin:0 auto;padding:16px;max-width:40em;font-family:sans-serif;font-size:16px;line-height:1.5"


def with_markup(out: Outgoing) -> Outgoing:
    """The letter with its text as markup beside it, unless it has some already."""
    return out if out.html else replace(out, html=markup(out.text, out.subject, out.language, headings=out.automatic))


def markup(text: str, title: str, language: str, *, headings: bool) -> str:
    """The whole document; ``headings`` finds them in letters that we have laid out, not in what people wrote."""
    lang = f' lang="{language}"' if language.isalpha() and language.isascii() else ""
    blocks = [block for block in _BLANK.split(clean(text).strip("\n")) if block.strip()]
    shown = [
        made
        for place, block in enumerate(blocks)
        for made in _block(block, headings=headings and _inner(place, blocks))
    ]
    return "\n".join(
        [
            f"<!DOCTYPE html>\n<html{lang}>\n<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{escape(one_line(title))}</title>\n</head>",
            f'<body style="{_BODY_STYLE}">',
            *shown,
            "</body>\n</html>\n",
        ]
    )


def _inner(place: int, blocks: list[str]) -> bool:
    # The first paragraph is whom it is to, the last whom it is from.
    return 0 < place < len(blocks) - 1


def _block(block: str, *, headings: bool) -> Iterator[str]:
    lines = block.split("\n")
    if headings and len(lines) > 1 and _is_heading(lines[0]):
        yield f'<h2 style="font-size:1.1em;margin:1.5em 0 0.25em">{escape(lines.pop(0).strip())}</h2>'
    run: list[str] = []
    kind = ""
    for line in lines:
        its = "ul" if _ITEM.match(line) else "blockquote" if line.startswith(">") else "p"
        if run and its != kind:
            yield _run(kind, run)
            run = []
        kind = its
        run.append(line)
    if run:
        yield _run(kind, run)


def _run(kind: str, lines: list[str]) -> str:
    if kind == "ul":
        return "<ul>" + "".join(f"<li>{_linked(_ITEM.sub('', line, count=1))}</li>" for line in lines) + "</ul>"
    if kind == "blockquote":
        return f"<blockquote>{'<br>'.join(_linked(line.lstrip('> ')) for line in lines)}</blockquote>"
    return f'<p style="margin:0 0 1em">{"<br>".join(_linked(line) for line in lines)}</p>'


def _is_heading(line: str) -> bool:
    said = line.strip()
    return 0 < len(said) <= LONGEST_HEADING and said[-1].isalnum() and ":" not in said and not _LINK.search(said)


def _linked(line: str) -> str:
    made, after = [], 0
    for found in _LINK.finditer(line):
        address = found[0].rstrip(_AFTER_LINK)
        if not address:
            continue
        where = address if "://" in address else f"mailto:{address}"
        made += [escape(line[after : found.start()]), f'<a href="{escape(where)}">{escape(address)}</a>']
        after = found.start() + len(address)
    return "".join([*made, escape(line[after:])])
