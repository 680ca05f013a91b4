"""Classifying at the desk: what lacks words, what fits, what is written in, and nothing typed is lost."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from tests.catalogue.test_terms import CLOTHES, KLE, LOS_RDF
from tests.faces.town import PASSWORD, Town
from torg.catalogue.actions.publishing import publish
from torg.catalogue.actions.terms import load_terms
from torg.catalogue.actions.writing import Belonging, make_page
from torg.catalogue.content import Content
from torg.catalogue.models import Page
from torg.catalogue.terms import read_kle, read_los
from torg.people.actions import set_up_staff
from torg.people.models import Unit

pytestmark = pytest.mark.usefixtures("english")
ALL, ONE = "/en/desk/classification/", "/en/desk/classification/clothes/"


@pytest.fixture
def eva(town: Town) -> Client:
    set_up_staff(username="eva", name="Eva Editor", role="editor", unit="innbyggarservice", password=PASSWORD)
    client = Client()
    assert client.login(username="eva", password=PASSWORD)
    return client


def publish_clothes(content: Content = CLOTHES) -> None:
    unit = Unit.objects.get(key="innbyggarservice").pk
    made = make_page("clothes", "service", content, Belonging(unit), by=None, now=timezone.now())
    publish(made.pk, by=None, now=timezone.now())


@pytest.fixture
def words(town: Town) -> None:
    load_terms("los", read_los(LOS_RDF.encode()), now=timezone.now())
    load_terms("kle", read_kle(KLE.encode()), now=timezone.now())


def test_without_words_the_pages_say_how_to_get_them(eva: Client) -> None:
    publish_clothes()
    for at in (ALL, ONE):
        assert "loads it with torg classify." in eva.get(at).content.decode()
    assert eva.get(f"{ALL}no-such/").status_code == 404


def test_services_without_words_and_with_words_that_are_none_are_listed(eva: Client, words: None) -> None:
    assert "There are no services yet." in eva.get(ALL).content.decode()
    publish_clothes()
    assert "Without words (1)" in eva.get(ALL).content.decode()
    assert "Byttedag for klær" in eva.get(f"{ALL}?show=without").content.decode()
    assert "There is none of these." in eva.get(f"{ALL}?show=misfits").content.decode()
    Page.objects.update(facts={"los": ["kleshyle"]})
    assert "Not among the loaded words: kleshyle" in eva.get(f"{ALL}?show=misfits").content.decode()


def test_words_that_fit_are_offered_with_the_reason_and_saved(eva: Client, words: None) -> None:
    publish_clothes()
    page = eva.get(ONE).content.decode()
    assert "91.02.04 Bytte af tøj" in page
    assert "Because of: Genbrugstøj" in page
    said = {"seen": "1", "kle": ["91.02.04"], "add_los": "kleshylle", "publish": "1"}
    assert "The words are saved and published." in eva.post(ONE, said, follow=True).content.decode()
    assert Page.objects.get().facts == {"los": ["kleshylle"], "kle": ["91.02.04"]}
    again = {"seen": "2", "kle": ["91.02.04"], "los": ["kleshylle"]}
    assert "Nothing was changed." in eva.post(ONE, again, follow=True).content.decode()
    less = {"seen": "2", "los": ["kleshylle"]}
    assert "saved in the draft of the page." in eva.post(ONE, less, follow=True).content.decode()
    assert "Save and publish" not in eva.get(ONE).content.decode()


def test_a_word_that_is_none_is_told_and_what_was_ticked_stays(eva: Client, words: None) -> None:
    publish_clothes()
    answer = eva.post(ONE, {"seen": "1", "kle": ["91.02.04"], "add_los": "Kleshyle"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "There is no “Kleshyle” in Los. Did you mean “Kleshylle”?" in page
    assert 'value="Kleshyle"' in page
    assert 'aria-describedby="kle-why-1" checked' in page


def test_who_saves_over_somebody_elses_words_is_told(eva: Client, words: None) -> None:
    publish_clothes()
    assert "Somebody has changed this meanwhile." in eva.post(ONE, {"seen": "0"}, follow=True).content.decode()
    answer = eva.post(ONE, {"seen": "1", "los": ["no-such"]}, follow=True).content.decode()
    assert "“no-such” is not there any more." in answer


def test_others_than_editors_read_only(desk: Client, words: None) -> None:
    publish_clothes()
    assert desk.get(ONE).status_code == 200
    assert desk.post(ONE, {"seen": "1"}).status_code == 403
