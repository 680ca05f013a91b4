"""Links from words to pages are learnt from several people or from staff, and can be seen, kept and undone."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests.town import Town
from torg.assistant.actions import learn
from torg.assistant.models import DaySalt, Signal, Wording
from torg.assistant.proof import Told, interval, lower_bound, proof
from torg.assistant.queries.finding import ask
from torg.assistant.queries.learnt import learnt, wordings
from torg.assistant.queries.shelf import built, standing
from torg.catalogue.actions.publishing import publish
from torg.catalogue.actions.writing import Belonging, NotAnEditor, make_page
from torg.catalogue.content import Content
from torg.catalogue.models import Page
from torg.people.models import Staff

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY, WEDNESDAY = date(2026, 3, 30), date(2026, 3, 31), date(2026, 4, 1)


@pytest.mark.parametrize(
    ("signs", "why_not"),
    [
        ([("staff", MONDAY, "staff-1")], ""),
        ([("staff", MONDAY, "staff-1"), ("no", MONDAY, "a"), ("no", TUESDAY, "b")], ""),
        ([("staff", MONDAY, "staff-1"), *(("no", MONDAY, one) for one in "abc"), ("no", TUESDAY, "a")], "trust"),
        ([*(("yes", MONDAY, one) for one in "abc"), ("yes", TUESDAY, "a")], ""),
        ([(what, day, one) for what in ("yes", "click") for day in (MONDAY, TUESDAY) for one in "ab"], "voices"),
        ([("yes", MONDAY, "a"), ("yes", MONDAY, "b"), ("yes", MONDAY, "c")], "voices"),
        ([("yes", MONDAY, "a"), ("yes", TUESDAY, "b"), ("yes", WEDNESDAY, "c")], "voices"),
        ([("yes", MONDAY, "a"), ("yes", TUESDAY, "b")], "voices"),
        ([*(("click", MONDAY, one) for one in "abc"), ("click", TUESDAY, "a")], "trust"),
        ([("yes", TUESDAY, letter) for letter in "abcdef"] + [("no", MONDAY, letter) for letter in "abc"], "share"),
        ([("no", MONDAY, "a"), *(("yes", MONDAY, one) for one in "abc"), ("yes", TUESDAY, "a")], "share"),
        ([], "trust"),
    ],
)
def test_what_signs_come_to(signs: list[tuple[str, date, str]], why_not: str) -> None:
    assert proof(Told(*sign) for sign in signs).why_not == why_not


def test_the_interval_holds_the_share_and_narrows() -> None:
    assert interval(0, 0) == (0.0, 1.0)
    few, many = interval(8, 10), interval(800, 1000)
    assert few[0] < many[0] < 0.8 < many[1] < few[1]
    assert lower_bound(0, 5) == 0.0


def sign(page: Page, what: str, now: datetime, address: str, times: int = 1) -> None:
    for _ in range(times):
        learn.note_sign("hvor setter jeg carport", page.pk, what, language="nb", address=address, now=now)


def test_a_thousand_clicks_of_one_visitor_change_nothing(garage: Page, now: datetime) -> None:
    sign(garage, "click", now, "192.0.2.7", times=1000)
    sign(garage, "yes", now, "192.0.2.7", times=100)
    assert Signal.objects.count() == 2
    assert wordings() == {}


def test_two_visitors_change_nothing_however_long_they_go_on(garage: Page, now: datetime) -> None:
    for day in range(30):
        for address in ("192.0.2.7", "198.51.100.9"):
            sign(garage, "click", now + timedelta(days=day), address, times=3)
    assert wordings() == {}


def test_a_burst_from_one_range_is_one_voice(garage: Page, now: datetime) -> None:
    for last in range(1, 255):
        sign(garage, "yes", now, f"192.0.2.{last}")
        sign(garage, "yes", now + timedelta(days=1), f"192.0.2.{last}")
    assert wordings() == {}
    wording = Wording.objects.get()
    assert (wording.yes, wording.standing) == (2, "seen")


def several(page: Page, now: datetime, words: str = "hvor setter jeg carport") -> Wording:
    """Three readers on one day and one on another say that a page helped."""
    for day, address in ((0, "192.0.2.7"), (0, "2001:db8::1"), (0, "203.0.113.5"), (1, "198.51.100.9")):
        at = now + timedelta(days=day)
        learn.note_sign(words, page.pk, "yes", language="nb", address=address, now=at)
    return Wording.objects.latest("pk")


def test_what_several_readers_say_on_several_days_is_on_trial_and_names_no_page(garage: Page, now: datetime) -> None:
    before = standing()
    row = several(garage, now)
    assert row.standing == "trial"
    assert wordings() == {}
    assert (built().trials, [one.learnt for one in built().shelf.entries]) == ({row.words: garage.pk}, [()])
    assert standing() != before, "so that every process takes it in"
    assert [one.standing for one in learnt("nb", standings=("trial",))] == ["trial"]


def test_a_page_on_trial_is_offered_for_just_these_words_and_is_never_the_answer(
    garage: Page, now: datetime, town: Town, editor: Staff
) -> None:
    words = "frimurerlosje frynsete"
    assert ask(words, language="nb").verdict == "unknown"
    wording = several(garage, now, words)
    found = ask(f"{words}?", language="nb")
    assert (found.verdict, [one.page_id for one in found.answers]) == ("choices", [garage.pk])
    assert found.answers[0].confidence <= 0.3
    assert ask("frynsete", language="nb").verdict == "unknown"
    assert ask("bygge garasje", language="nb").verdict == "answer"
    learn.keep(wording.pk, by=editor, now=now)
    found = ask(words, language="nb")
    assert found.answers[0].page_id == garage.pk
    assert found.answers[0].confidence > 0.3


def test_what_is_the_sure_answer_stays_so_whatever_readers_say(
    garage: Page, now: datetime, town: Town, editor: Staff
) -> None:
    words = {"nb": {"title": "Frosker", "summary": "Om frosker."}}
    other = make_page("frogs", "service", Content(words), Belonging(garage.unit_id), by=editor, now=now)
    publish(other.pk, by=editor, now=now)
    before = ask("bygge garasje", language="nb")
    several(other, now, "bygge garasje")
    assert ask("bygge garasje", language="nb") == before


def test_staff_confirm_what_is_on_trial(garage: Page, now: datetime, town: Town) -> None:
    several(garage, now)
    learn.confirm("hvor setter jeg carport", garage.pk, by=town.front, now=now)
    assert wordings() == {garage.pk: ("setter carport",)}


def test_in_a_week_a_few_links_of_readers_alone_are_tried_and_the_rest_waits_for_an_editor(
    garage: Page, now: datetime, editor: Staff
) -> None:
    many = [several(garage, now, f"hvor setter jeg {thing}") for thing in ("a" * n for n in range(3, 10))]
    stands = [Wording.objects.get(pk=one.pk).standing for one in many]
    assert stands == ["trial"] * learn.MOST_TRIALS_A_WEEK + ["waits"] * 2
    assert ask(f"setter {'a' * 9}", language="nb").verdict == "unknown"
    later = now + timedelta(days=9)
    assert several(garage, later, "hvor setter jeg drivhus").standing == "trial"
    learn.note_sign(f"hvor setter jeg {'a' * 9}", garage.pk, "yes", language="nb", address="192.0.2.7", now=later)
    assert Wording.objects.get(pk=many[-1].pk).standing == "waits"
    learn.keep(many[-1].pk, by=editor, now=later)
    assert f"setter {'a' * 9}" in wordings()[garage.pk]


def test_staffs_word_counts_at_once_and_can_be_taken_back(garage: Page, now: datetime, town: Town) -> None:
    wording = learn.confirm("Hvor setter jeg carport?", garage.pk, by=town.front, now=now)
    assert wordings() == {garage.pk: ("setter carport",)}
    one = learnt("nb")[0]
    assert (one.title, one.said_by, one.signs, one.trust) == ("Bygge garasje", "Frida Front", {"staff": 1}, 1.0)
    learn.take_back(wording, by=town.front, now=now)
    assert wordings() == {}
    with pytest.raises(learn.NoWords):
        learn.confirm("hva er det?", garage.pk, by=town.front, now=now)


def test_readers_can_unlearn_what_staff_said_and_not_what_an_editor_keeps(
    garage: Page, now: datetime, town: Town, editor: Staff
) -> None:
    wording = learn.confirm("Hvor setter jeg carport?", garage.pk, by=town.front, now=now)
    for address in ("192.0.2.7", "198.51.100.9", "203.0.113.5"):
        sign(garage, "no", now, address)
    assert wordings() != {}
    sign(garage, "no", now + timedelta(days=1), "192.0.2.7")
    assert wordings() == {}
    learn.keep(wording, by=editor, now=now)
    sign(garage, "no", now + timedelta(days=2), "203.0.113.5")
    assert wordings() == {garage.pk: ("setter carport",)}


def test_what_an_editor_removes_is_learnt_again_by_new_signs_alone_and_never_means_never(
    garage: Page, now: datetime, town: Town, editor: Staff
) -> None:
    wording = learn.confirm("Hvor setter jeg carport?", garage.pk, by=town.front, now=now)
    learn.remove(wording, by=editor, now=now)
    assert wordings() == {}
    sign(garage, "yes", now, "192.0.2.7")
    assert wordings() == {}
    learn.undo(wording, by=editor, now=now)
    assert wordings() != {}
    learn.remove(wording, by=editor, now=now)
    learn.confirm("Hvor setter jeg carport?", garage.pk, by=town.front, now=now + timedelta(days=1))
    assert wordings() != {}
    learn.never(wording, by=editor, now=now)
    with pytest.raises(learn.NeverLearnt):
        learn.confirm("Hvor setter jeg carport?", garage.pk, by=town.front, now=now + timedelta(days=2))
    assert wordings() == {}
    learn.undo(wording, by=editor, now=now)
    assert wordings() != {}
    with pytest.raises(NotAnEditor):
        learn.never(wording, by=town.front, now=now)


def test_the_days_secret_goes_with_the_day(garage: Page, now: datetime) -> None:
    sign(garage, "click", now, "192.0.2.7")
    assert DaySalt.objects.count() == 1
    assert learn.forget_voices(now=now) == 0
    assert learn.forget_voices(now=now + timedelta(days=1)) == 1
    assert "192.0.2" not in str(Signal.objects.values_list())
