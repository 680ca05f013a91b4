"""What Alver promises, as sentences: Kanal- og servicestrategi 2022-2026."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from tests.strategy.made_strategies import shipped
from tests.town import BUILDING_ADDRESS, MAIN_ADDRESS, Town
from torg.catalogue.actions import agree, set_up_service
from torg.catalogue.queries import services, templates_for
from torg.config.templates import set_up as set_up_templates
from torg.enquiries.actions.answer import answer
from torg.enquiries.actions.ask import ask_for_more, go_on
from torg.enquiries.actions.handover import accept, offer, return_unanswered
from torg.enquiries.actions.index import index_waiting
from torg.enquiries.actions.interim import draft_interims, send_interim
from torg.enquiries.actions.join import join
from torg.enquiries.actions.take_in import take_in_kept
from torg.enquiries.models import Draft, Enquiry, Event
from torg.enquiries.numbers import said
from torg.enquiries.queries.filed import contacts_between
from torg.enquiries.queries.inbox import Choice, inbox
from torg.enquiries.queries.page import enquiry_page
from torg.language.clear import check
from torg.mailroom.models import KeptMessage, OutgoingMessage
from torg.mailroom.queries import reconciliation, span_of
from torg.people.actions import set_up_staff, set_up_unit
from torg.people.actions.presence import When, note_absence, set_duty
from torg.people.duty import on_duty
from torg.people.models import Unit
from torg.people.queries import Sight, absence_of, sight_of
from torg.people.queries.staffing import colleagues
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


@pytest.mark.django_db
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
    rows = inbox(sight=Sight(None, None), now=BEFORE_EASTER).rows
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
def test_the_front_line_and_the_departments_agree_so_that_the_first_contact_gets_the_answer() -> None:
    """ALV-42: the routine of a service is there for the front line, and what it has taken on comes to it at once."""
    town = Town("alver")
    now = town.at("2026-03-31 10:00")
    service = set_up_service(key="garage", titles={"nn": "Garasje"}, unit_id=Unit.objects.get(key="building").pk)
    agree(
        service.pk, answerer="front_line", routine="Storleik og avstand.", review_on=date(2027, 3, 31),
        by=town.builder, now=now,
    )  # fmt: skip
    asked = take_in_kept(town.form(now, topic="service:garage"), now=now)
    assert asked is not None
    assert asked.unit.key == "front"
    assert services()["garage"].routine == "Storleik og avstand."


# -- the turns of an enquiry ------------------------------------------------------------------------------------------

TUESDAY = datetime(2026, 3, 17, 10, 0, tzinfo=OSLO)
IN_NYNORSK = "Hei. Eg lurer på korleis eg søkjer om løyve til garasje. Kva må eg leggje ved?"


def offered_to_building(town: Town, enquiry: Enquiry) -> None:
    unit = Unit.objects.get(key="building")
    offer(enquiry.pk, to_unit=unit.pk, note="Gjeld garasje.", by=town.front, now=TUESDAY)


@pytest.mark.django_db
def test_at_every_turn_an_enquiry_has_exactly_one_owner(town: Town) -> None:
    """ALV-04: offered, accepted, waiting and joined, there is one unit that owes the answer."""
    enquiry = town.receive(TUESDAY, text=IN_NYNORSK)
    offered_to_building(town, enquiry)
    assert Enquiry.objects.get().unit.key == "front"
    accept(enquiry.pk, by=town.builder, now=TUESDAY)
    assert Enquiry.objects.get().unit.key == "building"
    ask_for_more(
        enquiry.pk, text="Kva gard?", reason="Vi treng adressa.", wanted_by=date(2026, 3, 27), by=town.builder,
        now=TUESDAY,
    )  # fmt: skip
    assert Enquiry.objects.get().unit.key == "building"


@pytest.mark.django_db
def test_a_repeat_in_another_channel_is_recognised_joined_and_counted(town: Town) -> None:
    """ALV-06: by mail and then by form, about the same."""
    first = town.receive(TUESDAY, subject="Garasje", text=IN_NYNORSK)
    kept = town.form(TUESDAY, email="ola@example.org", subject="Garasje", message=IN_NYNORSK)
    again = take_in_kept(kept, now=TUESDAY)
    assert again is not None
    page = enquiry_page(again.number, now=TUESDAY)
    assert page is not None
    assert [one.number for one in page.likely_repeats] == [first.number]
    join(again.pk, into=first.pk, by=town.front, now=TUESDAY)
    first.refresh_from_db()
    assert first.repeats == 1
    event = Event.objects.get(kind="repeat_joined")
    assert (event.enquiry, event.data["channel"], event.data["same_person"]) == (first, "web", True)


@pytest.mark.django_db
def test_what_is_passed_on_stays_with_the_sender_until_accepted_and_comes_back_when_ignored(town: Town) -> None:
    """ALV-07: "sikre at ny avdeling har «overtatt» før vi sender innbyggjaren eller saka vidare"."""
    enquiry = town.receive(TUESDAY, text=IN_NYNORSK)
    due_by = enquiry.due_by
    offered_to_building(town, enquiry)
    assert return_unanswered(lambda: datetime(2026, 3, 19, 0, 5, tzinfo=OSLO)) == 1
    enquiry.refresh_from_db()
    assert (enquiry.unit.key, enquiry.due_by, enquiry.unread) == ("front", due_by, True)


@pytest.mark.django_db
def test_a_unit_is_warned_before_it_answers_outside_its_own_field_and_never_hindered(town: Town) -> None:
    """ALV-07: "Vi skal berre svare på spørsmål som er knytt til eige fagområde"."""
    set_up_unit(key="building", name="Building office", field="building", addresses=[BUILDING_ADDRESS])
    enquiry = town.receive(TUESDAY, to=BUILDING_ADDRESS, text=IN_NYNORSK)
    page = enquiry_page(enquiry.number, now=TUESDAY)
    assert page is not None
    assert not page.outside_field
    Enquiry.objects.update(field="roads")
    page = enquiry_page(enquiry.number, now=TUESDAY)
    assert page is not None
    assert page.outside_field
    answer(enquiry.pk, text="Ja.", by=town.builder, now=TUESDAY)
    assert Event.objects.get(kind="answered").data["outside_field"] is True


@pytest.mark.django_db
def test_whatever_we_write_about_a_case_says_what_happens_next_when_and_whom_to_contact(town: Town) -> None:
    """ALV-09: the receipt, the handover, the interim reply, the question and the word that it goes on."""
    enquiry = town.receive(TUESDAY, text=IN_NYNORSK)
    offered_to_building(town, enquiry)
    accept(enquiry.pk, by=town.builder, now=TUESDAY)
    send_interim(
        enquiry.pk, text="Det tek lengre tid.", reason="Vi må måle.", new_date=date(2026, 4, 10), by=town.builder,
        now=TUESDAY,
    )  # fmt: skip
    ask_for_more(
        enquiry.pk, text="Kva gard?", reason="Vi treng adressa.", wanted_by=date(2026, 3, 27), by=town.builder,
        now=TUESDAY,
    )  # fmt: skip
    go_on(enquiry.pk, by=town.builder, now=TUESDAY)
    letters = OutgoingMessage.objects.filter(to_address="ola@example.org").order_by("id")
    assert [one.purpose for one in letters] == ["receipt", "notice", "interim", "ask", "notice"]
    for letter in letters:
        assert "Kva skjer vidare" in letter.text, letter.subject
        assert "Har du spørsmål?" in letter.text, letter.subject
        assert re.search(r"seinast|innan", letter.text), letter.subject
        assert re.search(r"tysdag 24\. mars|fredag 10\. april|onsdag 22\. april", letter.text), letter.subject


@pytest.mark.django_db
def test_the_dialogues_clock_and_the_laws_are_kept_apart(town: Town) -> None:
    """ALV-10: five working days for the dialogue; the law's month is told beside it, and moves nothing."""
    enquiry = town.receive(TUESDAY, text=IN_NYNORSK)
    soon = datetime(2026, 3, 24, 8, 30, tzinfo=OSLO)
    page = enquiry_page(enquiry.number, now=soon)
    assert page is not None
    assert page.interim_due is not None
    assert "Forvaltningslova § 11 a" in page.interim_due.law("nn")
    assert page.due_by == datetime(2026, 3, 24, 23, 59, 59, tzinfo=OSLO)


