"""What Alver promises, as sentences: Kanal- og servicestrategi 2022-2026."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from tests.strategy.made_strategies import shipped
from tests.town import BUILDING_ADDRESS, MAIN_ADDRESS, Town
from torg.enquiries.actions.take_in import take_in_kept
from torg.enquiries.models import Enquiry
from torg.enquiries.numbers import said
from torg.enquiries.queries.filed import contacts_between
from torg.enquiries.queries.inbox import inbox
from torg.enquiries.queries.page import enquiry_page
from torg.mailroom.models import KeptMessage
from torg.mailroom.queries import reconciliation, span_of
from torg.people.actions import set_up_staff
from torg.strategy.calendars import Calendar
from torg.strategy.explanations import says
from torg.strategy.offers import offered
from torg.strategy.promises import Promised, promise
from torg.strategy.routing import route, why_in_words

OSLO = ZoneInfo("Europe/Oslo")
BEFORE_EASTER = datetime(2026, 3, 31, 15, 40, tzinfo=OSLO)

# -- what the strategy itself decides ---------------------------------------------------------------------------------


def promised(channel: str, at: datetime = BEFORE_EASTER, *, what: str = "answer", use: str = "dialogue") -> Promised:
    found = promise(shipped("alver"), what=what, channel=channel, at=at, use=use)
    assert found is not None
    return found


@pytest.mark.parametrize("channel", ["web", "email", "letter", "digital_post", "facebook"])
def test_whatever_is_written_gets_an_answer_by_a_date(channel: str) -> None:
    """ALV-01: a contact in any channel is treated the same way."""
    assert promised(channel).due_by > BEFORE_EASTER


@pytest.mark.parametrize("channel", ["linkedin", "youtube", "sms", "chatbot", "kiosk"])
def test_nothing_is_promised_where_nobody_can_wait_for_an_answer(channel: str) -> None:
    """3.3.1, 3.3.3: what only publishes or alerts, or answers by itself."""
    assert promise(shipped("alver"), what="answer", channel=channel, at=BEFORE_EASTER) is None


def test_the_digital_hosts_are_still_to_come() -> None:
    """3.3.1: "Vi skal få på plass følgjande nye kanalar"."""
    strategy = shipped("alver")
    assert not strategy.channels["kiosk"].offered
    assert not any(place.kiosk for place in strategy.places.values())


def test_a_majority_is_more_than_half() -> None:
    """4.1.1: "førstevalet til fleirtalet"."""
    target = shipped("alver").targets["first_choice_digital"]
    assert (target.more_than, target.at_least) == (Decimal("0.5"), None)


def test_the_web_comes_first_and_there_are_real_alternatives() -> None:
    """ALV-02: web first, and phone, meetings and letters for those held back."""
    strategy = shipped("alver")
    found = offered(strategy, Calendar.of(strategy), at=BEFORE_EASTER)
    keys = [offer.channel.key for offer in found]
    assert keys[0] == "web"
    assert {"phone", "service_office", "meeting", "letter"} <= set(keys)
    assert "språk, kultur, funksjonsevne" in strategy.principles["alternatives"].says


def test_an_enquiry_has_exactly_one_unit_whatever_was_said_about_it() -> None:
    """ALV-04: one owner from the moment it arrives, and until a new unit has taken over."""
    strategy = shipped("alver")
    for addressed in ([], ["school"], ["school", "roads"]):
        assert route(strategy, addressed_units=addressed, front_line_unit="innbyggjarservice").unit
    assert strategy.rules.handover.must_be_accepted
    assert strategy.rules.handover.only_own_field


def test_the_citizen_need_not_know_whom_to_ask() -> None:
    """ALV-05: one way in; innbyggjarservice answers or finds the right unit."""
    found = route(shipped("alver"), known_units=["innbyggjarservice"], front_line_unit="other")
    assert (found.unit, found.line) == ("innbyggjarservice", "first")
    assert why_in_words(found, "nn") == "Inga eining er vald, så Innbyggjarservice svarar eller finn den rette."


def test_the_main_number_is_open_from_nine_to_three_on_weekdays() -> None:
    """ALV-18."""
    strategy = shipped("alver")
    phone = strategy.channels["phone"]
    hours = Calendar.of(strategy).hours(phone.hours)
    assert phone.number == "56 37 50 00"
    assert hours.is_open(datetime(2026, 3, 31, 9, 0, tzinfo=OSLO))
    assert not hours.is_open(datetime(2026, 3, 31, 15, 0, tzinfo=OSLO))
    assert not hours.is_open(datetime(2026, 4, 4, 10, 0, tzinfo=OSLO)), "a Saturday"
    assert not hours.is_open(datetime(2026, 4, 3, 10, 0, tzinfo=OSLO)), "Good Friday"


def test_departments_answer_the_phone_from_ten_to_twelve_and_a_machine_answers_otherwise() -> None:
    """ALV-19."""
    strategy = shipped("alver")
    phone = strategy.channels["department_phone"]
    [interval] = Calendar.of(strategy).hours(phone.hours).intervals_on(date(2026, 3, 31))
    assert (interval.start, interval.end) == (time(10), time(12))
    assert "opningstid" in phone.after_hours
    assert "nettsida" in phone.after_hours


@pytest.mark.parametrize("channel", ["email", "letter"])
def test_emails_and_letters_are_answered_within_five_working_days(channel: str) -> None:
    """ALV-28: five working days over Easter, 31 March at 15:40, end on Friday 10 April."""
    found = promised(channel)
    assert (found.rule, found.due_by.date()) == ("written", date(2026, 4, 10))
    sentences = says(found.steps, language="nn")
    assert any("Skjærtorsdag" in sentence for sentence in sentences)
    assert sentences[-1] == "Du får svar seinast fredag 10. april."


def test_an_interim_answer_comes_when_more_than_five_days_are_needed() -> None:
    """ALV-28: an interim answer with an expected date."""
    [written] = [rule for rule in shipped("alver").promises if rule.key == "written"]
    assert written.when_late == "interim"


def test_mailboxes_answer_at_once_with_thanks_and_when_to_expect_an_answer() -> None:
    """ALV-29."""
    found = promised("email", what="receipt")
    assert (found.rule, found.due_by) == ("automatic_reply", BEFORE_EASTER)
    assert {"thanks", "answer_by"} <= set(shipped("alver").rules.receipt_says)


def test_what_is_told_about_a_case_says_what_happens_next_when_and_whom_to_contact() -> None:
    """ALV-09, in the receipt."""
    assert {"next_step", "answer_by", "whom_to_contact"} <= set(shipped("alver").rules.receipt_says)


def test_a_missed_call_is_returned_the_same_day_or_at_the_latest_the_next() -> None:
    """ALV-20: a Friday afternoon's call is returned on Monday at the latest."""
    found = promised("phone", datetime(2026, 3, 20, 14, 0, tzinfo=OSLO), what="callback")
    assert found.aim_by is not None
    assert found.aim_by.date() == date(2026, 3, 20)
    assert found.due_by.date() == date(2026, 3, 23)


