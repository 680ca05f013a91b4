"""Logging in with the workplace's own log-in, against a real OpenID provider; nothing unproven is believed."""

from __future__ import annotations

from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.test import Client
from django.utils import timezone
from joserfc import jwk, jwt

from tests.faces.town import PASSWORD, Town, settle_town
from tests.openid.conftest import REDIRECT, Running
from torg.people import provider as client_code
from torg.people.models import OutsideAccount, Staff
from torg.people.provider import Client as Known
from torg.people.provider import ProviderFailed, finish, start

SECRET = "a secret: with / signs"
INBOX = "/en/desk/"
NOW = timezone.now()


@pytest.fixture
def town(db: None) -> Town:
    town = settle_town()
    Staff.objects.filter(username="kari").update(email="kari@town.example")
    return town


@pytest.fixture
def wired(settings: Any, provider: Running) -> str:
    """Torg knows the provider."""
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = provider.issuer, "torg", SECRET
    settings.OIDC_NAME, settings.OIDC_LINK_BY_EMAIL = "Town-ID", True
    settings.OIDC_CLAIM, settings.OIDC_MAP = "", ()
    return provider.issuer


def at_the_provider(url: str, who: str) -> str:
    """Goes through the provider's pages as a browser does; gives the address that leads back to Torg."""
    with httpx.Client(cookies=CookieJar(), follow_redirects=False) as browser:
        for _ in range(8):
            browser.cookies.set("who", who, domain="127.0.0.1")
            answer = browser.get(url)
            assert answer.status_code in {302, 303}, answer.text
            url = str(httpx.URL(url).join(answer.headers["location"]))
            if url.startswith(REDIRECT):
                return url
    raise AssertionError(url)


def log_in(client: Client, who: str = "kari", next_url: str = "") -> Any:
    begun = client.get(f"/en/desk/login/outside/?next={next_url}")
    assert begun.status_code == 302, begun.content
    back = urlsplit(at_the_provider(begun["Location"], who))
    return client.get(f"{back.path}?{back.query}")


def test_staff_log_in_and_are_linked_by_the_address_that_the_provider_has_verified(town: Town, wired: str) -> None:
    client = Client()
    assert "Log in with Town-ID" in client.get("/en/desk/login/").content.decode()
    assert log_in(client, next_url="/en/desk/units/")["Location"] == "/en/desk/units/"
    assert client.get(INBOX).status_code == 200
    row = OutsideAccount.objects.get()
    assert (row.staff.username, row.issuer, row.subject) == ("kari", wired, "kari")
    Staff.objects.filter(username="kari").update(email="another@town.example")
    assert log_in(Client())["Location"] == INBOX  # known by the subject from now on
    left = client.post("/en/desk/logout/", follow=True).content.decode()
    assert "Log out of Town-ID too" in left
    out = client.get("/en/desk/login/outside/leave/")["Location"]
    assert out.startswith(f"{wired}/session/end?")


@pytest.mark.parametrize("who", ["unverified", "stranger"])
def test_an_address_that_is_not_verified_or_not_known_lets_nobody_in(town: Town, wired: str, who: str) -> None:
    client = Client()
    assert log_in(client, who)["Location"].endswith("/desk/login/")
    assert client.get(INBOX).status_code == 302
    assert not OutsideAccount.objects.exists()


def test_without_leave_nobody_is_linked_by_address_and_staff_connect_it_themselves(
    town: Town, wired: str, settings: Any
) -> None:
    settings.OIDC_LINK_BY_EMAIL = False
    stranger = Client()
    assert log_in(stranger)["Location"].endswith("/desk/login/")
    client = Client()
    assert client.login(username="kari", password=PASSWORD)
    assert log_in(client)["Location"].endswith("/desk/account/")
    assert "From now on you can log in that way" in client.get("/en/desk/account/").content.decode()
    assert log_in(Client())["Location"] == INBOX


def test_an_account_that_is_connected_is_not_taken_over_by_another_with_the_same_address(
    town: Town, wired: str
) -> None:
    kari = Staff.objects.get(username="kari")
    OutsideAccount.objects.create(staff=kari, issuer=wired, subject="somebody else", linked_at=NOW)
    assert log_in(Client())["Location"].endswith("/desk/login/")


def test_a_closed_account_stays_closed(town: Town, wired: str) -> None:
    kari = Staff.objects.get(username="kari")
    OutsideAccount.objects.create(staff=kari, issuer=wired, subject="kari", linked_at=NOW)
    Staff.objects.filter(pk=kari.pk).update(is_active=False)
    assert log_in(Client())["Location"].endswith("/desk/login/")


