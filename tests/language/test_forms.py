"""A word has one form in Bokmål, Nynorsk and Danish; compounds come apart; slips are seen through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torg.language.compounds import parts, pieces
from torg.language.everyday import everyday, read
from torg.language.forms import folded, form
from torg.language.spelling import Spelling, distance

SAME = [
    "søppel søppelet søplene soeppel",
    "avfall avfallet avfallets affald affaldet",
    "barnehage barnehager barnehagene barnehagar barnehagane børnehave børnehaven børnehaver",
    "vei veien veier vegen veg vegane vejen vej veje",
    "skole skolen skoler skular skule skulen skulane",
    "søke søker søkje søkjer søge ansøge ansøgning søknad søknaden",
    "betale betaling betalinger betalingen betalinga betalt",
    "sykkel sykler cykel cykler sykkelen cyklen",
    "vann vannet vand vandet vatn vatnet",
    "byggesak byggesaker byggesag byggesaka byggesager",
    "tilskudd tilskuddet tilskot tilskud",
    "sykehjem sjukeheim sygehjem sykehjemmet sjukeheimen",
    "kirke kirken kyrkje kyrkja",
    "eiendomsskatt eigedomsskatt ejendomsskat eiendomsskatten",
    "stasjon station stasjoner stationen",
    "rotte rotter rotten rottene",
    "kindergarten kindergartens",
]
OTHER = [
    ("barn", "bane"),
    ("rats", "råd"),
    ("måling", "maling"),
    ("kort", "korps"),
    ("hus", "hest"),
    ("skatt", "skole"),
]


@pytest.mark.parametrize("words", SAME)
def test_one_word_has_one_form_in_all_languages(words: str) -> None:
    assert len({form(word) for word in words.split()}) == 1


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_other_words_have_other_forms(one: str, other: str) -> None:
    assert form(one) != form(other)


@given(st.text(max_size=30))
def test_every_text_has_a_form_and_the_case_is_no_matter(text: str) -> None:
    assert form(text.upper().lower()) == form(text.upper().lower().capitalize().lower())
    assert isinstance(form(text), str)


KNOWN = pieces("barnehage plass renovasjon avgift søppel avfall bygge søknad mottak eldre".split())


@pytest.mark.parametrize(
    ("word", "apart"),
    [
        ("barnehageplass", ("barnehage", "plass")),
        ("renovasjonsavgift", ("renovasjon", "avgift")),
        ("byggesøknaden", ("bygge", "soknaden")),
        ("hageavfallsmottak", ("hage", "avfall", "mottak")),
        ("barnehage", ()),
        ("foreldre", ()),
        ("avgift", ()),
        ("ukjentordmedingenting", ()),
    ],
)
def test_a_compound_comes_apart_at_known_words_alone(word: str, apart: tuple[str, ...]) -> None:
    assert parts(word, KNOWN) == apart


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("søppel", "søppel", 0), ("soppel", "sopel", 1), ("sopepl", "soppel", 1), ("hest", "hund", 3), ("ab", "ba", 1)],
)
def test_slips_are_counted_and_two_letters_swapped_are_one(one: str, other: str, slips: int) -> None:
    assert distance(one, other, 2) == slips


@given(st.text("abcø", max_size=8), st.text("abcø", max_size=8))
def test_the_distance_is_the_same_both_ways(one: str, other: str) -> None:
    assert distance(one, other, 2) == distance(other, one, 2)
    assert (distance(one, other, 2) == 0) == (one == other)


def test_the_nearest_word_is_found_and_what_is_used_most_stands_first() -> None:
    spelling = Spelling({"biblotek": 1, "bibliotek": 9, "barnehage": 5, "barnehave": 1, "is": 3})
    assert spelling.nearest("bibliotkk") == (("bibliotek", 1),)
    assert spelling.nearest("barnehaxe") == (("barnehage", 1), ("barnehave", 1))
    assert spelling.nearest("helikopter") == ()
    assert spelling.nearest("iss") == ()


def test_everyday_words_mean_what_official_ones_mean() -> None:
    table = read("# a comment\nsøppel, boss, renovasjon\n\nhull i veien, hol i vegen\nuten vann, no water\n")
    meant = {
        table.by_phrase[form(word),] for word in ("søpla", "bosset", "renovasjonen") if (form(word),) in table.by_phrase
    }
    assert meant == {(2,)}
    sentence = [form(word) for word in "et stort hull i veien her".split()]
    assert [(one.number, one.start, one.length) for one in table.meanings(sentence)] == [(4, 2, 3)]
    assert (form("vann"),) not in table.by_phrase, "a phrase is not its last word"


def test_the_table_that_comes_with_torg_has_at_least_250_meanings_in_four_languages() -> None:
    table = everyday()
    assert len({number for numbers in table.by_phrase.values() for number in numbers}) >= 250
    for words in ("søppel boss skrald garbage", "sykehjem sjukeheim plejehjem", "legevakt lægevagt"):
        meant = [set(table.by_phrase[form(word),]) for word in words.split()]
        assert set.intersection(*meant), words


def test_letters_that_a_keyboard_lacks_are_written_out() -> None:
    assert folded("Børnehæve på Ås") == folded("Boernehaeve paa Aas")
