"""Second factors: codes of an app (TOTP, RFC 6238), codes on paper, and passkeys (WebAuthn)."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyotp
from django.db import transaction

from torg.people.actions.accounts import Browser, note_door
from torg.people.actions.tries import Try, begin_try, was_right
from torg.people.models import LogInKind, Passkey, RecoveryCode, Staff, Totp
from torg.people.secrets import digest, open_sealed, seal

CODES, LETTERS, LONG = 10, "23456789abcdefghjkmnpqrstuvwxyz", 10
PERIOD, LEEWAY = 30, 1
"""Seconds for which a code is shown, and how many periods a clock may be wrong by, before and after."""


class WrongCode(Exception):
    """It is not a code that is valid now, or it was used already."""


class NoLongerPossible(Exception):
    """It is the last second factor of somebody whose role demands one."""


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """What an authenticator said about a passkey that it has made."""

    name: str
    credential: bytes
    public_key: bytes
    sign_count: int


@transaction.atomic
def start_app(staff: Staff, *, now: datetime) -> str:
    """The secret to be shared with an app; the same until it is confirmed, or anew when there is none."""
    row = Totp.objects.select_for_update().filter(staff=staff).first()
    if row is not None and row.confirmed_at is None and now - row.made_at < timedelta(hours=1):
        return open_sealed(row.sealed)
    if row is not None and row.confirmed_at is not None:
        raise NoLongerPossible
    secret = pyotp.random_base32()
    sealed = seal(secret)
    Totp.objects.update_or_create(
        staff=staff, defaults={"sealed": sealed.token, "sealed_with": sealed.sealed_with, "made_at": now}
    )
    return secret


def confirm_app(staff: Staff, *, code: str, browser: Browser, now: datetime) -> list[str]:
    """The app shows the right code and counts from now on: gives recovery codes. Raises WrongCode, TooManyTries."""
    tried = _begin_try(staff, browser, now)
    with transaction.atomic():
        row = Totp.objects.select_for_update().filter(staff=staff, confirmed_at=None).first()
        counter = None if row is None else _counter_of(open_sealed(row.sealed), code, now)
        if row is not None and counter is not None:
            row.confirmed_at, row.last_counter = now, counter
            row.save(update_fields=["confirmed_at", "last_counter"])
            was_right(tried)
            note_door(staff, LogInKind.APP_ON, now=now, browser=browser)
            return fresh_codes(staff, browser=browser, now=now)
    note_door(staff, LogInKind.WRONG_CODE, now=now, browser=browser)
    raise WrongCode


def use_code(staff: Staff, *, code: str, browser: Browser, now: datetime) -> str:
    """Takes a code of the app or one on paper, each only once: gives "code" or "recovery".

    Raises WrongCode, or TooManyTries when it is not even looked at.
    """
    tried = _begin_try(staff, browser, now)
    said = "".join(code.split()).lower().replace("-", "")
    used = _use_app(staff, said, now) or _use_paper(staff, said, browser, now)
    if not used:
        note_door(staff, LogInKind.WRONG_CODE, now=now, browser=browser)
        raise WrongCode
    was_right(tried)
    return used


@transaction.atomic
def fresh_codes(staff: Staff, *, browser: Browser, now: datetime) -> list[str]:
    """Ten new codes for paper, shown once; older ones are worth nothing any more."""
    codes = ["".join(secrets.choice(LETTERS) for _ in range(LONG)) for _ in range(CODES)]
    RecoveryCode.objects.filter(staff=staff).delete()
    RecoveryCode.objects.bulk_create([RecoveryCode(staff=staff, digest=_hashed(staff, code)) for code in codes])
    note_door(staff, LogInKind.CODES, now=now, browser=browser)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


@transaction.atomic
def drop_app(staff: Staff, *, must_keep_one: bool, browser: Browser, now: datetime) -> None:
    """The app counts no more; raises NoLongerPossible when it is the last factor where one is demanded."""
    if must_keep_one and not Passkey.objects.filter(staff=staff).exists():
        raise NoLongerPossible
    gone, _all = Totp.objects.filter(staff=staff).delete()
    if gone:
        _drop_codes_without_a_factor(staff)
        note_door(staff, LogInKind.APP_OFF, now=now, browser=browser)


@transaction.atomic
def add_passkey(staff: Staff, *, passkey: NewPasskey, browser: Browser, now: datetime) -> int:
    """Keeps a passkey; gives its id."""
    row = Passkey.objects.create(
        staff=staff, name=passkey.name.strip()[:80] or "passkey", credential=passkey.credential,
        public_key=passkey.public_key, sign_count=passkey.sign_count, added_at=now,
    )  # fmt: skip
    note_door(staff, LogInKind.PASSKEY_ON, now=now, browser=browser, said=row.name)
    return row.pk


@transaction.atomic
def rename_passkey(staff: Staff, passkey_id: int, *, name: str) -> None:
    """Calls one of one's passkeys something else."""
    if name.strip():
        Passkey.objects.filter(staff=staff, pk=passkey_id).update(name=name.strip()[:80])


