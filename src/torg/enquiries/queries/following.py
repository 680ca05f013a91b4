"""What the sender of an enquiry sees of it, behind their secret link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from torg.enquiries.models import Enquiry
from torg.enquiries.numbers import said
from torg.enquiries.queries.story import ContactView, PromiseView, contacts_of, promises_of, route_of
from torg.people.queries import units
from torg.strategy.routing import Route


@dataclass(frozen=True, slots=True)
class FollowPage:
    """What the sender of an enquiry sees of it; never a member of staff's name beyond what was signed."""

    number: int
    number_said: str
    subject: str
    status: str
    language: str
    unit_name: str
    unit_phone: str
    opened_at: datetime
    closed_at: datetime | None
    contacts: tuple[ContactView, ...]
    promises: tuple[PromiseView, ...]
    route: Route
    token: str
    sensitive: bool = False
    listed_as: str = ""

    @property
    def promise(self) -> PromiseView | None:
        """The promise that counts now: the open one, else the last."""
        still_open = [p for p in self.promises if p.state == "open"]
        return still_open[-1] if still_open else (self.promises[-1] if self.promises else None)


def follow(token: str) -> FollowPage | None:
    """The enquiry behind a secret link; None when there is none."""
    e = Enquiry.objects.filter(token=token).first() if token else None
    if e is None:
        return None
    unit, contacts = units().by_id.get(e.unit_id), contacts_of(e, {})
    return FollowPage(
        number=e.number, number_said=said(e.number), subject=e.subject, status=e.status, language=e.language,
        unit_name=unit.name if unit else "", unit_phone=unit.phone if unit else "", opened_at=e.opened_at,
        closed_at=e.closed_at, contacts=contacts, promises=promises_of(e), route=route_of(e),
        token=e.token, sensitive=e.sensitive or any(c.sensitive for c in contacts), listed_as=e.listed_as or e.subject,
    )  # fmt: skip
