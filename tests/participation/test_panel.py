"""The panel: nobody is in it who did not ask, and nothing they answer is kept together with their address."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from django.db.models import Field

from tests.town import Town
from torg.catalogue.actions.writing import NotAnEditor
from torg.catalogue.models import Page
from torg.mailroom.models import OutgoingMessage
from torg.participation.actions.panel import confirm, forget_unconfirmed, leave, sign_up
from torg.participation.actions.surveys import (
    Closed,
    NobodyToAsk,
    NothingSaid,
    Plan,
    answer_by_link,
    answer_on_page,
    ask,
    end,
    end_due,
)
from torg.participation.models import Invitation, PanelMember, SurveyAnswer
from torg.participation.queries.surveys import members, results, survey_of_page, surveys
from torg.participation.questions import Question
from torg.people.models import Staff

pytestmark = pytest.mark.django_db
QUESTIONS = (
    Question("scale", "Hvor lett var det?"),
    Question("choice", "Hvor?", ("Hjemme", "På jobb")),
    Question("text", "Hva manglet?"),
)
ENDS = date(2026, 4, 7)


def last_letter() -> OutgoingMessage:
    return OutgoingMessage.objects.latest("id")


def joined(email: str, now: datetime, *interests: str) -> PanelMember:
    sign_up(email, interests=interests, language="nb", now=now)
    member = PanelMember.objects.get(email=email)
    assert confirm(member.token, now=now)
    return member


def test_nobody_is_in_the_panel_before_the_owner_of_the_address_says_so(town: Town, now: datetime) -> None:
    sign_up(" Kari@Example.org", interests=["waste"], language="nb", now=now)
    assert members() == 0
    letter = last_letter()
    assert letter.to_address == "kari@example.org"
    found = re.search(r"/nb/panel/confirm/([\w-]+)/", letter.text)
    assert found
    assert confirm(found[1], now=now)
    assert members() == 1
    assert not confirm("made up", now=now)


def test_who_signs_up_again_is_told_by_mail_and_not_on_the_page(town: Town, now: datetime) -> None:
    joined("kari@example.org", now)
    sign_up("kari@example.org", interests=["waste"], language="nb", now=now + timedelta(minutes=5))
    assert OutgoingMessage.objects.count() == 1
    sign_up("kari@example.org", interests=["waste"], language="nb", now=now + timedelta(minutes=11))
    assert "panel/leave" in last_letter().text
    assert PanelMember.objects.get().interests == []


def test_leaving_deletes_the_address_and_an_unconfirmed_one_goes_after_a_week(town: Town, now: datetime) -> None:
    leave(joined("kari@example.org", now).token)
    sign_up("ola@example.org", interests=[], language="nb", now=now)
    assert forget_unconfirmed(now=now + timedelta(days=6)) == 0
    assert forget_unconfirmed(now=now + timedelta(days=8)) == 1
    assert PanelMember.objects.count() == 0


def test_those_are_asked_who_want_to_be_asked_about_it(town: Town, editor: Staff, now: datetime) -> None:
    joined("waste@example.org", now, "waste")
    joined("any@example.org", now)
    joined("housing@example.org", now, "housing")
    sign_up("never@example.org", interests=["waste"], language="nb", now=now)
    ask(Plan("Søppel", "nb", QUESTIONS, ENDS, topics=("waste",)), by=editor, now=now)
    written = OutgoingMessage.objects.filter(subject__contains="Søppel").values_list("to_address", flat=True)
    assert set(written) == {"waste@example.org", "any@example.org"}
    assert [(one.asked, one.answered) for one in surveys()] == [(2, 0)]


def test_nobody_to_ask_and_nobody_but_editors_ask(town: Town, editor: Staff, now: datetime) -> None:
    with pytest.raises(NobodyToAsk):
        ask(Plan("Søppel", "nb", QUESTIONS, ENDS), by=editor, now=now)
    with pytest.raises(NotAnEditor):
        ask(Plan("Søppel", "nb", QUESTIONS, ENDS), by=town.front, now=now)


def test_a_link_answers_once_and_what_was_said_leads_to_nobody(town: Town, editor: Staff, now: datetime) -> None:
    joined("kari@example.org", now)
    ask(Plan("Søppel", "nb", QUESTIONS, ENDS), by=editor, now=now)
    token = Invitation.objects.get().token
    with pytest.raises(NothingSaid):
        answer_by_link(token, ["", "7", " "], now=now)
    answer_by_link(token, ["4", "1", "Ring 98 76 54 32"], now=now)
    with pytest.raises(Closed):
        answer_by_link(token, ["1", "", ""], now=now)
    assert SurveyAnswer.objects.get().said == [4, 1, "Ring •• •• •• ••"]
    stored = {field.name for field in SurveyAnswer._meta.get_fields() if isinstance(field, Field)}
    assert stored == {"id", "survey", "said", "day"}


def test_results_are_shown_from_five_answers_on(garage: Page, editor: Staff, now: datetime) -> None:
    made = ask(Plan("Garasje", "nb", QUESTIONS, ENDS, page_id=garage.pk), by=editor, now=now)
    for said in (["5", "0", "b"], ["4", "0", ""], ["3", "1", "a"], ["5", "", ""]):
        answer_on_page(made, said, now=now)
    assert results(made) is None
    answer_on_page(made, ["", "1", ""], now=now)
    found = results(made)
    assert found is not None
    scale, choice, text = found
    assert (scale.counts, scale.mean) == ((("1", 0), ("2", 0), ("3", 1), ("4", 1), ("5", 2)), 4.2)
    assert choice.counts == (("Hjemme", 2), ("På jobb", 2))
    assert text.texts == ("a", "b")


def test_a_survey_stands_on_its_page_until_its_day_has_passed(garage: Page, editor: Staff, now: datetime) -> None:
    made = ask(Plan("Garasje", "nb", QUESTIONS, ENDS, page_id=garage.pk), by=editor, now=now)
    assert survey_of_page("garage", today=ENDS) == made
    assert end_due(now=now) == 0
    after = now + timedelta(days=8)
    assert survey_of_page("garage", today=after.date()) is None
    with pytest.raises(Closed):
        answer_on_page(made, ["5", "", ""], now=after)
    assert end_due(now=after) == 1
    assert end_due(now=after) == 0


def test_an_ended_survey_takes_no_answers_and_forgets_whom_it_asked(town: Town, editor: Staff, now: datetime) -> None:
    joined("kari@example.org", now)
    made = ask(Plan("Søppel", "nb", QUESTIONS, ENDS), by=editor, now=now)
    token = Invitation.objects.get().token
    end(made, by=editor, now=now)
    assert Invitation.objects.count() == 0
    with pytest.raises(Closed):
        answer_by_link(token, ["5", "", ""], now=now)