@transaction.atomic
def drop_passkey(staff: Staff, passkey_id: int, *, must_keep_one: bool, browser: Browser, now: datetime) -> None:
    """Removes one of one's passkeys; raises NoLongerPossible when it is the last factor where one is demanded."""
    row = Passkey.objects.select_for_update().filter(staff=staff, pk=passkey_id).first()
    if row is None:
        return
    others = Passkey.objects.filter(staff=staff).exclude(pk=row.pk).exists()
    if must_keep_one and not others and not Totp.objects.filter(staff=staff, confirmed_at__isnull=False).exists():
        raise NoLongerPossible
    name = row.name
    row.delete()
    _drop_codes_without_a_factor(staff)
    note_door(staff, LogInKind.PASSKEY_OFF, now=now, browser=browser, said=name)


def passkey_by_credential(credential: bytes) -> tuple[Staff, int, bytes, int] | None:
    """(owner, id, public key, sign count) of a passkey whose owner may come in; None when there is none."""
    row = Passkey.objects.select_related("staff").filter(credential=credential).first()
    if row is None or not row.staff.is_active:
        return None
    return row.staff, row.pk, bytes(row.public_key), row.sign_count


def note_passkey_used(passkey_id: int, *, sign_count: int, now: datetime) -> None:
    """The passkey has let its owner in; its count must not go back (a copy would)."""
    Passkey.objects.filter(pk=passkey_id).update(sign_count=sign_count, last_used_at=now)


def _use_app(staff: Staff, said: str, now: datetime) -> str:
    """Gives "code" when it is one of now, newer than the last that was used: one seen over a shoulder is no use."""
    if not (said.isascii() and said.isdigit() and len(said) == 6):
        return ""
    with transaction.atomic():
        row = Totp.objects.select_for_update().filter(staff=staff, confirmed_at__isnull=False).first()
        if row is None:
            return ""
        counter = _counter_of(open_sealed(row.sealed), said, now)
        if counter is None or counter <= row.last_counter:
            return ""
        row.last_counter = counter
        row.save(update_fields=["last_counter"])
    return "code"


def _use_paper(staff: Staff, said: str, browser: Browser, now: datetime) -> str:
    if len(said) != LONG:
        return ""
    with transaction.atomic():
        rows = RecoveryCode.objects.filter(staff=staff, digest=_hashed(staff, said), used_at=None)
        if not rows.update(used_at=now):
            return ""
        note_door(staff, LogInKind.RECOVERY, now=now, browser=browser)
    return "recovery"


def _counter_of(secret: str, code: str, now: datetime) -> int | None:
    """The half minute that a code belongs to, when it is near now; the newest first."""
    totp, here = pyotp.TOTP(secret), int(now.timestamp()) // PERIOD
    said = "".join(code.split())
    for counter in range(here + LEEWAY, here - LEEWAY - 1, -1):
        if said.isascii() and hmac.compare_digest(totp.generate_otp(counter), said):
            return counter
    return None


def _hashed(staff: Staff, code: str) -> str:
    """Fifty random bits under a key that is not in the database: no slow hash is needed."""
    return digest("recovery code", f"{staff.pk} {code}")


def _drop_codes_without_a_factor(staff: Staff) -> None:
    if not Totp.objects.filter(staff=staff).exists() and not Passkey.objects.filter(staff=staff).exists():
        RecoveryCode.objects.filter(staff=staff).delete()


def _begin_try(staff: Staff, browser: Browser, now: datetime) -> Try:
    return begin_try(username=f"code\0{staff.pk}", address=browser.address, now=now)
