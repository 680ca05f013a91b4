# ruff: noqa: E501  (a word and its four names stand on one line)
"""The fields that the municipality works in, and the situations of life in which people need it, in four languages."""

from __future__ import annotations

from torg.strategy.vocabulary import AUDIENCES, in_four_languages, name

TOPICS = in_four_languages("""
    family: Barn og familie | Barn og familie | Børn og familie | Children and family
    kindergarten-and-school: Barnehage og skole | Barnehage og skule | Dagtilbud og skole | Kindergarten and school
    health-and-care: Helse og omsorg | Helse og omsorg | Sundhed og omsorg | Health and care
    social-services: Økonomisk og sosial hjelp | Økonomisk og sosial hjelp | Økonomisk og social hjælp | Financial and social help
    housing: Bolig | Bustad | Bolig | Housing
    building-and-planning: Bygg, eiendom og plan | Bygg, eigedom og plan | Byggeri, ejendom og plan | Building, property and planning
    roads-and-traffic: Vei, trafikk og parkering | Veg, trafikk og parkering | Vej, trafik og parkering | Roads, traffic and parking
    water-and-sewage: Vann og avløp | Vatn og avlaup | Vand og kloak | Water and sewage
    waste: Avfall og gjenbruk | Avfall og gjenbruk | Affald og genbrug | Waste and recycling
    nature-and-climate: Natur, dyr og klima | Natur, dyr og klima | Natur, dyr og klima | Nature, animals and climate
    culture-and-leisure: Kultur, idrett og fritid | Kultur, idrett og fritid | Kultur, idræt og fritid | Culture, sports and leisure
    business-and-work: Næring og arbeid | Næring og arbeid | Erhverv og arbejde | Business and work
    taxes-and-fees: Skatt, gebyrer og regninger | Skatt, gebyr og rekningar | Skat, gebyrer og regninger | Taxes, fees and bills
    safety: Trygghet og beredskap | Tryggleik og beredskap | Tryghed og beredskab | Safety and emergencies
    democracy: Politikk, innsyn og klage | Politikk, innsyn og klage | Politik, aktindsigt og klage | Politics, access and complaints
    certificates: ID, flytting og attester | ID, flytting og attestar | Pas, flytning og attester | ID, moving and certificates
""")

SITUATIONS = in_four_languages("""
    having-a-child: Jeg venter eller har fått barn | Eg ventar eller har fått barn | Jeg venter eller har fået barn | I am having a child
    starting-school: Barnet skal begynne på skolen | Barnet skal byrje på skulen | Barnet skal starte i skole | My child starts school
    being-young: Jeg er ung | Eg er ung | Jeg er ung | I am young
    moving-here: Jeg flytter hit | Eg flyttar hit | Jeg flytter hertil | I am moving here
    new-in-the-country: Jeg er ny i landet | Eg er ny i landet | Jeg er ny i landet | I am new in the country
    building-or-renovating: Jeg skal bygge eller pusse opp | Eg skal byggje eller pusse opp | Jeg vil bygge eller bygge om | I am building or renovating
    losing-income: Jeg har mistet jobb eller inntekt | Eg har mista jobb eller inntekt | Jeg har mistet job eller indtægt | I have lost my job or income
    getting-ill: Jeg er blitt syk | Eg er blitt sjuk | Jeg er blevet syg | I have become ill
    living-with-a-disability: Jeg lever med en funksjonsnedsettelse | Eg lever med ei funksjonsnedsetjing | Jeg lever med et handicap | I live with a disability
    growing-old: Jeg trenger hjelp når jeg blir eldre | Eg treng hjelp når eg blir eldre | Jeg har brug for hjælp som ældre | I need help as I grow old
    caring-for-somebody: Jeg hjelper en som står meg nær | Eg hjelper ein som står meg nær | Jeg hjælper en, der står mig nær | I care for somebody
    separating: Vi skal skilles | Vi skal skiljast | Vi skal skilles | We are separating
    losing-somebody: Jeg har mistet noen | Eg har mista nokon | Jeg har mistet en | Somebody has died
    starting-a-business: Jeg starter bedrift | Eg startar bedrift | Jeg starter virksomhed | I am starting a business
    arranging-something: Vi skal arrangere noe | Vi skal arrangere noko | Vi vil holde et arrangement | We are arranging something
    getting-married: Vi skal gifte oss | Vi skal gifte oss | Vi skal giftes | We are getting married
""")
AUDIENCE_KEYS = ("citizen", "business", "association", "youth", "newcomer", "tourist")


def topic_name(key: str, language: str) -> str:
    """What a topic is called."""
    return name(TOPICS, key, language)


def situation_name(key: str, language: str) -> str:
    """What a situation of life is called, as the one who is in it says it."""
    return name(SITUATIONS, key, language)


def audience_name(key: str, language: str) -> str:
    """What those are called whom a page is for."""
    return name(AUDIENCES, key, language)
