"""What a page lacks or promises wrongly: what must be there before it is published, and what an editor should see."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from torg.catalogue.content import Content, Fault, read
from torg.catalogue.kinds import FACTS, TEXTS
from torg.catalogue.text import PAGE, blocks_used, links, unknown_brackets


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that is probably not meant so: ``what`` is bracket, no_block, no_page or lagging.

    ``language`` and ``part`` say where ("" for the page's facts), ``said`` what stands there.
    """

    what: str
    language: str
    part: str
    said: str = ""


def lacking(kind: str, content: Content) -> tuple[Fault, ...]:
    """What must be there before citizens see the page, and is not."""
    plain = content.to_json()
    _content, faults = read(kind, plain["words"], plain["facts"])
    return faults


def texts(kind: str, content: Content) -> Iterator[tuple[str, str, str]]:
    """(language, part, text) of every text in paragraphs."""
    for language, said in content.words.items():
        for part in TEXTS[kind]:
            if part.form == "text" and said.get(part.key):
                yield language, part.key, str(said[part.key])


def wanted(kind: str, content: Content) -> frozenset[str]:
    """The keys of all pages and blocks that the content names."""
    keys = set(content.facts.get("related", ()))
    for _language, _part, text in texts(kind, content):
        keys |= {url.removeprefix(PAGE) for url in links(text) if url.startswith(PAGE)} | set(blocks_used(text))
    return frozenset(keys)


def doubts(kind: str, content: Content, shown: Collection[str]) -> tuple[Doubt, ...]:
    """What an editor should look at; ``shown`` are those of the `wanted` keys that citizens can see."""
    found = []
    for language, part, text in texts(kind, content):
        found += [Doubt("bracket", language, part, said) for said in unknown_brackets(text)]
        found += [Doubt("no_block", language, part, key) for key in blocks_used(text) if key not in shown]
        pages = (url.removeprefix(PAGE) for url in links(text) if url.startswith(PAGE))
        found += [Doubt("no_page", language, part, key) for key in pages if key not in shown]
    found += [Doubt("no_page", "", "related", key) for key in content.facts.get("related", ()) if key not in shown]
    return tuple(found)


def addresses(kind: str, content: Content) -> dict[str, tuple[tuple[str, str], ...]]:
    """Every web address that the content links to, with the (language, part) of each place where it stands."""
    found: dict[str, list[tuple[str, str]]] = {}

    def note(url: object, language: str, part: str) -> None:
        if isinstance(url, str) and url.startswith(("https://", "http://")):
            places = found.setdefault(url, [])
            if (language, part) not in places:
                places.append((language, part))

    for language, part, text in texts(kind, content):
        for url in links(text):
            note(url, language, part)
    for one in FACTS[kind]:
        value = content.facts.get(one.key)
        if one.form == "address":
            note(value, "", one.key)
        elif one.form in ("laws", "ways"):
            for row in value or ():
                note(row.get("url"), "", one.key)
    return {url: tuple(places) for url, places in found.items()}
