"""What the strategies ask about finding the answer oneself, on the catalogues of the demo."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.utils import timezone

from torg.assistant.finding.values import Hit
from torg.assistant.queries.finding import find, suggest
from torg.catalogue.actions.taking_in import take_in
from torg.catalogue.models import Page
from torg.config import cli
from torg.config.demo.content import entries
from torg.people.actions import set_up_unit

pytestmark = pytest.mark.django_db

QUESTIONS = Path(__file__).parents[2] / "catalogue" / "questions_dev.jsonl"


def fill(country: str) -> None:
    """The whole catalogue of a country, answered for by one unit."""
    front = set_up_unit(key="front", name="Front", front_line=True, addresses=["front@town.example"]).pk
    pages = entries(country)
    take_in(pages, dict.fromkeys({one.unit for one in pages}, front), by=None, now=timezone.now())


def keys(hits: tuple[Hit, ...]) -> list[str]:
    by_id = dict(Page.objects.values_list("pk", "key"))
    return [by_id[hit.page_id] for hit in hits]


class TestKongsvinger:
    def test_a_question_on_the_web_gets_its_answer(self) -> None:
        """KON-08."""
        fill("NO")
        asked = {
            "Hvor leverer jeg hageavfall?": "garden-waste", "moren min trenger plass på sykehjem": "nursing-home",
            "når kommer brøytebilen": "winter", "sønnen min blir mobbet på skolen": "school-bullying",
        }  # fmt: skip
        for question, key in asked.items():
            assert key in keys(find(question, language="nb").hits)[:3], question

    def test_every_channel_asks_the_same_knowledge_and_is_told_the_same(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """KON-15: the portal, the desk and support ask one function; what support sees is what citizens see."""
        fill("NO")
        hits = find("bosspann", language="nn", limit=5).hits
        assert cli.main(["ask", "bosspann", "--lang", "nn", "--limit", "5"]) == 0
        said = capsys.readouterr().out
        places = [said.index(hit.title) for hit in hits]
        assert places == sorted(places)
        assert len(hits) > 1


class TestAlver:
    def test_who_writes_nynorsk_finds_services_and_is_answered_in_nynorsk(self) -> None:
        """ALV-03."""
        fill("NO")
        for question, key in (("heimehjelp", "home-care"), ("hol i vegen", "road-repair"), ("vigsel", "marriage")):
            hits = find(question, language="nn").hits
            assert keys(hits)[0] == key
            assert hits[0].language == "nn"


class TestHalsnaes:
    def test_pages_are_found_by_the_words_of_the_one_who_seeks(self) -> None:
        """HAL-04."""
        fill("DK")
        for question, key in (("skraldespand", "new-bin"), ("gamle mor støvsugning", "cleaning-help")):
            assert key in keys(find(question, language="da").hits)[:3], question
        assert suggest("børneh", "da")[0].title == find("børnehave", language="da").hits[0].title


class TestDrammen:
    def test_more_than_80_per_cent_find_the_page_by_themselves(self) -> None:
        """DRA-20: of citizens' questions, those that find the right page among the first three."""
        fill("NO")
        asked = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
        here = [one for one in asked if one["country"] == "no"]
        found = sum(
            bool(set(one["expected"]) & set(keys(find(one["question"], language=one["language"]).hits[:3])))
            for one in here
        )
        assert found / len(here) > 0.8
