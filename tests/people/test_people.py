"""Units, staff, and the persons behind an address."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from torg.people.actions import Writer, find_or_make_persons, note_address, set_exempt, set_up_staff, set_up_unit
from torg.people.models import Person, Unit
from torg.people.queries import addresses_of, may_act, units, units_seen_by

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 1, 10, tzinfo=UTC)


def test_there_is_only_one_front_line() -> None:
    set_up_unit(key="front", name="Front", front_line=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        set_up_unit(key="other", name="Other", front_line=True)


def test_setting_up_a_unit_again_gives_it_exactly_the_addresses_named() -> None:
    set_up_unit(key="roads", name="Roads", addresses=["Roads@Town.example", "old@town.example"])
    set_up_unit(key="roads", name="Roads and parks", addresses=["roads@town.example", "parks@town.example"])
    assert Unit.objects.count() == 1
    assert sorted(units().by_address) == ["parks@town.example", "roads@town.example"]


def test_an_address_belongs_to_one_unit_however_it_is_written() -> None:
    set_up_unit(key="a", name="A", addresses=["post@town.example"])
    with pytest.raises(IntegrityError), transaction.atomic():
        set_up_unit(key="b", name="B", addresses=["POST@town.example"])


def test_a_case_worker_sees_the_own_unit_and_those_below_it() -> None:
    top = set_up_unit(key="care", name="Care")
    below = set_up_unit(key="home", name="Home care", parent="care")
    other = set_up_unit(key="roads", name="Roads")
    worker = set_up_staff(username="w", name="W", role="case_worker", unit="care")
    assert units_seen_by(worker) == frozenset({top.pk, below.pk})
    assert may_act(worker, below.pk)
    assert not may_act(worker, other.pk)


def test_the_front_line_sees_all_and_an_auditor_sees_all_but_touches_nothing() -> None:
    unit = set_up_unit(key="front", name="Front", front_line=True)
    front = set_up_staff(username="f", name="F", role="front_line", unit="front")
    auditor = set_up_staff(username="a", name="A", role="auditor")
    assert units_seen_by(front) is None is units_seen_by(auditor)
    assert may_act(front, unit.pk)
    assert not may_act(auditor, unit.pk)


def test_an_account_without_a_password_can_not_log_in_and_setting_it_up_again_keeps_the_password() -> None:
    assert not set_up_staff(username="k", name="K", role="manager").has_usable_password()
    set_up_staff(username="k", name="K", role="manager", password="a long enough password")
    assert set_up_staff(username="k", name="Kari", role="manager").check_password("a long enough password")


def test_a_role_nobody_has_heard_of_is_refused_with_the_roles_there_are() -> None:
    with pytest.raises(ValueError, match="front_line"):
        set_up_staff(username="k", name="K", role="boss")


def test_the_same_address_is_the_same_person_and_another_is_another() -> None:
    writers = [Writer("email", "a@example.org", "A", "nb"), Writer("email", "b@example.org", "B", "nb")]
    first = find_or_make_persons(writers, now=NOW)
    again = find_or_make_persons([Writer("email", "a@example.org", "Somebody", "da")], now=NOW)
    assert again["email", "a@example.org"].id == first["email", "a@example.org"].id
    assert Person.objects.count() == 2


def test_an_address_that_is_somebodys_is_not_given_to_another() -> None:
    facts = find_or_make_persons(
        [Writer("email", "a@example.org", "A", "nb"), Writer("email", "b@example.org", "B", "nb")], now=NOW
    )
    a, b = facts["email", "a@example.org"].id, facts["email", "b@example.org"].id
    note_address(b, kind="email", value="a@example.org")
    assert addresses_of(a) == [("email", "a@example.org")]
    assert addresses_of(b) == [("email", "b@example.org")]


def test_a_business_is_never_exempt_from_digital_post() -> None:
    business = Person.objects.create(kind="business", created_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        set_exempt(business.pk, exempt=True)
