"""What is put in to be found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """What a page says in one language.

    ``words`` are what people call it; ``audience`` whom it is for, () = everybody; ``popularity`` how much it is used
    beside other pages, 0 = never.
    """

    page_id: int
    kind: str
    language: str
    title: str
    summary: str = ""
    text: str = ""
    words: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    popularity: float = 0.0
