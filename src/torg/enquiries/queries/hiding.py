"""An enquiry of somebody whose address is protected by law: shown without anything that tells where they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torg.enquiries.queries.page import EnquiryPage
    from torg.enquiries.queries.story import ContactView

TELLS_WHERE = frozenset({"before", "after", "phone", "said", "address", "to"})
"""Keys of events under which an address may stand, or the words of a mail server that repeat it."""


def without_addresses(page: EnquiryPage) -> EnquiryPage:
    """The same page without addresses of its sender: in contacts, events and what mail servers said.

    What the sender has written themselves stands as they wrote it.
    """
    return replace(
        page,
        addresses=(),
        contacts=tuple(_without_address(one) for one in page.contacts),
        question=_without_address(page.question) if page.question else None,
        calls_to="",
        events=tuple(
            replace(one, data={key: value for key, value in one.data.items() if key not in TELLS_WHERE})
            for one in page.events
        ),
        way=replace(page.way, address=""),
        way_if_sensitive=replace(page.way_if_sensitive, address=""),
    )


def _without_address(one: ContactView) -> ContactView:
    return replace(one, address="", name=one.name if "@" not in one.name else "", delivery_said="")