def test_role_and_unit_follow_a_claim(town: Town, wired: str, settings: Any) -> None:
    settings.OIDC_CLAIM, settings.OIDC_MAP = "groups", (("x", "auditor", ""), ("torg-front", "manager", "skule"))
    log_in(Client())
    kari = Staff.objects.get(username="kari")
    assert kari.unit is not None
    assert (kari.role, kari.unit.key) == ("manager", "skule")


@pytest.mark.parametrize("change", ["state", "again", "no code", "no session"])
def test_an_answer_that_was_not_asked_for_is_not_taken(town: Town, wired: str, change: str) -> None:
    client = Client()
    begun = client.get("/en/desk/login/outside/")
    back = urlsplit(at_the_provider(begun["Location"], "kari"))
    query = back.query
    if change == "state":
        query = query.replace(parse_qs(query)["state"][0], "x" * 43)
    elif change == "no code":
        query = f"error=access_denied&state={parse_qs(query)['state'][0]}"
    elif change == "again":
        assert client.get(f"{back.path}?{query}")["Location"].endswith("/desk/")
        client.post("/en/desk/logout/")
    else:
        client = Client()
    assert client.get(f"{back.path}?{query}")["Location"].endswith("/desk/login/")
    assert client.get(INBOX).status_code == 302


def begun(issuer: str) -> tuple[Known, Any, str]:
    known = Known(issuer, "torg", SECRET, REDIRECT)
    started = start(known)
    code = parse_qs(urlsplit(at_the_provider(started.url, "kari")).query)["code"][0]
    return known, started, code


def test_another_nonce_another_verifier_or_another_secret_is_refused(provider: Running) -> None:
    known, started, code = begun(provider.issuer)
    done = finish(known, code=code, nonce=started.nonce, verifier=started.verifier, claim="groups", now=timezone.now())
    assert (done.subject, done.email, done.values) == ("kari", "kari@town.example", ("torg-front",))
    for wrong in ({"nonce": "x"}, {"verifier": "y" * 43}):
        known, started, code = begun(provider.issuer)
        said = {"nonce": started.nonce, "verifier": started.verifier, **wrong}
        with pytest.raises(ProviderFailed):
            finish(known, code=code, claim="", now=timezone.now(), **said)
    known, started, code = begun(provider.issuer)
    with pytest.raises(ProviderFailed):
        finish(
            Known(provider.issuer, "torg", "wrong", REDIRECT), code=code, nonce=started.nonce,
            verifier=started.verifier, claim="", now=timezone.now(),
        )  # fmt: skip
    with pytest.raises(ProviderFailed):
        start(Known(provider.issuer + "/elsewhere", "torg", "", REDIRECT))
    with pytest.raises(ProviderFailed):
        start(Known("http://127.0.0.1:9", "torg", "", REDIRECT))


KEY = jwk.RSAKey.generate_key(2048, parameters={"kid": "one"})
OTHER = jwk.RSAKey.generate_key(2048, parameters={"kid": "one"})
GOOD = {"iss": "https://p.example", "aud": "torg", "sub": "kari", "nonce": "n"}


def token(key: Any = KEY, *, alg: str = "RS256", **changes: Any) -> str:
    at = int(NOW.timestamp())
    claims = {**GOOD, "iat": at, "exp": at + 300, **changes}
    return jwt.encode({"alg": alg, "kid": "one"}, {k: v for k, v in claims.items() if v is not None}, key)


WRONG = {
    "another's signature": lambda: token(OTHER),
    "another issuer": lambda: token(iss="https://evil.example"),
    "another audience": lambda: token(aud="another"),
    "made for another": lambda: token(aud=["torg", "another"], azp="another"),
    "several audiences and no party": lambda: token(aud=["torg", "another"]),
    "too old": lambda: token(exp=int(NOW.timestamp()) - 61),
    "no end": lambda: token(exp=None),
    "another nonce": lambda: token(nonce="m"),
    "no nonce": lambda: token(nonce=None),
    "no subject": lambda: token(sub=None),
    "a shared secret": lambda: token(jwk.OctKey.import_key("x" * 64), alg="HS256"),
    "no signature": lambda: "eyJhbGciOiJub25lIn0." + token().split(".")[1] + ".",
    "no token": lambda: "x",
}


@pytest.mark.parametrize("make", WRONG.values(), ids=WRONG)
def test_a_token_with_one_thing_wrong_is_not_believed(make: Any) -> None:
    known = Known("https://p.example", "torg", "", REDIRECT)
    keys = {"keys": [KEY.as_dict(private=False)]}
    assert client_code._believed(known, token(), keys, nonce="n", now=NOW)["sub"] == "kari"
    with pytest.raises(ProviderFailed):
        client_code._believed(known, make(), keys, nonce="n", now=NOW)
