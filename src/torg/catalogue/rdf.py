"""The service catalogue as linked data: CPSV-AP-NO 1, the Norwegian profile of the European vocabulary.

Everything that a service refers to stands in the same graph, so that it can be validated as it is. Denmark has no
profile of its own and uses the European one, which this one is built on; the same graph serves both.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from rdflib import RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, SKOS

from torg.catalogue.content import Content
from torg.catalogue.text import plain
from torg.catalogue.topics import SITUATIONS, TOPICS
from torg.strategy.model import Span, Unit
from torg.strategy.values import span

CPSV = Namespace("http://purl.org/vocab/cpsv#")
CPSVNO = Namespace("https://data.norge.no/vocabulary/cpsvno#")
CV = Namespace("http://data.europa.eu/m8g/")
DCATNO = Namespace("https://data.norge.no/vocabulary/dcatno#")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
PUBLICATIONS = "http://publications.europa.eu/resource/authority/"
LANGUAGE_CODES = {"nb": "NOB", "nn": "NNO", "da": "DAN", "en": "ENG"}
COUNTRY_CODES = {"NO": "NOR", "DK": "DNK"}
LOS = "https://psi.norge.no/los/"
FORMS = {"turtle": "text/turtle", "json-ld": "application/ld+json"}
DURATIONS = {
    Unit.SECOND: "PT{}S", Unit.MINUTE: "PT{}M", Unit.HOUR: "PT{}H", Unit.OPENING_HOUR: "PT{}H",
    Unit.CALENDAR_DAY: "P{}D", Unit.WEEK: "P{}D", Unit.MONTH: "P{}M",
}  # fmt: skip
OUTCOME = {"nb": "Svar på henvendelsen", "nn": "Svar på førespurnaden", "da": "Svar på henvendelsen", "en": "An answer"}
CONTACT = {"nb": "Kontakt", "nn": "Kontakt", "da": "Kontakt", "en": "Contact"}
CATALOGUE = {"nb": "Tjenester i {}", "nn": "Tenester i {}", "da": "Ydelser i {}", "en": "Services of {}"}


@dataclass(frozen=True, slots=True)
class Publisher:
    """The municipality: its name, country ("NO", "DK"), the address of its pages without a slash, phone and e-mail."""

    name: str
    country: str
    base_url: str
    languages: tuple[str, ...]
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Described:
    """A published service with what lives elsewhere put into its words; ``unit`` is who answers for it."""

    key: str
    content: Content
    changed_at: datetime
    unit: str
    unit_phone: str = ""
    unit_email: str = ""


def catalogue(publisher: Publisher, services: Sequence[Described]) -> Graph:
    """The whole catalogue as one graph; its identifiers are addresses that lead to the pages of the services."""
    graph = Graph()
    for prefix, space in (
        ("cpsv", CPSV), ("cpsvno", CPSVNO), ("cv", CV), ("dcat", DCAT), ("dcatno", DCATNO), ("dct", DCTERMS),
        ("eli", ELI), ("foaf", FOAF), ("skos", SKOS), ("vcard", VCARD),
    ):  # fmt: skip
        graph.bind(prefix, space)
    return _Writer(graph, publisher).write(services)


def written(graph: Graph, form: str) -> str:
    """The graph as text in one of ``FORMS``."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own reader and writer use what it has deprecated
        return graph.serialize(format=form)


def duration(length: Span) -> Literal:
    """A length of time as xsd:duration, which knows no working days: five of them are a week."""
    if length.unit is Unit.WORKING_DAY:
        weeks, days = divmod(length.amount, 5)
        return Literal(f"P{weeks * 7 + days}D", datatype=XSD.duration, normalize=False)
    amount = length.amount * 7 if length.unit is Unit.WEEK else length.amount
    return Literal(DURATIONS[length.unit].format(amount), datatype=XSD.duration, normalize=False)


