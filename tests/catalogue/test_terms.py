"""Los and KLE are read from their files, fit pages by their words, and tell what else people call things."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.town import Town
from torg.assistant.queries.finding import find
from torg.catalogue.actions.publishing import publish
from torg.catalogue.actions.terms import Loaded, UnknownTerm, classify, load_terms
from torg.catalogue.actions.writing import Belonging, NotAnEditor, PageChanged, hand_over, make_page, write
from torg.catalogue.content import Content
from torg.catalogue.models import Page, Term
from torg.catalogue.queries.terms import loaded, misfits, suggested, term_named, words_by_page, words_for
from torg.catalogue.terms import NoTerms, TermSaid, fitting, los_code, read_kle, read_los
from torg.catalogue.xml import XmlRefused, read_xml
from torg.people.actions import set_up_staff
from torg.people.models import Staff, Unit

NOW = datetime.fromisoformat("2026-03-31T10:00:00+02:00")
LOS_RDF = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
  <rdf:Description rdf:about="https://psi.norge.no/los/ontologi/ord">
    <rdf:type rdf:resource="http://www.w3.org/2004/02/skos/core#ConceptScheme"/>
    <skos:prefLabel xml:lang="nb">Ord</skos:prefLabel>
  </rdf:Description>
  <rdf:Description rdf:about="https://psi.norge.no/los/tema/gaver">
    <rdf:type rdf:resource="http://www.w3.org/2004/02/skos/core#Concept"/>
    <skos:prefLabel xml:lang="nb">Gaver og bytte</skos:prefLabel>
    <skos:prefLabel xml:lang="en">*</skos:prefLabel>
  </rdf:Description>
  <rdf:Description rdf:about="https://psi.norge.no/los/ord/kleshylle">
    <rdf:type rdf:resource="http://www.w3.org/2004/02/skos/core#Concept"/>
    <skos:inScheme rdf:resource="https://psi.norge.no/los/ontologi/ord"/>
    <skos:prefLabel xml:lang="nb">Kleshylle</skos:prefLabel>
    <skos:prefLabel xml:lang="nn">Klesheller</skos:prefLabel>
    <skos:altLabel xml:lang="nb">Byttehylle</skos:altLabel>
    <skos:hiddenLabel xml:lang="nb">Gratis klær</skos:hiddenLabel>
    <skos:hiddenLabel xml:lang="fi">Vaatteet</skos:hiddenLabel>
    <skos:broader rdf:resource="https://psi.norge.no/los/tema/gaver"/>
  </rdf:Description>
</rdf:RDF>"""
LOS_OWN = """<?xml version="1.0" encoding="UTF-8"?>
<Skos xmlns="urn:fdc:difi.no:2019:data:Skos-1">
  <Config><Name>Los</Name><BaseURI>http://psi.norge.no/los/</BaseURI></Config>
  <ConceptScheme path="ontologi/ord"><PrefLabel lang="nb">Ord</PrefLabel></ConceptScheme>
  <Concept path="tema/gaver"><PrefLabel lang="nb">Gaver og bytte</PrefLabel></Concept>
  <Concept path="ord/kleshylle">
    <PrefLabel lang="nb">Kleshylle</PrefLabel>
    <PrefLabel lang="nn">Klesheller</PrefLabel>
    <AltLabel lang="nb">Byttehylle</AltLabel>
    <HiddenLabel lang="nb"> Gratis
      klær </HiddenLabel>
    <Definition lang="nb"> * </Definition>
    <InScheme>ontologi/ord</InScheme>
    <Broader>tema/gaver</Broader>
  </Concept>
</Skos>"""
KLE = """<?xml version="1.0" encoding="UTF-8"?>
<KLE-Emneplan xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <UdgivelsesDato>2026-05-01</UdgivelsesDato>
  <Hovedgruppe>
    <HovedgruppeNr>91</HovedgruppeNr>
    <HovedgruppeTitel>Byttehandel</HovedgruppeTitel>
    <HovedgruppeVejledning><VejledningTekst><p>Alt om <b>bytte</b>.</p></VejledningTekst></HovedgruppeVejledning>
    <HovedgruppeStikord><Orden>1</Orden><Tekst>Byttehandel [=Hovedgruppe]</Tekst></HovedgruppeStikord>
    <UUID>11111111-1111-4111-8111-111111111111</UUID>
    <Gruppe>
      <GruppeNr>91.02</GruppeNr>
      <GruppeTitel>Byttedage</GruppeTitel>
      <GruppeStikord><Orden>1</Orden><Tekst>Torvedage, gruppe</Tekst></GruppeStikord>
      <GruppeStikord><Orden>1</Orden><Tekst>Tidligere gruppenr. 90.05</Tekst></GruppeStikord>
      <UUID>22222222-2222-4222-8222-222222222222</UUID>
      <Emne>
        <EmneNr>91.02.04</EmneNr>
        <EmneTitel>Bytte af tøj</EmneTitel>
        <BevaringJaevnfoerArkivloven>K</BevaringJaevnfoerArkivloven>
        <EmneStikord><Orden>1</Orden><Tekst>Bytte af tøj [=Emne]</Tekst></EmneStikord>
        <EmneStikord><Orden>1</Orden><Tekst>Genbrugstøj</Tekst></EmneStikord>
        <EmneStikord><Orden>1</Orden><Tekst>Kludesamling (før 1/1 90) [udgået]</Tekst></EmneStikord>
        <EmneOgHandlingsfacetStikord><Orden>1</Orden><Tekst>Tøjbytte, tilladelse</Tekst>
          <HandlingsfacetNr>G01</HandlingsfacetNr></EmneOgHandlingsfacetStikord>
        <UUID>33333333-3333-4333-8333-333333333333</UUID>
      </Emne>
    </Gruppe>
  </Hovedgruppe>
</KLE-Emneplan>"""
SHELF = TermSaid(
    "kleshylle", {"nb": "Kleshylle", "nn": "Klesheller"}, {"nb": ("Byttehylle", "Gratis klær")},
    ("https://psi.norge.no/los/tema/gaver",),
)  # fmt: skip
CLOTHES = Content(
    {"nb": {"title": "Byttedag for klær", "summary": "Ta med det du ikke bruker."},
     "da": {"title": "Byt tøj", "summary": "Genbrugstøj på torvet."}}
)  # fmt: skip


