"""The service catalogue as linked data, valid by the published shapes of CPSV-AP-NO."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

from torg.catalogue.files import read_data
from torg.catalogue.rdf import CV, Described, Publisher, catalogue, duration, written
from torg.config.demo.content import entries
from torg.strategy.values import span

SHAPES = Path(os.environ.get("TEST_STANDARDS", Path(__file__).parents[3] / "shared" / "standards"))
CHANGED = datetime(2026, 3, 31, tzinfo=UTC)
TOWN = Publisher(
    "Fjordvik kommune", "NO", "https://fjordvik.example", ("nb", "nn", "en"), "70 00 00 00", "post@fjordvik.example"
)
BASE = "https://fjordvik.example/id/"
GARAGE: dict[str, Any] = {
    "services": [
        {
            "key": "garage", "unit": "building", "topics": ["building-and-planning"],
            "situations": ["building-or-renovating"], "target": "10 working days", "limit": "12 weeks",
            "los": ["byggesak"], "kle": ["02.34.02"], "related": ["map", "gone"],
            "laws": [{"name": "Plan- og bygningsloven", "section": "§ 20-4", "url": "https://lovdata.example/pbl"}],
            "ways": [{"kind": "self_service", "url": "https://selvbetjening.example/garasje"}, {"kind": "visit"}],
            "nb": {"title": "Bygge garasje", "summary": "Når du må [søke](page:map).", "documents": "- tegning",
                   "cost": "100 kroner", "words": ["carport"], "next": "Du får et vedtak."},
            "nn": {"title": "Byggje garasje", "summary": "Når du må søkje."},
        },
        {"key": "map", "nb": {"title": "Kart", "summary": "Se kartet."}},
    ],
}  # fmt: skip


def described(data: dict[str, Any]) -> list[Described]:
    reading = read_data(data)
    assert [row.faults for row in reading.rows if row.faults] == []
    return [Described(one.key, one.content, CHANGED, "Byggesak") for one in reading.entries]


def insist_on_valid(graph: Graph) -> None:
    """Raises when the graph breaks a rule of the profile; warnings are advice."""
    shapes = SHAPES / "cpsv-ap-no" / "CPSV-AP-NO_shacl_shapes_v1.ttl"
    if not shapes.is_file():
        pytest.skip(f"the published shapes are not at {shapes}; TEST_STANDARDS names their folder")
    validate = pytest.importorskip("pyshacl").validate
    conforms, _, said = validate(graph, shacl_graph=Graph().parse(shapes), allow_warnings=True, advanced=False)
    assert conforms, said[:4000]


def test_a_service_is_told_in_every_language_with_time_law_and_channels() -> None:
    graph = catalogue(TOWN, described(GARAGE))
    garage = URIRef(BASE + "garage")
    assert set(graph.objects(garage, DCTERMS.title)) == {
        Literal("Bygge garasje", lang="nb"), Literal("Byggje garasje", lang="nn")
    }  # fmt: skip
    assert Literal("Når du må søke.", lang="nb") in set(graph.objects(garage, DCTERMS.description))
    assert [str(time) for time in graph.objects(garage, CV.processingTime)] == ["P14D"]
    assert list(graph.objects(garage, CV.relatedService)) == [URIRef(BASE + "map")]
    assert len(list(graph.objects(garage, CV.hasChannel))) == 2


def test_a_small_catalogue_conforms_to_the_published_shapes() -> None:
    insist_on_valid(catalogue(TOWN, described(GARAGE)))


@pytest.mark.parametrize("country", ["NO", "DK"])
def test_the_whole_demo_catalogue_conforms_to_the_published_shapes(country: str) -> None:
    pages = [one for one in entries(country) if one.kind == "service"]
    assert pages
    languages = ("nb", "nn", "en") if country == "NO" else ("da", "en")
    town = Publisher("Byen", country, "https://byen.example", languages)
    insist_on_valid(catalogue(town, [Described(one.key, one.content, CHANGED, one.unit) for one in pages]))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_the_graph_is_the_same_in_turtle_and_json() -> None:
    graph = catalogue(TOWN, described(GARAGE))
    turtle = Graph().parse(data=written(graph, "turtle"), format="turtle")
    linked = Graph().parse(data=written(graph, "json-ld"), format="json-ld")
    assert set(turtle) == set(linked) == set(graph)


@pytest.mark.parametrize(
    ("said", "meant"),
    [("10 working days", "P14D"), ("3 working days", "P3D"), ("4 weeks", "P28D"), ("3 months", "P3M"),
     ("48 hours", "PT48H")],
)  # fmt: skip
def test_a_length_of_time_is_written_as_the_vocabulary_wants_it(said: str, meant: str) -> None:
    assert str(duration(span(said))) == meant
