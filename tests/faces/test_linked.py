"""Other systems read the service catalogue as linked data, which is made anew when a page is published."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

from tests.town import Town
from torg.catalogue.actions.publishing import publish, withdraw
from torg.catalogue.actions.taking_in import take_in
from torg.catalogue.actions.writing import write
from torg.catalogue.content import Content
from torg.catalogue.files import read_data
from torg.catalogue.models import Page
from torg.people.models import Unit

pytestmark = pytest.mark.django_db
GARAGE = URIRef("http://testserver/id/garage")


@pytest.fixture
def now() -> datetime:
    town = Town()
    now = town.at("2026-03-31 10:00")
    units = {"": Unit.objects.get(key="building").pk}
    data = {
        "services": [{"key": "garage", "nn": {"title": "Garasje", "summary": "Ring {phone}. {block:price}"}}],
        "blocks": [{"key": "price", "nn": {"title": "Pris", "body": "Det kostar 100 kroner."}}],
    }
    take_in(read_data(data).entries, units, by=None, now=now)
    return now


def told(client: Client, name: str, form: str) -> Graph:
    answer = client.get(f"/catalogue.{name}")
    assert answer.status_code == 200
    return Graph().parse(data=answer.content, format=form)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_the_catalogue_is_there_as_turtle_and_as_json(client: Client, now: datetime) -> None:
    for name, form in (("ttl", "turtle"), ("jsonld", "json-ld")):
        said = next(told(client, name, form).objects(GARAGE, DCTERMS.description))
        assert isinstance(said, Literal)
        assert said.language == "nn"
        assert "Det kostar 100 kroner." in said
        assert "{" not in said


def test_it_follows_what_is_published_and_is_not_sent_twice(client: Client, now: datetime) -> None:
    first = client.get("/catalogue.ttl")
    assert client.get("/catalogue.ttl", headers={"if-none-match": first["ETag"]}).status_code == 304
    page = Page.objects.get(key="garage")
    later = now + timedelta(hours=1)
    write(page.pk, Content({"nn": {"title": "Carport", "summary": "Ring."}}), seen=1, by=None, now=later)
    assert (GARAGE, DCTERMS.title, Literal("Garasje", lang="nn")) in told(client, "ttl", "turtle")
    publish(page.pk, by=None, now=later)
    assert (GARAGE, DCTERMS.title, Literal("Carport", lang="nn")) in told(client, "ttl", "turtle")
    assert client.get("/catalogue.ttl", headers={"if-none-match": first["ETag"]}).status_code == 200
    withdraw(page.pk, by=None, now=later)
    assert (GARAGE, None, None) not in told(client, "ttl", "turtle")


def test_an_identifier_leads_to_the_page_in_the_readers_language(client: Client, now: datetime) -> None:
    for address in ("/id/garage", "/id/garage/contact", "/id/garage/law/1"):
        answer = client.get(address, headers={"accept-language": "nn"})
        assert (answer.status_code, answer["Location"]) == (302, "/nn/tenester/garasje/")
    assert client.get("/id/garage", headers={"accept-language": "da"})["Location"] == "/da/ydelser/garasje/"
    assert client.get("/id/municipality", headers={"accept-language": "da"})["Location"] == "/da/"
    assert client.get("/id/nothing").status_code == 404
    assert client.get("/id/price").status_code == 404
    assert client.get("/da/ydelser/garasje/").status_code == 200
