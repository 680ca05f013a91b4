"""What is legal in a strategy but unwise is told, with where and how to mend it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.strategy.made_strategies import granli_text, text_of
from torg.strategy.reading import read

TODAY = date(2026, 3, 31)


def warnings(text: str, today: date | None = TODAY) -> dict[str, str]:
    """What is unwise, by the key it stands at."""
    reading = read(text, name="granli.toml", today=today)
    assert reading.problems == ()
    return {warning.key: warning.what for warning in reading.warnings}


def test_a_good_small_strategy_has_no_warnings() -> None:
    assert warnings(granli_text()) == {}


def test_days_without_a_calendar_are_warned_of_with_both_ways_to_mend() -> None:
    reading = read(granli_text(instead_of=("5 working days", "8 days")), name="granli.toml")
    [warning] = reading.warnings
    assert (warning.key, warning.line) == ("promises.written.latest", 17)
    assert "8 working days" in warning.mend
    assert "8 calendar days" in warning.mend


def test_a_mean_that_is_also_a_share_is_warned_of() -> None:
    more = (
        '[promises.fast]\nwhat = "pick_up"\nchannels = ["phone"]\nlatest = "30 seconds"\nshare = "80 %"\nmean = true\n'
    )
    assert "A mean cannot also be a share" in warnings(granli_text(more))["promises.fast.mean"]


def test_a_goal_without_owner_date_or_figure_is_warned_of() -> None:
    more = '[targets.best]\nsays = "Best i landet"\n'
    assert warnings(granli_text(more)) == {"targets.best": "The goal has no figure, no owner, no date."}


def test_a_goal_whose_date_has_passed_is_warned_of_on_the_day_after() -> None:
    more = (
        '[targets.post]\nsays = "Digitalt"\nmeasure = "digital_post_share"\nat_least = "75 %"\n'
        'owner = "Postmottak"\nby = "2026-03"\n'
    )
    assert warnings(granli_text(more), today=date(2026, 3, 31)) == {}
    assert list(warnings(granli_text(more), today=date(2026, 4, 1))) == ["targets.post.by"]


def test_a_written_channel_without_a_promise_is_warned_of() -> None:
    assert "when they get an answer" in warnings(granli_text("[channels.letter]\n"))["channels.letter"]


def test_a_channel_that_only_publishes_needs_no_promise() -> None:
    more = '[channels.facebook]\nkind = "social"\nuse = ["publishing"]\n[channels.newsletter]\n'
    assert warnings(granli_text(more)) == {}


def test_a_channel_where_somebody_must_be_there_needs_hours() -> None:
    assert "no hours" in warnings(granli_text("[channels.visit]\n"))["channels.visit"]
    with_place = '[places.hall]\nname = "Hallen"\nhours = "office"\n[channels.visit]\nplaces = ["hall"]\n'
    assert warnings(granli_text(with_place)) == {}


def test_a_promise_to_pick_up_the_phone_needs_opening_hours() -> None:
    more = (
        '[channels.duty]\nkind = "chat"\nhours = "always"\n[promises.fast]\nwhat = "pick_up"\nlatest = "30 seconds"\n'
    )
    assert "needs opening hours" in warnings(granli_text(more))["promises.fast"]


def test_a_promise_that_never_applies_is_warned_of() -> None:
    more = '[promises.again]\nwhat = "answer"\nchannels = ["email"]\nlatest = "2 working days"\n'
    assert 'This promise never applies: "written" holds' in warnings(granli_text(more))["promises.again"]


def test_a_reply_rule_that_is_never_reached_is_warned_of() -> None:
    more = (
        '[[replies]]\nby = ["email"]\n[[replies]]\nwhen = { sensitive = true, came_by = ["email"] }\nby = ["letter"]\n'
    )
    assert "rule 1 fits whenever this one does" in warnings(granli_text(more))["replies[2]"]


def test_sensitive_answers_by_plain_email_are_warned_of() -> None:
    more = '[[replies]]\nwhen = { sensitive = true }\nby = ["email"]\n'
    assert "sent in the open" in warnings(granli_text(more))["replies[1].by"]


def test_a_field_that_lacks_what_every_field_is_to_show_is_warned_of() -> None:
    more = '[rules]\nevery_field_shows = ["opening_hours", "phone_number"]\n[fields.roads]\nname = "Veier"\n'
    assert "its hours and phone" in warnings(granli_text(more))["fields.roads"]


def test_hours_that_nothing_keeps_are_warned_of() -> None:
    assert warnings(granli_text('[hours.summer]\nmon = "09:00-12:00"\n')) == {
        "hours.summer": "Nothing keeps these hours."
    }


def test_a_transition_that_moves_channels_without_a_first_day_is_warned_of() -> None:
    more = '[transitions.new]\nsays = "Nytt"\nto = ["email"]\nreduces = ["phone"]\n'
    assert "no first day" in warnings(granli_text(more))["transitions.new"]


def test_measures_that_nobody_owns_are_counted_for_the_whole_area() -> None:
    more = '[focus.web]\nname = "Nett"\ngoal = "Mer"\n[[focus.web.measures]]\nsays = "Skrive"\n'
    assert warnings(granli_text(more)) == {"focus.web": "1 of 1 measures have no owner."}


FROM_THE_FIVE = [
    ("kongsvinger", "promises.phone_as_summed_up.mean"),
    ("kongsvinger", "promises.complaint.latest"),
    ("kongsvinger", "promises.meeting.latest"),
    ("drammen", "targets.digital_post.by"),
    ("drammen", "channels.email"),
    ("halsnaes", "targets.letters_digital.by"),
    ("albertslund", "channels.phone"),
    ("alver", "targets.good_service"),
]


@pytest.mark.parametrize(("name", "key"), FROM_THE_FIVE)
def test_what_the_five_strategies_leave_open_is_warned_of(name: str, key: str) -> None:
    reading = read(text_of(name), name=f"{name}.toml", today=TODAY)
    [warning] = [warning for warning in reading.warnings if warning.key == key]
    assert warning.line > 0
    assert warning.mend
