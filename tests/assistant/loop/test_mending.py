"""Questions that mean the same are seen together, answered with one press, tried before, measured after, and undone."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.assistant.loop.asking import ask, grouped
from tests.town import Town
from torg.assistant.actions import group, learn, mend
from torg.assistant.actions.asked import judge_question
from torg.assistant.models import Question, QuestionGroup, Wording
from torg.assistant.queries import asked
from torg.assistant.queries.finding import ask as answered
from torg.assistant.queries.learnt import wordings
from torg.assistant.queries.trial import as_it_is, with_draft, with_words
from torg.catalogue.actions.publishing import publish
from torg.catalogue.actions.writing import NotAnEditor, write
from torg.catalogue.content import Content
from torg.catalogue.models import Page
from torg.catalogue.queries.care import desk_page
from torg.people.models import Staff

pytestmark = pytest.mark.django_db
SHED = ("hvor stort skur kan jeg ha", "skur", "hvor stort skur")


def test_an_hour_later_questions_stand_in_groups_with_their_counts(garage: Page, now: datetime) -> None:
    for text in (*SHED, "bygge garasje"):
        ask(text, now, garage if "garasje" in text else None)
    ask("hva er det", now)
    assert group.group_new(now=now) == 5
    assert group.group_new(now=now) == 0
    rows = asked.groups("all", language="nb")
    assert [(row.label, row.asked, row.unknown) for row in rows] == [("skur", 3, 3)]
    assert Question.objects.get(text="").group is None
    ask("Skuret", now + timedelta(hours=1))
    group.group_new(now=now + timedelta(hours=1))
    assert asked.groups("all", language="nb")[0].asked == 4
    group.count(now=now + timedelta(days=31))
    assert [(row.asked, row.asked_before) for row in QuestionGroup.objects.filter(label="skur")] == [(0, 4)]


def test_what_one_alone_asked_is_shown_to_nobody(now: datetime) -> None:
    alone = grouped(["hvor stort skur"], now)
    assert asked.group(alone, language="nb", now=now) is None
    assert grouped(["hvor stort skur"], now) == alone
    assert asked.group(alone, language="nb", now=now) is not None


def test_each_list_shows_its_own_trouble(garage: Page, fence: Page, now: datetime) -> None:
    for text in SHED:
        ask(text, now)
    for number in [ask("gjerde mot naboen", now, fence) for _ in range(3)]:
        judge_question(number, helped=False, now=now)
    for number in [ask("male huset", now, garage) for _ in range(2)]:
        Question.objects.filter(pk=number).update(came_back=True)
    for _ in range(6):
        ask("brøyting", now, garage)
    for _ in range(2):
        ask("lekeplass", now, garage)
        ask("lekeplass", now - timedelta(days=40), garage)
    group.group_new(now=now)
    found = {show: {row.label for row in asked.groups(show, language="nb")} for show in asked.SHOWS}
    assert found["unanswered"] == found["pageless"] == {"skur"}
    assert found["bad"] == {"gjerde mot naboen", "male huset"}
    assert found["rising"] == {"brøyting"}
    assert found["decided"] == set()
    assert found["all"] == {"skur", "gjerde mot naboen", "male huset", "brøyting", "lekeplass"}
    assert asked.how_many("bad") == 2


def test_an_answer_is_drafted_with_the_question_and_its_wordings(now: datetime, editor: Staff, town: Town) -> None:
    number = grouped(SHED, now)
    key = mend.write_answer(number, unit_id=town.front.unit_id or 0, by=editor, now=now)
    page = desk_page(key, language="nb")
    assert page is not None
    assert page.line.kind == "answer"
    assert page.content.said("nb", "title") == "skur"
    assert set(page.content.said("nb", "words")) == set(SHED) - {"skur"}
    assert not page.line.is_published
    with pytest.raises(mend.Gone):
        mend.leave(number, by=editor, now=now)
    with pytest.raises(NotAnEditor):
        mend.write_answer(number, unit_id=town.front.unit_id or 0, by=town.front, now=now)
    assert asked.groups("decided", language="nb")[0].deed == "written"
    assert asked.group(number, language="nb", now=now).measured is None  # type: ignore[union-attr]


def test_a_draft_is_seen_to_work_on_the_same_questions_before_it_is_published(
    garage: Page, now: datetime, editor: Staff, town: Town
) -> None:
    number = grouped(SHED, now)
    key = mend.write_answer(number, unit_id=town.front.unit_id or 0, by=editor, now=now)
    page = desk_page(key, language="nb")
    assert page is not None
    said = {**page.content.words["nb"], "summary": "Femten kvadratmeter uten å søke."}
    write(page.line.id, Content({"nb": said}), seen=page.version, by=editor, now=now)
    tried = with_draft([(text, "nb") for text in SHED], key)
    assert all(one.then.page_ids[:1] == (page.line.id,) for one in tried)
    assert all(page.line.id not in one.now.page_ids for one in tried)
    assert [one.now for one in as_it_is([(text, "nb") for text in SHED])] == [one.now for one in tried]
    publish(page.line.id, by=editor, now=now)
    assert answered("hvor stort skur kan jeg ha", language="nb").answers[0].page_id == page.line.id


def test_a_page_that_answers_is_named_tried_before_and_undone(garage: Page, now: datetime, editor: Staff) -> None:
    number = grouped(SHED, now)
    questions = [(text, "nb") for text in SHED]
    tried = with_words(questions, garage.pk, mend.learnt_of(SHED))
    assert all(one.then.page_ids[:1] == (garage.pk,) for one in tried)
    assert wordings() == {}
    assert mend.link(number, garage.pk, by=editor, now=now) == 2
    assert answered("hvor stort skur", language="nb").answers[0].page_id == garage.pk
    mend.undo(number, by=editor, now=now)
    assert wordings() == {}
    assert QuestionGroup.objects.get(pk=number).deed == ""
    mend.link(number, garage.pk, by=editor, now=now)
    assert wordings() != {}


def test_words_are_put_on_a_page_and_go_again_when_it_is_undone(garage: Page, now: datetime, editor: Staff) -> None:
    number = grouped(SHED, now)
    assert set(mend.mend(number, garage.pk, by=editor, now=now)) == set(SHED)
    page = desk_page("garage", language="nb")
    assert page is not None
    assert set(page.content.said("nb", "words")) == set(SHED)
    mend.undo(number, by=editor, now=now)
    page = desk_page("garage", language="nb")
    assert page is not None
    assert page.content.said("nb", "words") == ""
    Page.objects.filter(pk=garage.pk).update(state="planned", publish_at=now)
    with pytest.raises(mend.PageWaits):
        mend.mend(number, garage.pk, by=editor, now=now)
    assert QuestionGroup.objects.get(pk=number).deed == ""


def test_what_a_change_has_done_is_measured_on_the_questions_before_and_after(
    garage: Page, now: datetime, editor: Staff
) -> None:
    number = grouped(SHED, now - timedelta(days=2))
    mend.link(number, garage.pk, by=editor, now=now)
    for days, verdict in ((1, garage), (2, garage), (3, None)):
        ask("skur", now + timedelta(days=days), verdict)
    judge_question(ask("skur", now + timedelta(days=4), garage), helped=False, now=now)
    group.group_new(now=now + timedelta(days=5))
    whole = asked.group(number, language="nb", now=now + timedelta(days=10))
    assert whole is not None
    assert whole.measured is not None
    assert (whole.measured.before.per_cent, whole.measured.before.asked) == (0, 3)
    assert (whole.measured.after.per_cent, whole.measured.after.asked, whole.measured.days) == (50, 4, 10)
    assert whole.given == ((garage.pk, "Bygge garasje", 3),)
    assert whole.wordings[0] == ("skur", "nb", 5)


def test_old_questions_go_and_the_words_of_what_one_alone_asked_go_sooner(now: datetime, editor: Staff) -> None:
    number = grouped(SHED, now)
    alone = grouped(["kan dronen min fly over kirka"], now)
    group.forget(now=now + timedelta(days=91))
    assert not QuestionGroup.objects.filter(pk=alone).exists()
    assert Question.objects.filter(text="").count() == 1
    assert QuestionGroup.objects.filter(pk=number).exists()
    assert group.forget(now=now + timedelta(days=401)) >= 4
    assert not Question.objects.exists()


def test_a_confirmed_answer_at_the_desk_is_used_at_once_in_every_channel(
    garage: Page, now: datetime, town: Town
) -> None:
    assert answered("kor stort skur kan eg ha", language="nn").verdict != "answer"
    learn.confirm("Hvor stort skur kan jeg ha?", garage.pk, by=town.front, now=now)
    found = answered("kor stort skur kan eg ha", language="nn")
    assert found.verdict == "answer"
    assert found.answers[0].page_id == garage.pk
    assert Wording.objects.get().standing == "learnt"