class _Writer:
    """Writes one graph; a concept that many services share is written once."""

    def __init__(self, graph: Graph, publisher: Publisher) -> None:
        self.graph, self.publisher = graph, publisher
        self.base = f"{publisher.base_url}/id/"
        self.owner = URIRef(f"{self.base}municipality")
        self.place = URIRef(f"{PUBLICATIONS}country/{COUNTRY_CODES[publisher.country]}")

    def write(self, services: Sequence[Described]) -> Graph:
        self._municipality()
        there = {service.key for service in services}
        for service in services:
            self._service(service, there)
        self._catalogue(services)
        return self.graph

    def _add(self, subject: URIRef, *pairs: tuple[URIRef, Any]) -> None:
        for predicate, value in pairs:
            if value not in ("", None):
                self.graph.add((subject, predicate, value if isinstance(value, URIRef | Literal) else Literal(value)))

    def _say(self, subject: URIRef, predicate: URIRef, said: Mapping[str, str]) -> None:
        for code, words in said.items():
            if words:
                self.graph.add((subject, predicate, Literal(words, lang=code)))

    def _identify(self, subject: URIRef, kind: URIRef) -> None:
        self._add(subject, (RDF.type, kind), (DCTERMS.identifier, Literal(str(subject), datatype=XSD.anyURI)))

    def _municipality(self) -> None:
        self._add(self.place, (RDF.type, DCTERMS.Location))
        self._identify(self.owner, CV.PublicOrganisation)
        self._say(self.owner, SKOS.prefLabel, dict.fromkeys(self.publisher.languages, self.publisher.name))
        self._add(self.owner, (DCTERMS.spatial, self.place), (FOAF.homepage, URIRef(f"{self.publisher.base_url}/")))
        self._contact(URIRef(f"{self.base}municipality/contact"), self.publisher.phone, self.publisher.email)

    def _contact(self, contact: URIRef, phone: str, email: str) -> URIRef:
        page = URIRef(f"{self.publisher.base_url}/{self.publisher.languages[0]}/contact/")
        self._add(
            contact, (RDF.type, CV.ContactPoint), (CV.telephone, phone), (CV.email, email), (CV.contactPage, page)
        )
        self._say(contact, VCARD.category, {code: CONTACT[code] for code in self.publisher.languages})
        return contact

    def _catalogue(self, services: Sequence[Described]) -> None:
        whole = URIRef(f"{self.base}catalogue")
        self._identify(whole, DCAT.Catalog)
        titles = {code: CATALOGUE[code].format(self.publisher.name) for code in self.publisher.languages}
        self._say(whole, DCTERMS.title, titles)
        self._say(whole, DCTERMS.description, titles)
        self._add(
            whole, (DCTERMS.publisher, self.owner), (CV.contactPoint, URIRef(f"{self.base}municipality/contact")),
            (DCTERMS.spatial, self.place), (FOAF.homepage, URIRef(f"{self.publisher.base_url}/")),
        )  # fmt: skip
        if services:
            newest = max(service.changed_at for service in services)
            self._add(whole, (DCTERMS.modified, Literal(newest.date().isoformat(), datatype=XSD.date)))
        for service in services:
            self._add(whole, (DCATNO.containsService, URIRef(self.base + service.key)))

    def _service(self, service: Described, there: set[str]) -> None:
        subject, content = URIRef(self.base + service.key), service.content
        self._identify(subject, CPSV.PublicService)
        codes = content.languages()
        self._say(subject, DCTERMS.title, {code: content.said(code, "title") for code in codes})
        self._say(subject, DCTERMS.description, {code: _described(content, code) for code in codes})
        contact = self._contact(URIRef(f"{subject}/contact"), service.unit_phone, service.unit_email)
        self._add(
            subject, (CV.hasCompetentAuthority, self.owner), (CV.contactPoint, contact), (DCTERMS.spatial, self.place),
            (FOAF.homepage, subject),
        )  # fmt: skip
        for code in codes:
            self._add(subject, (DCTERMS.language, self._concept(f"{PUBLICATIONS}language/{LANGUAGE_CODES[code]}", {})))
            for word in content.said(code, "words") or ():
                self.graph.add((subject, DCAT.keyword, Literal(word, lang=code)))
        self._outcome(subject, content, codes)
        self._evidence(subject, content, codes)
        self._themes(subject, content)
        self._time_and_law(subject, content, codes)
        self._cost(subject, content, codes)
        self._channels(subject, content)
        for key in content.facts.get("related", ()):
            if key in there:
                self._add(subject, (CV.relatedService, URIRef(self.base + key)))

    def _outcome(self, subject: URIRef, content: Content, codes: Iterable[str]) -> None:
        outcome = URIRef(f"{subject}/outcome")
        self._add(outcome, (RDF.type, CPSVNO.PossibleOutput))
        said = {code: plain(content.said(code, "next")) or OUTCOME[code] for code in codes}
        self._say(outcome, DCTERMS.title, {code: content.said(code, "title") for code in codes})
        self._say(outcome, DCTERMS.description, said)
        self._add(subject, (CPSVNO.hasPossibleOutput, outcome))

    def _evidence(self, subject: URIRef, content: Content, codes: Iterable[str]) -> None:
        said = {code: plain(content.said(code, "documents")) for code in codes}
        if any(said.values()):
            evidence = URIRef(f"{subject}/documents")
            self._add(evidence, (RDF.type, CPSVNO.RequiredEvidence))
            self._say(evidence, DCTERMS.title, {code: content.said(code, "title") for code in codes if said[code]})
            self._say(evidence, DCTERMS.description, said)
            self._add(subject, (CPSVNO.hasRequiredEvidence, evidence))

    def _themes(self, subject: URIRef, content: Content) -> None:
        for key in content.facts.get("topics", ()):
            self._add(subject, (CV.thematicArea, self._concept(f"{self.base}topic/{key}", TOPICS[key])))
        for word in content.facts.get("los", ()):
            address = _iri(word if word.startswith("https://") else f"{LOS}ord/{word}")
            self._add(subject, (CV.thematicArea, self._concept(address, {})))
        for number in content.facts.get("kle", ()):
            self._add(
                subject, (CV.isClassifiedBy, self._concept(_iri(f"{self.base}kle/{number}"), {"da": f"KLE {number}"}))
            )
        for key in content.facts.get("situations", ()):
            event = URIRef(f"{self.base}situation/{key}")
            if (event, RDF.type, CV.LifeEvent) not in self.graph:
                self._identify(event, CV.LifeEvent)
                self._say(event, DCTERMS.title, SITUATIONS[key])
            self._add(subject, (CV.isGroupedBy, event))

    def _concept(self, address: str, names: Mapping[str, str]) -> URIRef:
        concept = URIRef(address)
        self._add(concept, (RDF.type, SKOS.Concept))
        self._say(concept, SKOS.prefLabel, names)
        return concept

    def _time_and_law(self, subject: URIRef, content: Content, codes: Iterable[str]) -> None:
        said = content.facts.get("target") or content.facts.get("limit")
        if said:
            self._add(subject, (CV.processingTime, duration(span(said))))
        for number, law in enumerate(content.facts.get("laws", ()), start=1):
            resource = URIRef(f"{subject}/law/{number}")
            name = " ".join(filter(None, (law["name"], law.get("section", ""))))
            self._identify(resource, ELI.LegalResource)
            self._say(resource, DCTERMS.title, dict.fromkeys(codes, name))
            self._add(resource, (RDFS.seeAlso, _iri(law["url"]) if law.get("url") else ""))
            self._add(subject, (CV.hasLegalResource, resource))

    def _cost(self, subject: URIRef, content: Content, codes: Iterable[str]) -> None:
        said = {code: plain(content.said(code, "cost")) for code in codes}
        if any(said.values()):
            cost = URIRef(f"{subject}/cost")
            self._identify(cost, CV.Cost)
            self._say(cost, DCTERMS.description, said)
            self._add(subject, (CV.hasCost, cost))

    def _channels(self, subject: URIRef, content: Content) -> None:
        for number, way in enumerate(content.facts.get("ways", ()), start=1):
            channel = URIRef(f"{subject}/way/{number}")
            self._identify(channel, CV.Channel)
            kind = self._concept(f"{self.base}way/{way['kind']}", {"en": way["kind"].replace("_", " ")})
            self._add(channel, (DCTERMS.type, kind), (VCARD.hasURL, _iri(way["url"]) if way.get("url") else ""))
            self._add(subject, (CV.hasChannel, channel))


def _iri(address: str) -> URIRef:
    """An address with every sign that may not stand in an IRI written as a per cent code."""
    return URIRef(quote(address, safe=":/?#[]@!$&'()*+,;=%~"))


def _described(content: Content, code: str) -> str:
    said = (plain(content.said(code, part)) for part in ("summary", "body", "who"))
    return "\n".join(filter(None, said)) or str(content.said(code, "title"))
