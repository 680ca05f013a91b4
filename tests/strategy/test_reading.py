"""A strategy file is read whole, or told everything that is wrong with it, with where and how to mend it."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategy.made_strategies import FOLDER, GRANLI, NAMES, granli, granli_text, text_of
from torg.strategy.model import Interval, Span, Unit
from torg.strategy.positions import positions
from torg.strategy.problems import StrategyFaulty
from torg.strategy.reading import load, read

BROKEN = sorted((FOLDER / "broken").glob("*.toml"))


@pytest.mark.parametrize("name", NAMES)
def test_each_of_the_five_strategies_is_sound(name: str) -> None:
    reading = read(text_of(name), name=f"{name}.toml")
    assert [problem.sentence() for problem in reading.problems] == []


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_every_fault_of_a_broken_file_is_found_in_one_go_and_on_its_line(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    marked = [number for number, line in enumerate(text.splitlines(), 1) if line.endswith("# fault")]
    reading = read(text, name=path.name)
    found = [problem.line for problem in reading.problems]
    assert found == (marked or [0, 0]), [problem.sentence() for problem in reading.problems]
    assert reading.strategy is None


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_every_fault_says_what_is_wrong_and_how_to_mend_it(path: Path) -> None:
    for problem in read(path.read_text(encoding="utf-8"), name=path.name).problems:
        assert problem.what.endswith(".")
        assert problem.mend.endswith((".", "?"))
        assert problem.file == path.name
        assert problem.sentence().startswith(path.name)


MENDED = [
    ('what     = "answr"', 'Did you mean "answer"?'),
    ('latest   = "5 workin days"', 'Did you mean "5 working days"?'),
    ('channels = ["emial"]', 'Did you mean "email"?'),
    ('chanels  = ["email"]', 'Did you mean "channels"?'),
    ("latest   = 5", "Write the unit too, within quotation marks."),
    ('latest   = "5"', "Write for example"),
    ('number   = "56 00 00 00"', '"number" belongs in [channels. ...].'),
]


@pytest.mark.parametrize(("line", "mend"), MENDED)
def test_a_mistake_is_answered_with_the_nearest_word_or_an_example(line: str, mend: str) -> None:
    key = line.split("=")[0].strip()
    kept = [old for old in GRANLI.splitlines() if not old.startswith(f"{key} ")]
    [problem] = read("\n".join([*kept, line])).problems  # the promise is the last table of the file
    assert mend in problem.mend


def test_loading_a_faulty_file_raises_with_every_problem() -> None:
    with pytest.raises(StrategyFaulty) as caught:
        load(granli_text('[channels.fone]\nhours = "mian"\n'), name="granli.toml")
    assert len(caught.value.problems) == 2
    assert "granli.toml:18" in str(caught.value)


UNREADABLE = [
    ("x = " + "[" * 2000, "too deep within each other"),
    ("x = " + "{a = " * 2000, "too deep within each other"),
    ("x = " + "9" * 5000, "too many digits"),
    ("#" * 1_000_001, "at most 1000000"),
    ('[targets.a]\nsays = "A"\nmeasure = "email_count"\nat_least = nan', "nan is not a number that can be reached"),
    ('[targets.a]\nsays = "A"\nmeasure = "email_count"\nat_least = inf', "inf is not a number that can be reached"),
    ('[targets.a]\nsays = "A"\nmeasure = "email_count"\nat_least = 0x' + "f" * 5000, "too many digits"),
    ('[costs.a]\nchannels = ["email"]\namount = "1 NOK"\nyear = 0x' + "f" * 5000, "too many digits"),
    ('[hours.always]\nmon = "09:00-10:00"', '"always" means round the clock'),
    ("[channels.letter]\naudience = []", "The list is empty."),
    ('[priority]\nsource = "1"', "The priority says nothing."),
]


@pytest.mark.parametrize(("more", "what"), UNREADABLE, ids=[what for _, what in UNREADABLE])
def test_what_cannot_be_read_is_a_fault_and_nothing_worse(more: str, what: str) -> None:
    [problem] = read(granli_text(more)).problems
    assert what in problem.what
    assert problem.mend


@pytest.mark.parametrize("number", ["²", "٥", "5.0", "-5"])
def test_a_number_of_days_is_written_with_ordinary_digits(number: str) -> None:
    [problem] = read(granli_text(instead_of=("5 working days", f"{number} working days"))).problems
    assert "is not a length of time" in problem.what


def test_a_mark_at_the_beginning_that_nobody_sees_does_no_harm() -> None:
    assert read(f"\ufeff{granli_text()}").problems == ()


def test_a_misspelt_name_of_another_table_is_found() -> None:
    [problem] = read(granli_text('[places.hall]\nname = "Hall"\nhours = "ofice"\n')).problems
    assert problem.key == "places.hall.hours"
    assert problem.mend == 'Did you mean "office"? Or add [hours.ofice].'


SPANS = [
    ("at once", Span(0, Unit.SECOND)),
    ("30 seconds", Span(30, Unit.SECOND)),
    ("48 hours", Span(48, Unit.HOUR)),
    ("4 opening hours", Span(4, Unit.OPENING_HOUR)),
    ("1 working day", Span(1, Unit.WORKING_DAY)),
    ("same working day", Span(0, Unit.WORKING_DAY)),
    ("next working day", Span(1, Unit.WORKING_DAY)),
    ("same calendar day", Span(0, Unit.CALENDAR_DAY)),
    ("8 days", Span(8, Unit.CALENDAR_DAY, calendar_said=False)),
    ("3 weeks", Span(3, Unit.WEEK)),
    ("1 month", Span(1, Unit.MONTH)),
]


@pytest.mark.parametrize(("text", "span"), SPANS)
def test_a_length_of_time_is_a_number_and_a_unit(text: str, span: Span) -> None:
    assert granli(instead_of=("5 working days", text)).promises[0].latest == span


def test_a_day_has_any_number_of_opening_intervals_also_past_midnight() -> None:
    hours = granli('[hours.duty]\nfri = "08:00-12:00, 13:00-15:30, 20:00-02:00"\nsat-sun = "00:00-24:00"\n').hours[
        "duty"
    ]
    assert hours.week[4] == (
        Interval(time(8), time(12)),
        Interval(time(13), time(15, 30)),
        Interval(time(20), time(2)),
    )
    assert hours.week[5] == hours.week[6] == (Interval(time(0), time(0)),)


def test_closed_and_extra_days_are_dates() -> None:
    more = (
        '[hours.duty]\nmon = "08:00-12:00"\nclosed = { "2026-03-02" = "Flytting" }\n'
        'extra = { "2026-03-07" = "10:00-14:00" }\n'
    )
    hours = granli(more).hours["duty"]
    assert hours.closed == {date(2026, 3, 2): "Flytting"}
    assert hours.extra == {date(2026, 3, 7): (Interval(time(10), time(14)),)}


def test_the_calendar_takes_days_of_one_year_and_of_every_year() -> None:
    more = (
        '[calendar]\nclosed = { "12-24" = "Julaften", "2026-05-15" = "Inneklemt" }\n'
        'half_days = { "12-31" = { until = "12:00", reason = "Nyttårsaften" } }\nday_ends_at_closing_of = "office"\n'
    )
    calendar = granli(more).calendar
    assert calendar.yearly_closed == {(12, 24): "Julaften"}
    assert calendar.closed == {date(2026, 5, 15): "Inneklemt"}
    assert calendar.yearly_half_days == {(12, 31): (time(12), "Nyttårsaften")}
    assert (calendar.day_ends_at_closing, calendar.day_hours) == (True, "office")


def test_where_the_file_is_silent_country_gives_zone_and_languages() -> None:
    municipality = 'name      = "Granli kommune"\ncountry   = "NO"\nlanguages = ["nb"]'
    danish = granli(instead_of=(municipality, 'name = "Granli Kommune"\ncountry = "DK"'))
    assert danish.calendar.zone == "Europe/Copenhagen"
    assert danish.municipality.languages == ("da", "en")


def test_a_month_or_a_year_means_its_last_day_for_a_goal_and_its_first_for_a_beginning() -> None:
    more = (
        '[targets.all]\nsays = "Alt"\nby = "2019-02"\n'
        '[transitions.new]\nsays = "Nytt"\nstarts_on = "2013-11"\nends_on = 2014\n'
    )
    strategy = granli(more)
    assert strategy.targets["all"].by == date(2019, 2, 28)
    assert strategy.transitions["new"].starts_on == date(2013, 11, 1)
    assert strategy.transitions["new"].ends_on == date(2014, 12, 31)


def test_a_share_is_written_in_per_cent_and_a_cost_with_its_currency() -> None:
    more = (
        '[targets.half]\nsays = "Halvparten"\nmeasure = "digital_share"\nat_least = "62.5 %"\n'
        '[costs.phone]\nchannels = ["phone"]\namount = "40 NOK"\nyear = 2015\n'
    )
    strategy = granli(more)
    assert strategy.targets["half"].at_least == Decimal("0.625")
    assert (strategy.costs["phone"].amount, strategy.costs["phone"].currency) == (Decimal(40), "NOK")


def test_a_promise_starts_and_is_settled_as_is_usual_for_its_kind() -> None:
    more = '[promises.back]\nwhat = "callback"\nlatest = "next working day"\n'
    promise = granli(more).promises[1]
    assert (promise.starts, promise.settled_by) == ("missed_call", ("called_back",))


def test_a_social_channel_is_for_talk_and_news_where_nothing_is_said() -> None:
    assert granli('[channels.facebook]\nkind = "social"\n').channels["facebook"].use == ("dialogue", "publishing")


def test_the_order_of_the_file_is_kept() -> None:
    assert list(granli().channels) == ["email", "phone"]
    assert granli().channels["email"].name == "E-post"


def test_positions_know_lines_in_lists_inline_tables_and_arrays_of_tables() -> None:
    text = '# c\na = [1,\n 2]\n[t]\nk = """x\ny"""\nz = { m = 1, "n.o" = \'p\' }\n[[r]]\nw = 1\n[[r]]\n[[r.y]]\nj = 1\n'
    lines = positions(text)
    assert lines[("a", 1)] == 3
    assert lines[("t", "z", "n.o")] == 7
    assert lines[("r", 1)] == 10
    assert lines[("r", 1, "y", 0, "j")] == 12


@settings(max_examples=150, deadline=None)
@given(
    name=st.sampled_from(NAMES),
    cut=st.floats(0, 1),
    length=st.integers(0, 40),
    put=st.text(alphabet='abz09 "=[]{}.,#%-:\n', max_size=12),
)
def test_no_text_whatever_makes_reading_fail_with_anything_but_problems(
    name: str, cut: float, length: int, put: str
) -> None:
    text = text_of(name)
    at = int(cut * len(text))
    reading = read(text[:at] + put + text[at + length :])
    assert (reading.strategy is None) == bool(reading.problems)
