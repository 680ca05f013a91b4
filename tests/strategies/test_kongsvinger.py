"""What Kongsvinger promises, as sentences: Service- og kommunikasjonsstrategi."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils.translation import override

from tests.strategy.made_strategies import shipped, text_of
from tests.town import Town
from torg.catalogue.actions import Words, agree, make_template, set_up_service
from torg.catalogue.queries import templates_for
from torg.channels.base import Receipt
from torg.config.templates import set_up as set_up_templates
from torg.editions.queries import in_force
from torg.enquiries.actions.deliveries import note_report
from torg.enquiries.actions.follow_up import decide
from torg.enquiries.actions.handover import accept, offer
from torg.enquiries.actions.interim import send_interim
from torg.enquiries.actions.sieves import save_sieve
from torg.enquiries.actions.take_in import take_in_kept
from torg.enquiries.models import Enquiry, Event, Promise
from torg.enquiries.queries.follow_ups import follow_ups
from torg.enquiries.queries.handovers import units_to_offer
from torg.faces.desk.whereabouts import told
from torg.mailroom.queries import outgoing_failed
from torg.people.actions import set_up_staff, set_up_unit
from torg.people.actions.presence import note_absence
from torg.people.duty import next_duty, on_duty
from torg.people.models import Unit
from torg.people.queries import sight_of, units
from torg.people.queries.staffing import colleagues
from torg.strategy.calendars import Calendar
from torg.strategy.promises import promise
from torg.strategy.reading import read
from torg.strategy.showing import our_promises

OSLO = ZoneInfo("Europe/Oslo")
AT = datetime(2026, 3, 31, 15, 40, tzinfo=OSLO)

# -- what the strategy itself decides ---------------------------------------------------------------------------------


def test_the_phone_is_open_from_eight_to_half_past_three() -> None:
    """KON-02."""
    strategy = shipped("kongsvinger")
    [interval] = Calendar.of(strategy).hours(strategy.channels["phone"].hours).intervals_on(date(2026, 3, 31))
    assert (interval.start, interval.end) == (time(8), time(15, 30))


def test_four_of_five_calls_are_answered_within_thirty_seconds() -> None:
    """KON-02."""
    ringing = datetime(2026, 3, 31, 9, 0, tzinfo=OSLO)
    found = promise(shipped("kongsvinger"), what="pick_up", channel="phone", at=ringing)
    assert found is not None
    assert (found.rule, found.share) == ("phone", Decimal(80))
    assert (found.due_by - ringing).total_seconds() == 30


def test_a_mean_that_is_also_a_share_is_kept_as_written_warned_of_and_promised_to_nobody() -> None:
    """KON-02: elsewhere the document says "snitt 30 sekunder på 80%"."""
    [warning] = [one for one in read(text_of("kongsvinger")).warnings if one.key.endswith(".mean")]
    assert warning.key == "promises.phone_as_summed_up.mean"
    assert "phone_as_summed_up" not in [one.rule for one in our_promises(shipped("kongsvinger"), "nb")]


def test_an_email_is_answered_within_48_hours_by_the_clock() -> None:
    """KON-03: hours are hours, also over a public holiday."""
    found = promise(shipped("kongsvinger"), what="answer", channel="email", at=AT)
    assert found is not None
    assert (found.rule, found.due_by) == ("email", datetime(2026, 4, 2, 15, 40, tzinfo=OSLO))


def test_48_hours_are_48_hours_on_the_night_when_the_clock_is_changed() -> None:
    """KON-03: 28 March 2026 at noon, and the clock goes forward on the 29th."""
    found = promise(
        shipped("kongsvinger"), what="answer", channel="email", at=datetime(2026, 3, 28, 12, 0, tzinfo=OSLO)
    )
    assert found is not None
    assert found.due_by == datetime(2026, 3, 30, 13, 0, tzinfo=OSLO)


def test_the_48_hours_are_for_simple_enquiries_and_not_for_casework() -> None:
    """KON-03."""
    assert promise(shipped("kongsvinger"), what="answer", channel="email", at=AT, use="casework") is None


@pytest.mark.parametrize("channel", ["email", "web", "phone", "chat", "service_office"])
def test_every_contact_gets_a_receipt(channel: str) -> None:
    """KON-04: at once, as Torg does where the strategy says no time."""
    found = promise(shipped("kongsvinger"), what="receipt", channel=channel, at=AT)
    assert found is not None
    assert found.due_by == AT


def test_the_receipt_says_that_it_has_arrived_and_when_the_final_answer_comes() -> None:
    """KON-04."""
    assert shipped("kongsvinger").rules.receipt_says == ("received", "answer_by")


def test_there_is_a_target_for_processing_time_by_law_or_better() -> None:
    """KON-16: the strategy gives no number, and the checker says so."""
    target = shipped("kongsvinger").targets["processing_time"]
    assert target.measure == "processing_time"
    assert "forvaltningslovens regler eller bedre" in target.says
    [warning] = [one for one in read(text_of("kongsvinger")).warnings if one.key == "targets.processing_time"]
    assert "no number" in warning.what


def test_whoever_complains_hears_from_the_responsible_manager_within_eight_days() -> None:
    """KON-14: "8 dager" of no said calendar are counted as calendar days, and warned of."""
    found = promise(shipped("kongsvinger"), what="answer", channel="email", at=AT, purpose="complaint")
    assert found is not None
    assert (found.rule, found.due_by.date()) == ("complaint", date(2026, 4, 8))
    assert "promises.complaint.latest" in [one.key for one in read(text_of("kongsvinger")).warnings]


# -- what is seen in the running product ------------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_email_on_friday_afternoon_is_owed_an_answer_on_sunday_afternoon() -> None:
    """KON-03: 48 hours on the clock, and the ledger keeps to the minute."""
    town = Town("kongsvinger")
    friday = town.at("2026-03-20 15:00")
    enquiry = town.receive(friday)
    assert Promise.objects.get().due_by == town.at("2026-03-22 15:00")
    assert town.answer(enquiry, town.at("2026-03-22 15:01")).late_seconds == 60


@pytest.mark.django_db
def test_a_mail_and_a_form_both_get_a_receipt_with_a_number_and_a_date() -> None:
    """KON-04: every contact gets a receipt that it has arrived and when the final answer will come."""
    town = Town("kongsvinger")
    now = town.at("2026-03-31 15:40")
    town.receive(now, text="Hei. Jeg lurer på når dere har åpent, og hvem jeg kan snakke med om barnehage.")
    assert "torsdag 2. april" in town.posted().text
    take_in_kept(town.form(now, language="nb"), now=now)
    assert "fredag 17. april" in town.posted().text
    assert Enquiry.objects.count() == 2


@pytest.mark.django_db
def test_feedback_and_complaints_wait_until_somebody_says_what_comes_of_them() -> None:
    """KON-20, KON-44: an answer is owed within 8 days, and what is learned from it is decided and kept."""
    town = Town("kongsvinger")
    now = town.at("2026-03-31 10:00")
    enquiry = take_in_kept(town.form(now, purpose="complaint", subject="Svar på søknaden", language="nb"), now=now)
    assert enquiry is not None
    assert Promise.objects.get().due_by.date() == date(2026, 4, 8)
    town.answer(enquiry, now, "Vi beklager.")
    [waiting] = follow_ups(sight=sight_of(town.front), settled=False, today=now.date())
    assert (waiting.number, waiting.state) == (enquiry.number, "open")
    decide(
        enquiry.pk,
        outcome="done",
        learned="Brevet er uklart.",
        change="Nytt brev.",
        due_on=None,
        by=town.front,
        now=now,
    )
    [settled] = follow_ups(sight=sight_of(town.front), settled=True, today=now.date())
    assert settled.change == "Nytt brev."


@pytest.mark.django_db
def test_the_service_unit_settles_with_each_department_which_line_handles_what() -> None:
    """KON-39, KON-27: what the front line has taken on goes to it, and the routine is written down."""
    town = Town("kongsvinger")
    now = town.at("2026-03-31 10:00")
    service = set_up_service(key="garage", titles={"nb": "Garasje"}, unit_id=Unit.objects.get(key="building").pk)
    asked = take_in_kept(town.form(now, topic="service:garage"), now=now)
    assert asked is not None
    assert asked.unit.key == "building"
    agree(
        service.pk, answerer="front_line", routine="Størrelse og avstand.", review_on=date(2027, 3, 31), by=town.front,
        now=now,
    )  # fmt: skip
    asked = take_in_kept(town.form(now, topic="service:garage"), now=now)
    assert asked is not None
    assert asked.unit.key == "front"


# -- the turns of an enquiry ------------------------------------------------------------------------------------------

QUESTION = "Hei. Jeg lurer på når dere har åpent, og hvem jeg kan snakke med om barnehage."


@pytest.mark.django_db
def test_when_it_takes_longer_the_receipts_date_is_replaced_by_a_new_one_that_is_told() -> None:
    """KON-04: when the final answer will come, also when it moves."""
    town = Town("kongsvinger")
    enquiry = town.receive(town.at("2026-03-17 10:00"), text=QUESTION)
    send_interim(
        enquiry.pk, text="Det tar lengre tid.", reason="Vi må spørre.", new_date=date(2026, 3, 26), by=town.front,
        now=town.at("2026-03-18 10:00"),
    )  # fmt: skip
    assert "Ny frist: du får svar senest torsdag 26. mars." in town.posted("interim").text
    assert [p.state for p in Promise.objects.order_by("id")] == ["replaced", "open"]


@pytest.mark.django_db
def test_what_begins_on_the_web_goes_on_by_mail_when_the_number_is_said() -> None:
    """KON-26: the channels hang together."""
    town = Town("kongsvinger")
    now = town.at("2026-03-17 10:00")
    enquiry = take_in_kept(town.form(now, email="ola@example.org", language="nb"), now=now)
    assert enquiry is not None
    town.receive(now, subject=f"Henvendelse {enquiry.number}", text="Jeg glemte å skrive at det haster.")
    assert Enquiry.objects.count() == 1
    assert enquiry.contacts.filter(is_incoming=True).count() == 2


@pytest.mark.django_db
def test_what_the_front_line_cannot_answer_is_taken_over_by_a_department_and_counted() -> None:
    """KON-27, KON-39: the stairs; which line handled it is known afterwards."""
    town = Town("kongsvinger")
    now = town.at("2026-03-17 10:00")
    enquiry = town.receive(now, text=QUESTION)
    offer(enquiry.pk, to_unit=Unit.objects.get(key="building").pk, note="Komplisert.", by=town.front, now=now)
    accept(enquiry.pk, by=town.builder, now=now)
    enquiry.refresh_from_db()
    assert (enquiry.unit.key, enquiry.takeovers) == ("building", 1)
    told = Event.objects.get(kind="handover_accepted").data
    assert (told["before"], told["unit"], told["takeovers"]) == ("Service office", "Building office", 1)


@pytest.mark.django_db
def test_whoever_is_sought_and_not_there_is_not_offered_and_it_is_known_when_somebody_is() -> None:
    """KON-35: the person sought, or another, or when."""
    town = Town("kongsvinger")
    saturday = town.at("2026-03-21 12:00")
    enquiry = town.receive(saturday, text=QUESTION)
    [building] = units_to_offer(enquiry.pk, now=saturday)
    assert building.staff == ()
    assert building.next_duty == town.at("2026-03-23 08:00")


@pytest.mark.django_db
def test_the_automatic_reply_to_an_email_says_which_enquiries_are_answered_first() -> None:
    """KON-38: "en 1. prioritet av brukerhenvendelser og sisprioritet av private mail"."""
    town = Town("kongsvinger")
    now = town.at("2026-03-17 10:00")
    town.receive(now, text=QUESTION)
    assert "Vi svarer først på henvendelser fra brukerne våre. Private e-poster kommer sist." in town.posted().text
    take_in_kept(town.form(now, language="nb"), now=now)
    assert "Private e-poster" not in town.posted().text


@pytest.mark.django_db
def test_one_knowledge_gives_one_answer_whoever_gives_it() -> None:
    """KON-15: the same template, filled with what the enquiry is, in whatever channel and by whichever unit."""
    town = Town("kongsvinger")
    now = town.at("2026-03-31 15:40")
    set_up_templates(shipped("kongsvinger").municipality.languages, now=now)
    ours, theirs = (
        [one.body for one in templates_for(unit_id=unit, service_id=None, language="nb")]
        for unit in (town.front.unit_id, town.builder.unit_id)
    )
    assert ours == theirs


@pytest.mark.django_db
def test_the_service_unit_sorts_what_is_common_knowledge_from_what_a_department_alone_knows() -> None:
    """KON-39: a template may belong to one unit; then only that unit is offered it."""
    town = Town("kongsvinger")
    now = town.at("2026-03-31 15:40")
    editor = set_up_staff(username="editor", name="Eli Ord", role="editor", unit="front")
    words = Words(titles={"nb": "Byggesak"}, bodies={"nb": "Vi ser på tegningene."}, unit_id=town.builder.unit_id)
    make_template(words, by=editor, now=now)
    assert templates_for(unit_id=town.front.unit_id, service_id=None, language="nb") == []
    assert len(templates_for(unit_id=town.builder.unit_id, service_id=None, language="nb")) == 1


@pytest.mark.django_db
def test_a_caller_reaches_the_person_sought_or_another_or_learns_when_and_how() -> None:
    """KON-35, KON-36: who is away has a return and a substitute, and a text that is read out at the first attempt."""
    town = Town("kongsvinger")
    now = town.at("2026-03-20 11:40")
    note_absence(
        town.builder.pk, reason="lunch", starts_at=now, until=town.at("2026-03-20 12:30"), substitute=town.front.pk,
        by=town.builder, now=now,
    )  # fmt: skip
    (found,) = colleagues(words="bo bygg", at=now, reader=town.front)
    assert found.absence is not None
    with override("nb"):
        said = told(found, now=now).says
    assert said == "Bo Bygg er ikke til stede nå, men er tilbake 12:30. Frida Front kan hjelpe deg imens."
    calendar = in_force(now).calendar
    unit = town.builder.unit_id or 0
    assert [one.name for one in on_duty([unit], at=now, calendar=calendar)[unit]] == ["Frida Front"]
    assert next_duty(unit, at=town.at("2026-03-20 17:00"), calendar=calendar) == town.at("2026-03-23 08:00")


@pytest.mark.django_db
def test_units_stand_on_the_stairs_of_service() -> None:
    """KON-27: the first line answers most, the second what is complicated; the page of a unit says where it stands."""
    Town("kongsvinger")
    set_up_unit(key="front", name="Servicetorget", front_line=True, line="first")
    set_up_unit(key="building", name="Fagavdelingen", line="second")
    assert {unit.key: unit.line for unit in units().by_key.values()} == {"front": "first", "building": "second"}


@pytest.mark.django_db
def test_the_same_template_stands_beside_every_answer_with_the_facts_in_it(client: Client) -> None:
    """KON-15: one knowledge: whoever answers, in whichever channel it came, begins from the same words."""
    town = Town("kongsvinger")
    editor = set_up_staff(username="editor2", name="Eli Ord", role="editor", unit="front")
    made = make_template(
        Words(titles={"nb": "Svømmehallen"}, bodies={"nb": "Hei {name}! Sak {number}: {phone}. {due} {service}"}),
        by=editor, now=AT,
    )  # fmt: skip
    enquiry = town.receive(AT, text="Hei, når åpner svømmehallen? Jeg lurer også på hva det koster.")
    client.force_login(town.front)
    url = f"/en/desk/enquiry/{enquiry.number}/"
    assert "Svømmehallen" in client.get(url).content.decode()
    page = client.post(f"{url}template/answer/", {"chosen_template": str(made), "text": ""}).content.decode()
    assert "Hei Ola Nordmann! Sak" in page
    assert "70 00 00 00" in page
    assert "Fill in what stands in brackets: The service" in page


@pytest.mark.django_db
def test_feedback_is_followed_up_from_a_list_that_colleagues_share(client: Client) -> None:
    """KON-20 and KON-44: feedback has a unit of its own, and its list is a kept choice that works as a link."""
    town = Town("kongsvinger")
    set_up_unit(key="feedback", name="Ros og ris", addresses=["ros-og-ris@town.example"])
    now = town.at("2026-03-31 15:40")
    town.receive(now, subject="Ros til bibliotekets ansatte", to="ros-og-ris@town.example")
    town.receive(now, subject="Et spørsmål")
    save_sieve(name="Ros og ris", query="unit=feedback", by=town.front)
    client.force_login(town.front)
    assert "Ros og ris" in client.get("/nb/desk/").content.decode()
    client.force_login(set_up_staff(username="leader", name="Lise Leder", role="manager", unit="front"))
    page = client.get("/nb/desk/?unit=feedback").content.decode()
    assert "Ros til bibliotekets ansatte" in page
    assert "Et spørsmål" not in page


@pytest.mark.django_db
def test_a_mail_from_any_program_is_owed_an_answer_within_48_hours() -> None:
    """KON-03: also one in a broken shape has a clock that runs from when it came."""
    town = Town("kongsvinger")
    monday = town.at("2026-03-23 10:00")
    raw = b"From: kari@brev.example\nSubject: =?utf-8?Q?Br=C3=B8yting\nContent-Type: multipart/mixed\n\n--x\n\n"
    town.mail(monday, raw=raw + "Når kommer brøytebilen?".encode("latin-1"))
    town.work(monday)
    assert town.newest().subject == "Brøyting"
    assert Promise.objects.get().due_by == town.at("2026-03-25 10:00")


@pytest.mark.django_db
def test_a_receipt_that_did_not_arrive_is_known_and_a_delay_is_not_taken_for_one() -> None:
    """KON-04: a receipt is given when it has arrived; one that came back is the desk's to see."""
    town = Town("kongsvinger")
    now = town.at("2026-03-31 15:40")
    town.receive(now)
    sent = town.posted()
    for state in ("delayed", "bounced"):
        note_report([Receipt(sent.message_id, state, "said so", permanent=True)], b"", kept_id=None, now=now)
        sent.refresh_from_db()
        assert (sent.state == "bounced") is (state == "bounced")
    assert [row.id for row in outgoing_failed()] == [sent.pk]
