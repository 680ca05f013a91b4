"""What Halsnæs promises, as sentences: Kanalstrategi, draft of June 2013."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from tests.strategy.made_strategies import shipped, text_of
from tests.town import BUILDING_ADDRESS, Town
from torg.enquiries.actions.join import join
from torg.enquiries.actions.recipients import note_later_recipients
from torg.enquiries.models import AlsoAddressed, Enquiry
from torg.enquiries.queries.inbox import Choice, inbox
from torg.mailroom.models import KeptMessage
from torg.people.actions.persons import describe
from torg.people.queries import person_by_id, sight_of
from torg.strategy.calendars import Calendar
from torg.strategy.offers import offered
from torg.strategy.reading import load, read

COPENHAGEN = ZoneInfo("Europe/Copenhagen")

# -- what the strategy itself decides ---------------------------------------------------------------------------------


def order(at: datetime, audience: str, text: str = "") -> list[str]:
    strategy = load(text) if text else shipped("halsnaes")
    return [offer.channel.key for offer in offered(strategy, Calendar.of(strategy), at=at, audience=audience)]


APP = """
[priority]
order = ["phone", "visit", "app"]
[channels.app]
[transitions.app]
says = "Appen"
to = ["app"]
reduces = ["phone", "visit"]
closes = ["letter"]
starts_on = 2026-04-01
ends_on = 2026-04-30
"""


def test_a_new_digital_channel_is_put_before_the_older_ones_from_its_first_day() -> None:
    """HAL-03: until then the order is as it was."""
    text = text_of("halsnaes") + APP
    assert order(datetime(2026, 3, 31, 12, 0, tzinfo=COPENHAGEN), "citizen", text)[:3] == ["phone", "visit", "app"]
    assert order(datetime(2026, 4, 1, 12, 0, tzinfo=COPENHAGEN), "citizen", text)[:3] == ["app", "phone", "visit"]


def test_the_way_it_is_done_moves_no_channel_before_a_new_one_has_come() -> None:
    """HAL-03: the document says how, and for which channels only where it names them."""
    how = shipped("halsnaes").transitions["digital_first"]
    assert (how.to, how.reduces, how.closes) == ((), (), ())


def test_who_cannot_use_the_digital_ways_is_helped_to_apply_in_several_places() -> None:
    """Ad 3: "for eksempel ved kommunens borgerservice eller på Bibliotekerne", and for whoever it is."""
    exempt = shipped("halsnaes").exemptions["digital"]
    assert (exempt.from_channels, exempt.audience) == (("self_service",), ())
    assert exempt.places == ("citizen_service", "libraries")


def test_all_measures_of_the_five_groups_are_there() -> None:
    """Ad 1 to Ad 5: lighthouses and knowledge in three of them."""
    focus = shipped("halsnaes").focus
    assert {key: len(area.measures) for key, area in focus.items()} == {
        "incoming_post": 2,
        "outgoing_post": 5,
        "visits": 2,
        "self_service": 4,
        "phone_and_chat": 4,
    }
    for key in ("incoming_post", "outgoing_post", "self_service"):
        words = " ".join(measure.says for measure in focus[key].measures)
        assert "Digitale fyrtårne" in words
        assert "Udbrede kendskab" in words


@pytest.mark.parametrize(
    ("key", "day", "audience"),
    [
        ("digital_post_business", date(2013, 11, 1), "business"),
        ("digital_post_citizens", date(2014, 11, 1), "citizen"),
    ],
)
def test_digital_post_takes_over_from_letters_from_its_own_day_for_each_group(
    key: str, day: date, audience: str
) -> None:
    """HAL-03: businesses in November 2013, citizens in November 2014."""
    transition = shipped("halsnaes").transitions[key]
    assert (transition.starts_on, transition.audience) == (day, (audience,))
    assert (transition.to, transition.reduces) == (("digital_post",), ("letter",))


def test_managers_staff_and_users_are_told_while_access_is_narrowed() -> None:
    """HAL-03: hours, numbers and addresses are reduced, and everybody is informed."""
    steps = " ".join(shipped("halsnaes").transitions["digital_first"].steps)
    for word in ("åbningstider", "telefonnumre", "e-mailadresser", "Ledelsen", "Medarbejderne", "Brugerne"):
        assert word in steps


def test_an_older_channel_is_no_longer_offered_when_its_transition_has_ended() -> None:
    """HAL-03: phased out, where the strategy says which and when."""
    text = text_of("halsnaes") + APP
    assert "letter" in order(datetime(2026, 4, 30, 12, 0, tzinfo=COPENHAGEN), "citizen", text)
    assert "letter" not in order(datetime(2026, 5, 1, 12, 0, tzinfo=COPENHAGEN), "citizen", text)


def test_every_field_shows_its_opening_hours_phone_number_and_chat() -> None:
    """HAL-12."""
    assert shipped("halsnaes").rules.every_field_shows == ("opening_hours", "phone_number", "chat")


def test_a_field_without_opening_hours_and_phone_number_is_warned_of() -> None:
    """HAL-12."""
    text = text_of("halsnaes") + '\n[fields.waste]\nname = "Affald"\n'
    [warning] = [one for one in read(text).warnings if one.key == "fields.waste"]
    assert "its hours and phone" in warning.what


# -- what is seen in the running product ------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_web_shows_the_phone_number_and_the_channels_in_the_order_the_transition_asks_for(client: Client) -> None:
    """HAL-03 and HAL-12: the digital way first, and the number that can be called."""
    Town("halsnaes", ZoneInfo("Europe/Copenhagen"))
    page = client.get("/da/contact/").content.decode()
    assert page.index('name="message"') < page.index("4778 4000")
    assert "mail@halsnaes.dk" in page


# -- the turns of an enquiry ------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_whether_it_was_solved_where_the_user_first_asked_is_known_afterwards() -> None:
    """HAL-02: one who comes back about the same, or is handed on, was not helped at once; both are counted."""
    town = Town("halsnaes", zone=COPENHAGEN)
    now = town.at("2026-03-17 10:00")
    text = "Hej. Jeg vil gerne vide, hvornår svømmehallen åbner om søndagen, og hvad det koster for en familie."
    first = town.receive(now, subject="Svømmehallen", text=text)
    town.answer(first, now)
    again = town.receive(now, subject="Svømmehallen", text=text)
    join(again.pk, into=first.pk, by=town.front, now=now)
    helped_at_once = town.receive(now, sender="kari@example.org", text=text)
    town.answer(helped_at_once, now)
    told = {one.number: (one.repeats, one.takeovers) for one in Enquiry.objects.exclude(status="joined")}
    assert told == {first.number: (1, 0), helped_at_once.number: (0, 0)}


@pytest.mark.django_db
def test_staff_say_whether_a_person_is_citizen_business_association_tourist_or_partner() -> None:
    """HAL-15: the five kinds of users."""
    town = Town("halsnaes")
    now = town.at("2026-03-20 11:00")
    person = town.receive(now).person_id
    for kind in ("business", "association", "tourist", "partner", "citizen"):
        describe(person, name="Ola", kind=kind, language="da", by=town.front, now=now)
        assert person_by_id(person).kind == kind


@pytest.mark.django_db
def test_whoever_is_asked_first_can_answer_at_once_without_passing_it_on() -> None:
    """HAL-02: solved where the user first asked; the most urgent is the first that whoever answers sees."""
    town = Town("halsnaes", ZoneInfo("Europe/Copenhagen"))
    town.receive(town.at("2026-03-20 10:00"), subject="Ældst", to=BUILDING_ADDRESS)
    town.receive(town.at("2026-03-24 10:00"), subject="Nyere")
    now = town.at("2026-03-25 10:00")
    first = inbox(sight=sight_of(town.front), choice=Choice(), staff_id=town.front.pk, now=now).rows[0]
    assert first.subject == "Ældst"
    town.answer(Enquiry.objects.get(pk=first.id), now)
    assert Enquiry.objects.get(pk=first.id).takeovers == 0
    assert Enquiry.objects.get(pk=first.id).status == "answered"


@pytest.mark.django_db
def test_whichever_address_a_citizen_wrote_to_there_is_one_enquiry_and_each_unit_sees_it() -> None:
    """HAL-02: solved where the user first asked; a copy to another office makes no second enquiry."""
    town = Town("halsnaes")
    now = town.at("2026-03-31 10:00")
    first = town.mail(now)
    raw = bytes(KeptMessage.objects.get(pk=first).raw)
    town.work(now)
    assert town.mail(now, raw=raw, to=BUILDING_ADDRESS) == first
    note_later_recipients(lambda: now)
    enquiry = Enquiry.objects.get()
    assert enquiry.unit.key == "front"
    assert list(AlsoAddressed.objects.values_list("enquiry_id", "unit__key")) == [(enquiry.pk, "building")]
