"""What is read of a page to find it: its words in each language, without marks and brackets."""

from __future__ import annotations

import math

from torg.catalogue.content import Content
from torg.catalogue.finding.values import Document
from torg.catalogue.kinds import TEXTS
from torg.catalogue.text import BRACKETS, plain

FOUND_NOT = frozenset({"block"})  # a block is no page of its own
FOR_ITSELF = frozenset({"title", "summary", "words"})
MUCH = 1000  # uses of a page that count half as much as any number could


def documents(page_id: int, kind: str, content: Content, *, uses: int = 0) -> tuple[Document, ...]:
    """A document for each language that the page is written in; none for what is no page of its own."""
    if kind in FOUND_NOT:
        return ()
    popularity = math.log1p(uses) / math.log1p(MUCH)
    return tuple(
        Document(
            page_id=page_id,
            kind=kind,
            language=code,
            title=content.said(code, "title"),
            summary=_read(content.said(code, "summary")),
            text=_text(kind, content, code),
            words=tuple(content.said(code, "words") or ()),
            audience=tuple(content.facts.get("audience", ())),
            popularity=popularity,
        )
        for code in content.languages()
    )


def _text(kind: str, content: Content, language: str) -> str:
    parts = (content.said(language, part.key) for part in TEXTS[kind] if part.key not in FOR_ITSELF)
    facts = (content.facts.get(key, "") for key in ("address", "manager", "provider", "party", "committee"))
    return "\n".join(said for said in (*map(_read, parts), *facts) if said)


def _read(text: object) -> str:
    return plain(BRACKETS.sub(" ", text)) if isinstance(text, str) and text else ""
