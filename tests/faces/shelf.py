"""A few pages of every kind for tests of the citizens' pages."""

from __future__ import annotations

from datetime import datetime

from torg.catalogue.actions.taking_in import take_in
from torg.catalogue.files import read_data
from torg.people.queries import units

PAGES = {
    "services": [
        {
            "key": "garage", "unit": "teknisk", "topics": ["building-and-planning"],
            "situations": ["building-or-renovating"], "audience": ["citizen", "business"], "purpose": "transaction",
            "target": "3 weeks", "limit": "12 weeks", "limit_law": "Plan- og bygningsloven § 21-7", "declared": True,
            "laws": [{"name": "Plan- og bygningsloven", "section": "§ 20-4", "url": "https://lov.example/pbl"}],
            "ways": [
                {"kind": "self_service", "url": "https://selvbetjening.example/garasje", "mobile": False,
                 "sign_in": True},
                {"kind": "phone"}, {"kind": "email"},
            ],
            "related": ["notice", "tool-library"],
            "nb": {
                "title": "Bygge garasje", "summary": "Når du må søke, og når ikke. Det koster {block:fee}.",
                "who": "Alle som eier en tomt.", "cost": "Gebyret er {block:fee}.", "conditions": "Minst én meter.",
                "documents": "- Tegning\n- Kart", "how": "Se [nabovarsel](page:notice) først.",
                "next": "Du får en kvittering. Ring {phone}.", "appeal": "Du kan klage innen tre uker.",
                "practice": "Vi måler fra mønet.", "expect": "- Svar innen tre uker", "words": ["carport"],
            },
            "nn": {"title": "Byggje garasje", "summary": "Når du må søkje. Det kostar {block:fee}.",
                   "who": "Alle som eig ei tomt.", "next": "Du får ei kvittering.", "expect": "- Svar innan tre veker"},
            "da": {"title": "Bygge garage", "summary": "Hvornår du skal søge."},
            "en": {"title": "Build a garage", "summary": "When you must apply."},
        },
        {"key": "notice", "unit": "teknisk", "topics": ["building-and-planning"], "purpose": "information",
         "nb": {"title": "Nabovarsel", "summary": "Si fra til naboene <før> du bygger."}},
        {"key": "sfo", "unit": "skule", "topics": ["kindergarten-and-school"], "audience": ["citizen"],
         "purpose": "transaction",
         "ways": [{"kind": "form", "url": "https://selvbetjening.example/sfo", "mobile": True}],
         "nb": {"title": "SFO-plass", "summary": "Plass etter skoletid."},
         "nn": {"title": "SFO-plass", "summary": "Plass etter skuletid."},
         "da": {"title": "Plads i SFO", "summary": "Plads efter skoletid."},
         "en": {"title": "After-school care", "summary": "A place after school."}},
        {"key": "aaker", "unit": "teknisk", "topics": ["nature-and-climate"],
         "nb": {"title": "Åkerjord", "summary": "Leie av jord."}},
        {"key": "oel", "unit": "teknisk", "topics": ["business-and-work"],
         "nb": {"title": "Ølservering", "summary": "Skjenkebevilling."}},
    ],
    "blocks": [{"key": "fee", "nb": {"title": "Gebyr", "body": "4 200 kroner"}}],
    "news": [
        {"key": "old-news", "on": "2026-01-10", "nb": {"title": "Gammelt nytt"}},
        {"key": "new-news", "on": "2026-03-10", "nb": {"title": "Ferskt nytt", "summary": "Det siste."}},
    ],
    "alerts": [
        {"key": "water", "level": "warning", "nb": {"title": "Kok vannet", "summary": "I Nordbygda."}},
        {"key": "over", "level": "danger", "until": "2020-01-01T08:00", "nb": {"title": "Snøstorm"}},
    ],
    "places": [
        {"key": "house", "address": "Torget 1", "phone": "70 00 00 10", "offers": ["digital_help", "drop_in"],
         "hours": [{"days": "mon-fri", "from": "10:00", "to": "15:00"}], "nb": {"title": "Kommunehuset"}},
        {"key": "knarvik", "place": "knarvik", "nb": {"title": "Knarvik Senter"}},
    ],
    "units": [
        {"key": "unit-technical", "unit": "teknisk", "manager": "Gerd Gren", "manager_title": "Leder",
         "phone": "70 00 00 20", "chat": True, "nb": {"title": "Teknisk avdeling", "summary": "Vei, vann og bygg."}},
    ],
    "members": [
        {"key": "mayor", "role": "mayor", "party": "Torglista", "phone": "70 00 00 30",
         "email": "ordforer@town.example", "nb": {"title": "Olga Ordfører"}},
        {"key": "leader", "role": "leader", "committee": "Plan og miljø", "email": "leder@town.example",
         "nb": {"title": "Lars Leder"}},
    ],
    "documents": [
        {"key": "plan", "url": "https://planer.example/kommuneplan.pdf", "type": "plan", "adopted": "2025-05-20",
         "topics": ["building-and-planning"], "nb": {"title": "Kommuneplan", "summary": "Hvor det skal bygges."}},
    ],
    "offers": [
        {"key": "tool-library", "provider": "Nordbygda vel", "provider_type": "voluntary", "phone": "70 00 00 40",
         "url": "https://vel.example/verktoy", "topics": ["building-and-planning"],
         "nb": {"title": "Lån verktøy", "summary": "Gratis for alle."}},
    ],
    "answers": [
        {"key": "may-i-paint", "unit": "teknisk", "topics": ["building-and-planning"], "related": ["garage"],
         "nb": {"title": "Må jeg søke for å male huset?", "summary": "Nei, du kan male huset uten å søke.",
                "body": "Er huset vernet, må du spørre først.", "words": ["bytte farge på huset"]},
         "nn": {"title": "Må eg søkje for å måle huset?", "summary": "Nei, du kan måle huset utan å søkje."}},
    ],
    "articles": [
        {"key": "digital-help", "audience": ["youth", "newcomer"], "topics": ["certificates"],
         "nb": {"title": "Hjelp til det digitale", "body": "Kom innom. {address}"}},
    ],
}  # fmt: skip


def fill_the_shelf(now: datetime) -> None:
    """Publishes the pages; what names no unit belongs to the front line."""
    reading = read_data(PAGES)
    assert [row.faults for row in reading.rows if row.faults] == []
    house = units()
    ids = {unit.key: unit.id for unit in house.by_key.values()}
    take_in(reading.entries, {**ids, "": house.front_line.id}, by=None, now=now)
