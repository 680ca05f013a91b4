"""The shelf of a process follows the pages; a new one is built behind those who ask."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from torg.assistant.finding.ranking import ranked
from torg.assistant.finding.shelf import Shelf
from torg.assistant.finding.understanding import understand
from torg.assistant.queries import shelf as shelves
from torg.assistant.queries.finding import ask, find
from torg.assistant.queries.shelf import built, entries_of
from torg.catalogue.actions.publishing import publish, withdraw
from torg.catalogue.actions.writing import Belonging, make_page
from torg.catalogue.content import Content
from torg.catalogue.finding.values import Document
from torg.catalogue.models import Page
from torg.people.actions import set_up_unit


def put_up(key: str, title: str, **more: object) -> Page:
    """A published page."""
    front = set_up_unit(key="front", name="Front", front_line=True, addresses=["front@town.example"]).pk
    now = timezone.now()
    content = Content({"nb": {"title": title, **more}})
    return publish(make_page(key, "service", content, Belonging(front), by=None, now=now).pk, by=None, now=now)


def until(so: Callable[[], bool]) -> bool:
    """Waits a little for something that another thread does."""
    for _turn in range(200):
        if so():
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def own_shelf(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[None]:
    """A process that has asked nothing yet, and builds behind."""
    settings.SHELF_BUILT_AT_ONCE = False
    monkeypatch.setattr(shelves, "_KEPT", shelves._Kept())
    yield
    assert until(lambda: not shelves._KEPT.is_building)


@pytest.mark.django_db(transaction=True)
def test_who_asks_while_a_new_shelf_is_built_is_answered_from_the_old_one(
    own_shelf: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_up("waste", "Renovasjon")
    assert len(find("renovasjon", language="nb").hits) == 1, "the first to ask waits"
    may_build: list[bool] = []
    build = shelves._build

    def waiting() -> shelves.Built:
        assert until(lambda: bool(may_build))
        return build()

    monkeypatch.setattr(shelves, "_build", waiting)
    put_up("kayak", "Kajakkutleie")
    assert find("kajakk", language="nb").hits == ()
    assert len(find("renovasjon", language="nb").hits) == 1
    assert built().is_old
    may_build.append(True)
    assert until(lambda: not built().is_old)
    assert len(find("kajakk", language="nb").hits) == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_withdrawn_is_never_shown_from_the_old_shelf(own_shelf: None, monkeypatch: pytest.MonkeyPatch) -> None:
    waste = put_up("waste", "Renovasjon")
    assert ask("renovasjon", language="nb").answers[0].page_id == waste.pk
    monkeypatch.setattr(shelves, "_build_behind", lambda: None)  # as when it takes long
    withdraw(waste.pk, by=None, now=timezone.now())
    assert find("renovasjon", language="nb").hits == ()
    assert (ask("renovasjon", language="nb").verdict, ask("renovasjon", language="nb").answers) == ("unknown", ())
    shelves._KEPT.is_building = False


@pytest.mark.django_db(transaction=True)
def test_a_shelf_that_can_not_be_built_leaves_the_old_one_standing(
    own_shelf: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    put_up("waste", "Renovasjon")
    assert len(find("renovasjon", language="nb").hits) == 1

    def broken() -> shelves.Built:
        raise MemoryError

    monkeypatch.setattr(shelves, "_build", broken)
    put_up("kayak", "Kajakkutleie")
    assert len(find("renovasjon", language="nb").hits) == 1
    assert until(lambda: not shelves._KEPT.is_building)
    assert "the old one serves on" in caplog.text
    monkeypatch.undo()


@pytest.mark.django_db
def test_asking_costs_one_small_question_to_the_database(django_assert_num_queries: Callable[..., object]) -> None:
    put_up("waste", "Renovasjon")
    find("renovasjon", language="nb")
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        ask("når kommer bossbilen", language="nb")
    assert connection.vendor == "postgresql"


def test_two_processes_build_the_same_shelf() -> None:
    pages = {at: [Document(at, "service", "nb", f"Tjeneste {at}", words=("boss", "avfall"))] for at in range(1, 40)}
    one, other = (Shelf(entries_of(pages, {3: ["gult kort"]})) for _turn in range(2))
    for question in ("boss", "tjeneste", "gult kort", "tjenste"):
        ours, theirs = (
            [(fit.entry.key, fit.score) for fit in ranked(understand(question, shelf), shelf)] for shelf in (one, other)
        )
        assert ours == theirs


def test_what_was_learnt_leads_to_its_page_in_a_sentence_and_misspelled_too() -> None:
    pages = {1: [Document(1, "service", "nb", "Renovasjon")], 2: [Document(2, "service", "nb", "Badeplasser")]}
    pages |= {at: [Document(at, "service", "nb", f"Tjeneste nummer {at}")] for at in range(3, 20)}
    before, after = Shelf(entries_of(pages, {})), Shelf(entries_of(pages, {1: ["gult spann"]}))
    for question in ("gult spann", "hvor får jeg nytt gult spann", "gult spanm"):
        assert ranked(understand(question, before), before) == []
        assert ranked(understand(question, after), after)[0].entry.key == 1
