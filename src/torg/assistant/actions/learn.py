"""Learning which words lead to which page, without training: by signs that are weighed, seen and undone (KON-33)."""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from torg.assistant.cleaned import content_words
from torg.assistant.models import DaySalt, Sign, Signal, Standing, Wording
from torg.assistant.proof import Proof, Told, proof
from torg.assistant.queries.finding import find
from torg.catalogue.actions.writing import insist_on_editor

if TYPE_CHECKING:
    from torg.people.models import Staff

A_WEEK = timedelta(days=7)
MOST_TRIALS_A_WEEK = 5
"""Links that readers alone have proved, in the whole municipality: as many as an editor looks through in a sitting."""
BY_READERS = (Sign.YES, Sign.CLICK, Sign.NO, Sign.AGAIN)
NARROW_V4, NARROW_V6 = 24, 48  # bits of an address that make a range


class NoWords(Exception):
    """There is no telling word in what was said, so nothing can be learnt of it."""


class NeverLearnt(NoWords):
    """An editor has decided that the words never lead to the page."""


@transaction.atomic
def confirm(text: str, page_id: int, *, by: Staff, now: datetime, language: str = "nb") -> int:
    """Somebody at the desk says that a page answers some words: it is learnt at once. Gives the id of the wording.

    Raises NoWords, NeverLearnt.
    """
    words = content_words(text)
    if not words:
        raise NoWords(text)
    wording = _wording(words, page_id, language, now=now)
    if wording.standing == Standing.NEVER:
        raise NeverLearnt(text)
    Signal.objects.get_or_create(wording=wording, sign=Sign.STAFF, voice=f"staff-{by.pk}", day=timezone.localdate(now))
    wording.said_by = by
    _weigh(wording, now=now)
    return wording.pk


@transaction.atomic
def note_sign(text: str, page_id: int, sign: str, *, language: str, address: str, now: datetime) -> None:
    """Notes a reader's sign (yes, click, no, again); nothing when there are no words to learn.

    Of a hundred signs of one voice on one day one counts.
    """
    words = content_words(text)
    if not words or sign not in BY_READERS:
        return
    wording = _wording(words, page_id, language, now=now)
    day = timezone.localdate(now)
    _, is_new = Signal.objects.get_or_create(
        wording=wording, sign=sign, day=day, voice=_voice(address, wording.pk, day)
    )
    if is_new:
        _weigh(wording, now=now)


def note_opened(text: str, page_id: int, *, language: str, address: str, now: datetime) -> None:
    """Notes that a reader opened a page from a search for some words; nothing when it is found first by them anyway."""
    first = find(text, language=language, limit=1).hits
    if not first or first[0].page_id != page_id:
        note_sign(text, page_id, Sign.CLICK, language=language, address=address, now=now)


@transaction.atomic
def keep(wording_id: int, *, by: Staff, now: datetime) -> None:
    """An editor has looked at a wording and keeps it, whatever readers say later. Raises NotAnEditor."""
    _decide(wording_id, Standing.KEPT, by=by, now=now)


@transaction.atomic
def remove(wording_id: int, *, by: Staff, now: datetime) -> None:
    """An editor takes a wording away; it can be learnt again by signs that come from now on. Raises NotAnEditor."""
    _decide(wording_id, Standing.REMOVED, by=by, now=now)


@transaction.atomic
def never(wording_id: int, *, by: Staff, now: datetime) -> None:
    """An editor takes a wording away for good. Raises NotAnEditor."""
    _decide(wording_id, Standing.NEVER, by=by, now=now)


@transaction.atomic
def undo(wording_id: int, *, by: Staff, now: datetime) -> None:
    """Takes the last decision about a wording back. Raises NotAnEditor."""
    insist_on_editor(by)
    wording = Wording.objects.select_for_update().filter(pk=wording_id).first()
    if wording is None or not wording.before:
        return
    wording.standing = wording.before["standing"]
    wording.counts_after = wording.before["counts_after"]
    wording.before, wording.decided_by, wording.changed_at = {}, by, now
    wording.save()
    _weigh(wording, now=now)


def take_back(wording_id: int, *, by: Staff, now: datetime) -> None:
    """Who confirmed a wording at the desk takes that back."""
    with transaction.atomic():
        wording = Wording.objects.select_for_update().filter(pk=wording_id).first()
        if wording is None:
            return
        Signal.objects.filter(wording=wording, sign=Sign.STAFF, voice=f"staff-{by.pk}").delete()
        _weigh(wording, now=now)


def forget_voices(*, now: datetime) -> int:
    """Deletes the secrets of the days that are over: from then on nobody's voice can be worked out again."""
    return DaySalt.objects.filter(day__lt=timezone.localdate(now)).delete()[0]


def _decide(wording_id: int, standing: Standing, *, by: Staff, now: datetime) -> None:
    insist_on_editor(by)
    wording = Wording.objects.select_for_update().filter(pk=wording_id).first()
    if wording is None or wording.standing == standing:
        return
    wording.before = {"standing": wording.standing, "counts_after": wording.counts_after}
    if standing in {Standing.REMOVED, Standing.NEVER}:
        wording.counts_after = wording.signals.aggregate(last=Max("pk"))["last"] or wording.counts_after
    wording.standing, wording.decided_by, wording.changed_at = standing, by, now
    wording.save()


def _wording(words: str, page_id: int, language: str, *, now: datetime) -> Wording:
    """The wording, locked."""
    Wording.objects.bulk_create(
        [Wording(words=words, page_id=page_id, language=language, first_at=now, changed_at=now)], ignore_conflicts=True
    )
    return Wording.objects.select_for_update().get(words=words, page_id=page_id)


def _weigh(wording: Wording, *, now: datetime) -> None:
    """Works out anew what the signs come to; what an editor decided stands."""
    rows = wording.signals.filter(pk__gt=wording.counts_after).values_list("sign", "day", "voice")
    found = proof(Told(*row) for row in rows)
    wording.trust, wording.yes, wording.no = found.trust, found.yes, found.no
    if wording.standing not in {Standing.KEPT, Standing.NEVER}:
        after = _proved(wording, found, now) if found.holds else _unproved(wording)
        if after != wording.standing:
            wording.standing, wording.changed_at, wording.before = after, now, {}
    wording.save()


def _proved(wording: Wording, found: Proof, now: datetime) -> Standing:
    """What the desk says is learnt; what readers say is on trial, or waits where the week has had enough of them."""
    if found.by_staff:
        return Standing.LEARNT
    if wording.standing in {Standing.TRIAL, Standing.WAITS}:
        return Standing(wording.standing)
    begun = Wording.objects.filter(standing=Standing.TRIAL, changed_at__gt=now - A_WEEK).count()
    return Standing.TRIAL if begun < MOST_TRIALS_A_WEEK else Standing.WAITS


def _unproved(wording: Wording) -> Standing:
    return Standing.REMOVED if wording.standing == Standing.REMOVED else Standing.SEEN


def _voice(address: str, wording_id: int, day: date) -> str:
    """A hash that tells voices apart for one wording on one day, by the range of an address; unknown ones are one."""
    salt, _ = DaySalt.objects.get_or_create(day=day, defaults={"salt": secrets.token_bytes(32)})
    said = f"{wording_id} {_range(address)}".encode()
    return hashlib.blake2b(said, key=bytes(salt.salt), digest_size=16).hexdigest()


def _range(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    bits = NARROW_V4 if parsed.version == 4 else NARROW_V6
    return str(ipaddress.ip_network(f"{parsed}/{bits}", strict=False))