@pytest.mark.django_db
def test_when_more_time_is_needed_an_interim_reply_gives_an_expected_date(town: Town) -> None:
    """ALV-28: drafted in the sender's language before the five working days are over."""
    town.receive(TUESDAY, text=IN_NYNORSK)
    assert draft_interims(lambda: datetime(2026, 3, 24, 8, 30, tzinfo=OSLO)) == 1
    draft = Draft.objects.get()
    assert "tysdag 31. mars" in draft.text
    assert draft.data["why"] == "interim"


@pytest.mark.django_db
def test_the_automatic_reply_says_what_the_municipality_has_written_for_it(town: Town) -> None:
    """ALV-44, ALV-29: its own words, beside the date; not to somebody who may not read them."""
    town.receive(TUESDAY, text=IN_NYNORSK)
    assert "Takk for meldinga! Under ser du når du kan vente tilbakemelding." in town.posted().text
    town.receive(TUESDAY, sender="ann@example.org", text="Hello, I would like to know when the swimming hall opens.")
    assert "Takk for meldinga" not in town.posted().text


def test_a_reply_is_checked_for_officialese_with_a_concrete_suggestion_and_is_never_held_back() -> None:
    """ALV-08: the check gives places and words to write instead; it has no way to refuse a text."""
    said = "Søknaden din blir behandla i samsvar med lova. Du får svar snarast mogleg."
    report = check(said, language="nn", wants=frozenset({"next_step", "date", "contact"}))
    assert [(one.code, one.said, one.suggestion) for one in report.findings][:2] == [
        ("passive", "blir behandla", "Sei kven som gjer det: «vi behandlar …»"),
        ("officialese", "i samsvar med", "etter"),
    ]


