"""Which channel each municipality leads people to, as sentences: the rows on the choice of channel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from tests.strategy.made_strategies import granli, shipped
from tests.town import Town
from torg.strategy.advice import Advice, PersonFacts, ServiceFacts, advise
from torg.strategy.advice_words import Adviser
from torg.strategy.calendars import Calendar
from torg.strategy.model import Rank

OSLO = ZoneInfo("Europe/Oslo")
TUESDAY = datetime(2026, 3, 31, 13, 0, tzinfo=OSLO)
APPLY = ServiceFacts(purpose="transaction", has_self_service=True)
MUST = ServiceFacts(purpose="transaction", has_self_service=True, mandatory=True)
EXEMPT, NO_ID, BUSINESS = PersonFacts(exempt=True), PersonFacts(no_digital_id=True), PersonFacts(business=True)


def advice(name: str, service: ServiceFacts | None = None, person: PersonFacts | None = None) -> Advice:
    strategy = shipped(name)
    return advise(strategy, Calendar.of(strategy), at=TUESDAY, service=service, person=person)


def keys(found: Advice) -> list[str]:
    return [one.channel.key for one in found.channels]


def codes(found: Advice, key: str) -> list[str]:
    return [reason.code for one in found.channels if one.channel.key == key for reason in one.why]


def of_kinds(page: str, *names: str) -> list[int]:
    """Where names stand in the advice box of a page."""
    box = page[page.index('id="advice"') : page.index("</section>", page.index('id="advice"'))]
    return [box.index(name) for name in names]


@pytest.fixture
def at_noon() -> Iterator[None]:
    with patch("django.utils.timezone.now", lambda: TUESDAY):
        yield


# -- Drammen ----------------------------------------------------------------------------------------------------------


def test_drammens_advice_follows_the_channel_table_in_each_of_its_rows() -> None:
    """DRA-06: primary, secondary, and unwanted last, exactly as the table lists them."""
    for purpose, row in shipped("drammen").purposes.items():
        found = advice("drammen", ServiceFacts(purpose=purpose))
        ranked = [key for key in keys(found) if any(key in named for named in row.ranks.values())]
        assert ranked == [key for rank in Rank for key in row.ranks.get(rank, ())]
        unwanted = [one.channel.key for one in found.channels if one.unwanted]
        assert tuple(unwanted) == row.ranks[Rank.UNWANTED]
        assert keys(found)[-len(unwanted) :] == unwanted


def test_drammen_is_digital_where_it_fits_and_helps_those_who_cannot() -> None:
    """DRA-07."""
    assert keys(advice("drammen", APPLY))[0] == "self_service"
    helped = advice("drammen", APPLY, NO_ID)
    assert keys(helped)[0] == "assisted"
    assert codes(helped, "self_service") == ["with_help"]


@pytest.mark.django_db
def test_drammens_page_tells_which_channels_suit_and_what_to_expect_in_each(client: Client, at_noon: None) -> None:
    """DRA-14: the channels, the level of service, and the response time of each are clear to everyone."""
    Town("drammen")
    page = client.get("/nb/promises/").content.decode()
    first, second, last = of_kinds(page, "Telefon", "Min Side", "E-post")
    assert first < second < last
    assert page.count("Kommunen vil helst at denne brukes til spørsmål og dialog.") == 2, "the reason stands with each"
    assert "10 arbeidsdager" in page


def test_those_who_cannot_or_will_not_be_digital_get_full_service_in_drammen() -> None:
    """DRA-15: every way with people in it is open to them, and none of these is called unwanted."""
    for purpose in ("interaction", "transaction"):
        found = advice("drammen", ServiceFacts(purpose=purpose, has_self_service=True), EXEMPT)
        with_people = [one for one in found.channels if one.channel.kind in ("phone", "visit", "letter", "assisted")]
        assert {one.channel.key for one in with_people} == {"phone", "visit", "letter", "assisted"}
        assert [one.place for one in with_people] == [1, 2, 3, 4]
        assert not any(one.unwanted for one in with_people)


def test_without_self_service_drammen_puts_the_cheapest_of_the_other_suitable_channels_first() -> None:
    """DRA-16: a call costs about 40 kroner, a visit 80, a letter or an e-mail 110, and those are unwanted too."""
    found = advice("drammen", ServiceFacts(purpose="transaction", has_self_service=False))
    assert keys(found)[0] == "phone"
    assert keys(found).index("phone") < keys(found).index("visit") < keys(found).index("letter")
    assert codes(found, "phone")[0] == "cheapest"


@pytest.mark.django_db
def test_drammens_channel_tells_when_to_expect_an_answer_and_how_long_it_takes(client: Client, at_noon: None) -> None:
    """DRA-19: the date stands with the channel, and the time to decide with the service."""
    Town("drammen")
    page = client.get("/nb/promises/").content.decode()
    box = page[page.index('id="advice"') :]
    assert "Svar senest fredag 17. april" in box
    strategy = shipped("drammen")
    weeks = granli("").promises[0].latest
    service = ServiceFacts(purpose="transaction", has_self_service=True, target=weeks)
    processing = advise(strategy, Calendar.of(strategy), at=TUESDAY, service=service).processing
    assert processing is not None
    assert Adviser(strategy, "nb").processing(processing) == ("Vi har som mål å være ferdige innen 5 arbeidsdager.",)


# -- Albertslund ------------------------------------------------------------------------------------------------------


def test_albertslund_guides_to_the_channel_that_is_best_in_the_situation() -> None:
    """ALB-01: four people with the same errand are each led to a channel of their own."""
    appear = ServiceFacts(purpose="transaction", has_self_service=True, in_person="lovkrav om fremmøde")
    best = [
        keys(advice("albertslund"))[0],
        keys(advice("albertslund", MUST))[0],
        keys(advice("albertslund", MUST, NO_ID))[0],
        keys(advice("albertslund", appear))[0],
    ]
    assert best == ["web", "self_service", "library", "meeting"]


def test_albertslund_puts_the_web_and_digital_ways_first_and_then_the_phone_with_help_at_the_library() -> None:
    """ALB-02."""
    found = advice("albertslund")
    assert keys(found)[:3] == ["web", "self_service", "phone"]
    assert codes(found, "phone") == ["order", "main_alternative"]
    assert "helps" in codes(found, "library")


def test_citizens_can_be_exempted_at_the_library_in_albertslund_and_companies_never() -> None:
    """ALB-03."""
    assert "exempts" in codes(advice("albertslund", MUST), "library")
    told = Adviser(shipped("albertslund"), "da").notes(advice("albertslund", MUST))
    assert any("Ordnes på Biblioteket" in note for note in told)
    company = advice("albertslund", MUST, PersonFacts(business=True, exempt=True))
    assert keys(company)[0] == "self_service"
    assert "exempts" not in codes(company, "library")
    assert any(
        "Fritagelse gælder kun privatpersoner" in note for note in Adviser(shipped("albertslund"), "da").notes(company)
    )


def test_a_field_with_an_order_of_its_own_gives_it_and_says_why() -> None:
    """ALB-05: the file names no field yet, so a field is made up here, as an editor of the strategy would."""
    strategy = granli(
        '[channels.meeting]\nbooking = "required"\n[channels.web]\n[priority]\norder = ["web", "phone"]\n'
        '[fields.passport]\nname = "Pas"\norder = ["meeting", "phone"]\nbecause = "Man skal møde op."\n'
    )
    calendar = Calendar.of(strategy)
    own = advise(strategy, calendar, at=TUESDAY, service=ServiceFacts(field="passport"))
    assert keys(own)[:2] == ["meeting", "phone"]
    assert Adviser(strategy, "da").why(own.channels[0]) == ("Pas har sin egen rækkefølge: Man skal møde op.",)
    assert keys(advise(strategy, calendar, at=TUESDAY))[0] == "web"


def test_who_cannot_follow_the_priority_is_looked_after_in_another_way_in_albertslund() -> None:
    """ALB-06."""
    found = advice("albertslund", MUST, EXEMPT)
    assert keys(found)[:4] == ["library", "phone", "meeting", "letter"]
    assert all(codes(found, key)[0] == "exempt" for key in keys(found)[:4])


def test_one_comes_without_an_appointment_to_the_library_and_never_to_the_town_hall_in_albertslund() -> None:
    """ALB-11."""
    for service in (None, APPLY, MUST, ServiceFacts(purpose="transaction", in_person="lov")):
        for person in (None, EXEMPT, NO_ID, BUSINESS):
            assert "town_hall" not in keys(advice("albertslund", service, person))
    library = next(one for one in advice("albertslund", MUST).channels if one.channel.key == "library")
    adviser = Adviser(shipped("albertslund"), "da")
    assert [adviser.help(one) for one in library.help] == [
        "Biblioteket: hjælp til digitale løsninger og fritagelse fra digitale løsninger",
        "Du kan komme uden aftale.",
    ]
    assert library.only_guides, "with other errands people are shown to the right entrance"


@pytest.mark.django_db
def test_albertslund_shows_the_channel_priority_on_its_web_site_with_the_reasons(client: Client, at_noon: None) -> None:
    """ALB-15."""
    Town("albertslund")
    page = client.get("/da/promises/").content.decode()
    web, phone, library = of_kinds(page, "Web og digitale løsninger", "Telefon", "Biblioteket")
    assert web < phone < library
    assert "Normalt kommunens førstevalg." in page
    led = client.get("/da/promises/", {"to": "apply", "noid": "1"}).content.decode()
    library, phone = of_kinds(led, "Spontant fremmøde på Biblioteket", "Telefon")
    assert library < phone


@pytest.mark.django_db
def test_advice_guidance_and_booking_are_by_phone_in_albertslund_and_the_page_says_so(
    client: Client, at_noon: None
) -> None:
    """ALB-04: since the town hall takes no spontaneous visits."""
    found = advice("albertslund", ServiceFacts(purpose="interaction"))
    assert "phone" in keys(found)
    assert "town_hall" not in keys(found)
    assert {"guidance", "booking"} <= set(shipped("albertslund").channels["phone"].use)
    Town("albertslund")
    page = client.get("/da/promises/").content.decode()
    assert "Råd, vejledning og eventuel tidsbestilling foregår via telefonen." in page


def test_only_channels_that_the_strategy_offers_in_the_situation_are_advised_in_albertslund() -> None:
    """ALB-16."""
    offered = {key for key, channel in shipped("albertslund").channels.items() if channel.offered}
    for purpose in ("information", "interaction", "transaction", "complaint"):
        for person in (None, EXEMPT, NO_ID, BUSINESS):
            assert set(keys(advice("albertslund", ServiceFacts(purpose=purpose), person))) <= offered


# -- Alver ------------------------------------------------------------------------------------------------------------


def test_alver_puts_the_web_first_and_has_a_real_alternative_for_those_held_back() -> None:
    """ALV-02."""
    assert keys(advice("alver"))[0] == "web"
    assert keys(advice("alver", APPLY, NO_ID))[:3] == ["phone", "department_phone", "service_office"]
    foreign = advice("alver", None, PersonFacts(language="ar"))
    assert [reason.code for reason in foreign.notes] == ["other_language"]


def test_the_phone_is_the_main_alternative_to_helping_oneself_in_alver() -> None:
    """ALV-36: also for who is led to it, and only the main number is called so."""
    for service in (None, APPLY, MUST):
        found = advice("alver", service)
        named = [one.channel.key for one in found.channels if "main_alternative" in codes(found, one.channel.key)]
        assert named == ["phone"]
        others = [one.place for one in found.channels if one.channel.kind in ("visit", "meeting", "letter", "email")]
        assert next(one.place for one in found.channels if one.channel.key == "phone") < min(others)


def test_alvers_three_places_are_told_with_their_weekdays() -> None:
    """ALV-36, and the service office on three places (3.3.4)."""
    office = next(one for one in advice("alver").channels if one.channel.key == "service_office")
    adviser = Adviser(shipped("alver"), "nn")
    told = [adviser.help(one) for one in office.help]
    assert told[0].startswith("Knarvik Senter: måndag–fredag 09.00–15.00")
    assert "tysdag 09.00–15.00, torsdag 09.00–15.00" in told[1]
    assert told[2].startswith("Kommunehuset på Manger: måndag")
    assert told[3] == "Du kan kome utan avtale."


# -- Kongsvinger ------------------------------------------------------------------------------------------------------


def test_who_does_not_find_the_answer_on_kongsvingers_web_is_led_on_to_chat_and_phone() -> None:
    """KON-09."""
    found = advice("kongsvinger")
    assert [one.channel.key for one in found.channels if "led_on" in codes(found, one.channel.key)] == ["chat", "phone"]


def test_kongsvinger_shows_which_channel_suits_which_people_and_errands() -> None:
    """KON-25: the web, then the assistant, the chat and the phone; a complaint has a channel of its own."""
    assert keys(advice("kongsvinger"))[:4] == ["web", "assistant", "chat", "phone"]
    assert keys(advice("kongsvinger", ServiceFacts(purpose="complaint")))[0] == "feedback"
    assert "feedback" not in keys(advice("kongsvinger"))
    assert keys(advice("kongsvinger", APPLY, NO_ID))[:2] == ["phone", "service_office"]


# -- Halsnæs ----------------------------------------------------------------------------------------------------------


def test_all_who_can_serve_themselves_do_in_halsnaes_and_people_are_for_the_others() -> None:
    """HAL-13."""
    assert keys(advice("halsnaes", APPLY))[0] == "self_service"
    must = advice("halsnaes", MUST)
    assert codes(must, "self_service")[0] == "mandatory"
    assert [one.channel.kind for one in advice("halsnaes", MUST, NO_ID).channels[:2]] == ["visit", "assisted"]


def test_exempt_users_apply_in_another_way_in_halsnaes() -> None:
    """HAL-09: at the citizens' service or a library."""
    found = advice("halsnaes", MUST, EXEMPT)
    adviser = Adviser(shipped("halsnaes"), "da")
    assert [adviser.help(one) for one in found.channels[0].help] == [
        "Kommunens borgerservice: hjælp til at ansøge",
        "Bibliotekerne: hjælp til at ansøge",
    ]
    assert keys(found)[-1] == "self_service"


def test_who_is_new_to_the_digital_gets_help_with_it_in_halsnaes_and_the_web_says_where() -> None:
    """HAL-06: self-service is named with the help there is, and the help comes first for who cannot log in."""
    found = advice("halsnaes", APPLY, NO_ID)
    order = keys(found)
    assert order.index("assisted") < order.index("self_service")
    assert next(one for one in found.channels if one.channel.key == "assisted").channel.says
