"""An enquiry of somebody whose address is protected by law: shown without anything that tells where they are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from torg.enquiries.queries.page import EnquiryPage
    from torg.enquiries.queries.story import ContactView

TELLS_WHERE = frozenset({"before", "after", "phone", "said", "address", "to"})
"""Keys of events under which an address may stand, or the words of a mail server that repeat it."""


OWN = ""
"""How the contacts and events of a page tell that they are the enquiry's own, and none of a joined one's."""


def without_whereabouts(data: Mapping[str, Any]) -> dict[str, Any]:
    """What an event holds, without anything that tells where somebody is."""
    return {key: value for key, value in data.items() if key not in TELLS_WHERE}


def without_addresses(page: EnquiryPage, *, hidden: Collection[str]) -> EnquiryPage:
    """The same page without the addresses of hidden senders: in contacts, events and what mail servers said.

    ``hidden`` are the numbers, as said, of the joined enquiries whose senders are hidden, and OWN for the page's own.
    What the sender has written themselves stands as they wrote it.
    """
    contacts = tuple(_without_address(one) if one.number_said in hidden else one for one in page.contacts)
    events = tuple(
        replace(one, data=without_whereabouts(one.data)) if one.number_said in hidden else one for one in page.events
    )
    if OWN not in hidden:
        return replace(page, contacts=contacts, events=events)
    return replace(
        page,
        addresses=(),
        contacts=contacts,
        question=_without_address(page.question) if page.question else None,
        calls_to="",
        events=events,
        way=replace(page.way, address=""),
        way_if_sensitive=replace(page.way_if_sensitive, address=""),
    )


def _without_address(one: ContactView) -> ContactView:
    return replace(one, address="", name=one.name if "@" not in one.name else "", delivery_said="")
