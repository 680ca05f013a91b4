"""Which enquiry a message belongs to: what it answers, or whose number it names, for one who takes part in it.

Everybody else may know a number and quote it: their message is a matter of its own, with a hint to staff.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import Q

from torg.channels.base import TALK, Incoming
from torg.enquiries.models import Contact, Enquiry
from torg.enquiries.numbers import heard
from torg.people.queries import PersonFacts

LOOKED_AT = 20_000  # characters in which a number is looked for: nobody writes it farther down
NUMBER = re.compile(r"(?<!\d)\d{4}[ .\u00a0-]?\d{4}(?:[ .\u00a0-]?\d{4})?(?!\d)")
K = TypeVar("K", str, int)
MOST_OF_ONE_ID = 20  # enquiries that are looked at for one Message-ID: it should be of one
LINK = "enquiry"  # the field of our own form that names the enquiry by its secret


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message belongs: ``root`` is the enquiry that is answered, ``own`` the sender's own, joined to it or it.

    What people write stays with their own enquiry, so that nobody reads the words of others behind a link of theirs.
    """

    root: Enquiry
    own: Enquiry


@dataclass(slots=True)
class Threads:
    """The enquiries that a batch of messages refers to, by what they refer to; locked, and those they are joined to."""

    by_message: dict[str, list[Enquiry]] = field(default_factory=dict)
    by_number: dict[int, Enquiry] = field(default_factory=dict)
    by_token: dict[str, Enquiry] = field(default_factory=dict)
    roots: dict[int, Enquiry] = field(default_factory=dict)
    joined: dict[int, list[Enquiry]] = field(default_factory=dict)

    def place_of(self, incoming: Incoming, person: PersonFacts) -> tuple[Place | None, list[int]]:
        """Where a message belongs, None when it is a new matter; and the numbers of others' enquiries it refers to.

        What is passed on to us is a new matter, whatever it was an answer to. So is what somebody else has sent, who
        only says whom it is from: anybody can write an address into Reply-To, and would speak in that person's matter.
        """
        others: list[int] = []
        for enquiry in self._named(incoming):
            root = self._root(enquiry)
            if incoming.in_reply_to and incoming.fields.get(TALK):
                # A later part of a talk is kept by ourselves, and names the part before: nobody else can write one.
                return Place(root, enquiry), []
            place = self._place(root, enquiry, person)
            if place is None or incoming.sender_is_claimed:
                others.append(root.number)
            elif not incoming.forwarded:
                return place, []
        return None, list(dict.fromkeys(others))

    def _named(self, incoming: Incoming) -> Iterator[Enquiry]:
        """What a message refers to: the link it was written behind, what it answers, the numbers in it."""
        yield from _known([incoming.fields.get(LINK, "")], self.by_token)
        for ref in (incoming.in_reply_to, *reversed(incoming.references)):
            yield from reversed(self.by_message.get(ref, []))
        yield from _known(numbers_in(incoming) if self.by_number else [], self.by_number)

    def _root(self, enquiry: Enquiry) -> Enquiry:
        if enquiry.joined_to_id is None:
            return enquiry
        if enquiry.joined_to_id not in self.roots:
            # Joined in the very moment of looking. Taken out of order: whoever loses to a deadlock is taken in again.
            self.roots[enquiry.joined_to_id] = _locked(Q(pk=enquiry.joined_to_id))[0]
        return self.roots[enquiry.joined_to_id]

    def _place(self, root: Enquiry, named: Enquiry, person: PersonFacts) -> Place | None:
        if person.id == root.person_id:
            return Place(root, root)
        theirs = [e for e in (named, *self.joined.get(root.pk, [])) if e.person_id == person.id]
        return Place(root, theirs[0]) if theirs else None


def _known(keys: Iterable[K], found: Mapping[K, Enquiry]) -> Iterator[Enquiry]:
    return (found[key] for key in keys if key in found)


def threads(messages: Iterable[Incoming]) -> Threads:
    """Looks up everything that a batch of messages refers to, and locks it in the order of its keys.

    A batch that refers to nothing costs no statement.
    """
    batch = list(messages)
    refs = {ref for m in batch for ref in (m.in_reply_to, *m.references) if ref}
    numbers = {number for m in batch for number in numbers_in(m)}
    tokens = {m.fields[LINK] for m in batch if m.fields.get(LINK)}
    named = _named_by(refs) if refs else {}
    if not (named or numbers or tokens):
        return Threads()
    meant = Q(pk__in={pk for pks in named.values() for pk in pks}) | Q(number__in=numbers) | Q(token__in=tokens)
    targets = Enquiry.objects.filter(meant, joined_to__isnull=False).values("joined_to")
    rows = {e.pk: e for e in _locked(meant | Q(pk__in=targets))}
    return Threads(
        by_message={ref: [rows[pk] for pk in pks] for ref, pks in named.items()},
        by_number={e.number: e for e in rows.values() if e.number in numbers},
        by_token={e.token: e for e in rows.values() if e.token in tokens},
        roots=rows,
        joined=_joined_to([e for e in rows.values() if e.repeats], rows),
    )


def _named_by(refs: Collection[str]) -> dict[str, list[int]]:
    """The enquiries in which each Message-ID was used, the newest last; some programs use one again, or copy it."""
    found: dict[str, list[int]] = {}
    used = Contact.objects.filter(message_id__in=refs).order_by("-pk").values_list("message_id", "enquiry_id")
    for ref, pk in used:
        pks = found.setdefault(ref, [])
        if pk not in pks and len(pks) < MOST_OF_ONE_ID:
            pks.insert(0, pk)
    return found


def refers_to_ours(incoming: Incoming) -> bool:
    """Whether a message answers something of ours, or names the number of an enquiry; nothing is locked."""
    refs = [ref for ref in (incoming.in_reply_to, *incoming.references) if ref]
    if refs and Contact.objects.filter(message_id__in=refs).exists():
        return True
    numbers = numbers_in(incoming)
    return bool(numbers) and Enquiry.objects.filter(number__in=numbers).exists()


def numbers_in(incoming: Incoming) -> list[int]:
    """What may be one of our numbers in a message, by its check digit, in the subject before the text."""
    words = f"{incoming.subject}\n{incoming.text[:LOOKED_AT]}"
    return [number for said in NUMBER.findall(words) if (number := heard(said)) is not None]


def _locked(which: Q) -> list[Enquiry]:
    rows = Enquiry.objects.select_related("unit").select_for_update(of=("self",))
    return list(rows.filter(which).order_by("pk"))


def _joined_to(roots: list[Enquiry], rows: Mapping[int, Enquiry]) -> dict[int, list[Enquiry]]:
    """What is joined to each, the newest first; one that was looked up already is that very object, not a second."""
    found: dict[int, list[Enquiry]] = {}
    if roots:
        for e in Enquiry.objects.filter(joined_to__in=roots).order_by("-pk"):
            assert e.joined_to_id is not None
            found.setdefault(e.joined_to_id, []).append(rows.get(e.pk, e))
    return found
