"""Where answers to an enquiry go, and the name they are addressed to."""

from __future__ import annotations

from torg.enquiries.models import Contact, Event
from torg.people.queries import addresses_of


def reached_at(enquiry_id: int, person_id: int) -> dict[str, str]:
    """Where answers to an enquiry go, by kind: the person's first address, or the one that staff have mended."""
    addresses = dict(reversed(addresses_of(person_id)))
    mended = Event.objects.filter(enquiry=enquiry_id, kind="address_mended").order_by("-id").first()
    if mended is not None:
        addresses[str(mended.data["way"])] = str(mended.data["after"])
    return addresses


def name_given(enquiry_id: int) -> str:
    """The name its sender gave in this enquiry, the latest; never one that only we know."""
    names = Contact.objects.filter(enquiry=enquiry_id, is_incoming=True).exclude(name="").order_by("-id")
    return names.values_list("name", flat=True).first() or ""