def test_what_is_sent_about_a_case_is_missed_when_it_lacks_next_step_date_or_contact() -> None:
    """ALV-09: what happens next, when an answer can be expected, and whom to contact."""
    wants = frozenset({"next_step", "date", "contact"})
    lacks = check("Takk for brevet.", language="nn", wants=wants)
    assert {one.code for one in lacks.findings} == {"no_next_step", "no_date", "no_contact"}
    whole = "Vi ser på saka. Du får svar innan 3. desember. Ring 56 37 50 00 om du lurer på noko."
    assert check(whole, language="nn", wants=wants).findings == ()


@pytest.mark.django_db
def test_there_are_templates_for_written_answers_in_each_of_the_municipalitys_languages(town: Town) -> None:
    """ALV-44: templates for written channels, set up once; after that they are the editors' own."""
    languages = shipped("alver").municipality.languages
    assert set_up_templates(languages, now=BEFORE_EASTER) >= 8
    assert set_up_templates(languages, now=BEFORE_EASTER) == 0
    for language in languages:
        offered_here = templates_for(unit_id=town.front.unit_id, service_id=None, language=language)
        assert {one.language for one in offered_here} == {language}
        assert {"answer", "interim", "ask"} <= {one.purpose for one in offered_here}


@pytest.mark.django_db
def test_who_is_away_has_words_that_are_read_out_and_says_when_they_are_back() -> None:
    """ALV-21: employees who are unavailable have an answer for callers: absence with reason and return time."""
    town = Town("alver")
    now = town.at("2026-03-20 11:40")
    note_absence(town.builder.pk, reason="sick", starts_at=now, until=None, by=town.builder, now=now)
    found = absence_of(town.builder.pk, at=now)
    assert found is not None
    assert (found.reason, found.returns_at) == ("sick", None)
    (shown,) = colleagues(words="bo bygg", at=now, reader=town.front)
    assert shown.absence is not None
    assert shown.absence.reason == "away"  # why somebody is ill is no caller's business


@pytest.mark.django_db
def test_the_front_line_knows_who_of_a_department_answers_now() -> None:
    """ALV-42: the first contact gets the answer: the department's duty list says whom the front line calls."""
    town = Town("alver")
    now = town.at("2026-03-20 11:00")  # a Friday
    unit = town.builder.unit_id or 0
    chief = set_up_staff(username="chief", name="Chief", role="administrator")
    calendar = Calendar.of(shipped("alver"))
    assert [one.name for one in on_duty([unit], at=now, calendar=calendar)[unit]] == ["Bo Bygg"]
    set_duty(unit, staff_id=town.front.pk, when=When(time(9), time(12), weekday=4), by=chief)
    assert [one.name for one in on_duty([unit], at=now, calendar=calendar)[unit]] == ["Frida Front"]


