"""Persons: kinds, addresses, numbers of registers, joined and unjoined, hidden, and every look in the log (DRA-32)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from torg.people.actions import PurposeNeeded, Writer, find_or_make_persons, note_lookup, set_up_staff, set_up_unit
from torg.people.actions import persons as deeds
from torg.people.actions.joining import CannotUndo, JoinedAlready, SamePerson, join_rows, unjoin_rows
from torg.people.actions.persons import Acting, AddressTaken, IdentityTaken, MayNotChange, NeverExempt
from torg.people.models import Identity, LookUp, Person, PersonJoin, Staff
from torg.people.numbers import NotANumber, checked, likely, written
from torg.people.queries import addresses_of, person_by_id, shown_addresses
from torg.people.queries.lookups import NotAuditor, Wanted, look_ups
from torg.people.queries.persons import find_persons, person_page
from torg.people.secrets import CannotOpen, open_sealed

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def fnr() -> str:
    """A number that checks and is nobody's: born on 1 January 1880."""
    for individual in range(500, 750):
        first = f"010180{individual}"
        one = (11 - sum(w * int(n) for w, n in zip((3, 7, 6, 1, 8, 9, 4, 5, 2), first, strict=True))) % 11
        two = (11 - sum(w * int(n) for w, n in zip((5, 4, 3, 2, 7, 6, 5, 4, 3, 2), f"{first}{one}", strict=False))) % 11
        if one < 10 and two < 10:
            return f"{first}{one}{two}"
    raise AssertionError


FNR = fnr()


@pytest.fixture
def kari() -> Staff:
    set_up_unit(key="front", name="Front", front_line=True)
    return set_up_staff(username="kari", name="Kari", role="front_line", unit="front")


@pytest.fixture
def keeper(kari: Staff) -> Staff:
    """One of the few who may see hidden addresses."""
    keeper = set_up_staff(username="keeper", name="Keeper", role="case_worker", unit="front")
    keeper.sees_hidden = True
    keeper.save()
    return keeper


def person(address: str, name: str = "Ola Nordmann") -> int:
    with transaction.atomic():
        found = find_or_make_persons([Writer("email", address, name, "nb")], now=NOW)
    return found["email", address].id


def test_staff_say_of_which_kind_a_person_is_and_a_business_is_never_exempt(kari: Staff) -> None:
    pk = person("a@example.org")
    for kind in ("citizen", "association", "tourist", "partner", "business"):
        deeds.describe(pk, name="Ola", kind=kind, language="nn", by=kari, now=NOW)
        assert person_by_id(pk).kind == kind
    with pytest.raises(NeverExempt):
        deeds.exempt(pk, is_exempt=True, on=date(2026, 1, 1), place="the library", by=kari, now=NOW)


def test_an_exemption_tells_when_and_where_it_was_noted(kari: Staff) -> None:
    pk = person("a@example.org")
    deeds.exempt(pk, is_exempt=True, on=date(2026, 1, 1), place="the library", by=kari, now=NOW)
    row = Person.objects.get(pk=pk)
    assert (row.exempt, row.exempt_on, row.exempt_place) == (True, date(2026, 1, 1), "the library")
    deeds.exempt(pk, is_exempt=False, on=None, place="", by=kari, now=NOW)
    row.refresh_from_db()
    assert (row.exempt, row.exempt_on, row.exempt_place) == (False, None, "")
    deeds.exempt(pk, is_exempt=True, on=None, place="", by=kari, now=NOW)
    with pytest.raises(NeverExempt):
        deeds.describe(pk, name="Ola", kind="business", language="", by=kari, now=NOW)


def test_an_auditor_changes_nothing(kari: Staff) -> None:
    auditor = set_up_staff(username="a", name="A", role="auditor")
    with pytest.raises(MayNotChange):
        deeds.describe(person("a@example.org"), name="X", kind="citizen", language="", by=auditor, now=NOW)


