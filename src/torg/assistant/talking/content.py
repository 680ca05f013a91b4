"""What a reply is worked out from, handed in: how pages are found, fetched and said shorter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from torg.assistant.talking.matters import Matter
from torg.assistant.values import Answers

Ask = Callable[[str], Answers]
"""The pages that answer a question."""
Shorten = Callable[[str, str, tuple[str, ...]], tuple[str, ...]]
"""The lines of a page for a question and the page's title, said shorter where something is in use that can (0123)."""


def as_it_stands(_question: str, _title: str, lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines of a page word for word."""
    return lines


@dataclass(frozen=True, slots=True)
class Content:
    """``ask`` finds within the strategy's bounds, ``near`` also what is less sure, to be named and not answered from.

    ``matter`` gives a published page, None when it is no more.
    """

    ask: Ask
    near: Ask
    matter: Callable[[int], Matter | None]
    shorten: Shorten = as_it_stands

    def there(self, found: Answers) -> list[Matter]:
        """The pages of what was found that are there still."""
        return [page for one in found.answers if (page := self.matter(one.page_id)) is not None]
