"""Logging in with an OpenID provider: where to send the browser, and what the provider then says (OpenID Connect Core).

The code flow with PKCE (S256), state and nonce. Nothing that the provider's answer holds is believed before its
signature, issuer, audience, nonce and time have been checked.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

import httpx
from joserfc import jwk, jwt
from joserfc.errors import JoseError

SIGNED_WITH = ("RS256", "PS256", "ES256", "RS384", "RS512", "PS384", "PS512", "ES384", "ES512", "EdDSA")
"""Signatures of key pairs only: a secret shared by two proves nothing about who signed."""
SCOPE = "openid profile email"
SECONDS, LEEWAY = 10, 60


class ProviderFailed(Exception):
    """The provider does not answer, or its answer cannot be believed; the text says why, for the log."""


@dataclass(frozen=True, slots=True)
class Client:
    """Torg as the provider knows it."""

    issuer: str
    client_id: str
    client_secret: str
    redirect_uri: str


@dataclass(frozen=True, slots=True)
class Started:
    """Where to send the browser, and what to remember until it comes back."""

    url: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Known:
    """Who the provider says somebody is; ``email`` only when it says that it has verified it."""

    subject: str
    email: str
    values: tuple[str, ...]


def start(client: Client) -> Started:
    """The address at the provider where somebody logs in; raises ProviderFailed."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    hashed = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    query = {
        "response_type": "code", "client_id": client.client_id, "redirect_uri": client.redirect_uri, "scope": SCOPE,
        "state": state, "nonce": nonce, "code_challenge": hashed, "code_challenge_method": "S256",
    }  # fmt: skip
    at = _discovered(client)["authorization_endpoint"]
    return Started(f"{at}{'&' if '?' in at else '?'}{urlencode(query)}", state, nonce, verifier)


def finish(client: Client, *, code: str, nonce: str, verifier: str, claim: str, now: datetime) -> Known:
    """Who has come back with this code; raises ProviderFailed. ``claim`` names where their groups stand, or is ""."""
    found = _discovered(client)
    said = _fetch("POST", found["token_endpoint"], **_proof(client, found), data={
        "grant_type": "authorization_code", "code": code, "redirect_uri": client.redirect_uri,
        "code_verifier": verifier, **({} if _by_header(client, found) else _named(client)),
    })  # fmt: skip
    claims = _believed(client, said.get("id_token"), _fetch("GET", found["jwks_uri"]), nonce=nonce, now=now)
    about = dict(claims)
    if found.get("userinfo_endpoint") and said.get("access_token") and (claim not in about or "email" not in about):
        bearer = {"Authorization": f"Bearer {said['access_token']}"}
        more = _fetch("GET", found["userinfo_endpoint"], headers=bearer)
        if more.get("sub") == claims["sub"]:  # another subject's would be a mix-up, or an attack
            about = {**more, **about}
    email = str(about.get("email", "")) if about.get("email_verified") is True else ""
    return Known(str(claims["sub"]), email, _values(about.get(claim) if claim else None))


def log_out_url(client: Client, *, back_to: str) -> str:
    """Where somebody logs out at the provider too; "" when it has no such page, or does not answer."""
    try:
        at = str(_discovered(client).get("end_session_endpoint", ""))
    except ProviderFailed:
        return ""
    query = urlencode({"client_id": client.client_id, "post_logout_redirect_uri": back_to})
    return f"{at}{'&' if '?' in at else '?'}{query}" if at else ""


def _discovered(client: Client) -> Mapping[str, Any]:
    """What the provider says of itself; its own name must be the one in the settings, to the letter."""
    found = _fetch("GET", f"{client.issuer.rstrip('/')}/.well-known/openid-configuration")
    if found.get("issuer") != client.issuer:
        raise ProviderFailed(f"the provider calls itself {found.get('issuer')!r}")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not isinstance(found.get(name), str):
            raise ProviderFailed(f"the provider has no {name}")
    return found


def _by_header(client: Client, found: Mapping[str, Any]) -> bool:
    """Whether the client's secret goes in a header (the standard's default), or in the form."""
    ways = found.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    return bool(client.client_secret) and "client_secret_basic" in ways


def _proof(client: Client, found: Mapping[str, Any]) -> dict[str, Any]:
    if not _by_header(client, found):
        return {}
    pair = f"{quote(client.client_id, safe='')}:{quote(client.client_secret, safe='')}"
    return {"headers": {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}}


def _named(client: Client) -> dict[str, str]:
    return {"client_id": client.client_id, **({"client_secret": client.client_secret} if client.client_secret else {})}


def _fetch(method: str, url: str, **rest: Any) -> dict[str, Any]:
    """A JSON object from the provider; nothing else is an answer, and no redirect is followed."""
    try:
        answer = httpx.request(method, url, timeout=SECONDS, **rest)
        said = answer.json() if answer.status_code == 200 else None
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise ProviderFailed(f"{url}: {type(error).__name__}") from error
    if not isinstance(said, dict):
        raise ProviderFailed(f"{url} answered {answer.status_code}")
    return said


def _believed(client: Client, token: object, keys: Mapping[str, Any], *, nonce: str, now: datetime) -> dict[str, Any]:
    """The claims of an ID token once everything about it is right (OpenID Connect Core 3.1.3.7)."""
    if not isinstance(token, str):
        raise ProviderFailed("there is no ID token")
    try:
        known = jwk.KeySet.import_key_set({"keys": _usable(keys)})
        claims = dict(jwt.decode(token, known, algorithms=list(SIGNED_WITH)).claims)
        jwt.JWTClaimsRegistry(
            now=int(now.timestamp()), leeway=LEEWAY, iss={"essential": True, "value": client.issuer},
            aud={"essential": True, "value": client.client_id}, sub={"essential": True}, exp={"essential": True},
            iat={"essential": True}, nonce={"essential": True, "value": nonce},
        ).validate(claims)  # fmt: skip
    except (JoseError, ValueError, KeyError) as error:
        raise ProviderFailed(f"the ID token: {type(error).__name__} {error}") from error
    audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    if (len(audience) > 1 or "azp" in claims) and claims.get("azp") != client.client_id:
        raise ProviderFailed("the ID token was made for another")
    return claims


def _usable(keys: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The provider's keys that sign; those that only encrypt are left out."""
    found = keys.get("keys")
    rows = [key for key in found if isinstance(key, dict)] if isinstance(found, list) else []
    return [key for key in rows if key.get("use", "sig") == "sig" and key.get("kty") in {"RSA", "EC", "OKP"}]


def _values(said: object) -> tuple[str, ...]:
    if isinstance(said, str):
        return (said,)
    return tuple(str(one) for one in said) if isinstance(said, Sequence) else ()
