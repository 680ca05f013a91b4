"""A whole talk on the demo's pages, with nothing put in place of anything: understood, found, and replied to."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.assistant.talking_town import IN_HOURS, Talker
from torg.assistant.actions.forgetting import ENDS_AFTER, forget_old
from torg.assistant.models import Question
from torg.catalogue.actions.taking_in import take_in
from torg.catalogue.queries.pages import keys_of
from torg.config.demo.content import entries
from torg.people.models import Unit

pytestmark = pytest.mark.django_db


def test_a_talk_from_the_first_question_to_its_end() -> None:
    """KON-31: answered from the page, gone on from, led on where it is the state's, and counted without the person."""
    one = Talker(strategy="kongsvinger", at=IN_HOURS, language="nb")
    pages = entries("NO")
    front = Unit.objects.get(key="front").pk
    take_in(pages, dict.fromkeys({page.unit for page in pages}, front), by=None, now=one.now)
    keys = keys_of()

    first = one.say("sfo")
    assert (first.verdict, keys[first.page_id or 0]) == ("answer", "after-school")
    assert first.doors[0].path == "https://selvbetjening.example/sfo"
    cost = one.say("og hva koster det?")
    assert any("2 150 kroner" in line for line in cost.paragraphs)
    assert one.say("mista førerkort").verdict == "elsewhere"
    assert one.say("slå plenen for 82-åring").verdict not in ("emergency", "crisis")
    hole = one.say("hull i veien")
    assert keys[hole.page_id or hole.sources[0].page_id] == "road-repair"
    assert one.say("takk for hjelpen").verdict == "social"

    assert Question.objects.filter(channel="assistant").count() >= 4
    later = one.now + ENDS_AFTER + timedelta(minutes=1)
    assert forget_old(lambda: later) == 1
    assert one.row.outcome == "contained"