@pytest.mark.parametrize("text", [LOS_RDF, LOS_OWN])
def test_los_is_read_in_both_of_its_forms(text: str) -> None:
    theme = TermSaid("https://psi.norge.no/los/tema/gaver", {"nb": "Gaver og bytte"})
    assert read_los(text.encode()) == [theme, SHELF]


def test_kle_is_read_with_its_keywords_and_without_what_is_out_of_use() -> None:
    main, group, subject = read_kle(KLE.encode())
    assert (main.code, main.titles, main.words, main.broader) == ("91", {"da": "Byttehandel"}, {}, ())
    assert (group.code, group.words, group.broader) == ("91.02", {"da": ("Torvedage",)}, ("91",))
    assert subject == TermSaid(
        "91.02.04", {"da": "Bytte af tøj"}, {"da": ("Genbrugstøj", "Tøjbytte, tilladelse")}, ("91.02",),
        "33333333-3333-4333-8333-333333333333",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("https://psi.norge.no/los/ord/kleshylle", "kleshylle"),
        ("http://psi.norge.no/los/ord/kleshylle", "kleshylle"),
        ("tema/gaver", "https://psi.norge.no/los/tema/gaver"),
        ("hendelse/fa-barn", "https://psi.norge.no/los/hendelse/fa-barn"),
        ("https://elsewhere.example/los/ord/kleshylle", ""),
        ("ontologi/ord", ""),
        ("ord/" + "x" * 300, ""),
    ],
)
def test_an_address_of_los_becomes_what_stands_on_a_page(said: str, code: str) -> None:
    assert los_code(said) == code


BOMB = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (BOMB.encode(), "document type"),
        (OUTSIDE.encode(), "document type"),
        (OUTSIDE.encode("utf-16"), "document type"),
        (b'<!DOCTYPE a SYSTEM "http://outside.example/a.dtd"><a/>', "document type"),
        (b"<a><b></a>", "not XML"),
        (b"", "not XML"),
        (b"<a>&nbsp;</a>", "not XML"),
        (b"<a>" * 41, "nested too deeply"),
        (b" " * 50_000_001, "larger than 50 MB"),
    ],
)
def test_xml_that_could_do_harm_is_refused(raw: bytes, why: str) -> None:
    with pytest.raises(XmlRefused, match=why):
        read_xml(raw)