def test_an_address_of_another_is_told_with_whose_it_is(kari: Staff) -> None:
    a, b = person("a@example.org"), person("b@example.org")
    deeds.give_address(a, kind="phone", value="+47 56 37 50 00", by=kari, now=NOW)
    assert ("phone", "+4756375000") in addresses_of(a)
    with pytest.raises(AddressTaken) as taken:
        deeds.give_address(b, kind="email", value="A@example.org", by=kari, now=NOW)
    assert taken.value.person_id == a
    deeds.take_address(a, kind="phone", value="+4756375000", by=kari, now=NOW)
    assert addresses_of(a) == [("email", "a@example.org")]


@pytest.mark.parametrize(
    ("scheme", "said", "number"),
    [
        ("no_fnr", f"{FNR[:6]} {FNR[6:]}", FNR),
        ("no_orgnr", "974 760 673", "974760673"),
        ("dk_cvr", "13 58 56 28", "13585628"),
        ("dk_cpr", "010158-5555", "0101585555"),
    ],
)
def test_numbers_of_four_registers_are_checked_and_written_one_way(scheme: str, said: str, number: str) -> None:
    assert checked(scheme, said) == number
    assert (scheme, number) in likely(said)
    assert "".join(c for c in written(scheme, number) if c.isdigit()) == number


@pytest.mark.parametrize("said", ["", "1", FNR[:-1] + str((int(FNR[-1]) + 1) % 10), "99999999999", "abc", "0" * 11])
def test_a_wrong_digit_is_noticed(said: str) -> None:
    with pytest.raises(NotANumber):
        checked("no_fnr", said)


