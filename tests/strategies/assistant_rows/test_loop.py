"""What people ask makes the answers better: the rows on questions, knowledge, and how well it goes, as sentences."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.strategy.made_strategies import shipped
from tests.town import Town
from torg.assistant.actions import learn, measure, mend
from torg.assistant.actions.asked import judge_question, note_question
from torg.assistant.actions.group import group_new
from torg.assistant.models import Conversation, Question
from torg.assistant.queries import asked
from torg.assistant.queries.figures import figures
from torg.assistant.queries.finding import ask
from torg.catalogue.actions.publishing import publish
from torg.catalogue.actions.writing import Belonging, make_page, write
from torg.catalogue.content import Content
from torg.catalogue.models import Page
from torg.catalogue.queries.care import desk_page
from torg.enquiries.models import Enquiry
from torg.people.actions import set_up_staff
from torg.people.models import Staff, Unit

pytestmark = pytest.mark.django_db
HENS = ("kan jeg ha høner i hagen", "høner i hagen", "kan vi ha høner i hagen vår")


@pytest.fixture
def town(db: None) -> Town:
    return Town("kongsvinger")


@pytest.fixture
def now(town: Town) -> datetime:
    return town.at("2026-03-31 10:00")


@pytest.fixture
def editor(town: Town) -> Staff:
    return set_up_staff(username="editor", name="Eva Editor", role="editor", unit="front")


@pytest.fixture
def pets(editor: Staff, now: datetime) -> Page:
    words = {"nb": {"title": "Husdyr i byen", "summary": "Hva du må melde fra om."}}
    made = make_page(
        "pets", "service", Content(words), Belonging(Unit.objects.get(key="building").pk), by=editor, now=now
    )
    return publish(made.pk, by=editor, now=now)


def people_ask(now: datetime, *texts: str) -> list[int]:
    """People ask the assistant, and it answers as it can."""
    noted = []
    for text in texts:
        found = ask(text, language="nb")
        best = found.answers[0] if found.answers else None
        number = note_question(
            text, language="nb", channel="assistant", verdict=found.verdict,
            page_id=best.page_id if best else None, confidence=best.confidence if best else 0.0, in_hours=True, now=now,
        )  # fmt: skip
        assert number is not None
        noted.append(number)
    group_new(now=now)
    return noted


def test_questions_are_stored_to_improve_the_content_and_not_to_know_who_asked(pets: Page, now: datetime) -> None:
    """KON-31: the assistant's questions are stored, without the person, and shown to those who write."""
    people_ask(now, *HENS, "jeg heter Ola Nordmann, tlf 412 34 567, kan jeg ha høner i hagen?")
    stored = " ".join(Question.objects.values_list("text", flat=True))
    assert "høner i hagen" in stored
    assert not {"Ola", "Nordmann", "412", "567"} & set(stored.replace(",", " ").split())
    assert [row.asked for row in asked.groups("unanswered", language="nb")] == [4]


def test_a_question_becomes_knowledge_that_is_answered_automatically(
    pets: Page, now: datetime, editor: Staff, town: Town
) -> None:
    """KON-33: what nobody answered is drafted as an answer, written, published, and then found by all its wordings."""
    (first, *_rest) = people_ask(now, *HENS)
    group = Question.objects.get(pk=first).group_id
    assert group is not None
    key = mend.write_answer(group, unit_id=town.front.unit_id or 0, by=editor, now=now)
    page = desk_page(key, language="nb")
    assert page is not None
    said = {**page.content.words["nb"], "summary": "Ja, inntil fem høner, når naboene er varslet."}
    write(page.line.id, Content({"nb": said}), seen=page.version, by=editor, now=now)
    publish(page.line.id, by=editor, now=now + timedelta(hours=1))
    people_ask(now + timedelta(days=1), *HENS)
    assert {ask(text, language="nb").answers[0].page_id for text in HENS} == {page.line.id}
    whole = asked.group(group, language="nb", now=now + timedelta(days=2))
    assert whole is not None
    assert whole.measured is not None
    assert (whole.measured.before.per_cent, whole.measured.after.per_cent) == (0, 100)


def test_what_a_person_answered_once_is_known_to_the_assistant_from_then_on(
    pets: Page, now: datetime, town: Town
) -> None:
    """KON-33, KON-39: the service unit says which page answered, and the question is automatic knowledge."""
    assert ask("hønsehold", language="nb").verdict != "answer"
    learn.confirm("Hønsehold i hagen?", pets.pk, by=town.front, now=now)
    assert ask("hønsehold i hagen", language="nb").answers[0].page_id == pets.pk


def test_the_service_unit_sorts_questions_into_what_is_known_and_what_is_not(pets: Page, now: datetime) -> None:
    """KON-39: what is answered automatically and what needs somebody stand apart, the most asked first."""
    people_ask(now, *HENS, *(["husdyr i byen"] * 2), *(["padelbane"] * 4))
    assert [row.label for row in asked.groups("unanswered", language="nb")] == ["padelbane", "høner i hagen"]
    assert {row.label for row in asked.groups("all", language="nb")} == {"padelbane", "høner i hagen", "husdyr i byen"}


def test_an_answer_that_did_not_help_feeds_the_improvement(pets: Page, now: datetime) -> None:
    """KON-20: each "no, this did not help" is followed up like other feedback: it puts the question on a list."""
    numbers = people_ask(now, *(["husdyr i byen"] * 3))
    for number in numbers[:2]:
        judge_question(number, helped=False, now=now)
    group_new(now=now)
    assert [(row.label, row.judged_bad) for row in asked.groups("bad", language="nb")] == [("husdyr i byen", 2)]


def test_drammens_eighty_per_cent_stand_beside_what_was_reached(pets: Page, now: datetime, town: Town) -> None:
    """DRA-20: the share who find the answer without help is measured, and adds up with the others to all."""
    target = next(one for one in shipped("drammen").targets.values() if one.measure == "self_help_share")
    assert str(target.at_least) in ("0.8", "0.80")
    for number, outcome in enumerate(["contained"] * 8 + ["escalated", "abandoned"]):
        Conversation.objects.create(
            token=f"t{number}", code=f"c{number}", language="nb", stage="ended", started_at=now, last_at=now,
            ended_at=now, outcome=outcome,
        )  # fmt: skip
    measure.add_up(now.date(), now.date(), zone=town.zone)
    found = figures(now.date(), now.date())
    assert found.contained.share == 0.8
    assert sum(found.outcomes) == 100


def test_halsnaes_first_contact_is_counted_for_phone_and_chat(pets: Page, now: datetime, town: Town) -> None:
    """HAL-02, HAL-11: settled where somebody first asked, of all that came by phone and chat, against 60 %."""
    target = next(one for one in shipped("halsnaes").targets.values() if one.measure == "first_contact_share")
    for place in range(5):
        enquiry = town.receive(now, sender=f"a{place} <a{place}@example.org>")
        town.answer(enquiry, now + timedelta(minutes=3))
        Enquiry.objects.filter(pk=enquiry.pk).update(channel="chat" if place else "phone", takeovers=int(place > 3))
    measure.add_up(now.date(), now.date(), zone=town.zone)
    found = figures(now.date(), now.date()).first_contact
    assert (found.count, found.of) == (4, 5)
    assert target.at_least is not None
    assert (found.share or 0) >= float(target.at_least)