@pytest.mark.parametrize(("clock", "due"), [(10, date(2026, 3, 17)), (20, date(2026, 3, 18))])
def test_questions_on_facebook_are_answered_the_same_day_or_the_next_when_asked_after_hours(
    clock: int, due: date
) -> None:
    """ALV-22."""
    assert promised("facebook", datetime(2026, 3, 17, clock, 0, tzinfo=OSLO)).due_by.date() == due


def test_response_times_are_for_the_dialogue_and_not_for_casework() -> None:
    """ALV-10: the law has its own clocks."""
    assert promise(shipped("alver"), what="answer", channel="email", at=BEFORE_EASTER, use="casework") is None


# -- what is seen in the running product ------------------------------------------------------------------------------


@pytest.fixture
def town() -> Town:
    return Town("alver")


@pytest.mark.django_db
def test_whoever_answers_next_finds_every_contact_in_the_same_place(town: Town, client: Client) -> None:
    """ALV-01: an e-mail and a form are recorded the same way, and found by number by any of the front line."""
    by_mail = town.receive(BEFORE_EASTER, subject="By mail")
    by_form = take_in_kept(town.form(BEFORE_EASTER, subject="By form"), now=BEFORE_EASTER)
    assert by_form is not None
    rows = inbox(unit_ids=None, now=BEFORE_EASTER).rows
    assert {(row.subject, row.channel) for row in rows} == {("By mail", "email"), ("By form", "web")}
    client.force_login(set_up_staff(username="new", name="Nina Ny", role="front_line", unit="front"))
    for enquiry in (by_mail, by_form):
        found = client.get(reverse("desk:find"), {"number": said(enquiry.number)}, follow=True)
        assert enquiry.subject in found.content.decode()


