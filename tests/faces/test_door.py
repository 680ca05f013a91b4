"""Logging in: half a log-in is none; sessions end; the account page does what it says."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pyotp
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.faces.town import PASSWORD, Town
from torg.people.actions.accounts import Browser
from torg.people.actions.factors import NewPasskey, add_passkey, confirm_app, start_app
from torg.people.models import DeskSession, Staff, Totp

LOGIN = "/en/desk/login/"
SECOND = "/en/desk/login/second/"
INBOX = "/en/desk/"
HERE = Browser("test", "192.0.2.1")


@pytest.fixture
def secret(town: Town) -> str:
    """Kari has an app for codes, set up five minutes ago."""
    kari, then = Staff.objects.get(username="kari"), timezone.now() - timedelta(minutes=5)
    secret = start_app(kari, now=then)
    confirm_app(kari, code=pyotp.TOTP(secret).at(then), browser=HERE, now=then)
    return secret


def password(client: Client, next_url: str = "", said: str = PASSWORD) -> Any:
    return client.post(LOGIN, {"username": "kari", "password": said, "next": next_url})


def test_after_the_password_alone_nobody_is_in(client: Client, secret: str) -> None:
    answer = password(client, "/en/desk/units/")
    assert (answer.status_code, answer["Location"]) == (302, SECOND)
    for url in (INBOX, "/en/desk/account/", "/en/desk/units/"):
        assert client.get(url)["Location"].startswith(LOGIN), url
    assert "One more step" in client.get(SECOND).content.decode()
    done = client.post(SECOND, {"code": pyotp.TOTP(secret).now()})
    assert (done.status_code, done["Location"]) == (302, "/en/desk/units/")
    assert client.get(INBOX).status_code == 200


def test_without_the_right_password_there_is_no_second_step(client: Client, secret: str) -> None:
    password(client, said="wrong")
    assert client.get(SECOND)["Location"] == LOGIN
    assert client.post(SECOND, {"code": pyotp.TOTP(secret).now()})["Location"] == LOGIN
    assert client.get(INBOX).status_code == 302


def test_the_owner_reads_on_the_account_page_that_somebody_tried_a_wrong_password(desk: Client) -> None:
    password(Client(), said="wrong")
    assert "Wrong password" in desk.get("/en/desk/account/").content.decode()


def test_the_password_is_soon_forgotten_when_no_code_follows(client: Client, secret: str) -> None:
    password(client)
    session = client.session
    session["half"] = {**session["half"], "at": timezone.now().timestamp() - 601}
    session.save()
    assert client.post(SECOND, {"code": pyotp.TOTP(secret).now()})["Location"] == LOGIN


def test_a_wrong_code_is_told_and_after_five_it_waits(client: Client, secret: str) -> None:
    password(client)
    for _ in range(5):
        answer = client.post(SECOND, {"code": "000000"})
        assert answer.status_code == 422
        assert "not right" in answer.content.decode()
    assert "Wait 1 minute" in client.post(SECOND, {"code": pyotp.TOTP(secret).now()}).content.decode()
    assert client.get(INBOX).status_code == 302


def test_a_log_in_that_goes_round_the_door_is_not_let_in(client: Client, secret: str) -> None:
    assert client.login(username="kari", password=PASSWORD)
    assert client.get(INBOX)["Location"].startswith(LOGIN)


def test_where_the_role_demands_it_a_factor_is_set_up_before_one_is_in(
    client: Client, town: Town, settings: Any
) -> None:
    settings.SECOND_FACTOR = ("front_line",)
    assert password(client)["Location"] == SECOND
    page = client.get(SECOND).content.decode()
    assert "Set up an app for codes" in page
    assert "data:image/svg+xml" in page
    assert client.get(INBOX).status_code == 302
    row = Totp.objects.get()
    assert row.confirmed_at is None
    shown = page.split('class="secret">')[1].split("<")[0].replace(" ", "")
    done = client.post(SECOND, {"code": pyotp.TOTP(shown).now()})
    assert done["Location"] == reverse("desk:recovery_codes").replace("/nb/", "/en/")
    codes = client.get(done["Location"]).content.decode()
    assert codes.count("<li>") >= 10
    assert client.get(done["Location"]).status_code == 302  # shown once
    assert client.get(INBOX).status_code == 200
    refused = client.post("/en/desk/account/app/remove/", follow=True).content.decode()
    assert "needs a second factor" in refused


def test_a_session_that_was_ended_elsewhere_is_out_at_the_next_click(desk: Client, town: Town) -> None:
    other = Client()
    assert other.login(username="kari", password=PASSWORD)
    assert other.get(INBOX).status_code == desk.get(INBOX).status_code == 200
    assert DeskSession.objects.filter(ended_at=None).count() == 2
    desk.post("/en/desk/account/sessions/end/", {})
    assert other.get(INBOX)["Location"].startswith(LOGIN)
    assert desk.get(INBOX).status_code == 200


def test_an_idle_session_and_an_old_one_are_out(desk: Client, settings: Any) -> None:
    assert desk.get(INBOX).status_code == 200
    DeskSession.objects.update(seen_at=timezone.now() - timedelta(minutes=settings.SESSION_IDLE_MINUTES + 1))
    assert desk.get(INBOX)["Location"].startswith(LOGIN)
    again = Client()
    assert again.login(username="kari", password=PASSWORD)
    assert again.get(INBOX).status_code == 200
    DeskSession.objects.update(began_at=timezone.now() - timedelta(hours=settings.SESSION_HOURS, minutes=1))
    assert again.get(INBOX)["Location"].startswith(LOGIN)


def test_logging_out_ends_the_session_for_good(desk: Client) -> None:
    assert desk.get(INBOX).status_code == 200
    cookie = desk.cookies["sessionid"].value
    assert desk.post("/en/desk/logout/").status_code == 302
    thief = Client()
    thief.cookies["sessionid"] = cookie
    assert thief.get(INBOX)["Location"].startswith(LOGIN)
    assert not DeskSession.objects.filter(ended_at=None).exists()


def test_a_new_password_logs_out_everywhere_else_and_the_old_one_is_asked(desk: Client) -> None:
    other = Client()
    assert other.login(username="kari", password=PASSWORD)
    assert other.get(INBOX).status_code == 200
    fresh = "fire-gule-fiskar-i-naustet"
    page = "/en/desk/account/password/"
    assert "That is not your password" in desk.post(page, {"old": "x", "new": fresh}).content.decode()
    assert desk.post(page, {"old": PASSWORD, "new": "kort"}).status_code == 422
    assert desk.post(page, {"old": PASSWORD, "new": fresh}).status_code == 302
    assert desk.get(INBOX).status_code == 200
    assert other.get(INBOX)["Location"].startswith(LOGIN)
    assert Staff.objects.get(username="kari").check_password(fresh)


def test_guessing_the_old_password_on_the_account_page_is_slow_too(desk: Client) -> None:
    page = "/en/desk/account/password/"
    for _ in range(5):
        desk.post(page, {"old": "guess", "new": "fire-gule-fiskar-i-naustet"})
    answer = desk.post(page, {"old": PASSWORD, "new": "fire-gule-fiskar-i-naustet"}, follow=True)
    assert "too many wrong tries" in answer.content.decode()
    assert Staff.objects.get(username="kari").check_password(PASSWORD)


@pytest.mark.parametrize("next_url", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_after_the_log_in_nobody_is_sent_elsewhere(client: Client, secret: str, next_url: str) -> None:
    password(client, next_url)
    done = client.post(SECOND, {"code": pyotp.TOTP(secret).now()})
    assert done["Location"] == INBOX


def test_a_passkey_that_nobody_knows_lets_nobody_in(client: Client, town: Town) -> None:
    page = "/en/desk/login/passkey/"
    for answer in ("", "{}", "no json", '{"rawId": "AAAA"}', '{"rawId": 7}', "[]"):
        assert client.post(page, {"answer": answer}, headers={"host": "localhost"}).status_code == 422
    assert client.get(INBOX).status_code == 302


def test_only_an_administrator_sees_the_accounts(desk: Client, town: Town) -> None:
    for url in ("staff/", "staff/new/", f"staff/{Staff.objects.get(username='ola').pk}/"):
        assert desk.get(f"/en/desk/{url}").status_code == 403, url
    assert desk.get("/en/desk/look-ups/").status_code == 200


def test_a_session_with_a_password_alone_ends_when_the_role_asks_for_more(
    desk: Client, town: Town, settings: Any
) -> None:
    settings.SECOND_FACTOR = ("administrator",)
    assert desk.get(INBOX).status_code == 200
    Staff.objects.filter(username="kari").update(role="administrator")
    assert desk.get("/en/desk/staff/")["Location"].startswith(LOGIN)


def test_a_new_password_is_shown_once_and_no_cookie_carries_it(client: Client, town: Town) -> None:
    Staff.objects.filter(username="kari").update(role="administrator")
    assert client.login(username="kari", password=PASSWORD)
    ola = Staff.objects.get(username="ola")
    answer = client.post(f"/en/desk/staff/{ola.pk}/password/")
    assert answer.status_code == 302
    assert "messages" not in client.cookies
    assert "Password to begin with: " in client.get(answer["Location"]).content.decode()
    assert "Password to begin with: " not in client.get(answer["Location"]).content.decode()


NO_ANSWERS = ["", "no JSON", "[]", "null", "[" * 100_000, '{"rawId": "\u00e5"}', '{"rawId": "AA", "response": 1}']


@pytest.mark.parametrize("said", [None, *NO_ANSWERS], ids=range(len(NO_ANSWERS) + 1))
def test_a_passkey_that_answers_nothing_is_told_so(client: Client, town: Town, said: str | None) -> None:
    assert client.get("/en/desk/login/passkey/").status_code == 200
    answer = client.post("/en/desk/login/passkey/", {} if said is None else {"answer": said})
    assert answer.status_code == 422


@pytest.mark.parametrize("said", NO_ANSWERS[1:], ids=range(len(NO_ANSWERS) - 1))
def test_it_is_told_so_after_the_password_too(client: Client, secret: str, said: str) -> None:
    password(client)
    kari = Staff.objects.get(username="kari")
    add_passkey(kari, passkey=NewPasskey("phone", b"\0", b"2", 0), browser=HERE, now=timezone.now())
    assert client.get(SECOND).status_code == 200
    answer = client.post(SECOND, {"answer": said})
    assert answer.status_code == 422
    assert "The passkey was not accepted" in answer.content.decode()
