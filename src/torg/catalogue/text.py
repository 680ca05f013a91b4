"""The text of a page: a small Markdown made into safe markup, into plain text, and looked through for links.

What lives in one place stands in curly brackets: `{block:KEY}` the text of a block, `{phone}` and its like what the
strategy in force says (docs/operate/catalogue-files.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from torg.catalogue.content import is_address

BRACKETS = re.compile(r"\{([a-z_]{1,20})(?::([a-z0-9-]{1,80}))?\}")
FROM_STRATEGY = ("phone", "phone_hours", "email", "address", "web")
MOST_PUT_IN = 200_000  # characters of blocks in one text
DEEPEST = 3  # a block may use a block, which may use a block
PAGE = "page:"

PageAddress = Callable[[str], str]
"""The address of the page with a key, "" when nothing is published under it."""


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    reader = MarkdownIt("zero").enable(
        ["heading", "list", "link", "emphasis", "newline", "escape", "hr", "paragraph", "text"]
    )
    reader.validateLink = _may_be_linked  # type: ignore[method-assign]
    return reader


def _may_be_linked(url: str) -> bool:
    return url.startswith((PAGE, "tel:", "mailto:", "/")) or is_address(url)


def markup(text: str, *, level: int = 3, page: PageAddress = lambda _key: "") -> str:
    """The text as markup that is safe to show; headings begin at ``level``. A link to no page is text."""
    tokens = _reader().parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(level + int(token.tag[1]) - 1 - (int(token.tag[1]) > 1), 6)}"
            if token.nesting == 1:
                token.attrs = {"class": "ds-heading", "data-size": "2xs"}
        elif token.type == "paragraph_open":
            token.attrs = {"class": "ds-paragraph"}
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            token.attrs = {**token.attrs, "class": "ds-list"}
        elif token.type == "inline":
            token.children = _with_addresses(token.children or [], page)
    return str(_reader().renderer.render(tokens, _reader().options, {}))


def _with_addresses(tokens: Sequence[Token], page: PageAddress) -> list[Token]:
    kept, dropped = [], 0
    for token in tokens:
        if token.type == "link_open":
            url = str(token.attrs.get("href", ""))
            found = page(url.removeprefix(PAGE)) if url.startswith(PAGE) else url
            if not found:
                dropped += 1
                continue
            token.attrs = {"href": found, "class": "ds-link"}
        elif token.type == "link_close" and dropped:
            dropped -= 1
            continue
        kept.append(token)
    return kept


def plain(text: str, *, numbered: bool = False) -> str:
    """The words of the text without marks, a line for each paragraph or item: for searching and for machines.

    For people, ``numbered``, the steps of a numbered list keep their numbers.
    """
    lines: list[str] = []
    lists: list[int | None] = []  # the number of the next item in each list that is open, the innermost last
    number = ""
    for token in _reader().parse(text):
        if token.type in ("ordered_list_open", "bullet_list_open"):
            lists.append(int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else None)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            number = "" if lists[-1] is None or not numbered else f"{lists[-1]}. "
            lists[-1] = None if lists[-1] is None else lists[-1] + 1
        elif token.type == "inline":
            line = _words(token)
            if line.strip():
                lines.append(number + line)
                number = ""
    return "\n".join(lines)


def _words(token: Token) -> str:
    children = token.children or []
    return "".join(" " if one.type in ("softbreak", "hardbreak") else one.content for one in children)


def links(text: str) -> tuple[str, ...]:
    """Every address that the text links to, once each, in order; those to other pages as `page:KEY`."""
    found = [
        str(one.attrs.get("href", ""))
        for token in _reader().parse(text)
        if token.type == "inline"
        for one in token.children or []
        if one.type == "link_open"
    ]
    return tuple(dict.fromkeys(found))


def blocks_used(text: str) -> tuple[str, ...]:
    """The keys of the blocks that the text uses."""
    return tuple(dict.fromkeys(found[2] for found in BRACKETS.finditer(text) if found[1] == "block" and found[2]))


def unknown_brackets(text: str) -> tuple[str, ...]:
    """What stands in curly brackets and is nothing that Torg can put in, as it stands there."""
    known = (found[0] for found in BRACKETS.finditer(text) if not _is_known(found[1], found[2] or ""))
    return tuple(dict.fromkeys(known))


def _is_known(name: str, key: str) -> bool:
    return (name == "block" and bool(key)) or (name in FROM_STRATEGY and not key)


def filled(text: str, *, blocks: Mapping[str, str], values: Mapping[str, str]) -> str:
    """The text with what lives in one place put in; what is not there, or would make it far too long, is left out."""
    room = MOST_PUT_IN

    def put(found: re.Match[str], depth: int) -> str:
        nonlocal room
        if found[1] == "block" and found[2]:
            said = blocks.get(found[2], "")
            room -= len(said) + 1
            if room < 0:
                return ""
            return BRACKETS.sub(lambda inner: put(inner, depth + 1), said) if depth < DEEPEST else ""
        return values.get(found[1], "") if _is_known(found[1], found[2] or "") else found[0]

    return BRACKETS.sub(lambda found: put(found, 0), text)
