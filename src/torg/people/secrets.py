"""Sealing what must not be read out of the database, and finding it again by a keyed hash.

The first of the keys (TORG_SEALING_KEYS) seals, every one of them opens: a new key goes in front, and the night's
housekeeping seals anew what an older one sealed (docs/operate/log-in.md). The key of the hashes is another.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class CannotOpen(Exception):
    """It was sealed with a key that is not among the settings any more."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What stands in the database: the sealed bytes, and the mark of the key that sealed them."""

    token: bytes
    sealed_with: str


def seal(text: str) -> Sealed:
    """Seals a text with the newest key."""
    keys = tuple(settings.SEALING_KEYS)
    return Sealed(_fernet(keys).encrypt(text.encode()), mark())


def open_sealed(token: bytes | memoryview) -> str:
    """The text that was sealed, with whichever of the keys; raises CannotOpen."""
    try:
        return _fernet(tuple(settings.SEALING_KEYS)).decrypt(bytes(token)).decode()
    except InvalidToken as invalid:
        raise CannotOpen from invalid


def digest(kind: str, text: str) -> str:
    """The keyed hash by which a text is found again: HMAC-SHA256, 64 hexadecimal digits; equal texts, equal hashes."""
    key = hashlib.sha256(f"torg lookup\0{settings.LOOKUP_KEY}".encode()).digest()
    return hmac.new(key, f"{kind}\0{text}".encode(), hashlib.sha256).hexdigest()


def mark() -> str:
    """A mark of the newest key that tells nothing about it."""
    return _mark(settings.SEALING_KEYS[0])


@lru_cache(maxsize=8)
def _fernet(keys: Sequence[str]) -> MultiFernet:
    return MultiFernet([Fernet(_key(said)) for said in keys])


def _key(said: str) -> bytes:
    """A key for Fernet from the text in the settings, which is long and random (checked when it is read)."""
    return base64.urlsafe_b64encode(hashlib.sha256(f"torg seal\0{said}".encode()).digest())


@lru_cache(maxsize=8)
def _mark(said: str) -> str:
    return hashlib.sha256(f"torg mark\0{said}".encode()).hexdigest()[:16]
