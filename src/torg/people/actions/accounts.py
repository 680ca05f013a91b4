"""Sessions of staff and what happened at the door; accounts, which administrators keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from torg.people.models import (
    DeskSession,
    LogInEvent,
    LogInKind,
    OutsideAccount,
    Passkey,
    RecoveryCode,
    Role,
    Staff,
    Totp,
    Unit,
)
from torg.people.queries.accounts import last_administrator

SEEN_EVERY = timedelta(minutes=1)


class NotAdministrator(Exception):
    """Only administrators keep accounts."""


class LastAdministrator(Exception):
    """Without this one nobody could give rights any more."""


class NameTaken(Exception):
    """Somebody has that user name."""


class CannotLink(Exception):
    """The provider's account is connected with another member of staff."""


@dataclass(frozen=True, slots=True)
class Browser:
    """Where somebody sits: "Firefox, Windows", and the network address."""

    device: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """What an administrator says about an account."""

    username: str
    name: str
    role: str
    unit_id: int | None
    email: str
    sees_hidden: bool
    is_active: bool


NOWHERE = Browser()


def note_door(
    staff: Staff, kind: LogInKind, *, now: datetime, browser: Browser = NOWHERE, by: Staff | None = None, said: str = ""
) -> None:
    """Writes down what happened at the door."""
    LogInEvent.objects.create(
        staff=staff, kind=kind, at=now, by=by if by is not None and by.pk != staff.pk else None,
        device=browser.device[:120], address=browser.address[:45], said=said[:200],
    )  # fmt: skip


def note_wrong_password(username: str, *, browser: Browser, now: datetime) -> None:
    """Tells the owner of an account, if there is one, that somebody tried a wrong password under their name."""
    staff = Staff.objects.filter(username=username).first()
    if staff is not None:
        note_door(staff, LogInKind.WRONG, now=now, browser=browser)


@transaction.atomic
def begin_session(staff: Staff, *, how: str, browser: Browser, now: datetime) -> int:
    """Somebody has logged in, by password, code, recovery, passkey or provider; gives the session's id."""
    row = DeskSession.objects.create(
        staff=staff, how=how, began_at=now, seen_at=now, device=browser.device[:120], address=browser.address[:45]
    )
    note_door(staff, LogInKind.IN, now=now, browser=browser, said=how)
    return row.pk


def touch_session(session_id: int, *, seen_at: datetime, now: datetime) -> None:
    """A page was opened; written down once a minute at most."""
    if now - seen_at >= SEEN_EVERY:
        DeskSession.objects.filter(pk=session_id).update(seen_at=now)


@transaction.atomic
def leave(staff: Staff, session_id: object, *, browser: Browser, now: datetime) -> None:
    """Somebody has logged out."""
    if isinstance(session_id, int):
        DeskSession.objects.filter(pk=session_id, staff=staff, ended_at=None).update(ended_at=now)
    note_door(staff, LogInKind.OUT, now=now, browser=browser)


@transaction.atomic
def end_sessions(
    staff: Staff, *, only: int | None = None, but: int | None = None, now: datetime, by: Staff | None = None
) -> int:
    """Ends one of somebody's sessions, or all but one; gives how many."""
    rows = DeskSession.objects.filter(staff=staff, ended_at=None)
    rows = rows.filter(pk=only) if only is not None else rows
    ended = rows.exclude(pk=but).update(ended_at=now) if but is not None else rows.update(ended_at=now)
    if ended:
        note_door(staff, LogInKind.ENDED, now=now, by=by)
    return ended


def forget_sessions(*, now: datetime) -> int:
    """Removes sessions that ended more than three months ago, by hand or by themselves; gives how many."""
    gone, _all = DeskSession.objects.filter(seen_at__lt=now - timedelta(days=90)).delete()
    return gone


@transaction.atomic
def change_password(staff: Staff, *, password: str, keep: int | None, browser: Browser, now: datetime) -> None:
    """Sets a new password and ends every session but the one it was changed in."""
    staff.set_password(password)
    staff.save(update_fields=["password"])
    DeskSession.objects.filter(staff=staff, ended_at=None).exclude(pk=keep or 0).update(ended_at=now)
    note_door(staff, LogInKind.PASSWORD, now=now, browser=browser)


