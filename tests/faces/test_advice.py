"""The advice box: what is shown, what the one who looks can tell, and that nothing of it is stored."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils.translation import override

from tests.faces.town import Town, settle_town
from torg.catalogue.actions.taking_in import take_in
from torg.catalogue.files import read_data
from torg.editions.queries import InForce, in_force
from torg.enquiries.models import PromiseTally
from torg.faces.parts.advice import SHOWN, AdviceBox, advice_box
from torg.people.queries import units
from torg.strategy.advice import PersonFacts, ServiceFacts
from torg.strategy.model import Span, Unit

NOW = datetime(2026, 12, 9, 12, 0, tzinfo=ZoneInfo("Europe/Oslo"))
APPLY = ServiceFacts(purpose="transaction", has_self_service=True)


def asked(**query: str) -> HttpRequest:
    return RequestFactory().get("/en/services/sfo/", query)


def box(service: ServiceFacts | None = None, *, request: HttpRequest | None = None, **more: Any) -> AdviceBox:
    return advice_box(request or asked(), found(), NOW, service=service, **more)


def found() -> InForce:
    return in_force(NOW)


def html(shown: AdviceBox, **context: Any) -> str:
    with override("en"):
        return render_to_string("parts/advice.html", {"advice": shown, **context})


@pytest.mark.usefixtures("town", "english")
def test_the_best_way_leads_and_the_rest_are_a_click_away() -> None:
    shown = box(APPLY, links={"self_service": "https://forms.example/sfo"})
    assert shown.best is not None
    assert (shown.best.key, shown.best.link, shown.best.starts) == ("form", "https://forms.example/sfo", True)
    assert len(shown.others) == SHOWN - 1
    assert [way.key for way in shown.ways] == ["form", *(way.key for way in (*shown.others, *shown.more))]
    page = html(shown)
    assert '<a class="ds-button" data-size="sm" href="https://forms.example/sfo">Start here</a>' in page
    assert page.count('class="way way--best"') == 1
    assert f"{len(shown.more)} more ways" in page


@pytest.mark.usefixtures("town", "english")
def test_why_in_this_order_is_told_for_every_way() -> None:
    shown = box(APPLY)
    page = html(shown).partition("Why in this order?")[2]
    for way in shown.ways:
        assert way.why
        assert way.name[1:] in page
    assert "Here you can do all of it yourself, whenever it suits you." in page
    assert "The main alternative when you do not want to, or cannot, do it yourself on the web." in page


@pytest.mark.usefixtures("town", "english")
def test_who_has_no_digital_id_says_so_in_the_address_and_gets_another_order() -> None:
    shown = box(APPLY, request=asked(noid="1", q="sfo"))
    assert [way.key for way in shown.ways][:2] == ["phone", "department_phone"]
    page = html(shown)
    assert 'name="noid" value="1" id="advice-noid" checked' in page
    assert '<input type="hidden" name="q" value="sfo">' in page, "the page's other parameters are carried along"
    assert 'type="hidden" name="noid"' not in page
    assert "What suits you best" in page


@pytest.mark.usefixtures("town", "english")
def test_while_the_best_is_closed_the_first_that_is_open_is_pointed_out() -> None:
    exempt = PersonFacts(exempt=True)
    assert box(APPLY, person=exempt).open_now is None, "at noon on a Wednesday somebody answers the phone"
    at_night = advice_box(asked(), found(), NOW.replace(hour=22), service=APPLY, person=exempt)
    assert at_night.best is not None
    assert at_night.best.key == "phone"
    assert "Open meanwhile: Nettsida" in html(at_night)


@pytest.mark.usefixtures("town", "english")
def test_what_is_carried_along_is_escaped() -> None:
    page = html(box(request=asked(q='"><script>')))
    assert "<script>" not in page


@pytest.mark.usefixtures("town", "english")
def test_a_desk_that_knows_the_person_is_not_asked() -> None:
    shown = box(APPLY, person=PersonFacts(exempt=True), request=asked(business="1"))
    assert shown.best is not None
    assert shown.best.key == "phone"
    assert "<form" not in html(shown)


@pytest.mark.usefixtures("town", "english")
def test_how_long_it_takes_to_decide_stands_in_the_box() -> None:
    service = ServiceFacts(
        purpose="transaction", target=Span(4, Unit.WEEK), limit=Span(1, Unit.MONTH), limit_law="§ 11 a"
    )
    page = html(box(service))
    assert "We aim to be done within 4 weeks." in page
    assert "The law allows at most 1 month (§ 11 a)." in page
    assert "Wednesday 6 January" in page


@pytest.mark.usefixtures("english")
def test_a_strategy_that_offers_nothing_for_it_says_so_and_how_to_call(town: Town) -> None:
    empty = AdviceBox(None, (), (), (), (), None, None, (), PersonFacts(), False, (), ())
    page = html(empty, municipality={"phone": "56 37 50 00"})
    assert "offers no channel" in page
    assert "Call 56 37 50 00" in page


def test_what_one_wants_to_do_is_asked_on_the_page_of_all_channels(town: Town, client: Client) -> None:
    page = client.get("/en/promises/", {"to": "apply", "noid": "1"}).content.decode()
    assert 'value="apply" id="advice-apply" checked' in page
    best = page[page.index("way--best") :]
    assert best.index("Hovudnummeret") < best.index("Søknadsskjema")
    odd = client.get("/en/promises/", {"to": "nonsense"})
    assert 'value="ask" id="advice-ask" checked' in odd.content.decode()
    assert not odd.cookies, "nothing is stored of what one ticks"


# -- how we answer you ------------------------------------------------------------------------------------------------
def test_every_channel_is_told_with_its_hours_number_and_promises(town: Town, client: Client) -> None:
    page = client.get("/en/promises/").content.decode()
    assert "How we answer you" in page
    channels = page[page.index('id="channels"') :]
    phone = channels[channels.index("Hovudnummeret") : channels.index("Facebook")]
    assert 'href="tel:56375000"' in phone
    assert "Monday–Friday 09:00–15:00" in phone
    assert "We call back by the next working day" in phone
    office = channels[channels.index("Innbyggjarservice</") :]
    assert "Tuesday 09:00–15:00, Thursday 09:00–15:00" in office
    assert "If we need more time, you get an interim answer with a new date." in page[page.index('id="late"') :]
    assert "the receipt" in page.lower()


def test_how_promises_were_kept_is_said_with_the_numbers_behind_it(town: Town, client: Client) -> None:
    today = datetime.now(ZoneInfo("Europe/Oslo")).date()
    PromiseTally.objects.create(day=today, channel="email", what="answer", kept=411, broken=19)
    PromiseTally.objects.create(day=today, channel="web", what="answer", kept=18, broken=1)
    page = client.get("/en/promises/").content.decode()
    kept = page[page.index('id="kept"') :]
    assert "<strong>95 %</strong>" in kept
    assert "411 of 430" in kept
    assert "18 of 19: too few to say a share" in kept


def test_before_anything_is_added_up_the_page_says_so(town: Town, client: Client) -> None:
    assert "Nothing has been added up yet." in client.get("/en/promises/").content.decode()


def test_the_page_adds_up_what_is_kept_and_counts_no_promises(
    town: Town, client: Client, django_assert_max_num_queries: Any
) -> None:
    client.get("/en/promises/")
    with django_assert_max_num_queries(8) as seen:
        client.get("/en/promises/")
    assert not [one["sql"] for one in seen.captured_queries if 'enquiries_promise"' in one["sql"]]


def test_processing_times_of_services_are_shown_by_target_and_law(town: Town, client: Client) -> None:
    assert "How long services take" not in client.get("/en/promises/").content.decode()
    sfo = {
        "key": "sfo", "unit": "skule", "target": "4 weeks", "limit": "3 months", "limit_law": "Education Act",
        "en": {"title": "After-school care", "summary": "A place."},
    }  # fmt: skip
    take_in(read_data({"services": [sfo]}).entries, {"skule": units().by_key["skule"].id}, by=None, now=NOW)
    page = client.get("/en/promises/").content.decode()
    assert '<a class="ds-link" href="/en/services/after-school-care/">After-school care</a>' in page
    assert "We aim for 4 weeks." in page
    assert "The law allows 3 months. Education Act" in page


def test_a_strategy_without_any_hours_or_promises_still_says_what_it_can(db: None, client: Client) -> None:
    settle_town("drammen")
    page = client.get("/en/promises/").content.decode()
    assert "We also tell you things by:" in page
    assert "Newsletter" in page[page.index("We also tell you things by:") :]
    assert "10 working days" in page