def test_a_number_is_sealed_in_the_database_found_by_it_and_shown_only_with_a_purpose(kari: Staff) -> None:
    pk = person("a@example.org")
    row = deeds.add_identity(pk, scheme="no_fnr", said=FNR, by=kari, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT convert_from(sealed, 'UTF8'), digest FROM people_identity")
        stored = " ".join(map(str, cursor.fetchone()))
    assert FNR not in stored
    assert FNR[:6] not in stored
    assert [one.id for one in find_persons(f"{FNR[:6]} {FNR[6:]}", staff=kari)] == [pk]
    page = person_page(pk, staff=kari)
    assert page is not None
    assert FNR[:2] not in page.identities[0].masked
    with pytest.raises(PurposeNeeded):
        deeds.reveal_identity(row, by=kari, purpose=" ", now=NOW)
    assert deeds.reveal_identity(row, by=kari, purpose="on the phone", now=NOW) == FNR
    assert LookUp.objects.filter(person_id=pk, what="identity", purpose="on the phone").count() == 1


def test_one_number_belongs_to_one_person(kari: Staff) -> None:
    a, b = person("a@example.org"), person("b@example.org")
    deeds.add_identity(a, scheme="no_fnr", said=FNR, by=kari, now=NOW)
    with pytest.raises(IdentityTaken) as taken:
        deeds.add_identity(b, scheme="no_fnr", said=FNR, by=kari, now=NOW)
    assert taken.value.person_id == a


def test_a_new_key_seals_anew_and_the_old_one_can_then_go(kari: Staff, settings: Any) -> None:
    row = deeds.add_identity(person("a@example.org"), scheme="no_fnr", said=FNR, by=kari, now=NOW)
    old = settings.SEALING_KEYS[0]
    settings.SEALING_KEYS = ("n" * 40, old)
    assert open_sealed(Identity.objects.get(pk=row).sealed) == FNR
    assert deeds.reseal(limit=10) == 1
    assert deeds.reseal(limit=10) == 0
    settings.SEALING_KEYS = ("n" * 40,)
    assert open_sealed(Identity.objects.get(pk=row).sealed) == FNR
    settings.SEALING_KEYS = (old,)
    with pytest.raises(CannotOpen):
        open_sealed(Identity.objects.get(pk=row).sealed)
    assert django_settings.LOOKUP_KEY not in settings.SEALING_KEYS


def test_joining_moves_everything_and_undoing_it_restores_exactly_that(kari: Staff) -> None:
    a, b, c = person("a@example.org"), person("b@example.org"), person("c@example.org")
    deeds.add_identity(b, scheme="no_fnr", said=FNR, by=kari, now=NOW)
    deeds.act_for(c, person_id=b, acting=Acting("guardian", "money", NOW.date(), None), by=kari, now=NOW)
    joining = join_rows(a, joined_id=b, enquiries=[], reason="same phone", by=kari, now=NOW)
    assert addresses_of(a) == [("email", "a@example.org"), ("email", "b@example.org")]
    assert person("b@example.org") == a
    joined = person_page(a, staff=kari)
    assert joined is not None
    assert [one.other_id for one in joined.acted_for_by] == [c]
    deeds.give_address(a, kind="email", value="new@example.org", by=kari, now=NOW)
    unjoin_rows(joining, by=kari, now=NOW)
    assert addresses_of(a) == [("email", "a@example.org"), ("email", "new@example.org")]
    back = person_page(b, staff=kari)
    assert back is not None
    assert back.addresses == (("email", "b@example.org"),)
    assert len(back.identities) == 1
    assert [one.other_id for one in back.acted_for_by] == [c]
    with pytest.raises(CannotUndo):
        unjoin_rows(joining, by=kari, now=NOW)


def test_a_chain_of_joinings_is_undone_from_its_end(kari: Staff) -> None:
    a, b, c = person("a@example.org"), person("b@example.org"), person("c@example.org")
    first = join_rows(b, joined_id=a, enquiries=[], reason="", by=kari, now=NOW)
    second = join_rows(c, joined_id=b, enquiries=[], reason="", by=kari, now=NOW)
    with pytest.raises(JoinedAlready):
        join_rows(c, joined_id=a, enquiries=[], reason="", by=kari, now=NOW)
    with pytest.raises(SamePerson):
        join_rows(c, joined_id=c, enquiries=[], reason="", by=kari, now=NOW)
    with pytest.raises(CannotUndo):
        unjoin_rows(first, by=kari, now=NOW)
    unjoin_rows(second, by=kari, now=NOW)
    unjoin_rows(first, by=kari, now=NOW)
    assert [addresses_of(pk) for pk in (a, b, c)] == [[("email", f"{x}@example.org")] for x in "abc"]


def test_what_was_joined_is_never_rewritten(kari: Staff) -> None:
    joining = join_rows(
        person("a@example.org"), joined_id=person("b@example.org"), enquiries=[], reason="", by=kari, now=NOW
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonJoin.objects.filter(pk=joining).update(moved={})
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonJoin.objects.filter(pk=joining).delete()


def test_joining_with_somebody_who_is_hidden_hides_both_and_only_who_sees_them_may(kari: Staff, keeper: Staff) -> None:
    a, b = person("a@example.org"), person("b@example.org")
    deeds.protect(b, protection="strict", until=date(2027, 1, 1), by=kari, now=NOW)
    with pytest.raises(MayNotChange):
        join_rows(a, joined_id=b, enquiries=[], reason="", by=kari, now=NOW)
    joining = join_rows(a, joined_id=b, enquiries=[], reason="", by=keeper, now=NOW)
    assert person_by_id(a).hidden
    unjoin_rows(joining, by=keeper, now=NOW)
    assert not person_by_id(a).hidden
    assert person_by_id(b).hidden


def test_a_protected_address_is_shown_to_nobody_without_the_leave_and_found_by_nobody(
    kari: Staff, keeper: Staff
) -> None:
    pk = person("secret@example.org", "Sunniva Skjult")
    deeds.add_identity(pk, scheme="no_fnr", said=FNR, by=kari, now=NOW)
    deeds.protect(pk, protection="confidential", until=date(2027, 1, 1), by=kari, now=NOW)
    manager = set_up_staff(username="m", name="M", role="manager")
    for nobody in (None, kari, manager):
        assert shown_addresses(pk, staff=nobody) == ()
    for words in ("secret@example.org", "Sunniva Skjult", "sunn", FNR):
        assert find_persons(words, staff=kari) == []
        assert [one.id for one in find_persons(words, staff=keeper)] == [pk]
    assert shown_addresses(pk, staff=keeper) == (("email", "secret@example.org"),)
    other = person("b@example.org")
    with pytest.raises(AddressTaken) as taken:
        deeds.give_address(other, kind="email", value="secret@example.org", by=kari, now=NOW)
    assert taken.value.person_id is None
    with pytest.raises(IdentityTaken) as taken_number:
        deeds.add_identity(other, scheme="no_fnr", said=FNR, by=kari, now=NOW)
    assert taken_number.value.person_id is None
    with pytest.raises(MayNotChange):
        deeds.protect(pk, protection="", until=None, by=kari, now=NOW)
    with pytest.raises(MayNotChange):
        deeds.give_address(pk, kind="email", value="x@example.org", by=kari, now=NOW)


def test_a_protection_does_not_end_by_itself(kari: Staff) -> None:
    pk = person("secret@example.org")
    deeds.protect(pk, protection="name_and_address", until=date(2020, 1, 1), by=kari, now=NOW)
    assert shown_addresses(pk, staff=kari) == ()


def test_persons_are_found_by_the_beginnings_of_their_names_in_any_order(kari: Staff) -> None:
    pk = person("a@example.org", "Kari Anne Ås-Nordmann")
    person("b@example.org", "Per Hansen")
    for words in ("kari nord", "NORDMANN Kari", "ås anne", "a@example.org", "A@EXAMPLE.ORG"):
        assert [one.id for one in find_persons(words, staff=kari)] == [pk], words
    for words in ("ola", "", "' | !", "100 %", "kari hansen", "@", "&:*"):
        assert find_persons(words, staff=kari) == []


def test_no_look_without_a_purpose_and_none_is_ever_rewritten(kari: Staff) -> None:
    pk = person("a@example.org")
    with pytest.raises(PurposeNeeded):
        note_lookup(pk, by=kari, purpose=" \n", now=NOW)
    note_lookup(pk, by=kari, purpose="on the phone", enquiry_id=7, now=NOW)
    for rewrite in ("UPDATE people_lookup SET purpose = 'x'", "DELETE FROM people_lookup"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(rewrite)


def test_an_auditor_reads_the_log_by_staff_person_and_day_and_others_their_own_part(kari: Staff) -> None:
    auditor, bo = (
        set_up_staff(username="a", name="A", role="auditor"),
        set_up_staff(username="b", name="B", role="manager"),
    )
    a, b = person("a@example.org"), person("b@example.org")
    note_lookup(a, by=kari, purpose="one", now=NOW - timedelta(days=2))
    note_lookup(b, by=kari, purpose="two", now=NOW)
    note_lookup(b, by=bo, purpose="three", now=NOW)

    def said(reader: Staff, **wanted: Any) -> list[str]:
        return [one.purpose for one in look_ups(Wanted(**wanted), reader=reader)]

    assert said(auditor) == ["three", "two", "one"]
    assert said(auditor, by=kari.pk) == ["two", "one"]
    assert said(auditor, person=b) == ["three", "two"]
    assert said(auditor, since=NOW - timedelta(days=3), until=NOW - timedelta(days=1)) == ["one"]
    assert said(kari, by=kari.pk) == ["two", "one"]
    for reader in (kari, bo):
        with pytest.raises(NotAuditor):
            look_ups(Wanted(person=b), reader=reader)


def test_acting_for_another_ends_with_a_day_and_stays_in_the_history(kari: Staff) -> None:
    a, b = person("a@example.org"), person("b@example.org")
    acting = Acting("mandate", "building permit", NOW.date(), None)
    with pytest.raises(deeds.ActsForThemselves):
        deeds.act_for(a, person_id=a, acting=acting, by=kari, now=NOW)
    row = deeds.act_for(a, person_id=b, acting=acting, by=kari, now=NOW)
    deeds.stop_acting(row, last_day=NOW.date(), by=kari, now=NOW)
    page = person_page(b, staff=kari)
    assert page is not None
    assert [(one.other_id, one.matters, one.to_day) for one in page.acted_for_by] == [
        (a, "building permit", NOW.date())
    ]
