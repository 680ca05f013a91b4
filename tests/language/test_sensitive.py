"""Identity numbers and words of health are found where they are somebody's own, and nothing else is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.no import fodselsnummer

from torg.language.sensitive import found, masked

NUMBERS = [
    "Mitt fødselsnummer er 13097248022.",
    "130972 48022",
    "13 09 72 48022",
    "130972-48022",
    "d-nummer: 53097248016",
    "fnr 13097248021",  # a digit was mistyped: it is said what it is
    "Mit cpr-nummer er 070761-4285",
    "cpr 0707614285",
    "070761 4285",
    "CPR: 010190-1234",
    "Jeg er født 010110-5678",  # since 2007 the check digit need not be right
    "4111 1111 1111 1111",
]
OTHER_NUMBERS = [
    "Ring 12 34 56 78",
    "Ring +47 13 09 72 48",
    "+4513097248",
    "Fakturanummer 0707614285",
    "sagsnr. 120315-0042",
    "Ordre 010190-1234",
    "Kontonummer 1234 56 78903",
    "Konto 13097248022",
    "Org.nr. 974 760 673",
    "Saksnummer 2026/12345",
    "991399-1234",
    "311399-1234",
    "EAN 5798009811578",
    "4111 1111 1111 1112",
    "13097248023",
    "http://town.example/13097248022x",
    "Beløp: 12 345,60 kr. Dato: 27.11.2026 kl. 10.15",
    "Gnr. 12, bnr. 345, måler 20261127",
    "2026-11-27 10:15:00",
]
WORDS = [
    ("health", "Jeg har ADHD og trenger tilrettelegging."),
    ("health", "Sønnen min har fått diagnosen autisme."),
    ("health", "Eg er sjukmeldt og har depresjon."),
    ("health", "Mor er dement og klarer seg ikke alene lenger."),
    ("health", "Jeg har fået konstateret kræft."),
    ("health", "Min datter er indlagt."),
    ("health", "My son has epilepsy."),
    ("health", "I am pregnant and need a new flat."),
    ("health", "Mannen min sitter i rullestol."),
    ("social", "Jeg lever på sosialhjelp."),
    ("social", "Jeg får kontanthjælp."),
    ("child_protection", "Barnevernet har tatt barna våre."),
    ("child_protection", "Vores søn er anbragt."),
    ("religion", "Min datter er muslim og spiser ikke svin."),
    ("union", "Eg er medlem av fagforeininga, seier fagforbundet mitt."),
    ("criminal", "Jeg sitter i fengsel til mars."),
]
OTHER_WORDS = [
    "Sykkelparkeringen ved skolen er full.",
    "Når har legevakten åpningstid?",
    "Kurs om ADHD for foreldre",
    "Kan vi leie salen til et foredrag om angst?",
    "Jeg søker jobb i barnevernet.",
    "Er bygget tilgjengelig for rullestol?",
    "Åpningstider på sykehuset?",
    "Kreftforeningens loppemarked trenger strøm.",
    "Treet vårt er syk, kan dere felle det? Almesyke.",
    "Katten min er syk",
    "Helsestasjonen, telefonnummer?",
    "Jeg er lei av hullene i veien.",
    "Statistik over depression i kommunen",
    "When does the health centre open?",
    "Please send me the report on dementia.",
    "Vi ønsker et lam til påske.",
    "Ms Jones has moved.",
    "Kirken vår trenger maling.",
    "Gaten er blind, sett opp skilt.",
    "Vi har ikke innlagt vann på hytta vår.",
    "Eg hiv bosset i dunken vår kvar dag.",
    "I want to add a name to our form.",
    "Jeg har anmeldt min flytning.",
    "Jeg ber om innsyn i journalen deres.",
    "Jeg er tillitsvalgt i borettslaget vårt.",
    "Våre gjester kom med MS Oster.",
    "Hearing aids for our hall?",
    "Vores loge holder møde om kræft.",
]


@pytest.mark.parametrize("text", NUMBERS)
def test_an_identity_or_card_number_is_found(text: str) -> None:
    assert {one.kind for one in found(text)} <= {"identity_number", "card_number"}
    assert len(found(text)) == 1


@pytest.mark.parametrize("text", OTHER_NUMBERS)
def test_another_number_is_left_alone(text: str) -> None:
    assert found(text) == ()
    assert masked(text) == text


@pytest.mark.parametrize(("kind", "text"), WORDS)
def test_what_somebody_says_of_themselves_or_theirs_is_found(kind: str, text: str) -> None:
    assert kind in {one.kind for one in found(text)}


@pytest.mark.parametrize("text", OTHER_WORDS)
def test_a_topic_a_place_or_an_animal_is_nobodys_own(text: str) -> None:
    assert found(text) == ()


def test_masking_keeps_the_shape_and_not_a_digit() -> None:
    assert masked("Fnr 130972 48022, takk") == "Fnr •••••• •••••, takk"
    assert masked("cpr 070761-4285") == "cpr ••••••-••••"
    assert masked("Min ADHD") == "Min ••••"
    assert masked("Kurs om ADHD", every_word=True) == "Kurs om ••••"


@given(st.integers(0, 99_999_999_999).map(lambda n: f"{n:011}"))
def test_every_right_norwegian_number_is_found_and_masked(number: str) -> None:
    right = number[:9] + fodselsnummer.calc_check_digit1(number[:9])
    right = right[:10] + fodselsnummer.calc_check_digit2(right[:10])
    if len(right) == 11 and fodselsnummer.is_valid(right):
        assert [one.kind for one in found(f"Hei {right}")] == ["identity_number"]
        assert right not in masked(right)


@given(st.text(max_size=300) | st.text(alphabet="0123456789 -.abADHmin\n", max_size=300))
def test_any_text_is_taken_and_masking_changes_no_length(text: str) -> None:
    assert len(masked(text, every_word=True)) == len(text)
    for one in found(text):
        assert 0 <= one.start < one.end <= len(text)


@pytest.mark.parametrize("piece", ["1", "12 ", "010190-", "Jeg har ADHD. ", "a", "min ", " "])
def test_twice_the_text_takes_about_twice_the_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        best = 1e9
        for _ in range(5):
            began = time.process_time()
            found(text)
            best = min(best, time.process_time() - began)
        return best

    seconds(1000)
    assert seconds(40_000) < 20 * max(seconds(5_000), 0.001)