@pytest.mark.django_db
def test_a_colleague_finds_what_was_noted_whoever_of_them_answers_next(town: Town, client: Client) -> None:
    """ALV-01: one shared page for all; a colleague named in a note is told."""
    enquiry = town.receive(BEFORE_EASTER, to=BUILDING_ADDRESS)
    client.force_login(town.front)
    client.post(f"/en/desk/enquiry/{enquiry.number}/note/", {"text": "@Bo Bygg: she will be there on Friday."})
    client.force_login(town.builder)
    assert enquiry.subject in client.get("/en/desk/?only=mentions").content.decode()
    assert "she will be there on Friday" in client.get(f"/en/desk/enquiry/{enquiry.number}/").content.decode()


@pytest.mark.django_db
def test_an_answer_is_looked_at_before_it_goes_and_goes_all_the_same(town: Town, client: Client) -> None:
    """ALV-08: suggestions in the language of the sender, never a lock. ALV-09: what it should have said is named."""
    text = "Hei. Eg lurer på korleis eg søkjer om løyve. Kva må eg leggje ved?"
    enquiry = town.receive(BEFORE_EASTER, text=text)
    client.force_login(town.front)
    url, stiff = f"/en/desk/enquiry/{enquiry.number}/", "Vedrørande søknaden: han er til behandling."
    page = client.post(f"{url}look/answer/", {"text": stiff}).content.decode()
    assert "Sei kva som skjer no" in page
    assert "Sei når, med ein dato" in page
    client.post(f"{url}answer/", {"text": stiff})
    assert enquiry.contacts.get(purpose="answer").text == stiff


@pytest.mark.django_db
def test_whoever_answers_next_finds_it_by_a_word_of_the_letter_or_the_senders_name(town: Town, client: Client) -> None:
    """ALV-01: found by whoever answers next, whichever channel it came by, also without a number at hand."""
    town.receive(BEFORE_EASTER, subject="By mail", text="Det lukter kloakk ved bryggen i Knarvik.")
    take_in_kept(town.form(BEFORE_EASTER, subject="By form", name="Åse Kloster"), now=BEFORE_EASTER)
    while index_waiting():
        pass
    client.force_login(set_up_staff(username="new", name="Nina Ny", role="front_line", unit="front"))
    assert "By mail" in client.get(reverse("desk:find"), {"q": "kloakken brygge"}).content.decode()
    assert "By form" in client.get(reverse("desk:find"), {"q": "Aase Klo"}).content.decode()


@pytest.mark.django_db
def test_each_open_enquiry_is_in_exactly_one_units_list(town: Town) -> None:
    """ALV-04: exactly one owner, a unit, and within it a person or the unit's queue."""
    for n in range(4):
        town.mail(BEFORE_EASTER, sender=f"p{n}@example.org", to=(MAIN_ADDRESS, BUILDING_ADDRESS)[n % 2])
    town.work(BEFORE_EASTER)
    listed = [
        row.id
        for staff in (town.front, town.builder)
        for row in inbox(
            sight=sight_of(staff), choice=Choice("unit"), home=staff.unit_id or 0, now=BEFORE_EASTER
        ).rows
    ]  # fmt: skip
    assert sorted(listed) == sorted(Enquiry.objects.values_list("pk", flat=True))


@pytest.mark.django_db
def test_mail_in_any_shape_is_an_enquiry_with_an_owner_or_waits_in_quarantine_with_a_reason(town: Town) -> None:
    """ALV-04: no contact is lost, whatever the program that wrote it; all of it is filed or quarantined."""
    bodies = (
        "Vegen er full av hòl.".encode("utf-16"),
        b"begin 644 kart.txt\n#86)C\n`\nend\n",
        b"-----BEGIN PGP MESSAGE-----\n\nhQ\n-----END PGP MESSAGE-----",
    )
    for number, body in enumerate(bodies):
        head = f"From: kari{number}@brev.example\nSubject: V=C3\nContent-Type: text/plain; charset=utf-16\n\n"
        town.mail(BEFORE_EASTER, raw=head.encode() + body)
    town.mail(BEFORE_EASTER, sender="", raw=b"Subject: Utan avsendar\n\nHei")
    town.work(BEFORE_EASTER)
    assert Enquiry.objects.exclude(unit=None).count() == len(bodies)
    assert KeptMessage.objects.filter(state="quarantined").exclude(why="").count() == 1


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
