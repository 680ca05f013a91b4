"""What the sender of an enquiry sees of it, behind their secret link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from torg.enquiries.models import UNSETTLED, Contact, Enquiry, Pause
from torg.enquiries.numbers import said
from torg.enquiries.queries.reached import name_given, reached_at
from torg.enquiries.queries.story import ContactView, PromiseView, contacts_of, promises_of, question_of, route_of
from torg.enquiries.sensitivity import told_as
from torg.people.queries import addresses_of, units
from torg.strategy.routing import Route


@dataclass(frozen=True, slots=True)
class FollowPage:
    """What the sender of an enquiry sees of it; never a member of staff's name beyond what was signed.

    Joined to another, it tells how that one stands, and shows what this person wrote and was told in either, and no
    word of anybody else. ``joined_to_said`` is the number of that one when the same person wrote it, else "".
    ``asked`` is what we asked for and wait for until ``wait_until``. ``units_before`` is how many had it before.
    """

    number: int
    number_said: str
    subject: str
    status: str
    language: str
    unit_name: str
    unit_phone: str
    units_before: int
    opened_at: datetime
    closed_at: datetime | None
    contacts: tuple[ContactView, ...]
    question: ContactView | None
    promises: tuple[PromiseView, ...]
    route: Route
    token: str
    joined_to_said: str
    asked: str
    wait_until: datetime | None
    sensitive: bool
    listed_as: str

    @property
    def promise(self) -> PromiseView | None:
        """The promise that counts now: the open one that falls due first, else the last."""
        unsettled = [p for p in self.promises if p.state in UNSETTLED]
        if unsettled:
            return min(unsettled, key=lambda p: p.due_by)
        return self.promises[-1] if self.promises else None

    @property
    def last_said(self) -> ContactView | None:
        """What the sender wrote last."""
        return next((contact for contact in reversed(self.contacts) if contact.is_incoming), None)

    @property
    def is_open(self) -> bool:
        """Whether an answer is still to come."""
        return self.status in {"open", "waiting"}

    @property
    def before(self) -> PromiseView | None:
        """The promise that an interim reply has put another date in the place of; None when there was none."""
        now = self.promise
        if now is None or not any(step.code == "extended" for step in now.steps):
            return None
        return next((p for p in reversed(self.promises) if p.id < now.id), None)


def follow(token: str) -> FollowPage | None:
    """The enquiry behind a secret link; None when there is none."""
    e = Enquiry.objects.select_related("joined_to").filter(token=token).first() if token else None
    if e is None:
        return None
    root = e.joined_to or e
    own = {one.pk: one.number for one in _of_the_same_person(e, root) if one.pk != e.pk}
    unit, contacts = units().by_id.get(root.unit_id), contacts_of(e, {}, own)
    question = question_of(e, contacts, {}, own)
    shown = [*contacts, question] if question else contacts
    sensitive = e.sensitive or root.sensitive or any(c.sensitive for c in shown)
    pause = Pause.objects.filter(enquiry__in=[e.pk, *own], to_at__isnull=True).first()
    return FollowPage(
        number=e.number, number_said=said(e.number), subject=e.subject, status=_status(e, root, pause is not None),
        language=e.language, unit_name=unit.name if unit else "", unit_phone=unit.phone if unit else "",
        units_before=root.takeovers, opened_at=e.opened_at, closed_at=root.closed_at,
        contacts=contacts, question=question, promises=promises_of(e, own),
        route=route_of(root), token=e.token,
        joined_to_said=said(root.number) if root.pk in own else "", asked=pause.reason if pause else "",
        wait_until=root.wait_until if pause else None,
        sensitive=sensitive, listed_as=told_as(e, sensitive=sensitive, language=get_language() or e.language),
    )  # fmt: skip


def _status(e: Enquiry, root: Enquiry, waits: bool) -> str:
    """How it stands for its sender: whoever we ask nothing waits for us, whatever we ask of others."""
    if root.status in {"open", "waiting"}:
        return "waiting" if waits else "open"
    return root.status


def _of_the_same_person(e: Enquiry, root: Enquiry) -> list[Enquiry]:
    """The enquiries of the family that the sender of this one wrote."""
    family = [root, *Enquiry.objects.filter(joined_to=root).order_by("id")] if root.repeats else [root]
    return [one for one in family if one.person_id == e.person_id]


def sender_of(token: str) -> tuple[str, str, str] | None:
    """How the sender behind a secret link is known to us: (kind, address, name); None when there is no such link.

    It is the one that answers to this enquiry go to, so that writing here does not move them; else one they wrote from
    here, which staff have removed since; "" when there is none at all.
    """
    e = Enquiry.objects.filter(token=token).first() if token else None
    if e is None:
        return None
    theirs, reached = addresses_of(e.person_id), reached_at(e.pk, e.person_id)
    found = next((one for one in theirs if reached.get(one[0]) == one[1]), theirs[0] if theirs else None)
    if found is None:
        wrote = Contact.objects.filter(enquiry=e, is_incoming=True).exclude(address="").order_by("id")
        removed = wrote.values_list("address", flat=True).first() or ""
        found = ("email" if "@" in removed else "phone", removed)
    return found[0], found[1], name_given(e.pk)
