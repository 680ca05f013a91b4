"""A strategy can be read by a service manager, and its promises by a citizen, in nb, nn, da and en."""

from __future__ import annotations

import pytest

from tests.strategy.made_strategies import NAMES, granli, shipped
from torg.strategy import words_of_strategy
from torg.strategy.showing import our_promises, show
from torg.strategy.vocabulary import LANGUAGES


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_of_the_five_can_be_read_in_every_language(name: str, language: str) -> None:
    sections = show(shipped(name), language)
    assert len(sections) > 8
    for section in sections:
        assert all(len(row) == len(section.columns) for row in section.rows)
        assert "{" not in " ".join((*section.paragraphs, *(cell for row in section.rows for cell in row)))


def test_a_strategy_is_shown_in_the_municipalitys_own_language_by_default() -> None:
    assert "Det vi lovar" in [section.title for section in show(shipped("alver"))]
    assert "Det vi lover" in [section.title for section in show(shipped("albertslund"))]


PROMISES = [
    ("nb", "Vi svarer innen 5 arbeidsdager."),
    ("nn", "Vi svarar innan 5 arbeidsdagar."),
    ("da", "Vi svarer inden for 5 arbejdsdage."),
    ("en", "We answer within 5 working days."),
]


@pytest.mark.parametrize(("language", "sentence"), PROMISES)
def test_a_promise_is_a_sentence_that_a_citizen_can_read(language: str, sentence: str) -> None:
    assert our_promises(granli(), language)[0].sentence == sentence


def test_everything_that_a_promise_says_is_in_its_sentence() -> None:
    [phone] = [one for one in our_promises(shipped("alver"), "nn") if one.channel == "phone"]
    assert phone.sentence == (
        "Vi ringjer tilbake seinast neste arbeidsdag, og helst same arbeidsdag. Det gjeld ikkje saksbehandling. "
        "Vi sender ei tekstmelding om når, der det er mogleg. "
        "Treng vi lengre tid, får du eit førebels svar med ny dato."
    )
    assert (phone.channel_name, phone.source) == ("Hovudnummeret", "3.3.2")


def test_a_mean_is_not_told_as_a_promise() -> None:
    rules = [one.rule for one in our_promises(shipped("kongsvinger"), "nb")]
    assert "phone" in rules
    assert "phone_as_summed_up" not in rules


def test_where_the_strategy_is_silent_the_default_is_told_as_such() -> None:
    [only] = our_promises(shipped("drammen"), "nb")
    assert only.is_default
    assert only.sentence == (
        "Vi svarer innen 10 arbeidsdager. Strategien sier ikke noe om dette; det er standarden i systemet."
    )
    assert not any(one.is_default for one in our_promises(shipped("albertslund"), "da"))


def test_opening_hours_are_told_with_the_days_that_differ() -> None:
    more = (
        '[hours.duty]\nmon-wed = "08:00-12:00, 13:00-15:00"\nfri = "20:00-24:00"\n'
        'closed = { "2026-03-02" = "Flytting" }\nextra = { "2026-03-07" = "closed" }\n'
    )
    [hours] = [section for section in show(granli(more), "nb") if section.title == "Åpningstider"]
    assert hours.rows[1][1] == (
        "mandag–onsdag 08.00–12.00 og 13.00–15.00, fredag 20.00–24.00, "
        "stengt 2. mars 2026 (Flytting), 7. mars 2026: stengt"
    )


def test_every_sentence_has_the_same_blanks_in_every_language() -> None:
    for table in ("PROMISED", "ADDED", "SAID", "FOR_WHOM", "CHANGED", "SUBJECTS"):
        for word, texts in vars(words_of_strategy)[table].items():
            blanks = {text: sorted(part.split("}")[0] for part in text.split("{")[1:]) for text in texts.values()}
            assert len({tuple(found) for found in blanks.values()}) == 1, word