@transaction.atomic
def keep_account(staff_id: int | None, *, account: Account, by: Staff, now: datetime) -> int:
    """Makes an account (None) or changes one; gives its id. Who is closed out or gets another role is logged out
    everywhere: the new role may ask for more at the door than the old one did.

    Raises NotAdministrator, NameTaken, LastAdministrator. A new account gets its password by `torg user`, or its owner
    comes in by the log-in of the workplace.
    """
    if by.role != Role.ADMINISTRATOR or not by.is_active:
        raise NotAdministrator
    if Staff.objects.filter(username__iexact=account.username).exclude(pk=staff_id or 0).exists():
        raise NameTaken
    row = Staff() if staff_id is None else Staff.objects.select_for_update().get(pk=staff_id)
    loses = staff_id is not None and (not account.is_active or account.role != Role.ADMINISTRATOR)
    if loses and last_administrator(row):
        raise LastAdministrator
    stays = account.is_active and account.role == row.role
    row.username, row.name, row.role = account.username, account.name, Role(account.role)
    row.unit_id, row.email, row.sees_hidden = account.unit_id, account.email, account.sees_hidden
    row.is_active = account.is_active
    row.is_staff = row.is_superuser = account.role == Role.ADMINISTRATOR
    if staff_id is None:
        row.set_unusable_password()
    row.save()
    if not stays:
        DeskSession.objects.filter(staff=row, ended_at=None).update(ended_at=now)
    said = f"{row.role}, {Unit.objects.get(pk=row.unit_id).key if row.unit_id else '-'}"
    said += "" if row.is_active else ", closed"
    note_door(row, LogInKind.ACCOUNT, now=now, by=by, said=said + (", sees hidden" if row.sees_hidden else ""))
    return row.pk


@transaction.atomic
def give_password(staff_id: int, *, password: str, by: Staff, now: datetime) -> None:
    """An administrator gives somebody a password to begin with, and logs them out everywhere."""
    if by.role != Role.ADMINISTRATOR:
        raise NotAdministrator
    row = Staff.objects.select_for_update().get(pk=staff_id)
    row.set_password(password)
    row.save(update_fields=["password"])
    DeskSession.objects.filter(staff=row, ended_at=None).update(ended_at=now)
    note_door(row, LogInKind.PASSWORD, now=now, by=by)


@transaction.atomic
def reset_second_factor(staff_id: int, *, by: Staff, now: datetime) -> None:
    """Takes away app, passkeys and recovery codes of somebody who has lost them. Raises NotAdministrator."""
    if by.role != Role.ADMINISTRATOR:
        raise NotAdministrator
    row = Staff.objects.get(pk=staff_id)
    for model in (Totp, Passkey, RecoveryCode):
        model.objects.filter(staff=row).delete()
    DeskSession.objects.filter(staff=row, ended_at=None).update(ended_at=now)
    note_door(row, LogInKind.RESET, now=now, by=by)


@transaction.atomic
def link_outside(staff: Staff, *, issuer: str, subject: str, browser: Browser, now: datetime) -> None:
    """Connects an account at a provider with a member of staff; raises CannotLink when it is another's."""
    row, new = OutsideAccount.objects.get_or_create(
        issuer=issuer, subject=subject, defaults={"staff": staff, "linked_at": now}
    )
    if row.staff_id != staff.pk:
        raise CannotLink
    if new:
        note_door(staff, LogInKind.LINKED, now=now, browser=browser, said=issuer)


@transaction.atomic
def link_by_email(*, issuer: str, subject: str, email: str, browser: Browser, now: datetime) -> Staff | None:
    """Finds the one open account with an address that the provider has verified, and connects it; None when none is.

    An account that is connected with somebody else at the same provider is not taken over.
    """
    found = list(Staff.objects.filter(email__iexact=email, is_active=True)[:2]) if email else []
    if len(found) != 1 or OutsideAccount.objects.filter(staff=found[0], issuer=issuer).exists():
        return None
    link_outside(found[0], issuer=issuer, subject=subject, browser=browser, now=now)
    return found[0]


@transaction.atomic
def place_by_claim(staff: Staff, *, values: Sequence[str], now: datetime) -> None:
    """Sets role and unit by what the provider says of somebody; the first line of TORG_OIDC_MAP that fits counts."""
    for said, role, unit_key in settings.OIDC_MAP:
        if said not in values:
            continue
        unit = Unit.objects.filter(key=unit_key, is_active=True).first() if unit_key else staff.unit
        if (staff.role, staff.unit) != (role, unit):
            if staff.role != role:
                DeskSession.objects.filter(staff=staff, ended_at=None).update(ended_at=now)
            staff.role, staff.unit = Role(role), unit
            staff.is_staff = staff.is_superuser = role == Role.ADMINISTRATOR
            staff.save(update_fields=["role", "unit", "is_staff", "is_superuser"])
            note_door(staff, LogInKind.ACCOUNT, now=now, said=f"{role}, {unit.key if unit else '-'} ({said})")
        return
