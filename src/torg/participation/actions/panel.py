"""The panel: in by a link that only the owner of the address gets, out by one press, and then the address is gone."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction

from torg.mailroom.actions import post
from torg.participation import letters
from torg.participation.models import PanelMember

CONFIRM_WITHIN = timedelta(days=7)
AGAIN_AFTER = timedelta(minutes=10)
MOST_AT_ONCE = 100
"""Addresses that may be written within ten minutes: nobody shall make us write to a list of strangers."""


class TooMany(Exception):
    """So many have signed up just now that it can only be a machine."""


@transaction.atomic
def sign_up(email: str, *, interests: Sequence[str], language: str, now: datetime) -> None:
    """Writes to an address, which is in the panel once its owner has confirmed it. Raises TooMany.

    What is answered tells nobody whether the address was in the panel before; it is written to once in ten minutes.
    """
    email = email.strip().lower()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('torg.participation.panel', 0))")
    member = PanelMember.objects.filter(email=email).first()
    if member is not None and member.asked_at > now - AGAIN_AFTER:
        return
    if PanelMember.objects.filter(asked_at__gt=now - AGAIN_AFTER).count() >= MOST_AT_ONCE:
        raise TooMany
    if member is None:
        member = PanelMember(email=email, token=secrets.token_urlsafe(24))
    member.asked_at = now
    if member.confirmed_at is None:
        member.interests, member.language = list(interests), language
    member.save()
    write = letters.confirm if member.confirmed_at is None else letters.already
    post(write(email, member.language, member.token, now=now), now=now)


@transaction.atomic
def confirm(token: str, *, now: datetime) -> bool:
    """The owner of the address joins; false when the link is not good any more."""
    member = PanelMember.objects.select_for_update().filter(token=token).first()
    if member is None:
        return False
    if member.confirmed_at is None:
        member.confirmed_at = now
        member.save(update_fields=["confirmed_at"])
    return True


@transaction.atomic
def leave(token: str) -> None:
    """Deletes the address and all that leads to it; what they have answered was never kept together with it."""
    PanelMember.objects.filter(token=token).delete()


@transaction.atomic
def forget_unconfirmed(*, now: datetime) -> int:
    """Deletes addresses that nobody has confirmed within seven days; gives how many."""
    rows = PanelMember.objects.filter(confirmed_at=None, asked_at__lt=now - CONFIRM_WITHIN)
    return rows.delete()[0]