def test_a_file_of_something_else_holds_no_words() -> None:
    with pytest.raises(NoTerms):
        read_los(KLE.encode())
    with pytest.raises(NoTerms):
        read_kle(LOS_RDF.encode())


# -- what fits ---------------------------------------------------------------------------------------------------------


def page(title: str, **parts: object) -> Content:
    return Content({"nb": {"title": title, **parts}})


def named(code: str, title: str, *words: str) -> TermSaid:
    return TermSaid(code, {"nb": title}, {"nb": words} if words else {})


TERMS = (
    named("barnehageplass", "Barnehageplass", "Barnehagesøknad", "Opptak i barnehage"),
    named("skoleskyss", "Skoleskyss", "Skolebuss"),
    named("feiing", "Feiing", "Skorstein"),
    named("bostotte", "Bostøtte"),
    named("https://psi.norge.no/los/tema/barnehage", "Barnehage"),
)


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (page("Søke barnehageplass"), ["barnehageplass"]),
        (page("Barnehage", words=("barnehageplass", "opptak")), ["barnehageplass"]),
        (page("Buss til og fra skolen", words=("skolebuss",)), ["skoleskyss"]),
        (page("Feiing av skorsteiner"), ["feiing"]),
        (page("Skorsteinsfeiing"), ["feiing"]),
        (page("Ledige hytter", body="Noe om skolebuss langt nede."), []),
        (Content({"en": {"title": "Bostøtte"}}), []),
        (Content({"nb": {"title": "Feiing"}}, {"los": ("feiing",)}), []),
    ],
)
def test_a_page_gets_the_words_that_fit_it_the_best_first(content: Content, codes: list[str]) -> None:
    assert [one.term.code for one in fitting(content, "los", TERMS)][:1] == codes


def test_what_a_word_is_offered_for_is_told() -> None:
    best = fitting(page("Opptak i barnehage"), "los", TERMS)[0]
    assert (best.term.code, best.because[0]) == ("barnehageplass", "Opptak i barnehage")


def test_a_word_that_many_share_says_little() -> None:
    many = [named(f"t{n}", f"Ting nummer {'x' * (n + 2)}", "Søknad") for n in range(9)]
    assert fitting(page("Søknad"), "los", [*many, named("bostotte", "Bostøtte", "Søknad om støtte")]) == []


# -- in the database ---------------------------------------------------------------------------------------------------


@pytest.fixture
def editor(db: None) -> Staff:
    Town()
    return set_up_staff(username="editor", name="Eva Editor", role="editor", unit="front")


@pytest.fixture
def clothes(editor: Staff) -> Page:
    load_terms("los", read_los(LOS_RDF.encode()), now=NOW)
    load_terms("kle", read_kle(KLE.encode()), now=NOW)
    made = make_page("clothes", "service", CLOTHES, Belonging(Unit.objects.get(key="front").pk), by=editor, now=NOW)
    return publish(made.pk, by=editor, now=NOW)


def test_a_newer_file_marks_what_is_gone_and_a_later_one_brings_it_back(db: None) -> None:
    both = read_los(LOS_RDF.encode())
    assert load_terms("los", both, now=NOW) == Loaded(2, 0, 0, 0)
    assert load_terms("los", both, now=NOW) == Loaded(0, 0, 2, 0)
    assert load_terms("los", both[:1], now=NOW) == Loaded(0, 0, 1, 1)
    assert load_terms("los", both[:1], now=NOW) == Loaded(0, 0, 1, 0)
    assert [(one.scheme, one.count) for one in loaded()] == [("los", 1)]
    assert load_terms("los", both, now=NOW) == Loaded(0, 1, 1, 0)
    assert not Term.objects.filter(is_gone=True).exists()


