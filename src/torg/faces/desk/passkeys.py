"""Passkeys (WebAuthn): what the browser is asked, and whether its answer holds."""

from __future__ import annotations

import ipaddress
import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from torg.people.actions.factors import NewPasskey, note_passkey_used, passkey_by_credential
from torg.people.queries.accounts import credentials_of

if TYPE_CHECKING:
    from torg.people.models import Staff

CHALLENGE = "passkey_challenge"


class PasskeyRefused(Exception):
    """The answer does not fit the question, or no such passkey is known."""


@dataclass(frozen=True, slots=True)
class Site:
    """Who we are to an authenticator: a host name, and the addresses that its answers may come from."""

    host: str
    origins: tuple[str, ...]


def site_of(request: HttpRequest) -> Site | None:
    """The site of a request; None where passkeys do not work: on an address of numbers, or without https."""
    host = urlsplit(f"//{request.get_host()}").hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        own = f"{request.scheme}://{request.get_host()}"
        base = urlsplit(settings.BASE_URL)
        if base.hostname == host:
            return Site(host, (f"{base.scheme}://{base.netloc}", own)) if _is_safe(settings.BASE_URL) else None
        return Site(host, (own,)) if _is_safe(own) else None
    return None


def _is_safe(url: str) -> bool:
    return url.startswith("https://") or urlsplit(url).hostname == "localhost"


def ask_for_new(request: HttpRequest, site: Site, staff: Staff, *, name: str) -> str:
    """The question to the authenticator, as JSON; it stays open in the session."""
    options = generate_registration_options(
        rp_id=site.host, rp_name=name, user_name=staff.username, user_id=f"torg-{staff.pk}".encode(),
        user_display_name=staff.name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=UserVerificationRequirement.PREFERRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in credentials_of(staff.pk)],
    )  # fmt: skip
    request.session[CHALLENGE] = bytes_to_base64url(options.challenge)
    return options_to_json(options)


def take_new(request: HttpRequest, site: Site, *, answer: str, name: str) -> NewPasskey:
    """The passkey that the authenticator has made; raises PasskeyRefused."""
    try:
        made = verify_registration_response(
            credential=answer, expected_challenge=_challenge(request), expected_rp_id=site.host,
            expected_origin=list(site.origins),
        )  # fmt: skip
    except (WebAuthnException, ValueError, KeyError, TypeError, RecursionError) as error:
        raise PasskeyRefused from error
    return NewPasskey(name, made.credential_id, made.credential_public_key, made.sign_count)


def ask(request: HttpRequest, site: Site, *, staff_id: int | None) -> str:
    """The question as JSON: to one whose password was right, or to anybody (None), who then must also be verified."""
    options = generate_authentication_options(
        rp_id=site.host,
        allow_credentials=[PublicKeyCredentialDescriptor(id=one) for one in credentials_of(staff_id or 0)],
        user_verification=UserVerificationRequirement.PREFERRED if staff_id else UserVerificationRequirement.REQUIRED,
    )
    request.session[CHALLENGE] = bytes_to_base64url(options.challenge)
    return options_to_json(options)


def take(request: HttpRequest, site: Site, *, answer: str, staff_id: int | None, now: datetime) -> Staff:
    """Whose passkey answered; raises PasskeyRefused. ``staff_id`` is whose it must be, None for anybody's.

    Without a password before it the authenticator must have verified its owner (a finger, a face, a PIN).
    """
    challenge = _challenge(request)
    try:
        credential = base64url_to_bytes(str(json.loads(answer)["rawId"]))
        found = passkey_by_credential(credential)
        if found is None or staff_id not in (None, found[0].pk):
            raise PasskeyRefused
        staff, passkey_id, public_key, count = found
        done = verify_authentication_response(
            credential=answer, expected_challenge=challenge, expected_rp_id=site.host,
            expected_origin=list(site.origins), credential_public_key=public_key, credential_current_sign_count=count,
            require_user_verification=staff_id is None,
        )  # fmt: skip
    except (WebAuthnException, ValueError, KeyError, TypeError, RecursionError) as error:
        raise PasskeyRefused from error
    note_passkey_used(passkey_id, sign_count=done.new_sign_count, now=now)
    return staff


def _challenge(request: HttpRequest) -> bytes:
    """The question that stands open; it is answered once."""
    said = request.session.pop(CHALLENGE, "")
    if not said:
        raise PasskeyRefused
    return base64url_to_bytes(said)
