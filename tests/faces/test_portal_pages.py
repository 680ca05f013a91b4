"""The pages of the catalogue: at addresses in their language, the task first, whole in every language."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client
from django.utils import timezone

from tests.faces.shelf import fill_the_shelf
from tests.faces.town import Town
from torg.catalogue.actions.publishing import publish, withdraw
from torg.catalogue.actions.taking_in import take_in
from torg.catalogue.actions.writing import write
from torg.catalogue.content import Content, stored
from torg.catalogue.files import read_data
from torg.catalogue.models import Page, Revision
from torg.catalogue.text import filled
from torg.people.actions import set_up_staff
from torg.people.queries import units

GARAGE = "/nb/tjenester/bygge-garasje/"
LISTS = {
    "nb": (
        "tjenester",
        "artikler",
        "nyheter",
        "varsler",
        "steder",
        "avdelinger",
        "folkevalgte",
        "planer",
        "tilbud",
        "sporsmal-og-svar",
    ),
    "nn": (
        "tenester",
        "artiklar",
        "nyheiter",
        "varsel",
        "stader",
        "avdelingar",
        "folkevalde",
        "planar",
        "tilbod",
        "sporsmal-og-svar",
    ),
    "da": (
        "ydelser",
        "artikler",
        "nyheder",
        "varsler",
        "steder",
        "afdelinger",
        "folkevalgte",
        "planer",
        "tilbud",
        "spoergsmaal-og-svar",
    ),
    "en": ("services", "articles", "news", "alerts", "places", "departments", "elected", "plans", "offers", "answers"),
}


@pytest.fixture
def shelf(town: Town) -> None:
    fill_the_shelf(timezone.now())


def written(page: Page) -> Content:
    """What stands on a page now."""
    return stored(Revision.objects.get(page=page, number=page.version).content)


def text_of(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def words_of(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


@pytest.mark.parametrize("language", LISTS)
def test_every_list_and_every_page_in_it_is_there_in_every_language(client: Client, shelf: None, language: str) -> None:
    pages = 0
    for section in LISTS[language]:
        listed = text_of(client, f"/{language}/{section}/")
        for path in set(re.findall(rf'href="(/{language}/{section}/[a-z0-9-]+/)"', listed)):
            text_of(client, path)
            pages += 1
    assert pages >= 15


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/nn/tjenester/bygge-garasje/", "/nn/tenester/byggje-garasje/"),
        ("/en/services/bygge-garasje/", "/en/services/build-a-garage/"),
        ("/da/services/build-a-garage/", "/da/ydelser/bygge-garage/"),
        ("/nn/tjenester/", "/nn/tenester/"),
        ("/nn/tema/vann-og-avlop/", "/nn/tema/vatn-og-avlaup/"),
        ("/en/situations/jeg-er-ung/", "/en/situations/i-am-young/"),
    ],
)
def test_an_address_in_another_languages_words_leads_to_the_pages_own(
    client: Client, shelf: None, asked: str, leads_to: str
) -> None:
    answer = client.get(asked)
    assert (answer.status_code, answer["Location"]) == (301, leads_to)


def test_another_language_is_chosen_on_the_same_page(client: Client, shelf: None) -> None:
    found = text_of(client, GARAGE)
    for path in ("/nn/tenester/byggje-garasje/", "/da/ydelser/bygge-garage/", "/en/services/build-a-garage/"):
        assert f'href="{path}"' in found or path in found, path


def test_an_old_address_leads_to_the_new_one_for_ever(client: Client, shelf: None) -> None:
    page = Page.objects.get(key="garage")
    content = written(page)
    words = {**content.words, "nb": {**content.words["nb"], "title": "Garasje og carport"}}
    write(page.pk, Content(words, content.facts), seen=page.version, by=None, now=timezone.now())
    publish(page.pk, by=None, now=timezone.now())
    answer = client.get(GARAGE)
    assert (answer.status_code, answer["Location"]) == (301, "/nb/tjenester/garasje-og-carport/")


def test_a_page_that_is_gone_offers_what_it_may_have_been_and_a_search(client: Client, shelf: None) -> None:
    withdraw(Page.objects.get(key="garage").pk, by=None, now=timezone.now())
    found = text_of(client, GARAGE, 404)
    assert 'name="q"' in found
    assert 'name="q"' in text_of(client, "/nb/no-such-thing/", 404)


def test_a_service_page_tells_the_task_first_and_then_all_there_is(client: Client, shelf: None) -> None:
    found = text_of(client, GARAGE)
    said = words_of(found)
    assert "Det koster 4 200 kroner." in said
    assert "Ring 56 37 50 00." in said
    assert 'href="/nb/tjenester/nabovarsel/"' in found
    parts = ("who", "cost", "conditions", "documents", "how", "next", "times", "appeal", "practice", "laws")
    marks = ["<h1", 'href="https://selvbetjening.example/garasje', *(f'id="part-{part}"' for part in parts)]
    order = [found.index(mark) for mark in marks]
    assert order == sorted(order)
    assert "Gerd Gren" in said
    assert "70 00 00 20" in said
    assert "innen 3 uker" in said
    assert "innen 12 uker" in said
    assert "contact/?topic=service%3Agarage" in found


def test_what_others_offer_is_marked_as_not_the_municipalitys_own(client: Client, shelf: None) -> None:
    found = words_of(text_of(client, "/en/offers/lan-verktoy/"))
    assert "This is not offered by the municipality." in found
    assert "Nordbygda vel (voluntary organisation) offers it" in found


def test_words_in_another_language_are_marked_and_told_of(client: Client, shelf: None) -> None:
    found = text_of(client, "/en/services/nabovarsel/")
    assert 'lang="nb">Nabovarsel</h1>' in found
    assert "You see it in another: Bokmål" in words_of(found)
    assert "&lt;før&gt;" in found
    assert "<før>" not in found


def test_a_translation_that_lags_says_so(client: Client, shelf: None) -> None:
    page = Page.objects.get(key="garage")
    content = written(page)
    words = {**content.words, "nb": {**content.words["nb"], "cost": "Det koster mer."}}
    write(page.pk, Content(words, content.facts), seen=page.version, by=None, now=timezone.now())
    publish(page.pk, by=None, now=timezone.now())
    found = text_of(client, "/en/services/build-a-garage/")
    assert "has been changed since this translation was made" in found
    assert "has been changed since" not in text_of(client, GARAGE)


def test_the_contact_form_takes_what_a_link_fills_in(client: Client, shelf: None) -> None:
    found = text_of(client, "/nb/contact/?topic=service:garage&subject=Gesims&message=Hei%00")
    assert re.search(r'<option value="service:garage" selected>', found)
    assert 'value="Gesims"' in found
    unknown = text_of(client, "/nb/contact/?topic=service:no-such&subject=%3Cb%3E" + "x" * 500)
    assert "&lt;b&gt;" in unknown
    assert "selected>" in unknown


def test_the_page_describes_itself_to_machines(client: Client, shelf: None) -> None:
    found = text_of(client, GARAGE)
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', found)
    said = json.loads(data)
    assert (said["@type"], said["name"], said["inLanguage"]) == ("GovernmentService", "Bygge garasje", "nb")
    assert said["availableChannel"][0]["serviceUrl"] == "https://selvbetjening.example/garasje"
    assert "</script" not in data


def test_the_declaration_can_be_printed_and_only_declared_services_have_one(client: Client, shelf: None) -> None:
    found = text_of(client, GARAGE + "serviceerklaering/")
    assert "Svar innen tre uker" in found
    assert "data-print" in found
    assert text_of(client, "/nb/tjenester/nabovarsel/serviceerklaering/", 404)


def test_services_stand_from_a_to_aa(client: Client, shelf: None) -> None:
    found = text_of(client, "/nb/tjenester/")
    letters = re.findall(r'id="letter-\d+">(.)<', found)
    assert letters == ["B", "N", "S", "Ø", "Å"]


def test_news_stand_with_the_newest_first_and_can_be_followed(client: Client, shelf: None) -> None:
    found = text_of(client, "/nb/nyheter/")
    assert found.index("Ferskt nytt") < found.index("Gammelt nytt")
    feed = text_of(client, "/nb/news.atom")
    assert feed.index("Ferskt nytt") < feed.index("Gammelt nytt")
    assert "<updated>" in feed
    assert "Bygge garasje" in text_of(client, "/nb/endringer.atom")


def test_units_are_shown_with_manager_hours_phone_and_chat(client: Client, shelf: None) -> None:
    said = words_of(text_of(client, "/nb/avdelinger/"))
    for one in ("Teknisk avdeling", "Gerd Gren", "70 00 00 20", "Kommune-Kari"):
        assert one in said


def test_places_are_open_as_the_strategy_says_or_as_they_say_themselves(client: Client, shelf: None) -> None:
    said = words_of(text_of(client, "/nb/steder/"))
    assert "Mandag–fredag 10:00–15:00" in said
    assert "Mandag–fredag 09:00–15:00" in said


def test_an_elected_member_can_be_written_to_called_and_met(client: Client, shelf: None) -> None:
    found = text_of(client, "/nb/folkevalgte/")
    for one in ("Olga Ordfører", "tel:70000030", "mailto:ordforer@town.example", "subject="):
        assert one in found
    assert found.index("Olga") < found.index("Lars")


def test_only_an_editor_sees_nothing_more_here(client: Client, shelf: None) -> None:
    set_up_staff(username="eva", name="Eva", role="editor", unit="skule", password="sju-sauer-i-havna")
    before = text_of(client, GARAGE)
    assert client.login(username="eva", password="sju-sauer-i-havna")
    assert text_of(client, GARAGE) == before


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/nb/", 9), (GARAGE, 9), ("/nb/tjenester/", 4), ("/nb/tema/bygg-eiendom-og-plan/", 4), ("/nb/avdelinger/", 5),
        ("/nb/sok/?q=garasje", 6), ("/nb/nyheter/", 4), ("/nb/sok/suggest/?q=gar", 5),
    ],
)  # fmt: skip
def test_a_page_asks_the_database_a_few_questions_however_much_there_is(
    client: Client, shelf: None, django_assert_max_num_queries: object, path: str, most: int
) -> None:
    client.get(path)
    with django_assert_max_num_queries(most):  # type: ignore[operator]
        text_of(client, path)


def test_a_block_is_no_page_to_go_to_and_a_link_inside_it_leads_on(client: Client, town: Town) -> None:
    data = {
        "services": [
            {"key": "fee", "related": ["pay"],
             "nb": {"title": "Gebyr", "summary": "Kort.", "body": "{block:pay} Se [blokken](page:pay)."}},
            {"key": "invoice", "nb": {"title": "Faktura", "summary": "Kort."}},
        ],
        "blocks": [{"key": "pay", "nb": {"title": "Betal", "body": "[Betal her](page:invoice)."}}],
    }  # fmt: skip
    home = units().by_key["skule"].id
    take_in(read_data(data).entries, {"": home}, by=None, now=timezone.now())
    found = text_of(client, "/nb/tjenester/gebyr/")
    assert '<a href="/nb/tjenester/faktura/" class="ds-link">Betal her</a>' in found
    assert "Se blokken." in words_of(found)


def test_blocks_that_use_each_other_over_and_over_do_not_fill_the_memory() -> None:
    many = {"a": "{block:b}" * 2000, "b": "{block:c}" * 2000, "c": "x" * 20_000}
    assert len(filled("{block:a}", blocks=many, values={})) <= 200_000
