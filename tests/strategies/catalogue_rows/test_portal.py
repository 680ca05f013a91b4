"""What the five strategies promise of the citizens' pages, as sentences; grouped by municipality."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.faces.shelf import fill_the_shelf
from tests.faces.town import STRATEGIES, settle_town
from torg.catalogue.actions.use import set_uses
from torg.catalogue.kinds import PURPOSES
from torg.catalogue.queries.pages import cards
from torg.config.demo.content import entries
from torg.editions.actions import draft, publish
from torg.editions.queries import in_force

pytestmark = pytest.mark.django_db
SERVICE = "/nb/tjenester/bygge-garasje/"
Settle = Callable[[str], None]


@pytest.fixture
def settle() -> Settle:
    """Puts a municipality's strategy in force, with a few pages of every kind."""

    def put(strategy: str) -> None:
        settle_town(strategy)
        fill_the_shelf(timezone.now() - timedelta(days=1))

    return put


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def words(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


# -- Alver ------------------------------------------------------------------------------------------------------------


def test_alver_nobody_needs_to_know_whom_to_ask(client: Client, settle: Settle) -> None:
    """ALV-05: from the page of a service one writes to us, and the service goes along."""
    settle("alver")
    [link] = set(re.findall(r'href="(/nb/contact/\?topic=service%3Agarage)"', page(client, SERVICE)))
    assert '<option value="service:garage" selected>' in page(client, link)


def test_alver_self_service_says_whether_it_works_on_a_phone_in_both_forms_of_norwegian(
    client: Client, settle: Settle
) -> None:
    """ALV-11."""
    settle("alver")
    for path in ("/nb/tjenester/sfo-plass/", "/nn/tenester/sfo-plass/"):
        main = page(client, path).split('class="do__notes"')[1].split("</ul>")[0]
        assert main.count("<li>") == 2  # works on a phone, opens another site; one need not log in
    assert "Plass etter skuletid." in page(client, "/nn/tenester/sfo-plass/")


def test_alver_services_and_information_are_found_on_the_web_site(client: Client, settle: Settle) -> None:
    """ALV-12: search first, and everything in lists."""
    settle("alver")
    home = page(client, "/nn/")
    assert home.index('name="q"') < home.index('id="ways"')
    for path in re.findall(r'href="(/nn/[a-z-]+/)"', home):
        page(client, path)


# -- Drammen ----------------------------------------------------------------------------------------------------------


def test_drammen_says_on_the_service_page_what_to_expect(client: Client, settle: Settle) -> None:
    """DRA-14: channels, answer times and processing times are clear to everyone."""
    settle("drammen")
    found = page(client, SERVICE)
    said = words(found)
    assert "innen 3 uker" in said
    assert "innen 12 uker" in said
    assert 'id="advice-ways"' in found or 'id="advice"' in found


def test_drammen_news_and_changes_lead_back_to_the_web_site(client: Client, settle: Settle) -> None:
    """DRA-21: what is followed elsewhere links here."""
    settle("drammen")
    feed = page(client, "/nb/news.atom")
    assert re.search(r'<link href="https?://[^/"]+/nb/nyheter/ferskt-nytt/"', feed)


def test_drammen_content_holds_under_another_municipalitys_strategy(client: Client, settle: Settle) -> None:
    """DRA-31, in part: content can be shared, as what is a municipality's own comes from its own strategy."""
    settle("drammen")
    assert "Ring 70" not in words(page(client, SERVICE))
    assert "Ring 56 37 50 00." in words(page(client, SERVICE))  # the front line's, as the strategy names no number
    now = timezone.now()
    text = (STRATEGIES / "alver.toml").read_text("utf-8").replace("56 37 50 00", "70 11 22 33")
    publish(draft(text, now=now).pk, from_day=now.date(), now=now)
    assert "Ring 70 11 22 33." in words(page(client, SERVICE))


# -- Albertslund ------------------------------------------------------------------------------------------------------


def test_albertslund_tells_its_channels_in_its_own_order(client: Client, settle: Settle) -> None:
    """ALB-15: web and digital first, then the phone, shown on the front page."""
    settle("albertslund")
    ways = page(client, "/da/").split('id="ways"')[1]
    assert ways.index("Web og digitale") < ways.index("Telefon")


# -- Kongsvinger ------------------------------------------------------------------------------------------------------


def test_kongsvinger_every_page_is_there_at_all_hours(client: Client, settle: Settle) -> None:
    """KON-01: nothing of the pages depends on somebody being at work."""
    settle("kongsvinger")
    assert in_force(timezone.now()).strategy.channels["web"].hours == "always"
    for path in ("/nb/", "/nb/tjenester/", SERVICE):
        page(client, path)


def test_kongsvinger_elected_members_are_reached_by_mail_phone_and_appointment(client: Client, settle: Settle) -> None:
    """KON-07."""
    settle("kongsvinger")
    found = page(client, "/nb/folkevalgte/")
    assert "mailto:ordforer@town.example" in found
    assert "tel:70000030" in found
    assert found.count("/nb/contact/?subject=") == 2


def test_kongsvinger_every_elected_member_of_the_demo_has_a_phone_and_an_address(settle: Settle) -> None:
    """KON-07: of all of them."""
    for country in ("NO", "DK"):
        members = [one.content.facts for one in entries(country) if one.kind == "member"]
        assert len(members) == 8
        assert all(facts.get("phone") and facts.get("email") for facts in members)


def test_kongsvinger_one_asks_from_wherever_one_is(client: Client, settle: Settle) -> None:
    """KON-08: a search without result becomes a question with the same words in it."""
    settle("kongsvinger")
    found = page(client, "/nb/sok/?q=snurrebass")
    assert 'href="/nb/contact/?subject=snurrebass"' in found
    assert 'value="snurrebass"' in page(client, "/nb/contact/?subject=snurrebass")


def test_kongsvinger_a_service_is_described_with_law_and_practice(client: Client, settle: Settle) -> None:
    """KON-10."""
    settle("kongsvinger")
    found = page(client, SERVICE)
    assert "Vi måler fra mønet." in found
    assert 'href="https://lov.example/pbl"' in found


def test_kongsvinger_declarations_are_on_sheets_of_their_own(client: Client, settle: Settle) -> None:
    """KON-11; the Norwegian demo has at least 20."""
    settle("kongsvinger")
    assert "Svar innen tre uker" in page(client, f"{SERVICE}serviceerklaering/")
    declared = [one for one in entries("NO") if one.content.facts.get("declared")]
    assert len(declared) >= 20


def test_kongsvinger_plans_and_strategies_are_on_the_web(client: Client, settle: Settle) -> None:
    """KON-12."""
    settle("kongsvinger")
    assert "Kommuneplan" in page(client, "/nb/planer/")
    assert 'href="https://planer.example/kommuneplan.pdf"' in page(client, "/nb/planer/kommuneplan/")


def test_kongsvinger_a_service_leads_to_its_unit_and_manager(client: Client, settle: Settle) -> None:
    """KON-13."""
    settle("kongsvinger")
    found = page(client, SERVICE)
    assert "Gerd Gren" in found
    assert 'href="/nb/avdelinger/teknisk-avdeling/"' in found


def test_kongsvinger_a_target_by_law_or_better_is_told_with_a_day(client: Client, settle: Settle) -> None:
    """KON-16."""
    settle("kongsvinger")
    told = words(page(client, SERVICE).split('id="part-times"')[1].split("</section>")[0])
    assert re.search(r"innen 3 uker.*\d+\. [a-zé]+.*innen 12 uker.*§ 21-7", told)


def test_kongsvinger_one_door_and_one_number_stand_first(client: Client, settle: Settle) -> None:
    """KON-22: the service office is the first of the departments, and whoever is reached finds the right one."""
    settle("kongsvinger")
    found = page(client, "/nb/avdelinger/")
    assert found.index("Innbyggarservice") < found.index("Teknisk avdeling")


def test_kongsvinger_what_most_come_for_stands_first(client: Client, settle: Settle) -> None:
    """KON-29: by measured use; related pages are shown, and each kind of page is named."""
    settle("kongsvinger")
    for first, second in (("sfo", "garage"), ("garage", "sfo")):
        ids = {card.key: card.id for card in cards("nb")}
        set_uses({ids[first]: 900, ids[second]: 90})
        tasks = page(client, "/en/").split('id="tasks"')[1]
        titles = {"sfo": "After-school care", "garage": "Build a garage"}
        assert tasks.index(titles[first]) < tasks.index(titles[second])
    found = page(client, SERVICE)
    assert 'href="/nb/tilbud/lan-verktoy/"' in found.split('id="related"')[1]
    assert "sheet__kind" in found


def test_kongsvinger_offers_of_others_stand_with_ours_and_are_marked(client: Client, settle: Settle) -> None:
    """KON-30."""
    settle("kongsvinger")
    found = page(client, "/nb/tema/bygg-eiendom-og-plan/")
    assert found.index("Bygge garasje") < found.index("listed--partners") < found.index("Lån verktøy")
    assert "Nordbygda vel" in found


def test_kongsvinger_youth_have_their_own_page(client: Client, settle: Settle) -> None:
    """KON-43."""
    settle("kongsvinger")
    assert "Hjelp til det digitale" in page(client, "/nb/for/ungdom/")
    assert 'href="/nb/for/ungdom/"' in page(client, "/nb/")


# -- Halsnæs ----------------------------------------------------------------------------------------------------------


def test_halsnaes_begins_with_the_users_situation_and_is_found_by_search_engines(
    client: Client, settle: Settle
) -> None:
    """HAL-04."""
    settle("halsnaes")
    assert 'href="/da/situationer/jeg-venter-eller-har-faet-barn/"' in page(client, "/da/")
    found = page(client, "/da/ydelser/bygge-garage/")
    assert '"@type": "GovernmentService"' in found
    assert "Bygge garage" in page(client, "/da/situationer/jeg-vil-bygge-eller-bygge-om/")


def test_halsnaes_every_field_shows_hours_phone_and_chat(client: Client, settle: Settle) -> None:
    """HAL-12: where the strategy gives none of them, that is said, so that nobody looks in vain."""
    settle("halsnaes")
    assert set(in_force(timezone.now()).strategy.rules.every_field_shows) == {"opening_hours", "phone_number", "chat"}
    cards = page(client, "/da/afdelinger/").split('<li class="card card--unit">')[1:]
    assert len(cards) >= 2
    for card in cards:
        assert card.count('<svg class="icon"') >= 3
        assert "tel:" in card


def test_halsnaes_is_for_businesses_associations_tourists_and_partners_too(client: Client, settle: Settle) -> None:
    """HAL-15."""
    settle("halsnaes")
    home = page(client, "/da/")
    for path in ("/da/til/virksomheder/", "/da/til/foreninger/", "/da/til/besoegende/"):
        assert f'href="{path}"' in home
        page(client, path)
    assert "Bygge garage" in page(client, "/da/til/virksomheder/")


def test_every_purpose_of_a_service_has_its_ways(client: Client, settle: Settle) -> None:
    """DRA-06: the demo's services say what they are for, so that the channel table can answer."""
    for country in ("NO", "DK"):
        for one in entries(country):
            assert one.kind != "service" or one.content.facts.get("purpose") in PURPOSES, one.key
