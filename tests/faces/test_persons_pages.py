"""Persons, units and absences at the desk: a purpose for every look, and hidden addresses nowhere."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.faces.town import PASSWORD, Town, send
from torg.enquiries.actions.index import index_forgotten, index_waiting
from torg.enquiries.actions.join import join
from torg.enquiries.actions.persons import join_persons, protect, unjoin_persons
from torg.enquiries.models import Contact, Enquiry, Event, FollowUp
from torg.mailroom.actions import keep
from torg.mailroom.models import KeptMessage, OutgoingMessage
from torg.people.actions import persons as deeds
from torg.people.models import Absence, Duty, LookUp, Person, PersonAddress, Staff
from torg.people.queries import addresses_of

TALKING = {"why": "talking", "more": ""}
DESK = "/en/desk/"


@pytest.fixture
def aisha(town: Town) -> int:
    return Enquiry.objects.get(number=town.number).person_id


@pytest.fixture
def kari(town: Town) -> Staff:
    return Staff.objects.get(username="kari")


def log_in(username: str) -> Client:
    client = Client()
    assert client.login(username=username, password=PASSWORD)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def look(desk: Client, person_id: int) -> str:
    """Opens the page of a person with a purpose."""
    return text(desk.post(f"{DESK}persons/{person_id}/why/", TALKING, follow=True))


def test_the_page_of_a_person_asks_why_before_it_shows_anything(desk: Client, aisha: int) -> None:
    page = text(desk.get(f"{DESK}persons/{aisha}/"))
    assert "Why do you look" in page
    assert "Aisha" not in page
    assert LookUp.objects.count() == 0
    assert desk.post(f"{DESK}persons/{aisha}/why/", {"why": "other", "more": " "}).status_code == 422
    assert "Aisha Omar" in look(desk, aisha)
    row = LookUp.objects.get()
    assert (row.person_id, row.what, row.purpose) == (aisha, "page", "Personen er på telefonen eller ved skranken")


def test_from_an_enquiry_the_enquiry_is_the_purpose_and_only_of_its_own_sender(
    desk: Client, town: Town, aisha: int
) -> None:
    assert "Aisha Omar" in text(desk.get(f"{DESK}persons/{aisha}/?enquiry={town.number}"))
    enquiry = Enquiry.objects.get(number=town.number)
    assert LookUp.objects.get().enquiry_id == enquiry.pk
    other = Enquiry.objects.exclude(person_id=aisha).latest("id")
    assert desk.get(f"{DESK}persons/{other.person_id}/?enquiry={town.number}").status_code == 403
    teacher = log_in("ola")
    assert teacher.get(f"{DESK}persons/{aisha}/?enquiry={town.number}").status_code == 403


def test_a_search_needs_a_purpose_and_each_who_is_found_is_in_the_log(desk: Client, aisha: int) -> None:
    assert desk.post(f"{DESK}persons/", {"words": "aisha"}).status_code == 422
    page = text(desk.post(f"{DESK}persons/", {"words": "omar ai", "why": "other", "more": "lost her letter"}))
    assert "Aisha Omar" in page
    assert "1 person found" in page
    assert LookUp.objects.filter(person_id=aisha, what="search", purpose="lost her letter").count() == 1
    assert "Aisha Omar" in text(desk.get(f"{DESK}persons/{aisha}/"))
    desk.post(f"{DESK}persons/", {"words": "nobody here", **TALKING})
    assert LookUp.objects.filter(person=None).count() == 1


def test_what_a_person_asked_is_shown_as_far_as_the_reader_sees(desk: Client, town: Town, aisha: int) -> None:
    Enquiry.objects.filter(number=town.number).update(sensitive=True)
    assert "Water meter" in look(desk, aisha)  # Kari's own unit has it
    ingrid = Person.objects.get(name="Ingrid Bø")
    Enquiry.objects.filter(person=ingrid).update(sensitive=True)
    page = look(desk, ingrid.pk)
    assert "SFO-plass" not in page
    assert "Sensitive" in page
    assert "Water meter" not in look(log_in("ola"), aisha)


@pytest.mark.parametrize(
    ("deed", "data", "shown"),
    [
        (
            "describe",
            {"describe-name": "Aisha O", "describe-kind": "association", "describe-language": "en"},
            "Association",
        ),
        ("address", {"address-kind": "phone", "address-value": "56 37 50 11"}, "56375011"),
        ("exempt", {"exempt-on": "2026-11-02", "exempt-place": "Biblioteket"}, "Biblioteket"),
        ("identity", {"identity-scheme": "no_orgnr", "identity-said": "974 760 673"}, "•••••••••"),
    ],
)
def test_what_staff_note_about_a_person_is_shown_and_logged(
    desk: Client, aisha: int, deed: str, data: dict[str, str], shown: str
) -> None:
    look(desk, aisha)
    page = text(desk.post(f"{DESK}persons/{aisha}/{deed}/", data, follow=True))
    assert shown in page
    assert LookUp.objects.filter(person_id=aisha, what="change").count() == 1


def test_nothing_is_noted_about_a_person_nobody_looks_at(desk: Client, aisha: int) -> None:
    desk.post(f"{DESK}persons/{aisha}/describe/", {"describe-name": "X", "describe-kind": "citizen"})
    assert Person.objects.get(pk=aisha).name == "Aisha Omar"


def test_a_wrong_number_is_told_beside_its_field(desk: Client, aisha: int) -> None:
    look(desk, aisha)
    answer = desk.post(
        f"{DESK}persons/{aisha}/identity/", {"identity-scheme": "no_orgnr", "identity-said": "974 760 674"}
    )
    assert answer.status_code == 422
    assert "a digit is wrong" in text(answer)


def test_a_number_is_revealed_once_and_the_log_knows(desk: Client, aisha: int, kari: Staff) -> None:
    row = deeds.add_identity(aisha, scheme="no_orgnr", said="974760673", by=kari, now=timezone.now())
    assert "974 760 673" not in look(desk, aisha)
    page = text(desk.post(f"{DESK}persons/{aisha}/reveal/", {"identity": row}))
    assert "974 760 673" in page
    assert LookUp.objects.filter(what="identity").count() == 1
    assert "974 760 673" not in text(desk.get(f"{DESK}persons/{aisha}/"))


def test_two_are_joined_by_staff_with_their_enquiries_and_undone_exactly(desk: Client, town: Town, aisha: int) -> None:
    _pk, number, _token = send("Omar Aisha", "Again", "Hello?", timezone.now())
    other = Enquiry.objects.get(number=number).person_id
    look(desk, aisha)
    page = text(desk.post(f"{DESK}persons/{aisha}/join/", {"words": "omar@example.org"}))
    assert "keep number" in page
    done = desk.post(f"{DESK}persons/{aisha}/join/", {"other": other, "keep": other, "reason": "same"}, follow=True)
    assert "They are one person now" in text(done)
    assert "Water meter" in text(done)
    assert {e.person_id for e in Enquiry.objects.filter(number__in=[number, town.number])} == {other}
    assert Event.objects.filter(kind="person_joined").count() == 1
    assert desk.get(f"{DESK}persons/{aisha}/")["Location"].endswith(f"/persons/{other}/")
    join_id = Person.objects.get(pk=other).joins.get().pk
    undone = desk.post(f"{DESK}persons/{other}/unjoin/{join_id}/", follow=True)
    assert "They are two again" in text(undone)
    assert Enquiry.objects.get(number=town.number).person_id == aisha
    assert addresses_of(aisha) == [("email", "aisha@example.org")]


def test_mail_that_comes_after_a_joining_stays_with_the_one_who_stayed(town: Town, aisha: int, kari: Staff) -> None:
    now = timezone.now()
    _pk, number, _token = send("Omar Aisha", "Again", "Hello?", now)
    other = Enquiry.objects.get(number=number).person_id
    joining = join_persons(other, joined_id=aisha, reason="", by=kari, now=now)
    _pk, third, _token = send("Aisha Omar", "A third", "Hello?", now)
    assert Enquiry.objects.get(number=third).person_id == other
    unjoin_persons(joining, by=kari, now=now)
    assert Enquiry.objects.get(number=third).person_id == other
    assert Enquiry.objects.get(number=town.number).person_id == aisha


SECRET = "aisha@example.org"


@pytest.fixture
def protected(town: Town, aisha: int, kari: Staff) -> OutgoingMessage:
    """Aisha is protected, where everything that can tell her address has told it; gives a mail that did not reach her.

    She is in quarantine too, in a repeat joined to somebody else's enquiry, and in a complaint.
    """
    now = timezone.now()
    root, _number, _token = send("Olga Dahl", "Hole in the road", "There is a hole in the road here.", now)
    repeat, _number, _token = send("Aisha Omar", "Another hole", "There is a hole in the road there.", now)
    join(repeat, into=root, by=kari, now=now)
    theirs = OutgoingMessage.objects.filter(to_address=SECRET)
    theirs.update(state="failed", said=f"550 <{SECRET}> unknown")
    mended = {"way": "email", "before": "x", "after": SECRET}
    for enquiry in Enquiry.objects.filter(person_id=aisha):
        Event.objects.create(enquiry=enquiry, at=now, kind="address_mended", data=mended)
        Event.objects.create(enquiry=enquiry, at=now, kind="delivery_failed", data={"said": f"550 <{SECRET}>"})
    ours = Contact.objects.filter(enquiry__person=aisha)
    ours.exclude(is_incoming=True).update(address=SECRET)
    ours.filter(is_incoming=True).update(name=SECRET)
    FollowUp.objects.create(enquiry=Enquiry.objects.get(number=town.number), opened_at=now)
    raw = f"From: Aisha <{SECRET}>\r\nTo: post@torg.example\r\n\r\nHello".encode()
    for state in ("quarantined", "set_aside"):
        kept = keep(kind="email", raw=raw + state.encode(), headers={"mail-from": SECRET}, now=now)
        at = now if state == "set_aside" else None
        KeptMessage.objects.filter(pk=kept).update(
            state=state, why="spam_suspected", said=f"From {SECRET}", settled_at=at
        )
    protect(aisha, protection="strict", until=date(2027, 1, 1), by=kari, now=now)
    index_forgotten()
    return theirs.latest("id")


def pages_of_the_desk(town: Town, aisha: int, lost: int) -> list[str]:
    """Every page that is only looked at, with all that stands on several of its own."""
    root = Enquiry.objects.get(subject="Hole in the road").number
    kept = KeptMessage.objects.filter(state__in=["quarantined", "set_aside"], said__contains=SECRET)
    return [
        "", "?status=answered", "?only=mine", "?status=joined", f"enquiry/{town.number}/",
        f"enquiry/{town.number}/?only=citizen&all=1", f"enquiry/{town.number}/?do=answer",
        f"enquiry/{town.number}/?do=handover", f"enquiry/{root}/", "unsent/", f"unsent/{lost}/", "quarantine/",
        "aside/", *(f"quarantine/{one.pk}/" for one in kept), "units/", "units/innbyggarservice/", "here/", "persons/",
        "look-ups/", "account/", f"persons/{aisha}/?enquiry={town.number}", "find/?q=aisha", "find/?q=omar",
        f"live/?since=0&rows={Enquiry.objects.get(number=town.number).pk}", "feedback/", f"feedback/{town.number}/",
        "sieves/", "agreements/", "templates/", "reconciliation/",
    ]  # fmt: skip


def test_a_protected_address_stands_on_no_page_of_the_desk(town: Town, aisha: int, protected: OutgoingMessage) -> None:
    desk = log_in("kari")
    pages = pages_of_the_desk(town, aisha, protected.pk)
    seen = {path: text(desk.get(DESK + path)) for path in pages}
    enquiry, since = f"{DESK}enquiry/{town.number}/", {"seen": "0", "last_event": "0"}
    seen["search"] = text(desk.post(f"{DESK}persons/", {"words": SECRET, **TALKING}))
    seen["answer"] = text(desk.post(f"{enquiry}answer/", {"text": "", "seen": "0"}))
    seen["close"] = text(desk.post(f"{enquiry}close/", {"reason": "", "seen": "0"}))
    seen["looking"] = text(desk.post(f"{enquiry}looking/", since))
    seen["meanwhile"] = text(desk.post(f"{enquiry}answer/", {"text": "Hello.", "seen": "1"}))
    assert "could not be sent" in seen["looking"]
    typed = f'value="{SECRET}" autocomplete="off"'  # what the reader has just sought stands in the field
    told = [path for path, page in seen.items() if SECRET in page.lower().replace(typed, "")]
    assert told == []
    assert "Protected by law" in seen[f"persons/{aisha}/?enquiry={town.number}"]


@pytest.mark.parametrize("words", [SECRET, "example.org"])
def test_nobody_is_found_by_a_protected_address(
    town: Town, aisha: int, kari: Staff, protected: OutgoingMessage, words: str
) -> None:
    number = f"/enquiry/{town.number}/"
    assert number in text(log_in("kari").get(f"{DESK}find/", {"q": "meter"}))
    assert number not in text(log_in("kari").get(f"{DESK}find/", {"q": words}))


def test_what_lies_in_quarantine_from_somebody_protected_is_for_those_with_the_leave_and_the_log_knows(
    town: Town, aisha: int, kari: Staff, desk: Client, protected: OutgoingMessage
) -> None:
    kept = KeptMessage.objects.get(state="quarantined", said__contains=SECRET)
    url = f"{DESK}quarantine/{kept.pk}/"
    assert "Protected sender" in text(desk.get(f"{DESK}quarantine/"))
    assert "Protected sender" in text(desk.get(url))
    assert desk.post(url, {"subject": "", "text": "", "from_address": "me@example.org"}).status_code == 403
    kari.sees_hidden = True
    kari.save()
    assert SECRET in text(desk.get(url))
    assert LookUp.objects.get(what="address").person_id == aisha
    assert desk.post(url, {"subject": "", "text": "", "from_address": SECRET}).status_code == 302


def test_who_is_protected_is_not_found_by_their_address_any_more_and_found_again_when_it_ends(
    town: Town, aisha: int, kari: Staff, desk: Client
) -> None:
    number = f"/enquiry/{town.number}/"

    def is_found() -> bool:
        while index_waiting():
            pass
        return number in text(desk.get(f"{DESK}find/", {"q": SECRET}))

    assert is_found()
    look(desk, aisha)
    desk.post(f"{DESK}persons/{aisha}/protect/", {"protect-protection": "strict", "protect-until": ""})
    assert not is_found()
    kari.sees_hidden = True
    kari.save()
    protect(aisha, protection="", until=None, by=kari, now=timezone.now())
    assert is_found()


def test_joining_with_somebody_protected_hides_the_addresses_of_both_from_those_who_seek(
    town: Town, aisha: int, kari: Staff, desk: Client
) -> None:
    kari.sees_hidden = True
    kari.save()
    _pk, number, _token = send("Omar Aisha", "Again", "Hello?", timezone.now())
    other = Enquiry.objects.get(number=number).person_id
    protect(other, protection="strict", until=None, by=kari, now=timezone.now())
    joining = join_persons(aisha, joined_id=other, reason="", by=kari, now=timezone.now())

    def is_found() -> bool:
        while index_waiting():
            pass
        return f"/enquiry/{town.number}/" in text(desk.get(f"{DESK}find/", {"q": SECRET}))

    assert not is_found()
    unjoin_persons(joining, by=kari, now=timezone.now())
    assert is_found()


def test_those_with_the_leave_see_a_protected_address_and_the_log_knows(town: Town, aisha: int, kari: Staff) -> None:
    deeds.protect(aisha, protection="strict", until=date(2020, 1, 1), by=kari, now=timezone.now())
    kari.sees_hidden = True
    kari.save()
    page = look(log_in("kari"), aisha)
    assert "aisha@example.org" in page
    assert "was to be looked at again" in page
    assert LookUp.objects.filter(what="address").count() == 1


def test_on_the_page_of_an_enquiry_too_a_protected_address_is_shown_with_a_line_in_the_log(
    town: Town, aisha: int, kari: Staff, desk: Client
) -> None:
    protect(aisha, protection="strict", until=None, by=kari, now=timezone.now())
    desk.get(f"{DESK}enquiry/{town.number}/")
    assert not LookUp.objects.filter(what="address").exists()
    kari.sees_hidden = True
    kari.save()
    assert SECRET in text(desk.get(f"{DESK}enquiry/{town.number}/"))
    row = LookUp.objects.get(what="address")
    assert (row.person_id, row.by_id, row.purpose) == (aisha, kari.pk, "enquiry")
    assert row.enquiry_id == Enquiry.objects.get(number=town.number).pk


def test_somebody_protected_is_there_by_an_enquiry_only_for_those_without_the_leave(
    town: Town, aisha: int, kari: Staff, desk: Client
) -> None:
    protect(aisha, protection="strict", until=None, by=kari, now=timezone.now())
    hidden = desk.post(f"{DESK}persons/{aisha}/why/", TALKING, follow=True)
    nobody = desk.post(f"{DESK}persons/999999999/why/", TALKING, follow=True)
    assert hidden.status_code == nobody.status_code == 404
    assert "Aisha" not in text(hidden)
    assert "Aisha" in text(desk.get(f"{DESK}persons/{aisha}/?enquiry={town.number}"))
    kari.sees_hidden = True
    kari.save()
    assert "Aisha" in look(desk, aisha)


def test_who_acts_for_somebody_is_told_of_nobody_protected_and_stands_in_both_their_logs(
    town: Town, aisha: int, kari: Staff, desk: Client
) -> None:
    ingrid = Person.objects.get(name="Ingrid Bø").pk
    today = timezone.localdate()
    data = {"act_for-other": str(aisha), "act_for-basis": "helper", "act_for-from_day": today.isoformat()}
    look(desk, ingrid)
    assert "Aisha Omar acts for" in text(desk.post(f"{DESK}persons/{ingrid}/act-for/", data, follow=True))
    changed = LookUp.objects.filter(what="change").values_list("person_id", "purpose")
    assert set(changed) == {(ingrid, "acted_for"), (aisha, "acts_for")}
    protect(aisha, protection="strict", until=None, by=kari, now=timezone.now())
    page = look(desk, ingrid)
    assert "Protected person acts for" in page
    assert "Aisha" not in page
    hidden = desk.post(f"{DESK}persons/{ingrid}/act-for/", data)
    nobody = desk.post(f"{DESK}persons/{ingrid}/act-for/", {**data, "act_for-other": "999999999"})
    assert hidden.status_code == nobody.status_code == 422
    assert "There is nobody with that number" in text(hidden)


def test_others_of_the_same_name_are_told_by_their_number_alone(desk: Client, aisha: int) -> None:
    other = Person.objects.create(name="Aisha Omar", created_at=timezone.now())
    PersonAddress.objects.create(person=other, kind="email", value="other.aisha@example.org")
    page = look(desk, aisha)
    assert str(other.pk) in page
    assert "other.aisha@example.org" not in page


# -- units and who is here ---------------------------------------------------------------------------------------------


def test_the_units_stand_in_their_tree_and_one_tells_who_is_there(desk: Client) -> None:
    assert "Skule og barnehage" in text(desk.get(f"{DESK}units/"))
    page = text(desk.get(f"{DESK}units/skule/"))
    for said in ("Ola Vik", "skule@torg.example", "100 % kept: 1 of 1 promise", "There is no list"):
        assert said in page
    assert desk.get(f"{DESK}units/nowhere/").status_code == 404


def test_in_one_click_one_is_at_lunch_and_in_another_one_is_back(desk: Client, kari: Staff) -> None:
    page = text(desk.post(f"{DESK}here/me/", {"do": "lunch"}, follow=True))
    assert "At lunch, until" in page
    assert "Kari Strand is not in, and is back" in page
    assert "I am back" in page
    page = text(desk.post(f"{DESK}here/me/", {"do": "back"}, follow=True))
    assert "You are here." in page
    assert Absence.objects.get().ended_at is not None


def test_a_longer_absence_has_a_substitute_and_words_for_callers(desk: Client, kari: Staff) -> None:
    ola, today = Staff.objects.get(username="ola"), timezone.localdate()
    url = f"{DESK}here/{kari.pk}/"
    data = {
        "reason": "holiday", "from_day": today.isoformat(), "from_time": "00:00", "substitute": str(ola.pk),
        "to_day": (today + timedelta(days=7)).isoformat(), "to_time": "08:00", "says": "Back after Christmas.",
    }  # fmt: skip
    assert desk.post(url, data).status_code == 302
    page = text(desk.get(f"{DESK}here/?find=kari"))
    assert "Back after Christmas. Ola Vik can help you meanwhile." in page
    wrong = desk.post(url, {**data, "to_day": "2020-01-01"})
    assert wrong.status_code == 422
    assert "before it begins" in text(wrong)
    assert desk.get(f"{DESK}here/{ola.pk}/").status_code == 403


def test_why_somebody_is_ill_is_told_to_nobody_but_those_who_manage_them(desk: Client, town: Town) -> None:
    ola, now = Staff.objects.get(username="ola"), timezone.now()
    Absence.objects.create(staff=ola, reason="sick", starts_at=now, noted_at=now, noted_by=ola)
    page = text(desk.get(f"{DESK}here/?find=ola"))
    assert "Away" in page
    assert "Ill" not in page
    assert "Ill" in text(log_in("ola").get(f"{DESK}here/"))


def test_a_manager_keeps_the_duty_list_and_others_read_it(desk: Client, kari: Staff) -> None:
    url = f"{DESK}units/innbyggarservice/duties/"
    data = {"staff": str(kari.pk), "weekday": "0", "starts": "09:00", "ends": "12:00"}
    assert desk.post(url, data).status_code == 403
    kari.role = "manager"
    kari.save()
    assert desk.post(url, {**data, "ends": "08:00"}).status_code == 422
    assert desk.post(url, {**data, "weekday": ""}).status_code == 422
    assert "Monday" in text(desk.post(url, data, follow=True))
    duty = Duty.objects.get()
    assert desk.post(f"{DESK}units/skule/duties/{duty.pk}/remove/").status_code == 404
    desk.post(f"{url}{duty.pk}/remove/")
    assert not Duty.objects.exists()


def test_an_administrator_makes_an_account_and_its_owner_gets_in(town: Town, kari: Staff) -> None:
    kari.role = "administrator"
    kari.save()
    desk = log_in("kari")
    data = {"username": "ny", "name": "Ny Tilsett", "role": "case_worker", "unit": "", "is_active": "on"}
    page = text(desk.post(f"{DESK}staff/new/", data, follow=True))
    password = page.split("Password to begin with: ")[1].split(".")[0]
    assert Client().login(username="ny", password=password)
    pk = Staff.objects.get(username="ny").pk
    assert desk.post(f"{DESK}staff/{pk}/", {**data, "is_active": ""}).status_code == 302
    assert not Client().login(username="ny", password=password)


def test_an_auditor_reads_who_has_looked_at_whom(town: Town, aisha: int, kari: Staff) -> None:
    look(log_in("kari"), aisha)
    kari.role = "auditor"
    kari.save()
    page = text(log_in("kari").get(f"{DESK}look-ups/?person={aisha}"))
    assert "Kari Strand · Opened the page" in page
    assert "Aisha Omar" in page


def test_only_who_may_open_all_of_a_persons_enquiries_says_where_they_are_and_who(desk: Client, aisha: int) -> None:
    pk, _number, _token = send("Nils Berg", "My diagnosis", "I have cancer.", timezone.now(), to="skule@torg.example")
    nils = Enquiry.objects.get(pk=pk).person_id
    look(desk, nils)
    form = {"address-kind": "email", "address-value": "mine@example.net"}
    refused = desk.post(f"{DESK}persons/{nils}/address/", form)
    assert refused.status_code == 403
    assert "open all of this person" in text(refused)
    drop = {"kind": "email", "value": "nils@example.org"}
    assert desk.post(f"{DESK}persons/{nils}/drop-address/", drop).status_code == 403
    look(desk, aisha)
    together = {"other": str(nils), "keep": str(aisha), "reason": ""}
    assert desk.post(f"{DESK}persons/{aisha}/join/", together).status_code == 403
    assert list(addresses_of(nils)) == [("email", "nils@example.org")]
    assert Enquiry.objects.get(pk=pk).person_id == nils
