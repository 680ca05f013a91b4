"""The same situation under different strategies gives different advice, each right, each with its reasons."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategy.made_strategies import NAMES, granli, shipped
from torg.strategy.advice import Advice, Advised, PersonFacts, ServiceFacts, advise
from torg.strategy.advice_words import Adviser
from torg.strategy.calendars import Calendar
from torg.strategy.defaults import UNDIGITAL_KINDS
from torg.strategy.model import Span, Strategy, Unit
from torg.strategy.offers import is_offered
from torg.strategy.vocabulary import LANGUAGES, PURPOSES

OSLO = ZoneInfo("Europe/Oslo")
NOON = datetime(2026, 3, 10, 12, 0, tzinfo=OSLO)
SUNDAY = datetime(2026, 3, 15, 12, 0, tzinfo=OSLO)

APPLY = ServiceFacts(purpose="transaction", has_self_service=True)
MUST = ServiceFacts(purpose="transaction", has_self_service=True, mandatory=True)
NO_SELF_SERVICE = ServiceFacts(purpose="transaction", has_self_service=False)
ASK = ServiceFacts(purpose="interaction")
FIND = ServiceFacts(purpose="information")
APPEAR = ServiceFacts(purpose="transaction", has_self_service=True, in_person="passloven § 5")

ANYBODY = PersonFacts()
EXEMPT = PersonFacts(exempt=True)
NO_ID = PersonFacts(no_digital_id=True)
BUSINESS = PersonFacts(business=True, exempt=True)


def advice(
    strategy: Strategy | str, service: ServiceFacts = ASK, person: PersonFacts = ANYBODY, at: datetime = NOON
) -> Advice:
    told = shipped(strategy) if isinstance(strategy, str) else strategy
    return advise(told, Calendar.of(told), at=at, service=service, person=person)


def keys(found: Advice) -> list[str]:
    return [one.channel.key for one in found.channels]


def codes(one: Advised) -> list[str]:
    return [reason.code for reason in one.why]


def noted(found: Advice) -> list[str]:
    return [reason.code for reason in found.notes]


def by_key(found: Advice) -> dict[str, Advised]:
    return {one.channel.key: one for one in found.channels}


# The first channels for somebody in a situation; where the strategies differ, so does the advice.
FIRST = [
    ("drammen", FIND, ANYBODY, ["web", "social", "newsletter", "app", "screen", "phone", "sms"]),
    ("drammen", ASK, ANYBODY, ["phone", "my_page", "chat", "digital_post"]),
    ("drammen", APPLY, ANYBODY, ["self_service", "digital_post", "assisted", "phone", "visit"]),
    ("drammen", NO_SELF_SERVICE, ANYBODY, ["phone", "digital_post", "visit"]),
    ("drammen", APPLY, EXEMPT, ["assisted", "phone", "visit", "letter"]),
    ("drammen", APPLY, NO_ID, ["assisted", "phone", "visit", "letter"]),
    ("drammen", APPEAR, ANYBODY, ["visit"]),
    ("albertslund", ASK, ANYBODY, ["web", "self_service", "phone"]),
    ("albertslund", APPLY, ANYBODY, ["self_service", "web", "phone"]),
    ("albertslund", NO_SELF_SERVICE, ANYBODY, ["web", "phone"]),
    ("albertslund", MUST, NO_ID, ["library", "phone", "meeting"]),
    ("albertslund", MUST, EXEMPT, ["library", "phone", "meeting", "letter"]),
    ("albertslund", MUST, BUSINESS, ["self_service", "web", "phone"]),
    ("albertslund", APPEAR, ANYBODY, ["meeting"]),
    ("alver", ASK, ANYBODY, ["web", "chatbot", "form", "my_page", "phone"]),
    ("alver", APPLY, ANYBODY, ["form", "web", "chatbot", "my_page", "phone"]),
    ("alver", APPLY, NO_ID, ["phone", "department_phone", "service_office", "meeting", "letter"]),
    ("alver", APPEAR, ANYBODY, ["meeting", "service_office"]),
    ("kongsvinger", ASK, ANYBODY, ["web", "assistant", "chat", "phone", "service_office"]),
    ("kongsvinger", APPLY, ANYBODY, ["web", "assistant", "chat", "phone"]),
    ("kongsvinger", APPLY, NO_ID, ["phone", "service_office", "meeting"]),
    ("kongsvinger", ServiceFacts(purpose="complaint"), ANYBODY, ["feedback", "web"]),
    ("halsnaes", MUST, ANYBODY, ["self_service", "web"]),
    ("halsnaes", MUST, EXEMPT, ["visit", "assisted", "phone", "letter"]),
    ("halsnaes", MUST, BUSINESS, ["self_service", "web"]),
    ("halsnaes", ASK, EXEMPT, ["phone", "visit", "assisted", "letter"]),
]


@pytest.mark.parametrize(("name", "service", "person", "first"), FIRST)
def test_the_channels_come_in_this_order(
    name: str, service: ServiceFacts, person: PersonFacts, first: list[str]
) -> None:
    assert keys(advice(name, service, person))[: len(first)] == first


SAME = [(APPLY, ANYBODY), (ASK, ANYBODY), (MUST, NO_ID), (APPEAR, ANYBODY)]


@pytest.mark.parametrize(("service", "person"), SAME)
def test_the_same_situation_gives_other_advice_under_another_strategy(
    service: ServiceFacts, person: PersonFacts
) -> None:
    orders = {tuple(keys(advice(name, service, person))) for name in ("drammen", "albertslund", "alver")}
    assert len(orders) == 3


# -- who it is --------------------------------------------------------------------------------------------------------
def test_self_service_is_first_where_it_is_mandatory_and_the_law_is_said() -> None:
    found = advice("albertslund", MUST)
    assert found.channels[0].channel.key == "self_service"
    assert codes(found.channels[0])[0] == "mandatory"
    assert "law_digital" in noted(found)
    assert by_key(found)["phone"].only_guides
    assert "letter" not in keys(found), "a letter is no way to do what must be done digitally"


def test_a_business_is_never_exempt_whatever_it_says() -> None:
    for person in (
        BUSINESS,
        PersonFacts(exempt=True, audience="business"),
        PersonFacts(True, True, no_digital_id=True),
    ):
        found = advice("albertslund", MUST, person)
        assert codes(found.channels[0])[0] == "mandatory_business"
        assert {"law_digital_business", "business_not_exempt"} <= set(noted(found))
        assert "exemption" not in noted(found)
        assert all("exempts" not in codes(one) for one in found.channels)


def test_who_is_exempt_is_led_to_people_and_self_service_with_help_is_still_named() -> None:
    found = by_key(advice("albertslund", MUST, EXEMPT))
    assert codes(found["library"])[0] == "exempt"
    assert codes(found["self_service"]) == ["with_help"]
    assert "digital_post" not in found, "who is exempt has no digital mailbox"


def test_who_has_no_id_is_told_where_one_is_helped_and_can_be_exempted() -> None:
    found = advice("albertslund", MUST, NO_ID)
    assert {"helps", "exempts"} <= set(codes(found.channels[0]))
    assert "exemption" in noted(found)


def test_who_has_no_id_can_still_ask_on_the_web() -> None:
    found = keys(advice("albertslund", ASK, NO_ID))
    assert found[0] == "web"
    assert found[-1] == "self_service"


def test_an_id_is_not_missed_where_self_service_asks_for_none() -> None:
    open_to_all = ServiceFacts(purpose="transaction", has_self_service=True, sign_in=False)
    assert keys(advice("albertslund", open_to_all, NO_ID))[0] == "self_service"


def test_what_is_unwanted_is_not_said_to_be_so_to_those_who_need_it() -> None:
    anybody, exempt = by_key(advice("drammen", ASK)), by_key(advice("drammen", ASK, EXEMPT))
    assert anybody["visit"].unwanted
    assert not exempt["visit"].unwanted
    assert "unwanted" not in codes(exempt["visit"])


def test_who_speaks_another_language_is_welcome_to_talk() -> None:
    assert "other_language" in noted(advice("alver", ASK, PersonFacts(language="pl")))
    for code in ("nb", "nn", "da", "en", ""):
        assert "other_language" not in noted(advice("alver", ASK, PersonFacts(language=code)))


# -- what it is -------------------------------------------------------------------------------------------------------
def test_where_the_law_demands_that_one_comes_the_booked_visit_is_first_and_the_law_is_said() -> None:
    found = advice("kongsvinger", APPEAR)
    assert keys(found)[:2] == ["meeting", "service_office"]
    assert found.channels[0].why[0].facts == {"law": "passloven § 5"}
    assert "law_in_person" in noted(found)


def test_a_visit_that_only_guides_does_not_meet_the_law() -> None:
    assert keys(advice("albertslund", APPEAR)).index("library") > 1


def test_without_self_service_the_cheapest_suitable_channel_is_first_with_its_cost() -> None:
    found = advice("drammen", NO_SELF_SERVICE)
    assert codes(found.channels[0])[0] == "cheapest"
    told = Adviser(shipped("drammen"), "nb").why(found.channels[0])[0]
    assert "om lag 40 NOK (2015-priser)" in told
    assert not {"self_service", "assisted"} & set(keys(found)), (
        "there is nothing to serve oneself with, or be helped in"
    )


def test_an_unwanted_channel_is_not_made_first_by_being_cheap() -> None:
    more = (
        "[channels.visit]\n[channels.letter]\n"
        '[purposes.transaction]\nprimary = ["visit"]\nunwanted = ["letter", "email"]\n'
        '[costs.a]\nchannels = ["letter"]\namount = "1 NOK"\nyear = 2015\n'
        '[costs.b]\nchannels = ["visit"]\namount = "80 NOK"\nyear = 2015\n'
        '[costs.c]\nchannels = ["phone"]\namount = "40 NOK"\nyear = 2015\n'
    )
    assert keys(advice(granli(more), NO_SELF_SERVICE)) == ["phone", "visit", "letter", "email"]


def test_a_fields_own_order_is_not_outweighed_by_cost_or_convenience() -> None:
    more = (
        '[channels.self_service]\n[fields.roads]\nname = "Vei"\norder = ["email", "phone"]\nbecause = "Bilder."\n'
        '[costs.c]\nchannels = ["phone"]\namount = "1 NOK"\nyear = 2015\n'
    )
    strategy = granli(more)
    for has in (True, False):
        found = advice(strategy, ServiceFacts(purpose="transaction", field="roads", has_self_service=has))
        assert keys(found)[:2] == ["email", "phone"]
        assert codes(found.channels[0]) == ["own_order"]
        assert Adviser(strategy, "nb").why(found.channels[0]) == ("Vei har sin egen rekkefølge: Bilder.",)
    must = ServiceFacts(purpose="transaction", field="roads", mandatory=True)
    assert keys(advice(strategy, must))[0] == "self_service", "the law outweighs it"


def test_where_no_channel_could_do_what_must_be_digital_the_law_hides_nothing() -> None:
    found = advice(granli(), MUST)
    assert keys(found) == ["phone", "email"]
    assert not any(one.only_guides for one in found.channels)


def test_social_media_are_not_a_place_to_apply() -> None:
    for name in NAMES:
        assert not [one for one in advice(name, APPLY).channels if one.channel.kind == "social"]


def test_self_service_that_does_not_suit_a_phone_says_so() -> None:
    service = ServiceFacts(purpose="transaction", has_self_service=True, self_service_mobile=False)
    assert "not_on_a_phone" in codes(advice("alver", service).channels[0])


def test_forms_and_paper_are_named_as_help() -> None:
    service = ServiceFacts(purpose="transaction", has_self_service=True, has_form=True, has_paper=True)
    found = by_key(advice("alver", service))
    assert [one.kind for one in found["web"].help] == ["form"]
    assert [one.kind for one in found["letter"].help] == ["paper"]


# -- what to expect ---------------------------------------------------------------------------------------------------
def test_a_question_gets_the_promise_of_its_channel_with_the_words_of_its_rule() -> None:
    found = by_key(advice("alver", ASK))["email"]
    assert found.answer is not None
    assert (found.answer.rule, found.answer.due_by.date().isoformat()) == ("written", "2026-03-17")
    assert "innen 5 arbeidsdager" in Adviser(shipped("alver"), "nb").promise(found.answer)


def test_a_promise_that_excludes_casework_is_not_given_to_an_application_and_torg_gives_none_of_its_own() -> None:
    found = by_key(advice("alver", APPLY))
    assert found["email"].answer is None
    assert found["form"].answer is None
    written = by_key(advice("albertslund", APPLY))["self_service"].answer
    assert written is not None
    assert written.rule == "written"


def test_a_call_back_a_call_picked_up_and_a_meeting_are_promised_where_they_are() -> None:
    assert [one.what for one in by_key(advice("alver"))["phone"].also] == ["callback"]
    kongsvinger = by_key(advice("kongsvinger"))
    assert [one.what for one in kongsvinger["phone"].also] == ["pick_up"]
    assert [one.what for one in kongsvinger["meeting"].also] == ["meeting"]


def test_processing_time_is_counted_from_now_with_the_limit_of_the_law() -> None:
    service = ServiceFacts(
        purpose="transaction", target=Span(10, Unit.WORKING_DAY), limit=Span(1, Unit.MONTH), limit_law="fvl. § 11 a"
    )
    processing = advice("alver", service).processing
    assert processing is not None
    assert (str(processing.target_by)[:10], str(processing.limit_by)[:10]) == ("2026-03-24", "2026-04-10")
    told = Adviser(shipped("alver"), "en").processing(processing)
    assert told == ("We aim to be done within 10 working days.", "The law allows at most 1 month (fvl. § 11 a).")
    assert advice("alver", APPLY).processing is None


def test_closed_channels_keep_their_place_and_say_when_they_open() -> None:
    open_now, closed = advice("kongsvinger"), advice("kongsvinger", at=SUNDAY)
    assert keys(open_now) == keys(closed)
    phone = by_key(closed)["phone"]
    assert (phone.open, phone.opens_at) == (False, datetime(2026, 3, 16, 8, 0, tzinfo=OSLO))
    assert closed.best is not None
    assert closed.best_open is closed.best


def test_the_first_that_is_not_closed_is_pointed_out() -> None:
    strategy = granli('[priority]\norder = ["phone", "email"]\n[channels.web]\n')
    assert (advice(strategy).best_open or advice(strategy).channels[1]).channel.key == "phone"
    found = advice(strategy, at=SUNDAY)
    assert found.best is not None
    assert found.best_open is not None
    assert (found.best.channel.key, found.best_open.channel.key) == ("phone", "web"), (
        "an e-mail can be sent, and helps nobody at once"
    )


# -- what always holds ------------------------------------------------------------------------------------------------
SERVICES = st.builds(
    ServiceFacts,
    purpose=st.sampled_from(["", *PURPOSES]),
    has_self_service=st.sampled_from([None, True, False]),
    self_service_mobile=st.sampled_from([None, True, False]),
    sign_in=st.booleans(),
    mandatory=st.booleans(),
    in_person=st.sampled_from(["", "lov § 1"]),
    has_form=st.booleans(),
    has_paper=st.booleans(),
)
PERSONS = st.builds(
    PersonFacts,
    exempt=st.booleans(),
    business=st.booleans(),
    language=st.sampled_from(["", "nb", "pl"]),
    no_digital_id=st.booleans(),
    audience=st.sampled_from(["", "citizen", "business", "youth"]),
)
MOMENTS = st.integers(0, 24 * 400).map(lambda hours: NOON + timedelta(hours=hours))
SITUATIONS = {"name": st.sampled_from(NAMES), "service": SERVICES, "person": PERSONS, "at": MOMENTS}


@given(**SITUATIONS)
@settings(max_examples=150)
def test_every_channel_comes_at_most_once_and_none_that_is_not_offered(
    name: str, service: ServiceFacts, person: PersonFacts, at: datetime
) -> None:
    found = advice(name, service, person, at)
    assert found.channels, "every strategy has a way for everybody"
    assert len(set(keys(found))) == len(keys(found))
    assert [one.place for one in found.channels] == list(range(1, len(found.channels) + 1))
    for one in found.channels:
        assert is_offered(one.channel, at.date())
        assert shipped(name).channels[one.channel.key] is one.channel
        assert one.why
    assert found == advice(name, service, person, at)


@given(**SITUATIONS)
@settings(max_examples=150)
def test_the_law_comes_first_and_then_what_is_open_to_the_person(
    name: str, service: ServiceFacts, person: PersonFacts, at: datetime
) -> None:
    found = advice(name, service, person, at)
    kinds = [one.channel.kind for one in found.channels]
    selves = [one.place for one in found.channels if one.is_self_service]
    exempt = person.exempt and not person.is_business
    bound = service.mandatory and service.has_self_service is not False and not exempt
    does = found.purpose != "information"
    helpers = [place for place, kind in enumerate(kinds, start=1) if kind in UNDIGITAL_KINDS]
    if service.in_person and does:
        assert kinds[0] in ("visit", "meeting")
        assert not found.channels[0].only_guides
    elif bound and does and (person.is_business or not (person.no_digital_id and service.sign_in)):
        assert min(selves) == 1
    elif exempt or (person.no_digital_id and service.sign_in):
        assert all(max(helpers) < place for place in selves)
        assert not {"my_page", "digital_post"} & set(kinds)
    if service.has_self_service is False:
        assert "self_service" not in kinds
    if exempt:
        assert not any(one.unwanted for one in found.channels if one.channel.kind in UNDIGITAL_KINDS)


def test_the_law_says_nothing_of_how_one_asks_about_what_it_demands() -> None:
    strategy = shipped("albertslund")
    both = ServiceFacts(purpose="transaction", has_self_service=True, mandatory=True, in_person="lov § 1")
    asked = advise(strategy, Calendar.of(strategy), at=NOON, service=both, purpose="interaction")
    assert keys(asked) == keys(advice("albertslund", ASK))
    assert keys(advice("albertslund", both))[:2] == ["meeting", "self_service"]


@given(language=st.sampled_from(LANGUAGES), **SITUATIONS)
@settings(max_examples=150)
def test_everything_can_be_said_in_every_language(
    language: str, name: str, service: ServiceFacts, person: PersonFacts, at: datetime
) -> None:
    found, adviser = advice(name, service, person, at), Adviser(shipped(name), language)
    told = list(adviser.notes(found))
    for one in found.channels:
        assert adviser.why(one)
        told += adviser.why(one)
        told += [adviser.help(help_) for help_ in one.help]
        told += [adviser.promise(promised) for promised in (*one.also, *((one.answer,) if one.answer else ()))]
    assert all(sentence and "{" not in sentence for sentence in told)
