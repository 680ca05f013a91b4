"""How well questions are answered is counted by the day, graded by samples, and guarded by a set of questions."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.assistant.loop.asking import ask, grouped
from tests.town import Town
from torg.assistant.actions import expected, measure
from torg.assistant.actions.asked import judge_question
from torg.assistant.actions.group import group_new
from torg.assistant.models import AnswerDay, Conversation, DaySalt, Expected, Message, Question, Run, Sample
from torg.assistant.queries import expected as expected_queries
from torg.assistant.queries.expected import kept, places, runs
from torg.assistant.queries.figures import figures, graded, to_grade
from torg.assistant.queries.trial import Came, came, forecast
from torg.catalogue.actions.writing import NotAnEditor, write
from torg.catalogue.content import Content
from torg.catalogue.models import Page
from torg.catalogue.queries.care import desk_page
from torg.config.answer_figures import told
from torg.enquiries.models import Enquiry
from torg.jobs.questions import questions, questions_of_days
from torg.people.models import Staff

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 31)


def talk(number: int, now: datetime, outcome: str, **more: object) -> Conversation:
    return Conversation.objects.create(
        token=f"token-{number}", code=f"AAA-{number}", language="nb", stage="ended" if outcome else "assistant",
        started_at=now, last_at=now, ended_at=now if outcome else None, outcome=outcome, **more,
    )  # fmt: skip


def test_every_conversation_that_ended_has_one_outcome_and_they_are_a_hundred_together(
    garage: Page, now: datetime, town: Town
) -> None:
    for number, outcome in enumerate(["contained"] * 3 + ["escalated"] * 2 + ["abandoned"] * 2 + [""]):
        talk(number, now, outcome)
    enquiry = town.receive(now)
    Conversation.objects.filter(token="token-0").update(enquiry=enquiry)
    measure.add_up(DAY, DAY, zone=town.zone)
    found = figures(DAY, DAY)
    assert (found.ended, found.contained.count, found.escalated.count, found.abandoned.count) == (7, 3, 2, 2)
    assert sum(found.outcomes) == 100
    assert found.outcomes == (43, 29, 28)
    assert (found.again.count, found.again.of) == (1, 3)


def test_the_database_refuses_outcomes_that_do_not_add_up() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        AnswerDay.objects.create(day=DAY, ended=3, contained=1, escalated=1, abandoned=0)


def test_questions_are_counted_by_the_day_of_the_municipality(garage: Page, now: datetime, town: Town) -> None:
    ask("bygge garasje", town.at("2026-03-31 00:10"), garage)
    ask("bygge skur", town.at("2026-03-31 23:50"), in_hours=False)
    ask("bygge skur", town.at("2026-04-01 00:10"), in_hours=False)
    judge_question(ask("bygge garasje", now, garage), helped=True, now=now)
    measure.add_up(DAY - timedelta(days=1), DAY, zone=town.zone)
    found = figures(DAY, DAY)
    assert (found.asked, found.unknown.count, found.outside.count, found.judged_good.count) == (3, 1, 1, 1)
    assert found.unknown.per_cent == "33"
    Question.objects.all().delete()
    assert measure.add_up(DAY - timedelta(days=1), DAY, zone=town.zone) == 0
    assert figures(DAY, DAY).asked == 3
    assert figures(DAY, DAY).as_data()["unknown"] == {"count": 1, "of": 3}


def test_a_sample_is_drawn_once_a_week_and_graded_with_its_margin(
    garage: Page, now: datetime, editor: Staff, town: Town
) -> None:
    for number in range(25):
        ask(f"bygge garasje {'x' * number}", now, garage)
    ask("skur", now)
    assert measure.draw(now=now) == 20
    assert measure.draw(now=now + timedelta(days=1)) == 0
    waiting = to_grade("nb")
    assert (len(waiting), waiting[0].title) == (20, "Bygge garasje")
    with pytest.raises(NotAnEditor):
        measure.grade(waiting[0].id, "right", by=town.front, now=now)
    for one, grade in zip(waiting, ["right"] * 8 + ["partly", "wrong"], strict=False):
        measure.grade(one.id, grade, by=editor, now=now)
    found = figures(DAY - timedelta(days=7), DAY).graded
    assert (found.right, found.partly, found.wrong, found.share.per_cent) == (8, 1, 1, "80")
    assert found.low < 60 < 90 < found.high
    assert len(graded("nb", since=DAY - timedelta(days=7))) == 10
    measure.grade(waiting[0].id, "", by=editor, now=now)
    assert Sample.objects.exclude(grade="").count() == 9


def test_who_asks_the_same_again_later_in_a_conversation_has_come_back(garage: Page, now: datetime, town: Town) -> None:
    first, soon = ask("bygge garasje", now, garage), ask("bygge garasje", now, garage)
    later, other = ask("bygge garasje", now, garage), ask("leie lokale", now, garage)
    group_new(now=now)
    came, went = talk(1, now, ""), talk(2, now, "")
    for where, hours, question in ((came, 0, first), (came, 0.1, soon), (came, 30, later), (went, 0, other)):
        Message.objects.create(
            conversation=where, at=now + timedelta(hours=hours), speaker="assistant", data={"question": question}
        )
    assert measure.notice_returns(now=now + timedelta(days=2)) == 2
    assert set(Question.objects.filter(came_back=True).values_list("pk", flat=True)) == {first, soon}
    ended = talk(3, now, "contained", enquiry=town.receive(now))
    Message.objects.create(conversation=ended, at=now, speaker="assistant", data={"question": other})
    assert measure.notice_returns(now=now + timedelta(days=2)) == 1


def test_the_last_question_before_a_person_was_asked_for_is_marked(garage: Page, now: datetime, town: Town) -> None:
    first, last = ask("bygge garasje", now, garage), ask("bygge skur", now)
    passed_on = talk(1, now, "escalated", waiting_since=now)
    for question in (first, last):
        Message.objects.create(conversation=passed_on, at=now, speaker="assistant", data={"question": question})
    Message.objects.create(conversation=talk(2, now, ""), at=now, speaker="assistant", data={"question": first})
    assert measure.notice_escalated(now=now) == 1
    assert list(Question.objects.filter(escalated=True).values_list("pk", flat=True)) == [last]


def test_questions_that_must_stay_right_are_added_by_hand_from_a_group_and_from_a_file(
    garage: Page, fence: Page, now: datetime, editor: Staff, town: Town
) -> None:
    assert expected.add(" bygge  garasje ", garage.pk, language="nb", by=editor, now=now)
    assert not expected.add("bygge garasje", garage.pk, language="nb", by=editor, now=now)
    assert expected.add_group(grouped(["hvor stort skur", "skur"], now), garage.pk, by=editor, now=now) == 2
    lines = [
        json.dumps({"question": "gjerde mot nabo", "language": "nb", "expected": ["no-such", "fence"]}),
        json.dumps({"question": "bygge garasje", "language": "nb", "expected": "garage"}),
        "", "{", "[]", json.dumps({"question": "", "expected": "fence"}),
        json.dumps({"question": "hva", "expected": ["no-such"]}), json.dumps({"question": 3, "expected": "fence"}),
    ]  # fmt: skip
    taken = expected.take_in(lines, by=editor, now=now)
    assert (taken.new, taken.there, taken.faulty) == (1, 1, (4, 5, 6, 7, 8))
    assert {row.source for row in Expected.objects.all()} == {"hand", "group", "file"}
    with pytest.raises(NotAnEditor):
        expected.add("x", garage.pk, language="nb", by=town.front, now=now)
    with pytest.raises(expected.ManyLines):
        expected.take_in(["{}"] * 5001, by=editor, now=now)


def test_a_night_asks_them_all_and_keeps_how_it_went(garage: Page, fence: Page, now: datetime, editor: Staff) -> None:
    assert expected.run(now=now) is None
    expected.add("bygge garasje", garage.pk, language="nb", by=editor, now=now)
    expected.add("bygge garasje med pipe", fence.pk, language="nb", by=editor, now=now)
    assert expected.run(now=now) is not None
    assert [(run.total, run.first) for run in runs()] == [(2, 1)]
    rows = kept("nb")
    assert [row.text for row in rows] == ["bygge garasje med pipe", "bygge garasje"]
    assert (rows[-1].place, rows[-1].title) == (1, "Bygge garasje")
    assert Run.objects.get().failing == [rows[0].id]
    gone = expected.remove(rows[0].id, by=editor)
    assert gone == ("bygge garasje med pipe", "nb", fence.pk)
    assert len(places()) == 1


def test_what_failed_at_night_is_shown_first_and_only_what_is_shown_is_asked(
    garage: Page, fence: Page, now: datetime, editor: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in ("bygge garasje", "bygge garasje nå", "garasje"):
        expected.add(text, garage.pk, language="nb", by=editor, now=now)
    expected.add("å bygge garasje", fence.pk, language="nb", by=editor, now=now)
    expected.run(now=now)
    asked: list[str] = []

    def counted(text: str, *rest: Any) -> Came:
        asked.append(text)
        return came(text, *rest)

    monkeypatch.setattr(expected_queries, "came", counted)
    assert [row.text for row in kept("nb", limit=2)] == ["å bygge garasje", "bygge garasje"]
    assert sorted(asked) == ["bygge garasje", "å bygge garasje"]


def test_a_drop_is_seen_before_the_draft_that_brings_it_is_published(
    garage: Page, fence: Page, now: datetime, editor: Staff
) -> None:
    expected.add("bygge garasje", garage.pk, language="nb", by=editor, now=now)
    expected.add("sette opp gjerde", fence.pk, language="nb", by=editor, now=now)
    said = {"title": "Lekestativ", "summary": "Til hagen."}
    write(garage.pk, Content({"nb": said}), seen=garage.version, by=editor, now=now)
    found = forecast("garage")
    assert found.total == 2
    assert [(one.text, one.now) for one in found.worse] == [("bygge garasje", 1)]
    assert found.better == ()
    page = desk_page("garage", language="nb")
    assert page is not None
    better = {"title": "Lekestativ", "summary": "Til hagen.", "words": ("bygge garasje",)}
    write(garage.pk, Content({"nb": better}), seen=page.version, by=editor, now=now)
    assert forecast("garage").worse == ()


def test_the_jobs_do_all_of_it(garage: Page, now: datetime, editor: Staff) -> None:
    today = datetime.now(tz=now.tzinfo)
    for _ in range(3):
        ask("bygge garasje", today, garage)
    judge_question(ask("bygge garasje", today, garage), helped=True, now=today, address="192.0.2.1")
    DaySalt.objects.update(day=today.date() - timedelta(days=3))
    expected.add("bygge garasje", garage.pk, language="nb", by=editor, now=now)
    questions.func(timestamp=0)
    assert figures(today.date() - timedelta(days=1), today.date()).asked == 4
    questions_of_days.func(timestamp=0)
    assert (Sample.objects.count(), Run.objects.count(), DaySalt.objects.count()) == (4, 1, 0)


def test_without_a_strategy_the_jobs_say_so_and_go_on(db: None, caplog: pytest.LogCaptureFixture) -> None:
    questions.func(timestamp=0)
    assert "No strategy is in force" in caplog.text


def test_who_was_helped_at_once_by_phone_or_chat_is_counted_by_the_day(now: datetime, town: Town) -> None:
    at_once, by_mail, again = (town.receive(now, sender=f"{name} <{name}@example.org>") for name in ("a", "b", "c"))
    for enquiry in (at_once, by_mail, again):
        town.answer(enquiry, now + timedelta(minutes=5))
    Enquiry.objects.filter(pk__in=[at_once.pk, again.pk]).update(channel="chat")
    Enquiry.objects.filter(pk=again.pk).update(repeats=1)
    measure.add_up(DAY, DAY, zone=town.zone)
    found = figures(DAY, DAY).first_contact
    assert (found.count, found.of) == (1, 2)


def test_the_figures_are_told_at_a_terminal(garage: Page, now: datetime, town: Town) -> None:
    for number, outcome in enumerate(("contained", "contained", "escalated")):
        talk(number, now, outcome)
    ask("bygge garasje", now, garage)
    measure.add_up(DAY, DAY, zone=town.zone)
    said = told(figures(DAY, DAY))
    assert "3 conversations ended: 67 % answered without a person, 33 % passed on, 0 % left" in said
    assert "  0 %  not known (0 of 1)" in said
    assert "  - %  graded as right by editors (0 of 0)" in said