def test_words_are_put_on_a_page_as_a_draft_or_published_at_once(clothes: Page, editor: Staff) -> None:
    drafted = classify(clothes.pk, {"los": ["kleshylle"]}, seen=1, by=editor, now=NOW)
    assert (drafted.version, drafted.published_id) == (2, clothes.published_id)
    again = classify(clothes.pk, {"kle": ["91.02.04"]}, seen=2, by=editor, now=NOW, shown=True)
    assert again.draft_id is not None, "something was unpublished before"
    publish(clothes.pk, by=editor, now=NOW)
    done = classify(clothes.pk, {"los": []}, seen=3, by=editor, now=NOW, shown=True)
    assert (done.draft_id, done.facts) == (None, {"kle": ["91.02.04"]})


def test_four_eyes_keep_words_in_a_draft(clothes: Page, editor: Staff) -> None:
    hand_over(clothes.pk, Belonging(clothes.unit_id, four_eyes=True), by=editor, now=NOW)
    assert classify(clothes.pk, {"los": ["kleshylle"]}, seen=1, by=editor, now=NOW, shown=True).state == "draft"


def test_words_that_are_none_are_refused_but_may_stay_where_they_stand(clothes: Page, editor: Staff) -> None:
    with pytest.raises(UnknownTerm):
        classify(clothes.pk, {"los": ["kleshyle"]}, seen=1, by=editor, now=NOW)
    old = Content(CLOTHES.words, {"los": ("kleshyle",)})
    write(clothes.pk, old, seen=1, by=editor, now=NOW)
    publish(clothes.pk, by=editor, now=NOW)
    classify(clothes.pk, {"los": ["kleshyle", "kleshylle"]}, seen=2, by=editor, now=NOW)
    (wrong,) = misfits("nb")
    assert (wrong.key, wrong.code, wrong.near, wrong.is_gone) == ("clothes", "kleshyle", "kleshylle", False)


def test_only_editors_classify_and_nobody_over_anothers_words(clothes: Page, editor: Staff) -> None:
    with pytest.raises(NotAnEditor):
        classify(clothes.pk, {"los": []}, seen=1, by=Staff.objects.get(username="front"), now=NOW)
    with pytest.raises(PageChanged):
        classify(clothes.pk, {"los": []}, seen=0, by=editor, now=NOW)


def test_without_loaded_words_no_page_misfits(editor: Staff) -> None:
    content = Content(CLOTHES.words, {"los": ("anything",)})
    made = make_page("clothes", "service", content, Belonging(Unit.objects.get(key="front").pk), by=editor, now=NOW)
    publish(made.pk, by=editor, now=NOW)
    assert misfits("nb") == []


def test_a_word_is_found_by_its_code_its_name_or_both(clothes: Page) -> None:
    for said in ("kleshylle", "Kleshylle", "KLESHELLER"):
        found, _near = term_named("los", said)
        assert found == SHELF, said
    subject, _near = term_named("kle", "91.02.04 Bytte af tøj")
    assert subject is not None
    assert subject.code == "91.02.04"
    assert term_named("los", "Kleshyle") == (None, "Kleshylle")


def test_the_words_of_a_page_suggest_loaded_words(clothes: Page) -> None:
    assert suggested(CLOTHES, "kle")[0].term.code == "91.02.04"
    assert suggested(page("Noe helt annet"), "los") == []


def test_other_names_are_words_to_find_a_page_by(clothes: Page) -> None:
    facts = {"los": ("kleshylle",), "kle": ("91.02.04",)}
    nb = words_for(facts, "nb")
    assert nb[:3] == ("Kleshylle", "Byttehylle", "Gratis klær")
    assert "Genbrugstøj" in nb, "there are no words of KLE in bokmål, so the Danish ones stand in"
    assert words_for(facts, "da")[-3:] == ("Bytte af tøj", "Genbrugstøj", "Tøjbytte, tilladelse")
    assert words_by_page({1: facts, 2: {}, 3: {"los": ("no-such",)}}, "nn").keys() == {1}


def test_a_page_is_found_by_the_other_names_of_its_words(clothes: Page, editor: Staff) -> None:
    def found(words: str) -> list[int]:
        return [hit.page_id for hit in find(words, language="nb").hits]

    assert found("byttehylle") == []
    classify(clothes.pk, {"los": ["kleshylle"]}, seen=1, by=editor, now=NOW, shown=True)
    assert found("byttehylle") == [clothes.pk]
    more = read_los(LOS_RDF.replace("Byttehylle", "Klesbibliotek").encode())
    load_terms("los", more, now=NOW)
    assert found("klesbibliotek") == [clothes.pk]