@pytest.mark.django_db
def test_beside_the_form_the_phone_and_the_counter_are_shown(town: Town, client: Client) -> None:
    """ALV-02: the web first, and a real alternative beside it, on the same page."""
    page = client.get("/nn/contact/").content.decode()
    assert page.index('name="message"') < page.index("56 37 50 00")
    for place in ("Knarvik Senter", "Frekhaug", "Manger"):
        assert place in page


@pytest.mark.django_db
def test_no_contact_is_lost_and_each_enquiry_has_one_owner_from_arrival_until_it_is_closed(town: Town) -> None:
    """ALV-04: received = filed + quarantined, and the owner is a unit from the first moment to the last."""
    for n in range(5):
        town.mail(BEFORE_EASTER, sender=f"p{n}@example.org", to=(MAIN_ADDRESS, BUILDING_ADDRESS)[n % 2])
    town.mail(BEFORE_EASTER, raw=b"\x00")
    town.work(BEFORE_EASTER)
    states = list(KeptMessage.objects.values_list("state", flat=True))
    assert sorted(states) == ["filed"] * 5 + ["quarantined"]
    owners = [enquiry.unit.key for enquiry in Enquiry.objects.order_by("id")]
    assert owners == ["front", "building", "front", "building", "front"]
    enquiry = Enquiry.objects.earliest("id")
    town.answer(enquiry, BEFORE_EASTER)
    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.unit.key) == ("answered", "front")


@pytest.mark.django_db
def test_whoever_does_not_know_whom_to_ask_writes_to_one_address_and_is_told_who_has_it(town: Town) -> None:
    """ALV-05: one way in; the receipt says which unit has the enquiry, and the desk says why."""
    enquiry = town.receive(BEFORE_EASTER)
    assert "Service office" in town.posted().text
    page = enquiry_page(enquiry.number, now=BEFORE_EASTER)
    assert page is not None
    assert "Service office" in page.routed_because("nn")


@pytest.mark.django_db
def test_an_email_is_answered_in_five_working_days_or_the_promise_is_seen_to_be_broken(town: Town) -> None:
    """ALV-28: the ledger knows which it was, and by how much."""
    kept = town.receive(BEFORE_EASTER, sender="a@example.org")
    broken = town.receive(BEFORE_EASTER, sender="b@example.org")
    assert town.answer(kept, datetime(2026, 4, 10, 15, 0, tzinfo=OSLO)).kept
    late = town.answer(broken, datetime(2026, 4, 11, 1, 0, tzinfo=OSLO))
    assert (late.kept, late.late_seconds) == (False, 3601)


@pytest.mark.django_db
@pytest.mark.parametrize("address", [MAIN_ADDRESS, BUILDING_ADDRESS])
def test_main_and_shared_mailboxes_answer_with_thanks_and_when_to_expect_an_answer(town: Town, address: str) -> None:
    """ALV-29: the automatic reply of the main mailbox and of a department's own."""
    town.receive(BEFORE_EASTER, to=address, text="Hei. Eg lurer på korleis eg søkjer om løyve. Kva må eg leggje ved?")
    receipt = town.posted()
    assert receipt.language == "nn"
    assert "Takk" in receipt.text
    assert "fredag 10. april" in receipt.text


@pytest.mark.django_db
def test_no_contact_is_lost_and_that_is_counted_every_day_from_both_sides(town: Town) -> None:
    """ALV-04: what came in is filed, with one owner each, or waits where a person sees it; the books of the day fit."""
    for n in range(3):
        town.mail(BEFORE_EASTER, sender=f"p{n}@example.org")
    town.mail(BEFORE_EASTER, raw=b"\xff\xfe nobody can read this")
    town.work(BEFORE_EASTER)
    assert Enquiry.objects.filter(unit__isnull=False).count() == 3
    heart = contacts_between(*span_of(BEFORE_EASTER.date()))
    day = reconciliation(BEFORE_EASTER.date(), now=BEFORE_EASTER, heart=heart)
    assert day.fits
    came_in = next(book.counts for book in day.books if book.is_incoming)
    assert came_in["received"] == came_in["filed"] + came_in["quarantined"] == 4
