"""What the strategies ask about finding answers: one engine, in every channel and language."""

from __future__ import annotations

import json
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from tests.faces.town import settle_town
from torg.assistant.queries.finding import ask, find, suggest
from torg.catalogue.actions.taking_in import take_in
from torg.catalogue.queries.pages import keys_of
from torg.config import cli
from torg.config.demo.content import entries
from torg.people.actions import set_up_unit

pytestmark = pytest.mark.django_db


def fill(country: str) -> dict[int, str]:
    """The whole catalogue of a country, each unit answering for its pages; gives the units' keys by the pages' ids."""
    pages = entries(country)
    unit_keys = sorted({one.unit for one in pages})
    ids = {key: set_up_unit(key=key, name=key, addresses=[f"{key}@town.example"]).pk for key in unit_keys if key}
    ids[""] = next(iter(ids.values()))
    take_in(pages, ids, by=None, now=timezone.now())
    unit_of = {one.key: one.unit for one in pages}
    return {page_id: unit_of[key] for page_id, key in keys_of().items()}


class TestKongsvinger:
    @pytest.mark.parametrize(
        ("question", "language", "key"),
        [
            ("Hvor leverer jeg hageavfall?", "nb", "garden-waste"),
            ("Når hentes søpla?", "nb", "waste"),
            ("Kva tid er kulturskulen?", "nn", "culture-school"),
            ("How do I report a pothole?", "en", "road-repair"),
        ],
    )
    def test_a_question_on_the_web_gets_the_answer(self, question: str, language: str, key: str) -> None:
        """KON-08."""
        fill("NO")
        answers = ask(question, language=language)
        assert answers.verdict in {"answer", "choices"}
        assert key in {keys_of()[one.page_id] for one in answers.answers}
        assert answers.answers[0].why, "and it is told why"

    def test_a_question_that_the_pages_do_not_answer_gets_no_invented_one(self) -> None:
        """KON-08."""
        fill("NO")
        for question in ("slå plenen for 82-åring", "hvem vant VM på ski", "xyzzy"):
            answers = ask(question, language="nb")
            assert answers.verdict != "answer", question

    def test_portal_assistant_desk_and_terminal_say_the_same(
        self, client: Client, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """KON-15: whoever is asked draws on one shelf, so the first is the same everywhere."""
        settle_town("kongsvinger")
        fill("NO")
        for question in ("hull i veien", "barnehageplass", "bosspann"):
            first = find(question, language="nb").hits[0]
            assert ask(question, language="nb").answers[0].page_id == first.page_id
            cli.main(["ask", question, "--json"])
            assert json.loads(capsys.readouterr().out)["answers"][0]["page_id"] == first.page_id
            said = unescape(client.get("/nb/sok/", {"q": question}, follow=True).content.decode())
            assert first.title.split()[0] in said

    def test_the_same_question_in_other_words_gets_the_same_answer(self) -> None:
        """KON-15: the answer hangs on the matter, not on who words it."""
        fill("NO")
        roads = ("hull i veien", "hol i vegen", "hul i vejen", "pothole")
        waste = ("boss", "søppel", "affald", "garbage")
        for ways in (roads, waste):
            offered = [{one.page_id for one in ask(way, language="nb").answers} for way in ways]
            assert set.intersection(*offered), ways


class TestHalsnaes:
    def test_who_seeks_with_everyday_words_and_slips_finds_the_page(self) -> None:
        """HAL-04: findable, in the reader's own words."""
        fill("DK")
        for question, key in (("skraldespand", "new-bin"), ("børnehavepladds", "kindergarten"), ("pas", "passport")):
            found = [keys_of()[hit.page_id] for hit in find(question, language="da").hits[:3]]
            assert key in found, question

    def test_what_is_meant_is_cleared_up_at_once(self) -> None:
        """HAL-04, instant clarification: where several pages fit they are offered, and as one types too."""
        fill("DK")
        offered = ask("affald ikke hentet", language="da")
        assert offered.verdict == "choices"
        assert len(offered.answers) == 3
        assert suggest("børneh", "da")


class TestAlver:
    def test_nobody_needs_to_know_whom_to_ask(self) -> None:
        """ALV-05: one question box, and the page found tells which unit it is for."""
        unit_of = fill("NO")
        units = {
            unit_of[ask(question, language="nn").answers[0].page_id]
            for question in ("hol i vegen", "barnehageplass", "heimehjelp", "byggje garasje")
        }
        assert len(units) == 4, "four matters, four units"
        assert "" not in units
