"""What Albertslund promises, as sentences: Service- og kanalstrategi."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from tests.strategy.made_strategies import shipped, text_of
from tests.town import Town
from torg.enquiries.actions.forecast import note_overdue
from torg.enquiries.actions.interim import send_interim
from torg.enquiries.models import Contact, Event, Promise
from torg.enquiries.queries.page import enquiry_page
from torg.mailroom.models import OutgoingMessage
from torg.people.actions.persons import NeverExempt, describe, exempt
from torg.people.queries.persons import person_page
from torg.strategy.calendars import Calendar
from torg.strategy.offers import offered
from torg.strategy.promises import promise
from torg.strategy.reading import load
from torg.strategy.replies import Reply, reply_channel
from torg.strategy.showing import our_promises

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
BEFORE_EASTER = datetime(2026, 3, 31, 15, 40, tzinfo=COPENHAGEN)
KINDS = ("email", "digital_post", "letter", "phone", "self_service")

# -- what the strategy itself decides ---------------------------------------------------------------------------------


def reply(
    came_by: str,
    *,
    sensitive: bool = False,
    exempt: bool = False,
    can_receive: tuple[str, ...] = KINDS,
    open_kinds: tuple[str, ...] = KINDS,
) -> Reply:
    return reply_channel(
        shipped("albertslund"),
        came_by=came_by,
        sensitive=sensitive,
        exempt=exempt,
        business=False,
        can_receive=can_receive,
        open_kinds=open_kinds,
    )


def test_the_web_and_digital_solutions_come_first_and_then_the_phone() -> None:
    """ALB-02: and help with the digital is at the library."""
    strategy = shipped("albertslund")
    keys = [offer.channel.key for offer in offered(strategy, Calendar.of(strategy), at=BEFORE_EASTER)]
    assert keys[:3] == ["web", "self_service", "phone"]
    assert "digital_help" in strategy.places["library"].offers


def test_a_field_can_have_another_priority_with_its_reason() -> None:
    """ALB-05: as when the law demands that somebody appears in person."""
    own = (
        '\n[fields.passport]\nname = "Pas"\norder = ["meeting", "phone"]\nbecause = "Lovkrav om personligt fremmøde"\n'
    )
    strategy = load(text_of("albertslund") + own)
    calendar = Calendar.of(strategy)
    assert offered(strategy, calendar, at=BEFORE_EASTER, field="passport")[0].channel.key == "meeting"
    assert offered(strategy, calendar, at=BEFORE_EASTER)[0].channel.key == "web"
    assert strategy.fields["passport"].because == "Lovkrav om personligt fremmøde"


@pytest.mark.parametrize("came_by", ["self_service", "letter"])
def test_an_application_or_a_letter_is_answered_in_the_digital_mailbox(came_by: str) -> None:
    """ALB-07."""
    assert reply(came_by).kind == "digital_post"


@pytest.mark.parametrize("came_by", ["self_service", "letter"])
def test_an_exempt_citizen_gets_the_answer_on_paper(came_by: str) -> None:
    """ALB-07."""
    assert reply(came_by, exempt=True).kind == "letter"


@pytest.mark.parametrize("channel", ["self_service", "letter", "email"])
def test_what_is_written_is_answered_within_ten_working_days(channel: str) -> None:
    """ALB-07, ALB-09: ten working days over Easter end on Friday 17 April."""
    found = promise(shipped("albertslund"), what="answer", channel=channel, at=BEFORE_EASTER)
    assert found is not None
    assert (found.rule, found.due_by.date()) == ("written", date(2026, 4, 17))


def test_an_email_is_answered_by_email() -> None:
    """ALB-09."""
    assert reply("email").kind == "email"


def test_an_email_with_sensitive_information_is_answered_in_the_digital_mailbox() -> None:
    """ALB-09."""
    assert reply("email", sensitive=True).kind == "digital_post"


def test_where_digital_post_is_not_open_a_sensitive_answer_waits_behind_a_secret_link() -> None:
    """ALB-09: never in a plain e-mail."""
    found = reply("email", sensitive=True, can_receive=("email",), open_kinds=("email",))
    assert (found.kind, found.wanted) == ("secure_link", "digital_post")


def test_within_ten_working_days_there_is_an_answer_or_word_of_when_it_comes() -> None:
    """ALB-10: and the citizen is told if the date cannot be kept."""
    strategy = shipped("albertslund")
    for rule in strategy.promises:
        if rule.what == "answer":
            assert set(rule.settled_by) == {"answer", "interim"}
            assert rule.when_late == "tell"
    [general] = [one for one in our_promises(strategy, "da") if not one.channel]
    assert general.sentence == (
        "Vi svarer inden for 10 arbejdsdage. Det kan være en besked om, hvornår du får det endelige svar. "
        "Kan vi ikke overholde fristen, giver vi besked."
    )
    in_any_channel = promise(strategy, what="answer", channel="web", at=BEFORE_EASTER)
    assert in_any_channel is not None
    assert (in_any_channel.rule, in_any_channel.due_by.date()) == ("every_enquiry", date(2026, 4, 17))


def test_only_the_channels_that_the_strategy_offers_are_shown() -> None:
    """ALB-16: no spontaneous visits at the town hall."""
    strategy = shipped("albertslund")
    keys = {offer.channel.key for offer in offered(strategy, Calendar.of(strategy), at=BEFORE_EASTER)}
    assert "town_hall" not in keys
    assert {"library", "meeting", "phone"} <= keys
    assert keys < set(strategy.channels)


@pytest.mark.django_db
def test_whoever_left_a_message_is_called_back_within_a_day_and_night() -> None:
    """ALB-08: et døgn is twenty-four hours, whatever the day."""
    found = promise(shipped("albertslund"), what="callback", channel="phone", at=BEFORE_EASTER)
    assert found is not None
    assert found.due_by == datetime(2026, 4, 1, 15, 40, tzinfo=COPENHAGEN)


# -- what is seen in the running product ------------------------------------------------------------------------------


@pytest.fixture
def town() -> Town:
    return Town("albertslund", ZoneInfo("Europe/Copenhagen"))


@pytest.mark.django_db
def test_the_contact_page_offers_the_web_first_the_phone_next_and_no_visit_to_the_town_hall(
    town: Town, client: Client
) -> None:
    """ALB-02 and ALB-16: only what the strategy offers is shown, in its order."""
    page = client.get("/da/contact/").content.decode()
    assert page.index('name="message"') < page.index("Telefon")
    assert "Bibliotek" in page
    assert "chat" not in page.lower()


@pytest.mark.django_db
def test_a_mail_is_answered_by_mail_unless_the_answer_is_sensitive(town: Town) -> None:
    """ALB-09: then it goes a safe way, and what plain e-mail carries says nothing of it."""
    now = town.at("2026-03-31 10:00")
    plain = town.answer(town.receive(now, sender="a@example.org"), now, "Vi har åbent.")
    safe = town.answer(town.receive(now, sender="b@example.org"), now, "Din diagnose er noteret.", sensitive=True)
    assert (plain.kind, safe.kind) == ("email", "secure_link")
    assert not OutgoingMessage.objects.filter(text__contains="diagnose").exists()
    assert Contact.objects.get(channel="secure_link").text == "Din diagnose er noteret."
    assert Event.objects.filter(kind="answered").latest("id").data["wanted"] == "digital_post"


@pytest.mark.django_db
def test_the_receipt_says_when_the_answer_comes_at_the_latest_after_ten_working_days(town: Town) -> None:
    """ALB-07 and ALB-10: ten arbejdsdage after the day it came, Easter not counted."""
    now = town.at("2026-03-31 10:00")
    town.receive(now, text="Hej. Jeg vil gerne vide, hvordan jeg ansøger om en plads i en børnehave.")
    assert Promise.objects.get().due_by == town.at("2026-04-17 23:59:59")
    receipt = town.posted()
    assert receipt.language == "da"
    assert "fredag den 17. april" in receipt.text


# -- the turns of an enquiry ------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_word_of_when_the_answer_comes_keeps_the_ten_working_days_and_the_new_date_is_a_promise_too() -> None:
    """ALB-10: "svar ... enten i form af en kvittering, som fortæller hvornår man kan forvente svar"."""
    town = Town("albertslund", zone=COPENHAGEN)
    enquiry = town.receive(town.at("2026-03-17 10:00"), text="Hej. Hvornår åbner svømmehallen, og hvad koster det?")
    send_interim(
        enquiry.pk, text="Det tager længere tid.", reason="Vi skal spørge hallen.", new_date=date(2026, 4, 20),
        by=town.front, now=town.at("2026-03-30 10:00"),
    )  # fmt: skip
    old, new = Promise.objects.order_by("id")
    assert (old.state, old.late_seconds, old.replaced_by) == ("kept", 0, new)
    assert (new.state, new.due_by) == ("open", town.at("2026-04-20 23:59:59"))


@pytest.mark.django_db
def test_when_the_deadline_is_not_met_the_citizen_is_told() -> None:
    """ALB-10: the day after, without anybody having to think of it; and staff see that it is good practice to."""
    town = Town("albertslund", zone=COPENHAGEN)
    enquiry = town.receive(
        town.at("2026-03-17 10:00"), text="Hej. Jeg vil gerne vide, hvornår svømmehallen åbner, og hvad det koster."
    )
    late = town.at("2026-04-01 00:05")
    assert note_overdue(lambda: late) == 1
    told = town.posted("notice")
    assert told.to_address == "ola@example.org"
    assert "Vi lovede dig svar senest tirsdag den 31. marts, og det har vi ikke nået." in told.text
    assert Event.objects.latest("id").data["told"] is True
    page = enquiry_page(enquiry.number, now=late)
    assert page is not None
    assert page.interim_due is not None
    assert page.interim_due.code == "tell"
    assert page.interim_due.law("da").startswith("God forvaltningsskik")


@pytest.mark.django_db
def test_an_email_with_an_identity_number_is_not_answered_by_plain_email(town: Town) -> None:
    """ALB-09 and DRA-32: noticed by itself; the answer waits for the sender, and nothing of it is in the mail."""
    now = town.at("2026-03-31 10:00")
    enquiry = town.receive(now, subject="Flytning, cpr 070761-4285", text="Hej. Jeg vil gerne melde flytning.")
    assert enquiry.sensitive
    given = town.answer(enquiry, now, "Din flytning er registreret.")
    assert given.kind == "secure_link"
    notice = OutgoingMessage.objects.filter(purpose="notice").latest("id")
    assert "070761" not in notice.subject + notice.text
    assert "registreret" not in notice.text


@pytest.mark.django_db
def test_the_answer_to_something_sensitive_is_opened_by_the_one_it_is_for(town: Town, client: Client) -> None:
    """ALB-09, until there is digital post: the secret link alone shows nothing, and a code goes to the sender."""
    now = timezone.now()
    enquiry = town.receive(now, subject="Min sygdom", text="Jeg har kræft og har brug for hjælp.")
    town.answer(enquiry, now, "Du får hjælp i hjemmet.")
    page = f"/da/follow/{enquiry.token}/"
    assert "hjælp i hjemmet" not in client.get(page).content.decode()
    client.post(page, {"send": "1"})
    told = OutgoingMessage.objects.filter(purpose="notice").latest("id")
    assert told.to_address == "ola@example.org"
    code = next(line for line in told.text.splitlines() if line.replace(" ", "").isdigit())
    client.post(page, {"code": code})
    assert "Du får hjælp i hjemmet." in client.get(page).content.decode()


@pytest.mark.django_db
def test_a_citizen_is_exempted_at_the_library_with_the_day_and_a_company_never_is() -> None:
    """ALB-03: exemption from digital self-service and Digital Post."""
    town = Town("albertslund")
    now = town.at("2026-03-20 11:00")
    person = town.receive(now).person_id
    exempt(person, is_exempt=True, on=now.date(), place="Biblioteket", by=town.front, now=now)
    page = person_page(person, staff=town.front)
    assert page is not None
    assert (page.exempt, page.exempt_on, page.exempt_place) == (True, now.date(), "Biblioteket")
    with pytest.raises(NeverExempt):
        describe(person, name="A/S", kind="business", language="da", by=town.front, now=now)
