"""Second factors: codes of an app work once, codes on paper once, and guessing is slow."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.utils import timezone

from torg.people.actions import set_up_staff
from torg.people.actions.accounts import (
    Account,
    Browser,
    LastAdministrator,
    NameTaken,
    NotAdministrator,
    begin_session,
    end_sessions,
    forget_sessions,
    keep_account,
    place_by_claim,
    reset_second_factor,
)
from torg.people.actions.factors import (
    NewPasskey,
    NoLongerPossible,
    WrongCode,
    add_passkey,
    confirm_app,
    drop_app,
    drop_passkey,
    fresh_codes,
    start_app,
    use_code,
)
from torg.people.actions.tries import TooManyTries
from torg.people.models import Staff, Totp
from torg.people.queries.accounts import events_of, keys_of, second_factor_of, session_seen_at, sessions_of

pytestmark = pytest.mark.django_db
NOW = timezone.now().replace(microsecond=0)
HERE = Browser("Firefox, Linux", "192.0.2.1")
WRONG = "000000"


@pytest.fixture
def kari() -> Staff:
    return set_up_staff(username="kari", name="Kari", role="front_line", password="a long enough password")


def code(secret: str, at: Any = NOW) -> str:
    return pyotp.TOTP(secret).at(at)


def with_app(staff: Staff) -> tuple[str, list[str]]:
    secret = start_app(staff, now=NOW)
    return secret, confirm_app(staff, code=code(secret), browser=HERE, now=NOW)


def test_an_app_counts_when_it_has_shown_one_code_and_its_secret_is_sealed(kari: Staff) -> None:
    secret = start_app(kari, now=NOW)
    assert start_app(kari, now=NOW) == secret
    with pytest.raises(WrongCode):
        confirm_app(kari, code=WRONG, browser=HERE, now=NOW)
    assert second_factor_of(kari) == ""
    assert len(confirm_app(kari, code=code(secret), browser=HERE, now=NOW)) == 10
    assert second_factor_of(kari) == "ask"
    with connection.cursor() as cursor:
        cursor.execute("SELECT convert_from(sealed, 'UTF8') FROM people_totp")
        assert secret not in cursor.fetchone()[0]
    with pytest.raises(NoLongerPossible):
        start_app(kari, now=NOW)


def test_a_code_lets_in_once_and_none_that_is_older_ever_after(kari: Staff) -> None:
    secret, _paper = with_app(kari)
    later = NOW + timedelta(minutes=2)
    with pytest.raises(WrongCode):
        use_code(kari, code=code(secret), browser=HERE, now=NOW)
    assert use_code(kari, code=code(secret, later), browser=HERE, now=later) == "code"
    for again in (later, later - timedelta(seconds=30)):
        with pytest.raises(WrongCode):
            use_code(kari, code=code(secret, again), browser=HERE, now=later)


@pytest.mark.parametrize(("seconds", "fits"), [(-30, True), (30, True), (-90, False), (90, False)])
def test_a_clock_may_be_half_a_minute_wrong(kari: Staff, seconds: int, fits: bool) -> None:
    secret, _paper = with_app(kari)
    later = NOW + timedelta(minutes=10)
    shown = code(secret, later + timedelta(seconds=seconds))
    if fits:
        assert use_code(kari, code=shown, browser=HERE, now=later) == "code"
    else:
        with pytest.raises(WrongCode):
            use_code(kari, code=shown, browser=HERE, now=later)


def test_a_recovery_code_works_once_however_it_is_written_and_only_for_its_owner(kari: Staff) -> None:
    _secret, paper = with_app(kari)
    other = set_up_staff(username="ola", name="Ola", role="manager")
    with_app(other)
    with pytest.raises(WrongCode):
        use_code(other, code=paper[0], browser=HERE, now=NOW)
    assert use_code(kari, code=paper[0].upper().replace("-", " "), browser=HERE, now=NOW) == "recovery"
    with pytest.raises(WrongCode):
        use_code(kari, code=paper[0], browser=HERE, now=NOW)
    assert keys_of(kari.pk).codes_left == 9
    fresh_codes(kari, browser=HERE, now=NOW)
    with pytest.raises(WrongCode):
        use_code(kari, code=paper[1], browser=HERE, now=NOW)


def test_after_five_wrong_codes_not_even_the_right_one_is_looked_at_for_a_while(kari: Staff) -> None:
    secret, _paper = with_app(kari)
    later = NOW + timedelta(minutes=2)
    for _ in range(5):
        with pytest.raises(WrongCode):
            use_code(kari, code=WRONG, browser=HERE, now=later)
    with pytest.raises(TooManyTries) as many:
        use_code(kari, code=code(secret, later), browser=HERE, now=later)
    assert many.value.waits == timedelta(minutes=1)
    after = later + timedelta(seconds=61)
    assert use_code(kari, code=code(secret, after), browser=HERE, now=after) == "code"


@pytest.mark.django_db(transaction=True)
def test_of_many_wrong_codes_in_the_same_moment_no_more_are_looked_at_than_one_after_the_other(kari: Staff) -> None:
    with_app(kari)
    said: list[str] = []
    together = threading.Barrier(12)

    def guess(place: int) -> None:
        together.wait()
        try:
            use_code(kari, code=f"{place:06}", browser=Browser("", f"192.0.2.{place}"), now=NOW)
        except WrongCode:
            said.append("looked at")
        except TooManyTries:
            said.append("refused")
        finally:
            connections.close_all()

    guessing = [threading.Thread(target=guess, args=(place,)) for place in range(12)]
    for one in guessing:
        one.start()
    for one in guessing:
        one.join(timeout=30)
    assert sorted(said) == ["looked at"] * 5 + ["refused"] * 7


@pytest.mark.parametrize("said", ["", "abc", "１２３４５６", "12345", "1234567", "-" * 10, "\x00" * 6])
def test_what_is_no_code_is_simply_wrong(kari: Staff, said: str) -> None:
    with_app(kari)
    with pytest.raises(WrongCode):
        use_code(kari, code=said, browser=HERE, now=NOW)


def test_who_must_have_a_factor_keeps_the_last_one(kari: Staff) -> None:
    with_app(kari)
    with pytest.raises(NoLongerPossible):
        drop_app(kari, must_keep_one=True, browser=HERE, now=NOW)
    key = add_passkey(kari, passkey=NewPasskey("phone", b"1", b"2", 0), browser=HERE, now=NOW)
    drop_app(kari, must_keep_one=True, browser=HERE, now=NOW)
    with pytest.raises(NoLongerPossible):
        drop_passkey(kari, key, must_keep_one=True, browser=HERE, now=NOW)
    drop_passkey(kari, key, must_keep_one=False, browser=HERE, now=NOW)
    assert keys_of(kari.pk).codes_left == 0


@pytest.mark.parametrize(
    ("policy", "role", "has_app", "wanted"),
    [
        (("off",), "administrator", True, ""),
        (("asked",), "administrator", False, ""),
        (("asked",), "front_line", True, "ask"),
        (("administrator", "auditor"), "administrator", False, "set_up"),
        (("administrator", "auditor"), "front_line", False, ""),
        (("administrator", "auditor"), "front_line", True, "ask"),
    ],
)
def test_the_policy_says_who_is_asked(
    settings: Any, policy: tuple[str, ...], role: str, has_app: bool, wanted: str
) -> None:
    settings.SECOND_FACTOR = policy
    staff = set_up_staff(username="x", name="X", role=role)
    if has_app:
        with_app(staff)
    assert second_factor_of(staff) == wanted


def test_a_session_ends_by_hand_by_lying_idle_and_by_age(kari: Staff, settings: Any) -> None:
    settings.SESSION_IDLE_MINUTES, settings.SESSION_HOURS = 30, 8
    one = begin_session(kari, how="password", browser=HERE, now=NOW)
    two = begin_session(kari, how="password", browser=HERE, now=NOW)

    def stands(session: object, minutes: float) -> bool:
        return session_seen_at(session, staff_id=kari.pk, now=NOW + timedelta(minutes=minutes)) is not None

    assert stands(one, 29)
    assert not stands(one, 30)
    assert not stands("1", 0)
    assert session_seen_at(one, staff_id=kari.pk + 1, now=NOW) is None
    end_sessions(kari, only=one, now=NOW)
    assert (stands(one, 0), stands(two, 0)) == (False, True)
    end_sessions(kari, but=0, now=NOW)
    assert sessions_of(kari.pk, now=NOW) == []
    assert forget_sessions(now=NOW + timedelta(days=91)) == 2


def test_what_happened_at_the_door_is_never_rewritten(kari: Staff) -> None:
    begin_session(kari, how="password", browser=HERE, now=NOW)
    assert [one.kind for one in events_of(kari.pk)] == ["in"]
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM people_loginevent")


def test_only_an_administrator_keeps_accounts_and_the_last_one_stays(kari: Staff) -> None:
    admin = set_up_staff(username="admin", name="Admin", role="administrator")
    said = Account("new", "New One", "case_worker", None, "new@example.org", sees_hidden=False, is_active=True)
    with pytest.raises(NotAdministrator):
        keep_account(None, account=said, by=kari, now=NOW)
    made = keep_account(None, account=said, by=admin, now=NOW)
    assert not Staff.objects.get(pk=made).has_usable_password()
    with pytest.raises(NameTaken):
        keep_account(None, account=Account("NEW", "X", "manager", None, "", False, True), by=admin, now=NOW)
    with pytest.raises(LastAdministrator):
        keep_account(admin.pk, account=Account("admin", "A", "manager", None, "", False, True), by=admin, now=NOW)


def test_an_administrator_takes_away_lost_factors_and_the_owner_sees_it(kari: Staff) -> None:
    admin = set_up_staff(username="admin", name="Admin", role="administrator")
    with_app(kari)
    session = begin_session(kari, how="code", browser=HERE, now=NOW)
    with pytest.raises(NotAdministrator):
        reset_second_factor(kari.pk, by=kari, now=NOW)
    reset_second_factor(kari.pk, by=admin, now=NOW)
    assert not Totp.objects.exists()
    assert session_seen_at(session, staff_id=kari.pk, now=NOW) is None
    assert (events_of(kari.pk)[0].kind, events_of(kari.pk)[0].by) == ("reset", "Admin")


@pytest.mark.parametrize("by_whom", ["an administrator", "the provider"])
def test_who_gets_another_role_comes_in_by_the_door_again(kari: Staff, settings: Any, by_whom: str) -> None:
    admin = set_up_staff(username="admin", name="Admin", role="administrator")
    settings.OIDC_MAP = (("boss", "manager", ""), ("desk", "front_line", ""))
    session = begin_session(kari, how="password", browser=HERE, now=NOW)

    def given(role: str, name: str = "Kari") -> None:
        if by_whom == "the provider":
            place_by_claim(kari, values=["boss" if role == "manager" else "desk"], now=NOW)
        else:
            keep_account(kari.pk, account=Account("kari", name, role, None, "", False, True), by=admin, now=NOW)

    given("front_line", "Kari Strand")
    assert session_seen_at(session, staff_id=kari.pk, now=NOW) is not None
    given("manager")
    assert session_seen_at(session, staff_id=kari.pk, now=NOW) is None
