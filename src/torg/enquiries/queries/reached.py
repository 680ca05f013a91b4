"""Where answers to an enquiry go, and the name they are addressed to."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from torg.enquiries.models import Contact, Event
from torg.people.queries import addresses_of

EMAIL = "email"


def reached_at(enquiry_id: int, person_id: int, *, sensitive: bool = False) -> dict[str, str]:
    """Where answers to an enquiry go, by kind: where the person last wrote from in it, or what staff have mended.

    For a kind they have not written from it is their first address. What is ``sensitive`` goes by e-mail to the first
    of ``proven`` only; there is no e-mail when there is none.
    """
    theirs = addresses_of(person_id)
    addresses = dict(reversed(theirs))
    if len(addresses) < len(theirs):
        wrote_from = _written_from(enquiry_id, person_id, [value for _kind, value in theirs])
        addresses |= {kind: value for kind, value in theirs if value == wrote_from}
    mended = _mended(enquiry_id)
    if mended is not None:
        addresses[str(mended.data["way"])] = str(mended.data["after"])
    if sensitive:
        addresses.pop(EMAIL, None)
        if found := proven(enquiry_id, person_id):
            addresses[EMAIL] = found[0]
    return addresses


def _written_from(enquiry_id: int, person_id: int, among: Collection[str]) -> str:
    """The address of the newest message of a person in an enquiry, or in a repeat of theirs joined to it; else ""."""
    of_it = Q(enquiry=enquiry_id) | Q(enquiry__joined_to=enquiry_id, enquiry__person=person_id)
    incoming = Contact.objects.filter(of_it, is_incoming=True, address__in=among).order_by("-id")
    return incoming.values_list("address", flat=True).first() or ""


def proven(enquiry_id: int, person_id: int) -> list[str]:
    """E-mail addresses to which a code, or the link of what is sensitive, may go: not any that staff have noted.

    The one that somebody mended who may open what is sensitive here; then those that the sender has written from in
    this enquiry, the first first, as far as they are theirs still.
    """
    own = {value for kind, value in addresses_of(person_id) if kind == EMAIL}
    of_it = Q(enquiry=enquiry_id) | Q(enquiry__joined_to=enquiry_id, enquiry__person=person_id)
    wrote = Contact.objects.filter(of_it, is_incoming=True).order_by("id")
    found = [said.lower() for said in wrote.values_list("address", flat=True) if said.lower() in own]
    mended = _mended(enquiry_id)
    if mended is not None and mended.data["way"] == EMAIL and mended.data.get("opens"):
        found.insert(0, str(mended.data["after"]))
    return list(dict.fromkeys(found))


def _mended(enquiry_id: int) -> Event | None:
    return Event.objects.filter(enquiry=enquiry_id, kind="address_mended").order_by("-id").first()


def name_given(enquiry_id: int) -> str:
    """The name its sender gave in this enquiry, the latest; never one that only we know."""
    names = Contact.objects.filter(enquiry=enquiry_id, is_incoming=True).exclude(name="").order_by("-id")
    return names.values_list("name", flat=True).first() or ""
