"""Why a date is what it is, in sentences that a citizen can read."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings

from tests.strategy.made_calendars import copenhagen, denmark, norway, office, oslo
from tests.strategy.test_deadlines import SPANS
from tests.strategy.test_opening import MOMENTS
from torg.strategy import sentences_of_time
from torg.strategy.deadlines import due
from torg.strategy.explanations import Fact, Step, from_json, says, to_json
from torg.strategy.model import Span, Unit
from torg.strategy.words_of_time import date_in_words, moment_in_words, span_in_words, within_in_words

LANGUAGES = ("nb", "nn", "da", "en")
ANSWER: dict[str, Fact] = {"what": "answer"}


def told(language: str, span: Span, at: datetime, **said: object) -> str:
    calendar = said.pop("calendar", None) or norway(office("09:00-15:00"))
    return " ".join(says(due(calendar, span, at, **said).steps, language=language))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "nb",
            (
                "Du skrev til oss tirsdag 31. mars kl. 15.40. Vi lover svar innen 5 arbeidsdager. "
                "Det følger av strategien vår («4.2»). Dagen vi fikk henvendelsen, teller ikke med; den første dagen "
                "som teller, er onsdag 1. april. Skjærtorsdag (2. april), langfredag (3. april), helgen 4.–5. april og "
                "andre påskedag (6. april) teller ikke. Du får svar senest fredag 10. april."
            ),
        ),
        (
            "nn",
            (
                "Du skreiv til oss tysdag 31. mars kl. 15.40. Vi lovar svar innan 5 arbeidsdagar. "
                "Det følgjer av strategien vår («4.2»). Dagen vi fekk førespurnaden, tel ikkje med; den første dagen "
                "som tel, er onsdag 1. april. Skjærtorsdag (2. april), langfredag (3. april), helga 4.–5. april og "
                "andre påskedag (6. april) tel ikkje. Du får svar seinast fredag 10. april."
            ),
        ),
        (
            "da",
            (
                "Du skrev til os tirsdag den 31. marts kl. 15.40. Vi lover dig svar inden for 5 arbejdsdage. "
                "Det følger af vores strategi (»4.2«). Dagen, hvor vi fik henvendelsen, tæller ikke med; den første "
                "dag, der tæller, er onsdag den 1. april. Skærtorsdag (2. april), langfredag (3. april), weekenden den "
                "4.–5. april og 2. påskedag (6. april) tæller ikke. Du får svar senest fredag den 10. april."
            ),
        ),
        (
            "en",
            (
                "You wrote to us on Tuesday 31 March at 15:40. We promise an answer within 5 working days. "
                "This follows from our strategy (“4.2”). The day we received it is not counted; the first day that "
                "counts is Wednesday 1 April. Maundy Thursday (2 April), Good Friday (3 April), the weekend of 4–5 "
                "April and Easter Monday (6 April) are not counted. You will have an answer by Friday 10 April."
            ),
        ),
    ],
)
def test_five_working_days_over_easter_are_explained(language: str, text: str) -> None:
    promised: dict[str, Fact] = {"what": "answer", "source": "4.2"}
    at = oslo("2026-03-31 15:40")
    assert told(language, Span(5, Unit.WORKING_DAY), at, how="email", promised=promised) == text


def test_a_default_is_told_as_one() -> None:
    text = told("en", Span(10, Unit.WORKING_DAY), oslo("2026-06-01 10:00"), promised={"what": "answer", "default": 1})
    assert "The municipality has not set a deadline of its own for this. We then promise an answer" in text


def test_a_share_is_told_with_the_languages_own_comma() -> None:
    promised: dict[str, Fact] = {"what": "pick_up", "share": "82.5"}
    at = oslo("2026-06-01 10:00")
    assert "82,5 % av henvendelsene" in told("nb", Span(30, Unit.SECOND), at, promised=promised)
    assert told("en", Span(30, Unit.SECOND), at, promised=promised).endswith("pick up the phone within 30 seconds.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_once_names_no_time_of_day(language: str) -> None:
    sentences = says(
        due(norway(), Span(0, Unit.SECOND), oslo("2026-06-01 10:00"), promised={"what": "receipt"}).steps,
        language=language,
    )
    assert "10" not in sentences[-1]


def test_weeks_that_end_on_a_holiday_say_where_they_landed_and_moved() -> None:
    text = told("nb", Span(3, Unit.WEEK), oslo("2026-03-12 10:00"), promised=ANSWER)
    assert "Fristen ville ha falt på torsdag 2. april." in text
    assert "Derfor flyttes fristen til tirsdag 7. april." in text


def test_hours_over_a_clock_change_say_so() -> None:
    spring = told("nn", Span(48, Unit.HOUR), oslo("2026-03-27 10:00"), promised=ANSWER)
    assert "Natt til søndag 29. mars blir klokka stilt ein time fram, og vi reknar i verkelege timar." in spring
    autumn = told("en", Span(48, Unit.HOUR), oslo("2026-10-24 10:00"), promised=ANSWER)
    assert "The clocks go back one hour on Sunday 25 October" in autumn
    assert "by Monday 26 October at 09:00." in autumn
    assert "clock" not in told("en", Span(48, Unit.HOUR), oslo("2026-06-01 10:00"), promised=ANSWER)


def test_opening_hours_list_what_was_counted_and_what_was_not() -> None:
    text = told("en", Span(8, Unit.OPENING_HOUR), oslo("2026-04-30 14:00"), hours="office", promised=ANSWER)
    assert (
        "Only the time when we are open counts: Thursday 30 April 14:00–15:00, Monday 4 May 09:00–15:00 and "
        "Tuesday 5 May 09:00–10:00. Labour Day (1 May) and the weekend of 2–3 May are not counted."
    ) in text


def test_many_opening_hours_are_told_by_their_ends() -> None:
    text = told("da", Span(100, Unit.OPENING_HOUR), oslo("2026-06-01 10:00"), hours="office", promised=ANSWER)
    assert "tæller, fra mandag den 1. juni kl. 10.00 til " in text


def test_days_without_opening_hours_are_told() -> None:
    calendar = norway(office("10:00-12:00", days=(1, 3)))
    text = told("nb", Span(3, Unit.OPENING_HOUR), oslo("2026-06-02 10:00"), calendar=calendar, hours="office")
    assert "3. juni (ikke åpent) teller ikke." in text


def test_closed_and_half_days_give_the_municipalitys_own_reason() -> None:
    calendar = denmark(
        office("10:00-15:00"),
        yearly_closed={(12, 31): "nytårsaftensdag"},
        yearly_half_days={(12, 24): (time(12), "juleaftensdag")},
        closed={date(2026, 12, 28): "", date(2026, 12, 29): ""},
        day_ends_at_closing=True,
        day_hours="office",
    )
    closed = told("da", Span(4, Unit.WORKING_DAY), copenhagen("2026-12-23 10:00"), calendar=calendar, promised=ANSWER)
    assert "28.–29. december (kommunen har lukket)" in closed
    assert "31. december (kommunen har lukket: nytårsaftensdag)" in closed
    assert closed.endswith("Du får svar senest tirsdag den 5. januar 2027 kl. 15.00, når vi lukker.")
    half = told("da", Span(1, Unit.WORKING_DAY), copenhagen("2026-12-23 10:00"), calendar=calendar, promised=ANSWER)
    assert "Torsdag den 24. december lukker vi kl. 12.00 (juleaftensdag)." in half


def test_after_hours_says_what_the_same_day_came_to() -> None:
    same = Span(0, Unit.WORKING_DAY)
    at = oslo("2026-05-08 16:00")
    assert "så vi regner den neste arbeidsdagen som samme dag" in told("nb", same, at, hours="office", promised=ANSWER)
    following = Span(1, Unit.WORKING_DAY)
    text = told("nb", same, at, hours="office", after_hours=following, promised=ANSWER)
    assert "Da hadde vi stengt. Vi lover svar senest neste arbeidsdag." in text


def test_several_weekends_are_gathered_and_many_are_counted() -> None:
    three = told("en", Span(14, Unit.WORKING_DAY), oslo("2026-06-04 10:00"), promised=ANSWER)
    assert "The weekends of 6–7 June, 13–14 June and 20–21 June are not counted." in three
    assert "6 weekends (6 June–12 July)" in told("en", Span(30, Unit.WORKING_DAY), oslo("2026-06-04 10:00"))


def test_one_weekend_day_is_told_by_its_name() -> None:
    calendar = norway(working_week=(0, 1, 2, 3, 4, 5))
    text = told("en", Span(2, Unit.WORKING_DAY), oslo("2026-06-05 10:00"), calendar=calendar)
    assert "Sunday 7 June is not counted." in text


def test_another_year_than_that_of_the_arrival_is_named() -> None:
    assert told("nb", Span(5, Unit.WORKING_DAY), oslo("2026-12-29 10:00"), promised=ANSWER).endswith("januar 2027.")


def test_how_it_came_decides_the_first_words() -> None:
    def first(how: str) -> str:
        return told("en", Span(1, Unit.HOUR), oslo("2026-06-01 10:00"), how=how).split(" on ")[0]

    assert [first(how) for how in ("email", "phone", "visit", "letter", "pigeon")] == [
        "You wrote to us",
        "You called us",
        "You came to see us",
        "We received your letter",
        "Your enquiry reached us",
    ]


@settings(max_examples=100, deadline=None)
@given(at=MOMENTS, span=SPANS)
def test_every_explanation_survives_storage_and_is_whole_sentences_in_every_language(at: datetime, span: Span) -> None:
    calendar = norway(
        office("09:00-11:30", "12:00-15:00"),
        closed={date(2026, 7, 13) + timedelta(days=n): "Fellesferie" for n in range(5)},
        yearly_half_days={(12, 24): (time(12), "Julaften")},
    )
    steps = due(calendar, span, at, hours="office", how="email", promised=ANSWER).steps
    stored = from_json(json.loads(json.dumps(to_json(steps))))
    assert stored == steps
    for language in LANGUAGES:
        for sentence in says(stored, language=language):
            assert sentence[0].isupper() or sentence[0].isdigit()
            assert sentence.endswith(".")
            assert "{" not in sentence
            assert "  " not in sentence


def test_a_step_from_a_newer_torg_says_nothing() -> None:
    assert says((Step("from_the_future", {"x": 1}),), language="nb") == []


def test_every_sentence_exists_in_every_language_with_the_same_blanks() -> None:
    def tables(found: object) -> list[dict[str, str]]:
        if not isinstance(found, dict):
            return []
        if set(found) == set(LANGUAGES):
            return [found]
        return [table for inner in found.values() for table in tables(inner)]

    names = [name for name in vars(sentences_of_time) if name.isupper() and name not in ("WROTE", "HOW_ARRIVED")]
    assert len(names) > 10
    for name in names:
        found = tables(getattr(sentences_of_time, name))
        assert found, name
        for table in found:
            blanks = {tuple(sorted(part.split("}")[0] for part in text.split("{")[1:])) for text in table.values()}
            assert len(blanks) == 1, table


def test_dates_and_moments_in_words() -> None:
    at = oslo("2026-04-08 15:40")
    assert [date_in_words(at, language=language, zone="Europe/Oslo") for language in LANGUAGES] == [
        "onsdag 8. april",
        "onsdag 8. april",
        "onsdag den 8. april",
        "Wednesday 8 April",
    ]
    assert moment_in_words(at, language="nb", zone="Europe/Oslo") == "onsdag 8. april kl. 15.40"
    assert moment_in_words(at, language="en", zone="UTC", year=True) == "Wednesday 8 April 2026 at 13:40"


def test_spans_in_words() -> None:
    assert span_in_words(Span(1, Unit.WEEK), "nn") == "1 veke"
    assert span_in_words(Span(4, Unit.OPENING_HOUR), "da") == "4 timer i åbningstiden"
    assert within_in_words(Span(48, Unit.HOUR), "nb") == "innen 48 timer"
    assert within_in_words(Span(1, Unit.WORKING_DAY), "en") == "by the next working day"
    assert within_in_words(Span(0, Unit.SECOND), "nb") == "med en gang"
