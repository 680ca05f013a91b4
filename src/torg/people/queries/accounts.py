"""How a member of staff gets in: what they must show, what they have, where they are logged in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from torg.people.models import DeskSession, LogInEvent, OutsideAccount, Passkey, RecoveryCode, Role, Staff, Totp

OFF, ASKED = ("off",), ("asked",)
STRONG = frozenset({"code", "recovery", "passkey", "provider"})
"""Ways to log in that are more than a password. The provider's own rules say what it asks for."""
EVENTS_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Keys:
    """What a member of staff has set up beside the password."""

    app: bool
    passkeys: int
    codes_left: int
    outside: bool

    @property
    def any(self) -> bool:
        return self.app or self.passkeys > 0


@dataclass(frozen=True, slots=True)
class PasskeyView:
    """A passkey as its owner sees it."""

    id: int
    name: str
    added_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class SessionView:
    """A log-in that has not ended."""

    id: int
    device: str
    address: str
    how: str
    began_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class EventView:
    """Something that happened at the door, in the reader's language; ``by`` "" when it was their own hand."""

    at: datetime
    said: str
    kind: str
    device: str
    address: str
    by: str


@dataclass(frozen=True, slots=True)
class StaffRow:
    """An account as the list of staff shows it."""

    id: int
    username: str
    name: str
    role: str
    role_said: str
    unit_id: int | None
    unit: str
    is_active: bool
    second_factor: bool
    sees_hidden: bool
    email: str


def keys_of(staff_id: int) -> Keys:
    """What a member of staff has set up."""
    return Keys(
        app=Totp.objects.filter(staff_id=staff_id, confirmed_at__isnull=False).exists(),
        passkeys=Passkey.objects.filter(staff_id=staff_id).count(),
        codes_left=RecoveryCode.objects.filter(staff_id=staff_id, used_at=None).count(),
        outside=OutsideAccount.objects.filter(staff_id=staff_id).exists(),
    )


def second_factor_of(staff: Staff) -> str:
    """What is wanted after the right password: "" nothing, "ask" for what they have, "set_up" before they come in."""
    policy: Sequence[str] = settings.SECOND_FACTOR
    if tuple(policy) == OFF:
        return ""
    if keys_of(staff.pk).any:
        return "ask"
    return "set_up" if staff.role in policy else ""


def must_keep_one(staff: Staff) -> bool:
    """Whether their role may not be without a second factor."""
    return staff.role in tuple(settings.SECOND_FACTOR)


def passkeys_of(staff_id: int) -> list[PasskeyView]:
    """A member of staff's passkeys, the oldest first."""
    rows = Passkey.objects.filter(staff_id=staff_id)
    return [PasskeyView(row.pk, row.name, row.added_at, row.last_used_at) for row in rows]


def credentials_of(staff_id: int) -> list[bytes]:
    """The names by which authenticators know a member of staff's passkeys."""
    return [bytes(one) for one in Passkey.objects.filter(staff_id=staff_id).values_list("credential", flat=True)]


def sessions_of(staff_id: int, *, now: datetime) -> list[SessionView]:
    """Where a member of staff is logged in, the last used first."""
    rows = DeskSession.objects.filter(standing(now), staff_id=staff_id).order_by("-seen_at")[:50]
    return [SessionView(row.pk, row.device, row.address, row.how, row.began_at, row.seen_at) for row in rows]


def standing(now: datetime) -> Q:
    """Which sessions have not ended: by hand, by lying idle, or by age."""
    idle, age = timedelta(minutes=settings.SESSION_IDLE_MINUTES), timedelta(hours=settings.SESSION_HOURS)
    return Q(ended_at=None, seen_at__gt=now - idle, began_at__gt=now - age)


def session_seen_at(session_id: object, *, staff_id: int, now: datetime) -> datetime | None:
    """When a session was last used; None when it has ended, or is another's."""
    if not isinstance(session_id, int):
        return None
    rows = DeskSession.objects.filter(standing(now), pk=session_id, staff_id=staff_id)
    return rows.values_list("seen_at", flat=True).first()


def events_of(staff_id: int) -> list[EventView]:
    """The newest of what happened at the door."""
    rows = LogInEvent.objects.filter(staff_id=staff_id).select_related("by").order_by("-id")[:EVENTS_SHOWN]
    return [
        EventView(row.at, row.get_kind_display(), row.kind, row.device, row.address, row.by.name if row.by else "")
        for row in rows
    ]


def staff_rows(*, unit_ids: Sequence[int] | None = None) -> list[StaffRow]:
    """Every account, of some units or all, those still open first."""
    rows = Staff.objects.select_related("unit").order_by("-is_active", "name")
    rows = rows if unit_ids is None else rows.filter(unit_id__in=list(unit_ids))
    strong = set(Totp.objects.filter(confirmed_at__isnull=False).values_list("staff_id", flat=True))
    strong |= set(Passkey.objects.values_list("staff_id", flat=True))
    return [
        StaffRow(
            row.pk, row.username, row.name, row.role, row.get_role_display(), row.unit_id,
            row.unit.name if row.unit else "", row.is_active, row.pk in strong, row.sees_hidden, row.email,
        )
        for row in rows
    ]  # fmt: skip


def staff_of_outside(issuer: str, subject: str) -> Staff | None:
    """Whose account at a provider this is."""
    row = OutsideAccount.objects.select_related("staff").filter(issuer=issuer, subject=subject).first()
    return row.staff if row else None


def last_administrator(staff: Staff) -> bool:
    """Whether nobody could give rights any more without this one."""
    others = Staff.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=staff.pk)
    return staff.role == Role.ADMINISTRATOR and staff.is_active and not others.exists()
